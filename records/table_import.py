"""A table comes in: every row gets a fate that a human looks at, and then the whole table is saved or nothing.

What rows mean is said by a `TableKind` of the room that takes them. The rows that are bad can be put right in the
review itself, or left out by name; until then nothing can be saved. What was seen is what is saved: where a fate has
changed since, the review is shown again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum
from typing import Protocol

from persian.numbers import persian_digits
from persian.text import is_blank, tidy_line
from records import chain, table_file
from records.models import PendingImport
from records.table_file import MAX_CELL, Column, Row

LEAVE = "leave"


class Fate(Enum):
    """What becomes of a row, with the words for one such row."""

    NEW = "تازه"
    CERTAIN = "شناخته، قطعی"
    PROBABLE = "شناخته، محتمل"
    THERE = "پیش‌تر هست"
    TWICE = "تکراری در همین جدول"
    BAD = "نادرست"
    LEFT = "کنار گذاشته"

    @property
    def is_saved(self) -> bool:
        return self in (Fate.NEW, Fate.CERTAIN, Fate.PROBABLE)


@dataclass(frozen=True)
class Option:
    value: str
    label: str


@dataclass(frozen=True)
class Judged:
    """A row and its fate. `options` are what a human may choose instead, `chosen` the one that holds.

    `offer` tells this fate and its choices apart from any other, so that a change shows. `detail` is the rest of
    the row in words, `meant` what the room reads out of it, for saving.
    """

    row: Row
    fate: Fate
    title: str
    note: str = ""
    detail: str = ""
    options: tuple[Option, ...] = ()
    chosen: str = ""
    errors: Mapping[str, str] = field(default_factory=dict)
    offer: str = ""
    meant: object = None


class TableKind(Protocol):
    """What a room says of its tables."""

    @property
    def purpose(self) -> str: ...

    @property
    def columns(self) -> Sequence[Column]: ...

    def judge(self, rows: Sequence[Row], chosen: Mapping[int, str]) -> list[Judged]:
        """The fate of each row, in their order; `chosen` is what a human chose for some, by the row's number."""

    def save(self, judged: Sequence[Judged], *, by: chain.Actor) -> int:
        """Save every row whose fate is to be saved, all or none, with events, and return how many. May raise."""


class NotReady(Exception):
    """Why the table can't be saved yet, in Persian. Nothing was saved."""


@dataclass(frozen=True)
class ReviewRow:
    """A row on the review. An editable one is shown with its cells as fields; `stamp` goes with them."""

    judged: Judged
    number: str
    is_editable: bool
    is_left: bool
    cells: tuple[tuple[str, str, str, str], ...]  # name of the field, heading, text, what is wrong with it
    stamp: str


@dataclass(frozen=True)
class Review:
    """The whole table with its fates, as it is now, and what of it had been chosen."""

    rows: tuple[ReviewRow, ...]
    seen: str
    unknown: tuple[str, ...]
    kind: str

    @property
    def counts(self) -> tuple[tuple[str, str], ...]:
        """How many rows of each fate, those that occur."""
        fates = [row.judged.fate for row in self.rows]
        return tuple((fate.value, persian_digits(fates.count(fate))) for fate in Fate if fate in fates)

    @property
    def bad(self) -> int:
        return sum(row.judged.fate is Fate.BAD for row in self.rows)

    @property
    def bad_rows(self) -> tuple[ReviewRow, ...]:
        """The first of them, to be led to from the top."""
        return tuple(row for row in self.rows if row.judged.fate is Fate.BAD)[:50]

    @property
    def saved(self) -> int:
        return sum(row.judged.fate.is_saved for row in self.rows)


def lay_down(content: bytes, name: str, kind: TableKind, *, owner_id: int, choices: dict[str, object]) -> PendingImport:
    """Keep a table until it is looked through. Raises TableError for one that can't be read."""
    table_file.read(content, kind.columns)
    return PendingImport.objects.lay_down(
        purpose=kind.purpose, owner_id=owner_id, name=name, content=content, choices=choices
    )


def review(pending: PendingImport, kind: TableKind, posted: Mapping[str, str] | None = None) -> Review:
    """The fates of all rows now, with the corrections and choices in `posted`."""
    given = posted or {}
    table = table_file.read(bytes(pending.content), kind.columns)
    touched = {row.number for row in table.rows if any(_field(row, column) in given for column in kind.columns)}
    left = {row.number for row in table.rows if given.get(f"fate-{row.number}") == LEAVE and row.number in touched}
    rows = [_corrected(row, kind.columns, given) if row.number in touched else row for row in table.rows]
    chosen = {row.number: given[f"fate-{row.number}"] for row in rows if f"fate-{row.number}" in given}
    fates = {
        judged.row.number: judged for judged in kind.judge([row for row in rows if row.number not in left], chosen)
    }
    shown = []
    for row in rows:
        judged = fates.get(row.number) or Judged(row, Fate.LEFT, " ".join(filter(None, row.values.values()))[:100])
        is_editable = row.number in touched or judged.fate is Fate.BAD
        shown.append(
            ReviewRow(
                judged=judged,
                number=persian_digits(row.number),
                is_editable=is_editable,
                is_left=row.number in left,
                cells=_cells(judged, kind.columns) if is_editable else (),
                stamp=_stamp([judged]) if is_editable else "",
            )
        )
    seen = _stamp([row.judged for row in shown if not row.is_editable])
    return Review(tuple(shown), seen, table.unknown, table.kind)


def apply(pending: PendingImport, kind: TableKind, posted: Mapping[str, str], *, by: chain.Actor) -> int:
    """Save the whole table as it was seen and return how many rows that were. Raises NotReady, and nothing is saved."""
    now = review(pending, kind, posted)
    if now.bad:
        raise NotReady(
            f"{persian_digits(now.bad)} سطر هنوز نادرست است و چیزی ثبت نشده است. آن‌ها را همین‌جا درست کنید یا "
            "کنار بگذارید؛ جدول یک‌جا ثبت می‌شود."
        )
    unseen = [row for row in now.rows if row.is_editable and not row.is_left]
    if posted.get("seen") != now.seen or any(
        posted.get(f"seen-{row.judged.row.number}") != row.stamp for row in unseen
    ):
        raise NotReady("سرنوشت برخی سطرها تازه است و هنوز چیزی ثبت نشده است. آن‌ها را ببینید و دوباره ثبت کنید.")
    if not now.saved:
        raise NotReady("در این جدول سطری نیست که ثبت شود؛ چیزی تغییر نکرد.")
    count = kind.save([row.judged for row in now.rows if row.judged.fate.is_saved], by=by)
    pending.delete()
    return count


def _field(row: Row, column: Column) -> str:
    return f"row-{row.number}-{column.key}"


def _corrected(row: Row, columns: Sequence[Column], given: Mapping[str, str]) -> Row:
    """The row with what was typed in its place. Whoever typed it saw the cells beyond the last heading go."""
    values = {}
    for column in columns:
        text = tidy_line(given.get(_field(row, column), row.values[column.key])).strip()[: MAX_CELL + 1]
        values[column.key] = "" if is_blank(text) else text
    return replace(row, values=values, spills=False)


def _cells(judged: Judged, columns: Sequence[Column]) -> tuple[tuple[str, str, str, str], ...]:
    row = judged.row
    return tuple(
        (_field(row, column), column.title, row.values[column.key], judged.errors.get(column.key, ""))
        for column in columns
    )


def _stamp(judged: Sequence[Judged]) -> str:
    """A digest of what is offered for these rows, whatever was chosen."""
    text = "\n".join(f"{one.row.number} {one.offer}" for one in judged)
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:16]
