"""Demands: the register and the page of one, as plain Persian strings. An empty string is an unknown value."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from records.narrowing import Filters
from records.pager import Link, Pager
from records.sections import Section


@dataclass(frozen=True)
class DemandRow:
    """A demand in a list. `answer` is the newest answer's kind; `late` says that a deadline passed without one.

    Links without `href` name what the reader may know of but not open.
    """

    number: str
    text: str
    href: str
    guild: Link
    meeting: Link
    state: str
    answer: str
    bodies: str
    late: str = ""


@dataclass(frozen=True)
class DemandsPage:
    """`own` narrows the register to what was referred to the reader's own body."""

    filters: Filters
    total: str
    rows: tuple[DemandRow, ...]
    own: Link | None = None
    pager: Pager | None = None


@dataclass(frozen=True)
class AnswerRow:
    kind: str
    until: str
    body: Link | None
    competent: Link | None
    by: str
    date: str
    text: str
    letter: str


@dataclass(frozen=True)
class ReferralRow:
    body: Link
    date: str
    letter: str
    deadline: str
    is_late: bool
    note: str


@dataclass(frozen=True)
class ReportRow:
    body: str
    by: str
    date: str
    text: str
    percent: int | None
    state: str


@dataclass(frozen=True)
class DemandPage:
    """`line` leads to the line of the minutes in which the demand was put; `raised_by` to who put it."""

    over: tuple[Link, ...]
    title: str
    state: str
    text: str
    guild: Link
    meeting: Link
    line: Link | None
    raised_by: str
    referrals: tuple[ReferralRow, ...]
    answers: tuple[AnswerRow, ...]
    reports: tuple[ReportRow, ...]
    previous: Link | None = None
    following: Link | None = None
    sections: Sequence[Section] = ()
