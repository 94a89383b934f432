"""What a reader of minutes sees, as plain Persian strings: one value feeds the page, the PDF and the frozen edition."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

from records import chain

FORM = 1


@dataclass(frozen=True)
class BlockSheet:
    """One numbered line of the minutes. `number` runs through the whole minutes and is the anchor `b<number>`."""

    number: int
    kind: str
    level: int
    text: str
    mark: str = ""

    @property
    def is_bullet(self) -> bool:
        return self.kind == "bullet"


@dataclass(frozen=True)
class TurnSheet:
    """What one speaker said. `number` is the anchor `t<number>`; `speaker` and `post` are as written."""

    number: int
    speaker: str
    post: str
    person_id: int | None
    blocks: tuple[BlockSheet, ...]

    @property
    def first_block(self) -> int:
        return self.blocks[0].number if self.blocks else 0

    @property
    def last_block(self) -> int:
        return self.blocks[-1].number if self.blocks else 0


@dataclass(frozen=True)
class DecisionSheet:
    """A decision as adopted; `block` is the number of the line that states it."""

    number: str
    text: str
    executor: str
    deadline: str
    block: int


@dataclass(frozen=True)
class AttendeeSheet:
    """Somebody's attendance. `note` is what is beside present or absent: excused, late since, stand-in for."""

    name: str
    post: str
    capacity: str
    note: str = ""


@dataclass(frozen=True)
class AgendaSheet:
    number: int
    title: str
    presenter: str


@dataclass(frozen=True)
class SignatureSheet:
    name: str
    post: str


@dataclass(frozen=True)
class Stamp:
    """What an edition carries: its ordinal, its verification code, the day of publication, the address to verify at."""

    number: int
    code: str
    published_on: str
    verify_url: str


@dataclass(frozen=True)
class MinutesSheet:
    """The whole of one state of one meeting's minutes. An empty string is an unknown value."""

    organisation: str
    title: str
    kind: str
    is_summary: bool
    round_number: int
    round_name: str
    meeting_number: int
    number_words: str
    number_is_probable: bool
    letter_number: str
    letter_attachment: str
    weekday: str
    date: str
    date_short: str
    start: str
    end: str
    place: str
    chair: str
    secretary: str
    attendance_known: bool
    present: tuple[AttendeeSheet, ...]
    absent: tuple[AttendeeSheet, ...]
    guests: tuple[AttendeeSheet, ...]
    agenda: tuple[AgendaSheet, ...]
    turns: tuple[TurnSheet, ...]
    decisions: tuple[DecisionSheet, ...]
    signatures: tuple[SignatureSheet, ...]
    stamp: Stamp | None = None
    form: int = FORM

    @property
    def blocks(self) -> tuple[BlockSheet, ...]:
        return tuple(block for turn in self.turns for block in turn.blocks)

    def as_content(self) -> dict[str, Any]:
        """The JSON value that an edition freezes, without the stamp, which is made from the edition's own row."""
        content = asdict(self)
        del content["stamp"]
        return content

    @property
    def fingerprint(self) -> str:
        """Sixteen letters that change with any word of it: what somebody read before he took a step over it."""
        return chain.digest(chain.canonical(self.as_content()))[:16]


def from_content(content: Mapping[str, Any], stamp: Stamp | None) -> MinutesSheet:
    """The sheet that `as_content` froze, with its stamp. Raises ValueError for a form that this version can't read."""
    if content.get("form") != FORM:
        raise ValueError(f"unknown form of frozen minutes: {content.get('form')!r}")
    known = {field.name for field in fields(MinutesSheet)}
    values = {name: value for name, value in content.items() if name in known}
    for name, part in {
        "present": AttendeeSheet,
        "absent": AttendeeSheet,
        "guests": AttendeeSheet,
        "agenda": AgendaSheet,
        "decisions": DecisionSheet,
        "signatures": SignatureSheet,
    }.items():
        values[name] = tuple(part(**row) for row in content[name])
    values["turns"] = tuple(
        TurnSheet(**{**turn, "blocks": tuple(BlockSheet(**block) for block in turn["blocks"])})
        for turn in content["turns"]
    )
    return MinutesSheet(**values, stamp=stamp)
