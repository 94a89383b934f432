"""Which steps of minutes are legal, in which state and for whom: what pages offer and views allow alike."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse

from meetings.access import may_ask_for_corrections, may_publish, may_write_minutes
from meetings.models import Minutes
from records.audience import Audience

State = Minutes.State
Predicate = Callable[[object], bool]

_WHILE_WRITTEN: dict[str, Predicate] = {State.DRAFT: may_write_minutes, State.RETURNED: may_write_minutes}

# The step, and in which states it can be taken by whom.
RULES: dict[str, dict[str, Predicate]] = {
    "send": _WHILE_WRITTEN,
    "ask": {State.IN_REVIEW: may_ask_for_corrections},
    "answer": {State.IN_REVIEW: may_write_minutes, State.RETURNED: may_write_minutes},
    "return": {State.IN_REVIEW: may_write_minutes, State.CONFIRMED: may_publish},
    "confirm": {State.IN_REVIEW: may_publish},
    "publish": {State.CONFIRMED: may_publish},
    "restore": _WHILE_WRITTEN,
    "abandon": _WHILE_WRITTEN,
    "correct": {State.PUBLISHED: may_write_minutes},
    "attach": {State.PUBLISHED: may_write_minutes},
    "withdraw": {State.PUBLISHED: may_publish},
    "give_back": {State.PUBLISHED: may_publish},
}


@dataclass(frozen=True)
class Step:
    """One step on a page: a button that takes it at once (`posts`), or a link to its form. `seen` goes with it."""

    label: str
    href: str
    posts: bool = False
    is_main: bool = False
    seen: str = ""


def is_ever_for(name: str, user: object) -> bool:
    """Whether the step is the user's in any state; to others its address is not there."""
    return any(predicate(user) for predicate in RULES[name].values())


def is_legal(name: str, minutes: Minutes | None, user: object) -> bool:
    """Whether `user` can take the step with these minutes as they stand."""
    predicate = RULES[name].get(minutes.state) if minutes else None
    return predicate is not None and predicate(user) and _fits(name, minutes)


def _fits(name: str, minutes: Minutes | None) -> bool:
    """What is asked besides the state: of corrections alone, of what everyone reads alone."""
    if minutes is None:
        return False
    if name == "abandon":
        return minutes.number > 1
    shown = minutes.edition is not None and minutes.edition.audience == Audience.EVERYONE
    if name in ("withdraw", "give_back"):
        return shown == (name == "withdraw")
    return True


def steps_of(minutes: Minutes, user: object, *, seen: str, is_newest: bool, has_draft: bool) -> tuple[Step, ...]:
    """The steps that `user` can take from the page of these minutes, the next one on their way first.

    `seen` is the fingerprint of the text that the page shows; `has_draft`: the meeting has minutes that are open.
    """
    here = minutes.meeting.address
    edition = [*here, minutes.number]
    offered = (
        ("send", Step("فرستادن برای تأیید", reverse("minutes_send", args=here), posts=True, is_main=True, seen=seen)),
        ("confirm", Step("تأیید صورتجلسه", f"{reverse('minutes_confirm', args=here)}?seen={seen}", is_main=True)),
        ("publish", Step("انتشار صورتجلسه", f"{reverse('minutes_publish', args=here)}?seen={seen}", is_main=True)),
        ("return", Step("برگرداندن برای اصلاح", reverse("minutes_return", args=here))),
        ("abandon", Step("کنار گذاشتن این اصلاح", reverse("correction_abandon", args=here))),
        ("attach", Step("پیوست نسخه امضاشده یا پرونده دیگر", reverse("attachment_new", args=here))),
        ("correct", Step("آغاز اصلاح", reverse("correction_start", args=here))),
        ("withdraw", Step("محدود کردن به اعضا", reverse("edition_withdraw", args=edition))),
        ("give_back", Step("گشودن برای همگان", reverse("edition_give_back", args=edition))),
    )
    of_the_newest = ("attach", "correct")
    return tuple(
        step
        for name, step in offered
        if is_legal(name, minutes, user)
        and (name not in of_the_newest or is_newest)
        and not (name == "correct" and has_draft)
    )
