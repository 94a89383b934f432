"""The ledger of the archive: what is known of against what is held, as plain Persian strings and small pictures."""

from __future__ import annotations

from dataclasses import dataclass

from people.round_page import RoundLine
from records.pager import Link


@dataclass(frozen=True)
class Mark:
    """A leaf or a star: `is_held` when more is here than its number."""

    number: str
    href: str
    is_held: bool
    words: str


@dataclass(frozen=True)
class Entry:
    """One kind of record. `count` is «۱ از ۱۱۴»; `why` explains it; `said_by` leads to the line that gave the number.

    `marks` are empty where they would be too many to draw; then `held` and `total` make a bar.
    """

    name: str
    href: str
    count: str
    held: int
    total: int
    why: str
    said_by: Link | None = None
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True)
class RoundEntry:
    """A round's row: `held` of `known` meetings have their minutes here, `lacking` have not; `href` lists them."""

    line: RoundLine
    known: str
    held: str
    lacking: str
    href: str


@dataclass(frozen=True)
class Tally:
    label: str
    count: int
    href: str


@dataclass(frozen=True)
class Ledger:
    """`others` are kinds of which nobody said how many there are: they are only counted."""

    meetings: Entry
    rounds: tuple[RoundEntry, ...]
    statements: Entry
    themes: Entry
    titles: Entry
    others: tuple[Tally, ...]
