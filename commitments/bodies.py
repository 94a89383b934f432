"""The list of bodies and the page of one, as plain Persian strings: what was said to it and what it must do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from commitments.rows import CommitmentRow
from people.round_page import SpeakerClaims
from records.narrowing import Filters
from records.pager import Link, Pager
from records.sections import Section

PAGE_SIZE = 50


@dataclass(frozen=True)
class BodyRow:
    """A body in the list: `about` is its kind and parent, `counts` «۳ تعهد باز»; `late` how many of them are late."""

    name: str
    href: str
    about: str
    counts: str
    late: str = ""
    is_retired: bool = False


@dataclass(frozen=True)
class BodiesPage:
    filters: Filters
    rows: tuple[BodyRow, ...]
    total: str
    pager: Pager | None = None
    sections: Sequence[Section] = ()


@dataclass(frozen=True)
class Holder:
    """Who holds or held a post in the body."""

    name: str
    href: str
    post: str
    span: str


@dataclass(frozen=True)
class Line:
    """A line elsewhere that has to do with the body: its words, where it stands, and a short note."""

    text: str
    cite: str
    href: str
    note: str = ""


@dataclass(frozen=True)
class BodyPage:
    """`counts` are (class, number) of the bar, `all_commitments` leads to those that are not shown here."""

    over: tuple[Link, ...]
    name: str
    standfirst: str
    parts: tuple[Link, ...]
    holders: tuple[Holder, ...]
    commitments: tuple[CommitmentRow, ...]
    counted: str
    late: str
    shares: tuple[tuple[str, int], ...]
    all_commitments: Link | None
    letters: tuple[Line, ...]
    projects: tuple[Line, ...]
    clauses: tuple[Line, ...]
    said: tuple[SpeakerClaims, ...]
    sections: Sequence[Section] = ()
