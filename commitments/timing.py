"""A deadline in words and as a picture: how much of the time has run, and by how much it was overrun."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from commitments.models import Commitment
from persian.jalali import long_date, tehran_today
from persian.numbers import persian_digits
from records.tracks import Track


@dataclass(frozen=True)
class Timing:
    """`words` are «۱۲ روز گذشته از مهلت», «۷ روز مانده», or empty; `deadline` is the day, or empty if none was set.

    `track` is None where nothing runs: without a deadline, and once nothing is left to be done.
    """

    words: str
    deadline: str
    is_late: bool
    track: Track | None = None


def timing_of(
    commitment: Commitment, today: date, *, begun: date | None = None, put_off: Iterable[date] = ()
) -> Timing:
    """How the commitment stands on the day `today`. `put_off` are the deadlines that it had before."""
    deadline = commitment.deadline
    if deadline is None:
        return Timing("", "", False)
    if not commitment.is_open:
        return Timing("", long_date(deadline), False)
    late = commitment.is_overdue(today)
    return Timing(_words(deadline, today), long_date(deadline), late, _track(deadline, today, begun, put_off))


def _words(deadline: date, today: date) -> str:
    days = (deadline - today).days
    if days < 0:
        return f"{persian_digits(-days)} روز گذشته از مهلت"
    return f"{persian_digits(days)} روز مانده" if days else "امروز واپسین روز مهلت است"


def _track(deadline: date, today: date, begun: date | None, put_off: Iterable[date]) -> Track:
    earlier = [day for day in put_off if day < deadline]
    first = min(day for day in (begun, deadline, today, *earlier) if day is not None)
    whole = max((max(deadline, today) - first).days, 1)
    return Track(
        run=(today - first).days / whole,
        deadline=(deadline - first).days / whole,
        put_off=tuple((day - first).days / whole for day in earlier),
    )


def begun_on(commitment: Commitment) -> date:
    """The day from which the time runs: of the meeting or statement that it comes from, else of its entry here."""
    if commitment.block:
        since = commitment.block.turn.minutes.meeting.held_on
    elif commitment.clause:
        since = commitment.clause.statement_text.statement.issued_on
    else:
        since = commitment.demand.visit.meeting.held_on if commitment.demand else None
    return since.first if since else tehran_today(commitment.created_at)
