"""What commitments add to the pages below: of a meeting's lines, of a demand, about a theme, followed by a person."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.db.models import F, OuterRef, QuerySet, Subquery
from django.urls import reverse
from django.utils import timezone

from commitments.models import Commitment
from commitments.rows import row_of, with_source
from commitments.timing import timing_of
from guilds.models import Demand
from meetings.models import Block, Meeting
from meetings.page import MarginNote
from people.models import Person
from persian.jalali import tehran_today
from projects.models import Theme
from records import sections
from records.pager import Link

SHOWN = 30
MOST_NOTES = 300
Data = dict[str, object]


def of_meeting(meeting: Meeting, user: object) -> Data | None:
    """The commitments that came of the meeting's lines; `notes` stand beside the lines of its newest minutes."""
    of_lines = Commitment.objects.filter(block__turn__minutes__meeting=meeting)
    # A line has the same key in every edition, and may have another number.
    here = Block.objects.filter(
        turn__minutes__meeting=meeting, turn__minutes__number=OuterRef("newest_minutes"), key=OuterRef("block__key")
    )
    today = tehran_today(timezone.now())
    found = list(_found(of_lines, user).annotate(here=Subquery(here.values("number")[:1]))[:MOST_NOTES])
    rows = [row_of(commitment, today) for commitment in found[:SHOWN]]
    data: Data = {"heading": "تعهداتی که از این جلسه برآمد", "rows": rows, "whole": None, "notes": _notes(found, today)}
    return data if rows else None


def _notes(commitments: Iterable[Commitment], today: date) -> dict[int, list[MarginNote]]:
    notes: dict[int, list[MarginNote]] = defaultdict(list)
    for commitment in commitments:
        number = getattr(commitment, "here", None)
        if number is not None:
            timing = timing_of(commitment, today)
            state = str(commitment.get_state_display())
            words = f"{state}، {timing.words}" if timing.is_late else state
            kind = "late" if timing.is_late else "mark"
            notes[number].append(MarginNote("تعهد:", words, commitment.get_absolute_url(), kind))
    return notes


def of_demand(demand: Demand, user: object) -> Data | None:
    return _data(Commitment.objects.filter(demand=demand), user, "تعهداتی که از این خواسته برآمد")


def about_theme(theme: Theme, user: object) -> Data | None:
    whole = Link("همه تعهدات این موضوع", f"{reverse('commitments')}?theme={theme.number}")
    return _data(Commitment.objects.about_theme(theme.number), user, "تعهدات", whole)


def followed_by(person: Person, user: object) -> Data | None:
    return _data(Commitment.objects.filter(follow_up=person), user, "تعهداتی که پیگیری می‌کند")


def _data(commitments: QuerySet[Commitment], user: object, heading: str, whole: Link | None = None) -> Data | None:
    """The rows in one query, by deadline; None where there is nothing for the reader."""
    today = tehran_today(timezone.now())
    rows = [row_of(commitment, today) for commitment in _found(commitments, user)[:SHOWN]]
    return {"heading": heading, "rows": rows, "whole": whole} if rows else None


def _found(commitments: QuerySet[Commitment], user: object) -> QuerySet[Commitment]:
    readable = commitments.filter(pk__in=Commitment.objects.visible_to(user).order_by().values("pk"))
    return with_source(readable, user).order_by(F("deadline").asc(nulls_last=True), "id")


def provide() -> None:
    """Take these places. Called once, when the rooms are ready."""
    template = "commitments/_on_page.html"
    sections.provide("meeting", name="commitments", order=10, template=template, build=of_meeting)
    sections.provide("demand", name="commitments", order=10, template=template, build=of_demand)
    sections.provide("theme", name="commitments", order=30, template=template, build=about_theme)
    sections.provide("person", name="commitments", order=30, template=template, build=followed_by)
