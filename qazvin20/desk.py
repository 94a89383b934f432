"""The secretariat's desk: what to do now, as plain Persian strings. Each line is one step from its action."""

from __future__ import annotations

from dataclasses import dataclass

from meetings.page import Fact
from records.pager import Link
from records.tracks import Track

SHOWN = 6  # lines of a pile


@dataclass(frozen=True)
class DeskRow:
    """`about` tells it apart, `late` is in brick, `do` is the step. `is_words` tells that the title is the record's."""

    title: str
    href: str
    about: str
    do: Link
    late: str = ""
    track: Track | None = None
    is_words: bool = False


@dataclass(frozen=True)
class Pile:
    """What waits of one kind: `count` of it, `rows` of the first, and `whole` where all of it is."""

    key: str
    heading: str
    count: str
    rows: tuple[DeskRow, ...]
    is_late: bool = False
    whole: Link | None = None


@dataclass(frozen=True)
class MeetingAhead:
    """Today's meeting or the next one: when, where, who has answered, and what can be done with it.

    `main` is what comes next with today's.
    """

    heading: str
    day: str
    name: str
    href: str
    about: str
    facts: tuple[Fact, ...]
    acts: tuple[Link, ...]
    main: Link | None = None
    late: str = ""


@dataclass(frozen=True)
class Desk:
    """`piles` are those with something in them; without any, all is done."""

    day: str
    acts: tuple[Link, ...]
    piles: tuple[Pile, ...]
    ahead: tuple[MeetingAhead, ...]

    @property
    def main(self) -> Link | None:
        """What comes next with today's meeting; without one, the first of what can always be done."""
        return next((meeting.main for meeting in self.ahead if meeting.main), None) or next(iter(self.acts), None)
