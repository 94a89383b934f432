"""The rounds and one round, as plain Persian strings: what each speaker said of it stands side by side, with its line.

An empty string is an unknown value.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from records.pager import Link
from records.sections import Section


@dataclass(frozen=True)
class RoundLine:
    """A round in a line of time.

    `total` meetings are known of, `held` are the numbers of those whose minutes are in the archive; `count` says it in
    words («۴۰ جلسه»), and `said_by` links to the line in which somebody gave the number.
    """

    name: str
    href: str
    total: int
    held: tuple[int, ...]
    is_open: bool
    status: str
    count: str
    said_by: Link | None = None
    focus: str = ""
    number: int = 0

    @property
    def picture_title(self) -> str:
        """What the ticks show, for those who do not see them."""
        return f"{self.name}: {self.count}" if self.count else self.name


@dataclass(frozen=True)
class RoundsPage:
    over: tuple[Link, ...]
    standfirst: str
    rounds: tuple[RoundLine, ...]
    sections: Sequence[Section] = ()


@dataclass(frozen=True)
class Claim:
    """One line that speaks of the round, as it was said; `cite` is «صورتجلسه …، بند ۹» and leads to the line."""

    text: str
    cite: str
    href: str
    is_summary: bool = False


@dataclass(frozen=True)
class SpeakerClaims:
    speaker: str
    post: str
    href: str
    claims: tuple[Claim, ...]


@dataclass(frozen=True)
class RoundMeeting:
    """A row among the round's meetings. `known` is what is in the archive; without it the row is thin."""

    label: str
    href: str
    title: str
    known: str
    date: str
    is_held: bool


@dataclass(frozen=True)
class Member:
    name: str
    href: str
    basis: str
    span: str


@dataclass(frozen=True)
class RoundPage:
    """A round. `meetings` may be a part of them; then `all_meetings` leads to the rest."""

    over: tuple[Link, ...]
    line: RoundLine
    standfirst: str
    accounts: tuple[SpeakerClaims, ...]
    meetings: tuple[RoundMeeting, ...]
    all_meetings: Link | None
    members: tuple[Member, ...]
    previous: Link | None = None
    following: Link | None = None
    sections: Sequence[Section] = ()
