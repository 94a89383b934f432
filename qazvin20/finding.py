"""What a search over titles and names finds, kind by kind, as plain Persian strings."""

from __future__ import annotations

from dataclasses import dataclass

from records.pager import Link


@dataclass(frozen=True)
class Find:
    """A record: its title or name, and a few words that tell it from others of its kind."""

    title: str
    href: str
    about: str = ""


@dataclass(frozen=True)
class Kind:
    """The first finds of a kind; `count` is «۲۳ پروژه».

    Where there are more, `whole` leads to all of them, or `rest` says that they are not shown.
    """

    name: str
    key: str
    count: str
    finds: tuple[Find, ...]
    whole: Link | None = None
    rest: str = ""


@dataclass(frozen=True)
class SearchPage:
    """`query` is what was asked; `is_too_short` tells that nothing was looked for, `total` what was found in words."""

    query: str
    is_too_short: bool
    total: str
    kinds: tuple[Kind, ...]
