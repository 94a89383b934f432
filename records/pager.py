"""A link, and the pages of a long list: plain strings, for the templates `_over` and `_pager`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from persian.numbers import persian_digits

GAP = "…"


@dataclass(frozen=True)
class Link:
    """Words that lead somewhere; without `href` they are only words."""

    label: str
    href: str = ""
    is_current: bool = False


@dataclass(frozen=True)
class Pager:
    """Where a reader stands in a list of several pages. `pages` holds a link for each page shown, `GAP` for a gap."""

    summary: str
    previous_href: str
    next_href: str
    pages: tuple[Link, ...]


def pager(number: int, count: int, href: Callable[[int], str]) -> Pager | None:
    """The pager for page `number` of `count` (both from 1), `href` giving a page's address; None for a single page."""
    if count <= 1:
        return None
    shown = sorted({1, count, *range(max(1, number - 2), min(count, number + 2) + 1)})
    pages: list[Link] = []
    before = 0
    for page in shown:
        if page - before > 1:
            pages.append(Link(GAP))
        pages.append(Link(persian_digits(page), href(page), page == number))
        before = page
    return Pager(
        summary=f"صفحه {persian_digits(number)} از {persian_digits(count)}",
        previous_href=href(number - 1) if number > 1 else "",
        next_href=href(number + 1) if number < count else "",
        pages=tuple(pages),
    )
