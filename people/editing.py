"""The pages on which persons, bodies and rounds are changed, as plain Persian strings."""

from __future__ import annotations

from dataclasses import dataclass

from records.pager import Link


@dataclass(frozen=True)
class FormPage:
    """A page that holds one form. `beside` are pages to look at; `retire` is where a record is taken out of use.

    `quote` are words of a document that the form is about; `action` is where it goes, empty for the page itself.
    """

    over: tuple[Link, ...]
    title: str
    submit: str
    cancel: str
    section: str
    standfirst: str = ""
    quote: str = ""
    action: str = ""
    beside: tuple[Link, ...] = ()
    retire: str = ""
    is_retired: bool = False
    version: int = 0


@dataclass(frozen=True)
class NameRow:
    """A spelling with the steps that can be taken: an address, and for each step its word."""

    text: str
    confidence: str
    is_certain: bool
    href: str
    steps: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class RemovedName:
    """A spelling that somebody took away and anybody can bring back."""

    text: str
    confidence: str
    by: str


@dataclass(frozen=True)
class PostRow:
    title: str
    span: str
    href: str


@dataclass(frozen=True)
class MergeRow:
    """An earlier merge of this person with another, and where it is told of."""

    text: str
    href: str


@dataclass(frozen=True)
class PersonEditPage:
    """Everything about one person that can be changed. `version` goes into every form of the page."""

    over: tuple[Link, ...]
    name: str
    href: str
    version: int
    is_retired: bool
    retire: str
    names: tuple[NameRow, ...]
    removed: tuple[RemovedName, ...]
    posts: tuple[PostRow, ...]
    merges: tuple[MergeRow, ...]
    merged_into: Link | None = None
