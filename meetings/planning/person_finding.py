"""Who is meant, while a name is being typed: part of it is enough, and those present come first."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Case, CharField, IntegerField, OuterRef, Q, Subquery, Value, When

from meetings.models import Attendance
from meetings.sheet_of import ABSENT, PRESENT
from people.models import Person
from people.posts import posts_of
from persian.text import is_blank, search_key

MOST = 12
LONGEST = 200  # characters that are looked for
ADDRESS = re.compile(r"([1-9][0-9]{0,3})-([1-9][0-9]{0,3})")


@dataclass(frozen=True)
class Found:
    """A person to pick; `post` is the one of the meeting, or what is held now, or empty."""

    id: int
    name: str
    post: str
    present: bool


def find_people(text: str, meeting: str = "") -> list[Found]:
    """At most twelve persons in use whose name holds every word of `text`, spelling folded. Three queries at most.

    `meeting` is round and number, «5-2»: who is there comes first, then who is expected, then all others; without a
    text only those come. Whatever else stands there counts as no meeting.
    """
    nothing_typed = is_blank(text)
    address = ADDRESS.fullmatch(meeting)
    if nothing_typed and not address:
        return []
    people = Person.objects.in_use() if nothing_typed else Person.objects.in_use().found_by(text[:LONGEST])
    seat = Attendance.objects.none()
    if address:
        numbers = {"meeting__round__number": int(address[1]), "meeting__number": int(address[2])}
        seat = Attendance.objects.filter(person=OuterRef("pk"), **numbers)
    status = Subquery(seat.values("status")[:1], output_field=CharField())
    found = people.annotate(status=status).annotate(
        place=Case(
            When(status__in=PRESENT, then=Value(0)),
            When(status__in=ABSENT, then=Value(2)),
            When(status__isnull=False, then=Value(1)),
            default=Value(3),
            output_field=IntegerField(),
        )
    )
    if nothing_typed:
        found = found.filter(place__lt=2)
    rows = list(found.annotate(near=_nearness(text)).order_by("place", "near", "sort_key", "id")[:MOST])
    then = dict(seat_posts(rows, address)) if address else {}
    now = posts_of([row.pk for row in rows if not then.get(row.pk)])
    return [Found(row.pk, str(row), then.get(row.pk) or now.get(row.pk, ""), row.status in PRESENT) for row in rows]


def _nearness(text: str) -> Case:
    """0 for a name that ends in what is typed, 1 where a word of it begins so, 2 for all else."""
    key = search_key(text[:LONGEST])
    return Case(
        When(Q(search_key=key) | Q(search_key__endswith=f" {key}"), then=Value(0)),
        When(Q(search_key__startswith=key) | Q(search_key__contains=f" {key}"), then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )


def seat_posts(people: Sequence[Person], address: re.Match[str]) -> list[tuple[int | None, str]]:
    """Person and post as written at the meeting."""
    seats = Attendance.objects.filter(
        meeting__round__number=int(address[1]), meeting__number=int(address[2]), person__in=people
    )
    return list(seats.values_list("person_id", "post_as_written"))
