"""The page of one commitment, as plain Persian strings. An empty string is an unknown value."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from commitments.rows import Source
from commitments.timing import Timing
from meetings.page import HistoryRow
from records.pager import Link
from records.sections import Section


@dataclass(frozen=True)
class Detail:
    """A row of the head; `href` leads to the page of what is named."""

    label: str
    value: str
    href: str = ""
    note: str = ""


@dataclass(frozen=True)
class ExtensionRow:
    """«از ۱ مهر ۱۴۰۵ به ۳۰ آذر ۱۴۰۵», granted on a day, by somebody who is told to members only."""

    words: str
    reason: str
    granted: str


@dataclass(frozen=True)
class ReportRow:
    """What the body says it did. `percent` is empty where none was given; `reason` is why it was rejected."""

    text: str
    percent: int | None
    percent_words: str
    when: str
    who: str
    state: str
    is_accepted: bool
    reason: str
    evidence: tuple[Link, ...]


@dataclass(frozen=True)
class Steps:
    """What whoever keeps commitments can do now. `plain` are states (value, word) reached by a button alone."""

    action: str
    version: int
    plain: tuple[tuple[str, str], ...]
    others: tuple[Link, ...]


@dataclass(frozen=True)
class CommitmentPage:
    over: tuple[Link, ...]
    title: str
    state: str
    is_words: bool
    timing: Timing
    details: tuple[Detail, ...]
    source: Source
    topics: tuple[Link, ...]
    extensions: tuple[ExtensionRow, ...]
    reports: tuple[ReportRow, ...]
    history: tuple[HistoryRow, ...]
    steps: Steps | None = None
    sections: Sequence[Section] = ()
