"""What commitments add to the pages below: of a meeting's lines, of a demand, about a theme, followed by a person."""

from __future__ import annotations

from django.db.models import F, QuerySet
from django.urls import reverse
from django.utils import timezone

from commitments.models import Commitment
from commitments.rows import row_of, with_source
from guilds.models import Demand
from meetings.models import Meeting
from people.models import Person
from persian.jalali import tehran_today
from projects.models import Theme
from records import sections
from records.pager import Link

SHOWN = 30
Data = dict[str, object]


def of_meeting(meeting: Meeting, user: object) -> Data | None:
    """The commitments that came of the meeting's lines."""
    return _data(Commitment.objects.filter(block__turn__minutes__meeting=meeting), user, "تعهداتی که از این جلسه برآمد")


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
    readable = commitments.filter(pk__in=Commitment.objects.visible_to(user).order_by().values("pk"))
    found = with_source(readable, user).order_by(F("deadline").asc(nulls_last=True), "id")[: SHOWN + 1]
    rows = [row_of(commitment, today) for commitment in found]
    return {"heading": heading, "rows": rows[:SHOWN], "whole": whole} if rows else None


def provide() -> None:
    """Take these places. Called once, when the rooms are ready."""
    template = "commitments/_on_page.html"
    sections.provide("meeting", name="commitments", order=10, template=template, build=of_meeting)
    sections.provide("demand", name="commitments", order=10, template=template, build=of_demand)
    sections.provide("theme", name="commitments", order=30, template=template, build=about_theme)
    sections.provide("person", name="commitments", order=30, template=template, build=followed_by)
