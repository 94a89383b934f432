"""The founding data: the facts that the opening minutes of round five tell, restated, and nothing that they don't.

Loaded once; what people change afterwards stays as they changed it.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from django.db import models, transaction

from meetings.confirmation.publication import publish
from meetings.models import Block, Meeting, Mention, Minutes, Turn
from people.models import Body, Person, PersonName, Post, Round
from persian.jalali import parse_date
from projects.models import Theme
from records import chain, sample
from records.audience import Audience
from records.models import Event
from statements.models import Statement

FOLDER = Path(__file__).parent
R = TypeVar("R", bound=models.Model)
LOADED = "founding.loaded"


class InASample(Exception):
    """Nothing was loaded: what is true does not go into a sample."""


@dataclass(frozen=True)
class Loaded:
    """What a call did: how many records it made, and whether it published the summary."""

    records: int
    published: bool


def load() -> Loaded:
    """Load what is not loaded yet. The records stand or fall together; the summary is published after them.

    Raises InASample where the archive is a fictional sample.
    """
    if sample.is_sample():
        raise InASample
    records = 0
    if not Event.objects.filter(action=LOADED).exists():
        with transaction.atomic():
            records = _load_records()
    summary = (
        Minutes.objects.open()
        .filter(kind=Minutes.Kind.SUMMARY, source=None, number=1, meeting__round__number=5)
        .first()
    )
    if summary is None or not Event.objects.about(summary.meeting).filter(action="minutes.founded").exists():
        return Loaded(records, False)
    publish(summary, by=None, audience=Audience.EVERYONE, confirmed_on_paper=True)
    return Loaded(records, True)


def _load_records() -> int:
    archive = read("archive.json")
    register = _Register()
    rounds = {
        row["number"]: register.add(
            Round(
                number=row["number"],
                status=row["status"],
                known_meetings=row.get("known_meetings"),
                opened=parse_date(row["opened"]) if "opened" in row else None,
            ),
            row,
        )
        for row in archive["rounds"]
    }
    bodies: dict[str, Body] = {}
    for row in archive["bodies"]:
        body = Body(name=row["name"], kind=row["kind"], parent=bodies.get(row.get("parent", "")))
        bodies[row["key"]] = register.add(body, row)
    persons = {row["key"]: _person(row, bodies, register) for row in archive["persons"]}
    for number, round in rounds.items():
        for meeting_number in range(1, (round.known_meetings or 0) + 1):
            meeting = Meeting(round=round, number=meeting_number, state=Meeting.State.HELD, audience=Audience.EVERYONE)
            register.add(meeting, {"round": number, "number": meeting_number})
    for number in range(1, archive["themes"] + 1):
        register.add(Theme(number=number, audience=Audience.EVERYONE), {"number": number})
    for number in range(1, archive["statements"] + 1):
        statement = Statement(number=number, state=Statement.State.ISSUED, audience=Audience.EVERYONE)
        register.add(statement, {"number": number})
    _summary(rounds, bodies, persons, register)
    chain.append(LOADED, rounds[5], by=None, version=1, snapshot={"records": register.count})
    return register.count


class _Register:
    """Saves each record with its own event by «سامانه»."""

    def __init__(self) -> None:
        self.count = 0

    def add(self, record: R, facts: dict[str, Any]) -> R:
        record.save(force_insert=True)
        chain.append(f"{record._meta.model_name}.founded", record, by=None, version=1, snapshot=facts)
        self.count += 1
        return record


def _person(row: dict[str, Any], bodies: dict[str, Body], register: _Register) -> Person:
    person = register.add(
        Person(honorific=row["honorific"], given_name=row.get("given_name", ""), family_name=row["family_name"]),
        row,
    )
    for written, confidence in row["names"]:
        PersonName.objects.create(person=person, written=written, confidence=confidence)
    for post in row.get("posts", []):
        Post.objects.create(person=person, title=post["title"], body=bodies[post["body"]])
    return person


def _summary(
    rounds: dict[int, Round], bodies: dict[str, Body], persons: dict[str, Person], register: _Register
) -> None:
    """The opening meeting of round five, with a summary of who said what in the project's own words."""
    opening = read("opening_of_round_five.json")
    meeting = Meeting(
        round=rounds[opening["round"]],
        number=opening["number"],
        number_confidence=opening["number_confidence"],
        title=opening["title"],
        state=Meeting.State.HELD,
        audience=Audience.EVERYONE,
    )
    register.add(meeting, {key: opening[key] for key in ("round", "number", "number_confidence", "title")})
    minutes = Minutes.objects.create(meeting=meeting, kind=Minutes.Kind.SUMMARY)
    number = 0
    for position, said in enumerate(opening["turns"], start=1):
        turn = Turn.objects.create(
            minutes=minutes,
            position=position,
            speaker_as_written=said["speaker"],
            post_as_written=said.get("post", ""),
            person=persons[said["person"]],
            confidence=said["confidence"],
        )
        for place, row in enumerate(said["blocks"], start=1):
            number += 1
            block = Block.objects.create(
                turn=turn,
                position=place,
                number=number,
                kind=row.get("kind", Block.Kind.BULLET),
                level=row.get("level", 0),
                text=row["text"],
            )
            Mention.objects.bulk_create(
                [
                    *(Mention(block=block, round=rounds[key]) for key in row.get("rounds", [])),
                    *(Mention(block=block, body=bodies[key]) for key in row.get("bodies", [])),
                    *(Mention(block=block, person=persons[key]) for key in row.get("persons", [])),
                ]
            )
    chain.append("minutes.founded", meeting, by=None, version=1, snapshot=minutes.snapshot())


def read(name: str) -> Any:
    """The content of one of the founding files: "archive.json" or "opening_of_round_five.json"."""
    return json.loads((FOLDER / name).read_text(encoding="utf-8"))
