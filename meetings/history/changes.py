"""What differs between two versions of minutes, as plain Persian strings."""

from __future__ import annotations

from dataclasses import dataclass

from meetings.history.comparison import Piece
from records.pager import Link


@dataclass(frozen=True)
class LineRow:
    """A line that differs, or a run of lines that do not. `kind` is the change («added»), `tags` what it is called.

    `number` is «بند ۳» or «بند ۳، پیش‌تر ۵»; `notes` tell what changed besides the words.
    """

    kind: str
    number: str
    tags: tuple[str, ...] = ()
    pieces: tuple[Piece, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class TurnRows:
    """A turn in which something differs; `before` is its head where that was another."""

    speaker: str
    post: str
    tag: str
    before: str
    rows: tuple[LineRow, ...]


@dataclass(frozen=True)
class HeadRow:
    """A fact of the head that differs; an empty string is unknown."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class ChangesPage:
    """The page that compares `before` with `after`, both with their names."""

    over: tuple[Link, ...]
    title: str
    before: Link
    after: Link
    turns: tuple[TurnRows, ...]
    head: tuple[HeadRow, ...] = ()
    counts: tuple[tuple[str, str], ...] = ()
    reason: str = ""

    @property
    def is_same(self) -> bool:
        return not self.turns and not self.head
