"""The official letter of a statement as PDF, made from the same sheet that feeds the page and the edition.

The margins of its first page are those of the Iranian official practice: the recipient begins 4 cm below the edge of
the sheet, 2.5 cm from its right, with 1.5 cm at the left and 2.5 cm at the foot.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from meetings.minutes_pdf import Entry
from persian.numbers import ordinal_words
from records import organisation, pdf
from statements.sheet import ClauseSheet, SignatorySheet, StatementSheet, paragraphs

TEMPLATE = "statements/letter.html"
STYLES = ("official.css", "letter.css")
SIGNATORIES_A_ROW = 3
SHORT = 5  # characters of a number that fit beside the clause
DEEPEST = 5


@dataclass(frozen=True)
class LetterLine:
    """A clause in the letter: `form` is the class that sets it, `number` stands beside its text."""

    number: str
    form: str
    text: str


def letter_pdf(sheet: StatementSheet) -> bytes:
    """The PDF of a sheet: a draft («پیش‌نویس» across every page) where it has no stamp, else an edition with its code.

    Raises records.pdf.PdfError.
    """
    context = context_of(sheet)
    styles = (*STYLES, *context["house"].styles, *(() if sheet.stamp else ("draft.css",)))
    return pdf.render(TEMPLATE, context, styles)


def context_of(sheet: StatementSheet) -> dict[str, Any]:
    """What the template is given: everything a Persian string or a list of them, nothing left to compute."""
    is_draft = sheet.stamp is None
    return {
        "sheet": sheet,
        "organisation": sheet.organisation,
        "is_draft": is_draft,
        "letterhead": _letterhead(sheet),
        "house": organisation.paper(),
        "about": _about(sheet),
        "preamble": paragraphs(sheet.preamble),
        "clauses": [_line(clause) for clause in sheet.clauses],
        "closing": paragraphs(sheet.closing),
        "signatories": _rows(sheet.signatories),
        "not_stated": "" if is_draft else _not_stated(sheet),
        "edition": ordinal_words(sheet.stamp.number) if sheet.stamp else "",
        "qr": pdf.qr(sheet.stamp.verify_url) if sheet.stamp and sheet.stamp.verify_url else "",
    }


def _letterhead(sheet: StatementSheet) -> list[Entry]:
    entries = {
        "number": Entry("شماره", sheet.letter_number),
        "date": Entry("تاریخ", sheet.date_short or sheet.date),
        "attachment": Entry("پیوست", sheet.letter_attachment),
    }
    return [entries[name] for name in organisation.letterhead_order()]


def _about(sheet: StatementSheet) -> list[Entry]:
    """The line of the subject, and the statement's title where that is another."""
    subject = sheet.subject or sheet.title
    title = sheet.title if sheet.title != subject else ""
    return [entry for entry in (Entry("موضوع", subject), Entry("بیانیه", title)) if entry.value]


def _line(clause: ClauseSheet) -> LetterLine:
    if clause.is_heading:
        return LetterLine("", "subheading", clause.text)
    place = "beside" if len(clause.words) <= SHORT else "above"
    return LetterLine(clause.words, f"clause {place} level-{min(max(clause.level, 1), DEEPEST)}", clause.text)


def _rows(signatories: tuple[SignatorySheet, ...]) -> list[list[SignatorySheet | None]]:
    """Rows of up to three; the places that a last row leaves empty are None and lie to the right of the names."""
    rows: list[list[SignatorySheet | None]] = []
    for start in range(0, len(signatories), SIGNATORIES_A_ROW):
        row: list[SignatorySheet | None] = list(signatories[start : start + SIGNATORIES_A_ROW])
        rows.append([*[None] * (SIGNATORIES_A_ROW - len(row)), *row])
    return rows


def _not_stated(sheet: StatementSheet) -> str:
    names = [
        label
        for label, value in (
            ("گیرندگان", sheet.recipients),
            ("متن بندها", sheet.clauses),
            ("امضاکنندگان", sheet.signatories),
        )
        if not value
    ]
    return " و ".join(part for part in ("، ".join(names[:-1]), "".join(names[-1:])) if part)
