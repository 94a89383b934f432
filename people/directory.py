"""The list of persons and the page of one, as plain Persian strings. An empty string is an unknown value."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from records.pager import Link, Pager
from records.sections import Section


@dataclass(frozen=True)
class PersonRow:
    """A person in the list: `posts` as documents give them, `counts` what the archive holds («۲۲ بند در یک جلسه»)."""

    name: str
    href: str
    posts: str
    counts: str


@dataclass(frozen=True)
class PeoplePage:
    """`query` is what was asked for and `total` the answer in words («۵ شخص»)."""

    over: tuple[Link, ...]
    rows: tuple[PersonRow, ...]
    total: str
    query: str
    pager: Pager | None = None


@dataclass(frozen=True)
class NameForm:
    """A form in which a document writes the name; `confidence` is «قطعی» or «محتمل», `source` where it stands."""

    text: str
    confidence: str
    is_certain: bool
    source: Link | None = None


@dataclass(frozen=True)
class PostRow:
    title: str
    body: str
    span: str
    source: Link | None = None


@dataclass(frozen=True)
class MembershipRow:
    round_name: str
    href: str
    basis: str
    span: str


@dataclass(frozen=True)
class TurnRow:
    """A turn of speech: in which meeting, from which line to which, and how it begins."""

    meeting: str
    href: str
    span: str
    post: str
    opening: str
    date: str
    is_summary: bool = False


@dataclass(frozen=True)
class PersonPage:
    over: tuple[Link, ...]
    name: str
    standfirst: str
    names: tuple[NameForm, ...]
    posts: tuple[PostRow, ...]
    memberships: tuple[MembershipRow, ...]
    turns: tuple[TurnRow, ...]
    pager: Pager | None = None
    sections: Sequence[Section] = ()
