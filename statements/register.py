"""The list of statements, as plain Persian strings. An empty string is an unknown value."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from records.pager import Link, Pager
from records.sections import Section

PAGE_SIZE = 50


@dataclass(frozen=True)
class StatementRow:
    """A statement: `name` is «بیانیه شماره ۷». One that is known by its number alone is not held and has no `title`.

    `about` is «شش بند، به شهرداری نمونه و یک گیرنده دیگر»; `lozenges` show how its clauses stand, none before any
    was assessed, and `conformity` says it; `state` is told where it is not simply in force.
    """

    name: str
    href: str
    title: str
    date: str
    about: str
    is_held: bool
    state: str = ""
    is_out_of_force: bool = False
    lozenges: tuple[str, ...] = ()
    conformity: str = ""


@dataclass(frozen=True)
class StatementsPage:
    """The register. The filters are addresses that narrow it; the one in force is current."""

    total: str
    known: int
    held: int
    rows: tuple[StatementRow, ...]
    drafts: tuple[StatementRow, ...]
    round_filter: tuple[Link, ...]
    held_filter: tuple[Link, ...]
    pager: Pager | None = None
    clear_href: str = ""
    sections: Sequence[Section] = ()
