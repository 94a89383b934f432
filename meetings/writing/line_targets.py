"""What a line can be tied to: themes, projects, raised titles, rounds, bodies, persons."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any
from uuid import UUID

from django.db import models, transaction

from meetings.models import Block, Meeting, Mention
from meetings.writing.draft import Refused, note_edit
from meetings.writing.line_marks import hold_line
from people.models import Body, Person, Round
from persian.addresses import read_id, read_small
from persian.numbers import persian_digits
from persian.text import search_key
from projects.models import Project, RaisedTitle, Theme
from records import chain

MOST = 12  # that are offered at once
MAX_MENTIONS = 30  # of a line
LONGEST = 100  # characters of what is asked for
KINDS: dict[str, tuple[type[models.Model], str]] = {
    "theme": (Theme, "موضوع"),
    "project": (Project, "پروژه"),
    "title": (RaisedTitle, "عنوان مطروحه"),
    "round": (Round, "دور"),
    "body": (Body, "دستگاه"),
    "person": (Person, "شخص"),
}


@dataclass(frozen=True)
class Target:
    """`value` is what is sent to tie a line to it: the kind and the id."""

    value: str
    label: str
    kind: str


def targets(query: str, user: object) -> tuple[Target, ...]:
    """At most twelve whose name holds the words of `query`, or, for a number, those that have it: theme seven first."""
    asked = query.lstrip("#").strip()[:LONGEST]
    number = read_small(asked)
    key = search_key(asked)
    if not key:
        return ()
    found = _numbered(number, user) if number else _named(key, user)
    return tuple(islice((_target(kind, row) for kind, row in found), MOST))


def _target(kind: str, row: models.Model) -> Target:
    label = str(row)
    if isinstance(row, Theme) and row.title:
        label = f"{row.number_words}: {row.title}"
    return Target(f"{kind}:{row.pk}", label, KINDS[kind][1])


def _numbered(number: int, user: object) -> Iterator[tuple[str, models.Model]]:
    for theme in Theme.objects.visible_to(user).filter(number=number):
        yield "theme", theme
    for round in Round.objects.filter(number=number):
        yield "round", round
    yield from _named(str(number), user)


def _named(key: str, user: object) -> Iterator[tuple[str, models.Model]]:
    words = key.split()[:8]

    def fits(text: str) -> bool:
        folded = search_key(text)
        return all(word in folded for word in words)

    for theme in Theme.objects.visible_to(user).order_by("number"):
        if theme.title and fits(theme.title):
            yield "theme", theme
    for round in Round.objects.order_by("number"):
        if fits(f"دور {round}"):
            yield "round", round
    for project in Project.objects.visible_to(user).found_by(key).order_by("id")[:MOST]:
        yield "project", project
    for person in Person.objects.in_use().visible_to(user).found_by(key).order_by("sort_key", "id")[:MOST]:
        yield "person", person
    bodies = Body.objects.in_use()
    for word in words:
        bodies = bodies.filter(search_key__contains=word)
    for body in bodies.order_by("sort_key", "id")[:MOST]:
        yield "body", body
    for title in RaisedTitle.objects.visible_to(user).found_by(key).order_by("id")[:MOST]:
        yield "title", title


def _row(value: str, user: object) -> tuple[str, models.Model]:
    kind, _, word = value.partition(":")
    pk = read_id(word)
    row = None
    if kind in KINDS and pk:
        rows = KINDS[kind][0]._default_manager.all()
        row = (rows if kind in ("round", "body") else rows.visible_to(user)).filter(pk=pk).first()  # type: ignore[attr-defined]
    if row is None:
        raise Refused("target", "آنچه برگزیدید در بایگانی نیست. با نام یا شماره، دوباره آن را بیابید.")
    return kind, row


def tie(meeting: Meeting, key: UUID, value: str, *, user: object, by: chain.Actor) -> Block | None:
    """Tie the line to what `value` names («theme:7») and return it; None for a line that is not there. Once is enough.

    Raises Refused for what is not there, or for too many, and Closed.
    """
    with transaction.atomic():
        block = hold_line(meeting, key)
        if block is None:
            return None
        kind, row = _row(value, user)
        tied: dict[str, Any] = {kind: row}
        if Mention.objects.filter(block=block).exclude(**tied).count() >= MAX_MENTIONS:
            raise Refused("target", f"یک بند بیش از {persian_digits(MAX_MENTIONS)} ارجاع نمی‌پذیرد. یکی را بردارید.")
        _, is_new = Mention.objects.get_or_create(block=block, **tied)
        if is_new:
            note_edit(block.turn.minutes, by=by)
        return block


def untie(meeting: Meeting, key: UUID, mention: int, *, by: chain.Actor) -> Block | None:
    """Take a tie away and return the line; None for a line that is not there; twice is once. Raises Closed."""
    with transaction.atomic():
        block = hold_line(meeting, key)
        if block is not None and Mention.objects.filter(block=block, pk=mention).delete()[0]:
            note_edit(block.turn.minutes, by=by)
        return block
