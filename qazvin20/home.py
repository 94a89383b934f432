"""The home page, as plain Persian strings: the rounds in a line, what is new, and how much of the archive is here."""

from __future__ import annotations

from dataclasses import dataclass

from people.round_page import RoundLine
from records.pager import Link


@dataclass(frozen=True)
class NewsRow:
    """A newly published edition: `kind` is «صورتجلسه», `about` says what it holds, `date` when it was published."""

    kind: str
    title: str
    href: str
    about: str
    date: str
    is_summary: bool = False


@dataclass(frozen=True)
class Holding:
    """How much is held of what is known of. `picture` is "bar", "leaves" or "stars"; `note` explains the count."""

    label: str
    held: int
    total: int
    picture: str
    note: str = ""
    href: str = ""


@dataclass(frozen=True)
class Way:
    title: str
    href: str
    about: str


@dataclass(frozen=True)
class HomePage:
    """`said_by` links to the line in which the numbers of meetings were given."""

    time_title: str
    rounds: tuple[RoundLine, ...]
    said_by: Link | None
    news: tuple[NewsRow, ...]
    holdings: tuple[Holding, ...]
    ways: tuple[Way, ...]
