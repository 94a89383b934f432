"""From a draft to confirmed minutes, and back: sent for confirmation, returned with a reason, confirmed.

Every step is taken over the row as it is stored then, locked; who was slower is told so and nothing is changed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager

from django.db import transaction
from django.db.models import QuerySet

from meetings.mailings import lay_review
from meetings.models import Block, CorrectionRequest, Meeting, Minutes
from meetings.sheet_of import sheet_of
from persian.numbers import persian_digits
from records import chain

State = Minutes.State


class NotTaken(Exception):
    """Why a step could not be taken: a Persian sentence. Nothing was changed."""


CHANGED = "در همین فاصله کسی این متن را تغییر داده است و چیزی تغییر نکرد. متن کنونی را ببینید و دوباره انجام دهید."


@contextmanager
def step(minutes: Minutes, states: Collection[str], *, seen: str = "", ends: bool = False) -> Iterator[Minutes]:
    """One transaction around a step of `minutes`, which must be in one of `states`: gives the stored row, locked.

    `seen` is the fingerprint of the text that was read before; empty where the step does not depend on the text.
    Raises NotTaken; `minutes` itself is as stored afterwards, unless the step `ends` them.
    """
    with transaction.atomic():
        fresh = Minutes.objects.select_for_update(of=("self",)).filter(pk=minutes.pk).first()
        if fresh is None:
            raise NotTaken("این پیش‌نویس دیگر نیست؛ کسی پیش از شما آن را کنار گذاشته یا جایگزین کرده است.")
        if fresh.state not in states:
            raise NotTaken(
                f"این صورتجلسه اکنون «{fresh.get_state_display()}» است و این کار در این وضعیت انجام نمی‌شود؛ "
                "شاید کسی پیش از شما آن را پیش برده است. چیزی تغییر نکرد."
            )
        if seen and sheet_of(fresh).fingerprint != seen:
            raise NotTaken(CHANGED)
        yield fresh
    if not ends:
        minutes.refresh_from_db()


def move(minutes: Minutes, state: str, action: str, *, by: chain.Actor | None, reason: str = "") -> None:
    """The new state with its event. To be called inside `step`."""
    minutes.state = state
    minutes.version += 1
    minutes.save(update_fields=["state", "confirmed_at_meeting", "version", "changed_at"])
    chain.append(action, minutes.meeting, by=by, version=minutes.number, reason=reason, snapshot=minutes.snapshot())


def send_for_review(minutes: Minutes, by: chain.Actor | None, *, seen: str = "") -> None:
    """To the members, who read it and can ask for corrections; its lines keep their numbers from now on."""
    with step(minutes, (State.DRAFT, State.RETURNED), seen=seen) as fresh:
        if not Block.objects.filter(turn__minutes=fresh).exists():
            raise NotTaken("در این صورتجلسه هنوز سخنی ثبت نشده است؛ نخست متن را بنویسید.")
        fresh.number_lines()
        move(fresh, State.IN_REVIEW, "minutes.sent_for_review", by=by)
        lay_review(fresh)


def return_for_correction(minutes: Minutes, by: chain.Actor | None, reason: str, *, confirmed: bool = True) -> None:
    """Back to the secretariat, out of review or, with `confirmed`, also when it was confirmed already."""
    states = (State.IN_REVIEW, State.CONFIRMED) if confirmed else (State.IN_REVIEW,)
    with step(minutes, states) as fresh:
        fresh.confirmed_at_meeting = None
        move(fresh, State.RETURNED, "minutes.returned", by=by, reason=reason)


def confirm(minutes: Minutes, by: chain.Actor | None, at_meeting: Meeting | None = None, *, seen: str = "") -> None:
    """Confirmed, at a later meeting if one is named. Every request for a correction has its answer before."""
    with step(minutes, (State.IN_REVIEW,), seen=seen) as fresh:
        waiting = waiting_requests(fresh).count()
        if waiting:
            raise NotTaken(
                f"{persian_digits(waiting)} درخواست اصلاح هنوز پاسخی ندارد و متن تأیید نشد. "
                "نخست هر یک را بپذیرید یا با ذکر دلیل رد کنید."
            )
        fresh.confirmed_at_meeting = at_meeting
        move(fresh, State.CONFIRMED, "minutes.confirmed", by=by)


def waiting_requests(minutes: Minutes) -> QuerySet[CorrectionRequest]:
    """The requests for corrections that have no answer yet."""
    return minutes.corrections.filter(state=CorrectionRequest.State.OPEN)


def later_meetings(meeting: Meeting) -> QuerySet[Meeting]:
    """The meetings at which these minutes can have been confirmed: the held ones after it in its round."""
    later = Meeting.objects.filter(round=meeting.round, number__gt=meeting.number, state=Meeting.State.HELD)
    return later.select_related("round").order_by("number")
