"""What a reader of a statement sees, as plain Persian strings: one value feeds page, letter and frozen edition."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

from meetings.sheet import Stamp

FORM = 1


@dataclass(frozen=True)
class ClauseSheet:
    """A clause, or a sub-heading among them. `number` is in Latin digits («3-2», empty for a sub-heading).

    `key` names the same clause in all editions.
    """

    key: str
    number: str
    words: str
    level: int
    text: str

    @property
    def is_heading(self) -> bool:
        return not self.number

    @property
    def anchor(self) -> str:
        return f"clause-{self.number}" if self.number else ""


@dataclass(frozen=True)
class AddresseeSheet:
    """A recipient, whose `purpose` is empty, or one who gets a copy: «جهت آگاهی», «جهت اقدام»."""

    name: str
    purpose: str
    body_id: int | None


@dataclass(frozen=True)
class SignatorySheet:
    name: str
    post: str
    person_id: int | None


@dataclass(frozen=True)
class StatementSheet:
    """The whole letter of one edition of a statement, or of one in the making. An empty string is an unknown value.

    `name` is «بیانیه شماره ۷», `title` what it is about. A draft has no number.
    """

    organisation: str
    name: str
    title: str
    number: int | None
    round_name: str
    letter_number: str
    letter_attachment: str
    date: str
    date_short: str
    subject: str
    greeting: str
    preamble: str
    closing: str
    recipients: tuple[AddresseeSheet, ...]
    copies: tuple[AddresseeSheet, ...]
    clauses: tuple[ClauseSheet, ...]
    signatories: tuple[SignatorySheet, ...]
    stamp: Stamp | None = None
    form: int = FORM

    @property
    def heading(self) -> str:
        """What the statement is called where there is room for one line: its title, its subject, or its name."""
        return self.title or self.subject or self.name

    @property
    def full_name(self) -> str:
        """«بیانیه شماره ۷: پیاده‌راه‌ها»."""
        return self.name if self.heading == self.name else f"{self.name}: {self.heading}"

    @property
    def numbered(self) -> tuple[ClauseSheet, ...]:
        """The clauses without the sub-headings."""
        return tuple(clause for clause in self.clauses if not clause.is_heading)

    def as_content(self) -> dict[str, Any]:
        """The JSON value that an edition freezes, without the stamp, which is made from the edition's own row."""
        content = asdict(self)
        del content["stamp"]
        return content


def paragraphs(text: str) -> list[str]:
    """The lines of a preamble or closing that hold something; each is set as a paragraph."""
    return [line for line in text.splitlines() if line.strip()]


def from_content(content: Mapping[str, Any], stamp: Stamp | None) -> StatementSheet:
    """The sheet that `as_content` froze, with its stamp. Raises ValueError for a form that this version can't read."""
    if content.get("form") != FORM:
        raise ValueError(f"unknown form of a frozen statement: {content.get('form')!r}")
    known = {field.name for field in fields(StatementSheet)}
    values = {name: value for name, value in content.items() if name in known}
    for name, part in {
        "recipients": AddresseeSheet,
        "copies": AddresseeSheet,
        "clauses": ClauseSheet,
        "signatories": SignatorySheet,
    }.items():
        values[name] = tuple(part(**row) for row in content[name])
    return StatementSheet(**values, stamp=stamp)
