"""From the rows of a statement's text to its sheet, and from a frozen edition back to it."""

from __future__ import annotations

from meetings.sheet import Stamp
from meetings.sheet_of import stamp_of
from persian.jalali import short_date
from persian.numbers import persian_digits
from records import organisation
from records.models import Edition
from statements.models import Addressee, StatementText
from statements.sheet import AddresseeSheet, ClauseSheet, SignatorySheet, StatementSheet, from_content

PURPOSES = {
    Addressee.Purpose.RECIPIENT.value: "",
    Addressee.Purpose.INFORMATION.value: "جهت آگاهی",
    Addressee.Purpose.ACTION.value: "جهت اقدام",
}


def sheet_of_edition(edition: Edition) -> StatementSheet:
    """What was frozen, with the edition's stamp. Raises ValueError for a content that this version can't read."""
    return from_content(edition.frozen, stamp_of(edition.number, edition.code, edition.issued_at))


def sheet_of(text: StatementText, stamp: Stamp | None = None) -> StatementSheet:
    """The sheet of what the rows say now. Three queries, however long the letter is."""
    statement = text.statement
    issued = statement.issued_on
    addressees = [
        AddresseeSheet(name=row.name_as_written, purpose=PURPOSES[row.purpose], body_id=row.body_id)
        for row in text.addressees.order_by("position")
    ]
    return StatementSheet(
        organisation=organisation.known().name,
        name=str(statement) if statement.number else "پیش‌نویس بیانیه",
        title=statement.title,
        number=statement.number,
        round_name=str(statement.round) if statement.round else "",
        letter_number=persian_digits(statement.letter_number),
        letter_attachment=persian_digits(statement.letter_attachment),
        date=str(issued) if issued else "",
        date_short=short_date(issued.first) if issued and issued.precision == "day" else "",
        subject=text.subject,
        greeting=text.greeting,
        preamble=text.preamble,
        closing=text.closing,
        recipients=tuple(row for row in addressees if not row.purpose),
        copies=tuple(row for row in addressees if row.purpose),
        clauses=tuple(
            ClauseSheet(
                key=str(clause.key),
                number=clause.number,
                words=persian_digits(clause.number),
                level=clause.level,
                text=clause.text,
            )
            for clause in text.clauses.order_by("position")
        ),
        signatories=tuple(
            SignatorySheet(name=row.name_as_written, post=row.post_as_written, person_id=row.person_id)
            for row in text.signatories.order_by("position")
        ),
        stamp=stamp,
    )
