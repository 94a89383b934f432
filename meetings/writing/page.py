"""The page on which minutes are written, as plain Persian strings: the turns at the side, and one turn's pen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from meetings.page import TurnLines
from meetings.planning.roll import AttendanceBar
from meetings.writing.turn_form import TurnForm
from records.pager import Link


@dataclass(frozen=True)
class TurnRow:
    """A turn in the list: «۳», who, «۷ بند», and who else has it open."""

    key: str
    number: str
    speaker: str
    count: str
    href: str
    is_current: bool
    others: str


@dataclass(frozen=True)
class Choice:
    """Something to pick: what is sent, and what is read."""

    value: str
    label: str


@dataclass(frozen=True)
class Compared:
    """A line of two texts beside each other: `kind` is "same", "mine" or "theirs"."""

    kind: str
    text: str


@dataclass(frozen=True)
class ConflictPanel:
    """What somebody else saved in between; `href` opens it, which takes theirs."""

    by: str
    at: str
    speaker: str
    text: str
    href: str
    is_gone: bool
    lines: tuple[Compared, ...]


@dataclass(frozen=True)
class LosingPanel:
    """Lines that would go with what they carry; `is_held`: a record above keeps them, so they can't; `removes`: the
    whole turn would."""

    is_held: bool
    rows: Sequence[dict[str, object]]
    removes: bool


@dataclass(frozen=True)
class Pen:
    """One turn in its form. `version` is 0 for a new one; `after` and `before` are keys, "" for none."""

    key: str
    title: str
    action: str
    version: int
    is_new: bool
    after: str
    before: str
    person: str
    person_href: str
    person_name: str
    is_probable: bool
    form: TurnForm
    lines: TurnLines | None = None
    can_move_up: bool = False
    can_move_down: bool = False
    conflict: ConflictPanel | None = None
    losing: LosingPanel | None = None

    @property
    def shown(self) -> tuple[TurnLines, ...]:
        """The turn as the record shows turns."""
        return (self.lines,) if self.lines else ()


@dataclass(frozen=True)
class WritingPage:
    over: tuple[Link, ...]
    title: str
    state: str
    minutes: int
    order_version: int
    user: int
    base: str
    turns: tuple[TurnRow, ...]
    new_href: str
    others: str
    seats: tuple[Choice, ...]
    roll: AttendanceBar
    pen: Pen
    read_href: str
    find_href: str


@dataclass(frozen=True)
class ClosedPage:
    """Instead of the page where minutes can't be written now: why, what was sent nevertheless, and where to go."""

    over: tuple[Link, ...]
    title: str
    sentence: str
    links: tuple[Link, ...]
    start_href: str = ""
    text: str = ""
