"""Demands as rows of lists, each with what one reader may know of it."""

from __future__ import annotations

from datetime import date

from django.db.models import Prefetch

from guilds.demand_page import DemandRow
from guilds.models import Demand, DemandAnswer, DemandReferral, Guild
from guilds.models.demand import DemandQuerySet
from meetings.models import Meeting
from persian.jalali import long_date
from persian.numbers import persian_digits
from records.audience import audiences_of
from records.pager import Link

OPENING = 240  # characters of a demand in a list
NOWHERE = Link("")
WAITING = (Demand.State.RECORDED, Demand.State.REFERRED)


def with_parts(demands: DemandQuerySet, user: object) -> DemandQuerySet:
    """The demands with what their rows show, in two queries more."""
    return demands.select_related("visit__guild", "visit__meeting__round").prefetch_related(
        Prefetch("answers", DemandAnswer.objects.visible_to(user).order_by("-id")),
        Prefetch("referrals", DemandReferral.objects.select_related("body").order_by("id")),
    )


def demand_row(demand: Demand, user: object, today: date) -> DemandRow:
    """The row of a demand found by `with_parts`, on the day `today`."""
    answer = newest_answer(demand)
    referrals = list(demand.referrals.all())
    late = [referral for referral in referrals if is_late(referral, demand, today)]
    return DemandRow(
        number=persian_digits(demand.number),
        text=_opening(demand),
        href=demand.get_absolute_url(),
        guild=guild_link(demand.visit.guild, user),
        meeting=meeting_link(demand.visit.meeting, user),
        state=str(demand.get_state_display()),
        answer=kind_words(answer) if answer else "",
        bodies="، ".join(referral.body.name for referral in referrals),
        late=late_words(min(late, key=lambda row: str(row.deadline))) if late else "",
    )


def bare_row(demand: Demand, guild: Link = NOWHERE, meeting: Link = NOWHERE, late: str = "") -> DemandRow:
    """The row of a demand by itself, for a page that has no queries left for the answers and referrals."""
    return DemandRow(
        number=persian_digits(demand.number),
        text=_opening(demand),
        href=demand.get_absolute_url(),
        guild=guild,
        meeting=meeting,
        state=str(demand.get_state_display()),
        answer="",
        bodies="",
        late=late,
    )


def _opening(demand: Demand) -> str:
    text = demand.text
    return text if len(text) <= OPENING else text[:OPENING].rsplit(" ", 1)[0] + " …"


def newest_answer(demand: Demand) -> DemandAnswer | None:
    """The answer that counts, of those that the reader may read."""
    return next(iter(demand.answers.all()), None)


def kind_words(answer: DemandAnswer) -> str:
    """«برآورده می‌شود (تا ۱ دی ۱۴۰۵)»."""
    until = f" (تا {long_date(answer.promised_until)})" if answer.promised_until else ""
    return f"{answer.get_kind_display()}{until}"


def late_words(referral: DemandReferral) -> str:
    return f"مهلت پاسخ {long_date(referral.deadline)} گذشته است" if referral.deadline else ""


def is_late(referral: DemandReferral, demand: Demand, today: date) -> bool:
    """Whether the body let its deadline pass while the demand waits for an answer."""
    return referral.deadline is not None and referral.deadline < today and demand.state in WAITING


def guild_link(guild: Guild, user: object) -> Link:
    """The guild; only its name where `user` may not open its page."""
    return Link(f"صنف {guild.name}", guild.get_absolute_url() if guild.audience in audiences_of(user) else "")


def meeting_link(meeting: Meeting, user: object) -> Link:
    """The meeting; only its name where `user` may not open its page."""
    return Link(str(meeting), meeting.get_absolute_url() if meeting.audience in audiences_of(user) else "")
