"""The page of one statement, as plain Persian strings: the letter in the text, what became of it in the margin.

An empty string is an unknown value; the template writes it out as «در سند درج نشده».
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from meetings.page import AttachmentRow, EditionRow, Fact, HistoryRow, MarginNote, Notice
from persian.numbers import persian_digits
from records.pager import Link
from records.sections import Section
from statements.follow_up import LOZENGES, ClauseState
from statements.sheet import StatementSheet

FEW_UNKNOWN = 2


@dataclass(frozen=True)
class Answer:
    """What a body replied to one clause."""

    body: str
    href: str
    text: str


@dataclass(frozen=True)
class ClauseLine:
    """A clause with its margin, or a sub-heading, whose `words` are empty. `anchor` is «clause-3-2»."""

    anchor: str
    words: str
    level: int
    text: str
    state: ClauseState | None = None
    notes: tuple[MarginNote, ...] = ()
    answers: tuple[Answer, ...] = ()


@dataclass(frozen=True)
class Party:
    """A recipient or signatory; `note` is the purpose of a copy or the post of that day."""

    name: str
    href: str
    note: str = ""


@dataclass(frozen=True)
class ReplyRow:
    """A letter that came back. `file_href` leads to the letter itself where it is held."""

    body: str
    href: str
    date: str
    letter_number: str
    paragraphs: tuple[str, ...]
    file_href: str = ""


@dataclass(frozen=True)
class StandMark:
    """A clause in the row of lozenges."""

    words: str
    href: str
    lozenge: str
    conformity: str


@dataclass(frozen=True)
class StandKey:
    """«۲ نسبتاً منطبق», with the lozenge that means it."""

    lozenge: str
    words: str
    count: int


@dataclass(frozen=True)
class Stand:
    """How the clauses stand today. `late` is «۲ تعهد گذشته از مهلت», empty for none."""

    marks: tuple[StandMark, ...]
    keys: tuple[StandKey, ...]
    late: str = ""


@dataclass(frozen=True)
class StatementPage:
    """Everything on a statement's page. `sheet` is None for a statement that is known by its number alone."""

    over: tuple[Link, ...]
    name: str
    title: str
    state: str
    standfirst: str
    facts: tuple[Fact, ...]
    sheet: StatementSheet | None = None
    notices: tuple[Notice, ...] = ()
    recipients: tuple[Party, ...] = ()
    copies: tuple[Party, ...] = ()
    stand: Stand | None = None
    preamble: tuple[str, ...] = ()
    clauses: tuple[ClauseLine, ...] = ()
    closing: tuple[str, ...] = ()
    signatories: tuple[Party, ...] = ()
    replies: tuple[ReplyRow, ...] = ()
    attachments: tuple[AttachmentRow, ...] = ()
    editions: tuple[EditionRow, ...] = ()
    history: tuple[HistoryRow, ...] = ()
    edition_name: str = ""
    pdf_href: str = ""
    verify_href: str = ""
    previous: Link | None = None
    following: Link | None = None
    sections: Sequence[Section] = field(default_factory=tuple)

    @property
    def unknown(self) -> str:
        """The labels of unknown facts in one phrase, when there are so many that a phone should not list them."""
        labels = [fact.label for fact in self.facts if not fact.value]
        return "" if len(labels) <= FEW_UNKNOWN else "، ".join(labels[:-1]) + " و " + labels[-1]


def facts_of(sheet: StatementSheet, round_name: str) -> tuple[Fact, ...]:
    """The rows of the head for a letter, unknown ones included."""
    return (
        Fact("شماره بیانیه", sheet.name.removeprefix("بیانیه شماره ") if sheet.number else ""),
        Fact("دور", round_name),
        Fact("تاریخ صدور", sheet.date),
        Fact("شماره نامه", sheet.letter_number),
        *((Fact("پیوست", sheet.letter_attachment),) if sheet.letter_attachment else ()),
        *((Fact("موضوع", sheet.subject),) if sheet.subject and sheet.subject != sheet.heading else ()),
        *(() if sheet.recipients else (Fact("گیرندگان", ""),)),
        *(() if sheet.signatories else (Fact("امضاکنندگان", ""),)),
    )


def stand_of(clauses: Sequence[ClauseLine]) -> Stand | None:
    """The row of lozenges; None where no clause was assessed and nothing came of any."""
    numbered = [(clause, clause.state or ClauseState()) for clause in clauses if clause.words]
    if not any(state.pledges or state.conformity != "not_assessed" for _, state in numbered):
        return None
    late = sum(pledge.is_late for _, state in numbered for pledge in state.pledges)
    return Stand(
        marks=tuple(
            StandMark(clause.words, f"#{clause.anchor}", state.lozenge, state.words) for clause, state in numbered
        ),
        keys=tuple(
            StandKey(lozenge, words, sum(state.conformity == name for _, state in numbered))
            for name, (lozenge, words) in LOZENGES.items()
        ),
        late=f"{persian_digits(late)} تعهد گذشته از مهلت" if late else "",
    )
