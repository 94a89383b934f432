"""The commitments by state, as plain Persian strings: columns, or one list where a state was chosen."""

from __future__ import annotations

from dataclasses import dataclass

from commitments.rows import CommitmentRow
from records.narrowing import Filters
from records.pager import Link, Pager

PAGE_SIZE = 25
IN_A_COLUMN = 5


@dataclass(frozen=True)
class Column:
    """One state: `more` leads to all of it where the column shows only the first; `is_open` on a narrow page."""

    state: str
    value: str
    count: int
    rows: tuple[CommitmentRow, ...]
    late: int = 0
    more: Link | None = None
    is_open: bool = False


@dataclass(frozen=True)
class Board:
    """`columns` are those of the ordinary way, `aside` the states in which nothing came of it: label, count, address.

    `parts` are the shares of the bar above, as (class, number).
    """

    columns: tuple[Column, ...]
    aside: tuple[tuple[Link, int], ...]
    parts: tuple[tuple[str, int], ...]
    picture_title: str


@dataclass(frozen=True)
class CommitmentsPage:
    """`board` where no state is chosen; else `rows` with their pager. Both are empty when nothing is there."""

    total: str
    late: Link | None
    filters: Filters
    board: Board | None = None
    rows: tuple[CommitmentRow, ...] = ()
    pager: Pager | None = None
    add_href: str = ""
    is_own: bool = False
