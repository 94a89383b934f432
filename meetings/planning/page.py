"""The pages on which a meeting is prepared, as plain Persian strings, and the steps that lead from one to the next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from meetings.models import Meeting
from records.pager import Link


@dataclass(frozen=True)
class PlanPage:
    """A page about one meeting. `closed` says why nothing can be changed, `now` what somebody else saved meanwhile."""

    over: tuple[Link, ...]
    title: str
    meeting: str
    href: str
    steps: tuple[Link, ...]
    standfirst: str = ""
    closed: str = ""
    now: tuple[tuple[str, str], ...] = ()


STEPS = (
    ("meeting_edit", "مشخصات"),
    ("meeting_agenda", "دستور جلسه"),
    ("meeting_invitations", "دعوت‌نامه‌ها"),
    ("meeting_attendance", "حضور و غیاب"),
    ("meeting_write", "نگارش صورتجلسه"),
)


def steps_of(meeting: Meeting, current: str = "") -> tuple[Link, ...]:
    """The pages of preparing a meeting in the order of the work. `current` is the name of the page that is open."""
    return tuple(Link(label, reverse(name, args=meeting.address), name == current) for name, label in STEPS)


def plan_page(
    meeting: Meeting,
    current: str,
    title: str,
    standfirst: str = "",
    closed: str = "",
    now: Sequence[tuple[str, str]] = (),
) -> PlanPage:
    return PlanPage(
        over=(
            Link("جلسات", reverse("meetings")),
            Link(str(meeting.round), reverse("round", args=[meeting.round.number])),
            Link(str(meeting), meeting.get_absolute_url()),
        ),
        title=title,
        meeting=str(meeting),
        href=meeting.get_absolute_url(),
        steps=steps_of(meeting, current),
        standfirst=standfirst,
        closed=closed,
        now=tuple(now),
    )
