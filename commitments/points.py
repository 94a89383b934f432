"""The register of marked lines (points), as plain Persian strings: proposals, expectations, intentions, decisions."""

from __future__ import annotations

from dataclasses import dataclass

from records.narrowing import Filters
from records.pager import Link, Pager

PAGE_SIZE = 30


@dataclass(frozen=True)
class Fate:
    """A commitment that was made from the line: its state, its body, and «۱۲ روز گذشته از مهلت» or its deadline."""

    state: str
    href: str
    body: str
    words: str
    is_late: bool


@dataclass(frozen=True)
class PointRow:
    """A line that somebody marked. `kind` is «پیشنهاد» or, of a decision, «مصوبه ۱۲»; `cite` is «بند ۹».

    `executor` and `deadline` are those of a decision as adopted. `make` leads whoever keeps commitments to making one.
    """

    kind: str
    kind_value: str
    text: str
    speaker: str
    post: str
    speaker_href: str
    cite: str
    href: str
    executor: str
    deadline: str
    topics: tuple[Link, ...]
    clauses: tuple[Link, ...]
    fates: tuple[Fate, ...]
    make: Link | None = None


@dataclass(frozen=True)
class PointGroup:
    """The lines of one meeting; `is_summary` tells that they are the secretariat's words."""

    meeting: str
    href: str
    date: str
    is_summary: bool
    rows: tuple[PointRow, ...]


@dataclass(frozen=True)
class Count:
    """How many there are of a kind, and the address that narrows the register to it."""

    label: str
    value: str
    number: int
    href: str
    is_current: bool


@dataclass(frozen=True)
class PointsPage:
    """`total` is «۴۰ بند»; `counts` are those of each kind, whatever kind is chosen."""

    total: str
    filters: Filters
    counts: tuple[Count, ...]
    parts: tuple[tuple[str, int], ...]
    picture_title: str
    groups: tuple[PointGroup, ...]
    pager: Pager | None
    files: tuple[Link, ...]
