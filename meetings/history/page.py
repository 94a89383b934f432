"""The pages of everything that minutes ever were, as plain Persian strings."""

from __future__ import annotations

from dataclasses import dataclass

from meetings.history.changes import TurnRows
from meetings.page import TurnLines
from records.pager import Link, Pager


@dataclass(frozen=True)
class StepRow:
    """A step: `value` names the version that it left behind, which can be read at `href`; both empty without one."""

    value: str
    when: str
    who: str
    what: str
    why: str = ""
    edition: str = ""
    href: str = ""
    files: tuple[Link, ...] = ()


@dataclass(frozen=True)
class TurnHistory:
    """A turn with the number of its revisions; `beside` tells of those that did not become its text."""

    speaker: str
    count: str
    beside: str
    href: str


@dataclass(frozen=True)
class HistoryPage:
    """All steps of a meeting, newest first. `now` is the value of what the rows say, where there are any."""

    over: tuple[Link, ...]
    steps: tuple[StepRow, ...]
    turns: tuple[TurnHistory, ...]
    compare: str
    now: str = ""
    pager: Pager | None = None


@dataclass(frozen=True)
class VersionPage:
    """One version to read. `restore` is where it becomes the draft's text, for whom that is a legal step now."""

    over: tuple[Link, ...]
    title: str
    standfirst: str
    turns: tuple[TurnLines, ...]
    compare: str = ""
    restore: str = ""


@dataclass(frozen=True)
class RevisionRow:
    """A revision of a turn: `text` as it was typed. `stands`: it became the turn's text."""

    href: str
    kind: str
    stands: bool
    version: str
    when: str
    who: str
    label: str
    excerpt: str


@dataclass(frozen=True)
class RevisionsPage:
    """Every revision of one turn, newest first."""

    over: tuple[Link, ...]
    title: str
    rows: tuple[RevisionRow, ...]
    pager: Pager | None = None


@dataclass(frozen=True)
class RevisionPage:
    """One revision: what was typed, and what differs from `other`, the turn as it is now or another revision."""

    over: tuple[Link, ...]
    row: RevisionRow
    text: str
    other: str
    differences: tuple[TurnRows, ...]
    choices: tuple[tuple[str, str, bool], ...] = ()
    restore: str = ""
