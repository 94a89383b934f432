"""The pages of requests for corrections, as plain Persian strings."""

from __future__ import annotations

from dataclasses import dataclass

from records.pager import Link, Pager


@dataclass(frozen=True)
class RequestRow:
    """A request: its line as it stood then, what is wished, who asked, and what was answered.

    `now` is what the line says now where that is something else; `is_gone`: the line is no longer there.
    """

    href: str
    line: str
    line_href: str
    text: str
    wish: str
    who: str
    when: str
    state: str
    is_open: bool
    now: str = ""
    is_gone: bool = False
    answer: str = ""
    answered: str = ""


@dataclass(frozen=True)
class CorrectionsPage:
    """The requests of one meeting that a reader sees: all of them, or his own."""

    over: tuple[Link, ...]
    standfirst: str
    rows: tuple[RequestRow, ...]
    waiting: str = ""
    pager: Pager | None = None


@dataclass(frozen=True)
class CorrectionPage:
    """One request; with addresses where it is answered, for whom that is a legal step now."""

    over: tuple[Link, ...]
    row: RequestRow
    accept: str = ""
    decline: str = ""
