"""The guilds, heard and not heard yet, and the page of one, as plain Persian strings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from guilds.demand_page import DemandRow
from records.narrowing import Filters
from records.pager import Link, Pager
from records.sections import Section


@dataclass(frozen=True)
class GuildRow:
    """`heard` leads to the last meeting that heard the guild; None for one that was not heard yet."""

    name: str
    href: str
    kind: str
    visits: str
    heard: Link | None
    demands: str
    is_retired: bool


@dataclass(frozen=True)
class RoundCoverage:
    """How many guilds a round heard, in how many visits."""

    round: Link
    guilds: int
    words: str


@dataclass(frozen=True)
class Coverage:
    """Of `total` guilds that are known, `heard` were heard."""

    heard: int
    total: int
    rounds: tuple[RoundCoverage, ...]

    @property
    def lacking(self) -> int:
        return self.total - self.heard


@dataclass(frozen=True)
class GuildsPage:
    coverage: Coverage
    lacking_href: str
    filters: Filters
    total: str
    rows: tuple[GuildRow, ...]
    pager: Pager | None = None


@dataclass(frozen=True)
class InviteeRow:
    name: str
    href: str
    about: str


@dataclass(frozen=True)
class VisitRow:
    """A meeting that heard the guild. Without published minutes the names of the invitees are not told."""

    meeting: Link
    date: str
    note: str
    invitees: tuple[InviteeRow, ...]
    invitees_told: bool
    demands: tuple[DemandRow, ...]


@dataclass(frozen=True)
class GuildPage:
    over: tuple[Link, ...]
    name: str
    kind: str
    union: Link | None
    is_retired: bool
    summary: str
    visits: tuple[VisitRow, ...]
    all_demands: Link | None = None
    pager: Pager | None = None
    sections: Sequence[Section] = ()
