"""The list of meetings by round, as plain Persian strings. An empty string is an unknown value."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from records.pager import Link, Pager
from records.sections import Section

PAGE_SIZE = 50


@dataclass(frozen=True)
class MeetingRow:
    """A meeting: `number` is «جلسه بیست و یکم»; `title` and `known` are empty for one known by its number alone."""

    number: str
    href: str
    title: str
    known: str
    date: str
    state: str
    is_held: bool


@dataclass(frozen=True)
class RoundGroup:
    """The rows of one round on this page; `count` is «۴۰ جلسه»."""

    name: str
    href: str
    count: str
    rows: tuple[MeetingRow, ...]


@dataclass(frozen=True)
class MeetingsPage:
    """The register. `round_filter` and `held_filter` are addresses that narrow it; the one in force is current."""

    over: tuple[Link, ...]
    total: str
    groups: tuple[RoundGroup, ...]
    round_filter: tuple[Link, ...]
    held_filter: tuple[Link, ...]
    pager: Pager | None
    clear_href: str = ""
    add_href: str = ""
    plan_href: str = ""
    sections: Sequence[Section] = ()
