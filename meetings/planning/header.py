"""A meeting's header with the people that it names: whoever is new is made in the same transaction."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from meetings.models import Meeting
from people.models import Person
from people.person_picker import Picked
from records import chain

PERSONS = ("chair", "secretary")


def plan(meeting: Meeting, columns: Mapping[str, Any], *, by: chain.Actor) -> Meeting:
    """Save `meeting` with `columns`, in which chair and secretary are Picked or None. Raises Refused."""
    with transaction.atomic():
        for name, value in settled(columns, by=by).items():
            setattr(meeting, name, value)
        return Meeting.plan(meeting, by=by)


def change(meeting: Meeting, columns: Mapping[str, Any], *, version: int, by: chain.Actor) -> bool:
    """The same for a meeting that is there; whether its letters are void (Meeting.change). Raises Stale, Refused."""
    with transaction.atomic():
        return meeting.change(settled(columns, by=by), version=version, by=by)


def settled(columns: Mapping[str, Any], *, by: chain.Actor) -> dict[str, Any]:
    """`columns` with each named person as row and as written; somebody new is saved, once if he is named twice."""
    given = dict(columns)
    made: dict[str, Person | None] = {}
    for name in PERSONS:
        picked: Picked | None = given.get(name)
        if picked is None:
            if name in given:
                given |= {f"{name}_as_written": ""}
            continue
        person = made[picked.name] if picked.name in made else picked.settled(by=by)
        made[picked.name] = person
        given |= {name: person, f"{name}_as_written": picked.name}
    return given
