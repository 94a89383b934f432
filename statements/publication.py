"""Issuing a statement: its open text becomes an edition, frozen with the letter, and is never changed again."""

from __future__ import annotations

from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.models import F, Max
from django.utils import timezone

from meetings.sheet_of import stamp_of
from persian.jalali import PartialDate, long_date
from records import chain, files
from records.audience import Audience
from records.models import Edition, StoredFile
from records.publication import Issue, announce, freeze, issue_now
from statements.letter import letter_pdf
from statements.models import Statement, StatementText
from statements.sheet import StatementSheet
from statements.sheet_of import sheet_of, sheet_of_edition


class NotIssued(Exception):
    """Why a statement could not be issued: a Persian sentence. Nothing was changed."""


def issue(
    text: StatementText, *, by: chain.Actor | None, audience: str, number: int | None = None, reason: str = ""
) -> Edition:
    """Make `text` the newest edition of its statement, readable by `audience`, and return that.

    A draft gets its `number` now, the next free one unless it is given, and today's date if it has none; a statement
    that has its number keeps it, and what is unknown of it stays unknown. The letter is made before the transaction,
    which then looks again whether the text is still the same. Raises NotIssued when somebody else was quicker or the
    number is taken, and PdfError when the letter could not be made.
    """
    if text.is_issued:
        raise NotIssued("این بیانیه پیش از این صادر شده است.")
    statement = text.statement
    seal = issue_now(by=by, audience=audience, reason=reason or text.reason)
    if statement.is_draft:
        _number(statement, number or next_number(), timezone.localtime(seal.at).date())
    try:
        sheet = sheet_of(text, stamp_of(text.number, seal.code, seal.at))
        pdf = letter_pdf(sheet)
        files.write(pdf)
        with transaction.atomic():
            edition = _close(_unchanged(text, sheet), sheet, seal, pdf)
    except IntegrityError as error:
        raise NotIssued(f"{statement} پیش از این ثبت شده است. پیش‌نویس دست‌نخورده است؛ شماره دیگری برگزینید.") from error
    finally:
        statement.refresh_from_db()
    text.refresh_from_db()
    return edition


def issue_in_sample(
    text: StatementText,
    *,
    by: chain.Actor | None,
    audience: str,
    code: str,
    at: datetime,
    number: int | None = None,
    reason: str = "",
) -> Edition:
    """The same in a sample, under a code and at a time of the sample's own; the letter is made when it is asked for.

    To be called inside a transaction. Raises ValueError where the archive is no sample.
    """
    if text.statement.is_draft:
        _number(text.statement, number or next_number(), timezone.localtime(at).date())
    return _close(text, sheet_of(text), Issue(code=code, at=at, by=by, audience=audience, reason=reason), None)


def pdf_of(edition: Edition, statement: Statement) -> StoredFile:
    """The letter of an edition; that of a sample is made when somebody first asks, and kept. Raises PdfError.

    It is made of what was frozen, whatever the rows say by then.
    """
    return edition.pdf or edition.keep_pdf(letter_pdf(sheet_of_edition(edition)), name=f"{_file_name(statement)}.pdf")


def next_number() -> int:
    """The number after the highest that is known."""
    return (Statement.objects.aggregate(highest=Max("number"))["highest"] or 0) + 1


def _number(statement: Statement, number: int, today: date) -> None:
    """Gives the draft in memory what it will be known by."""
    statement.number = number
    statement.issued_on = statement.issued_on or PartialDate(today, today, "day", long_date(today))


def _unchanged(text: StatementText, sheet: StatementSheet) -> StatementText:
    """The row of `text`, locked, if the letter would still be the one that was made. Raises NotIssued."""
    rows = StatementText.objects.select_for_update(of=("self",)).select_related("statement__round")
    fresh = rows.filter(pk=text.pk).first()
    if fresh is not None and fresh.statement.is_draft:
        fresh.statement.number, fresh.statement.issued_on = text.statement.number, text.statement.issued_on
    if fresh is None or fresh.is_issued or sheet_of(fresh).as_content() != sheet.as_content():
        raise NotIssued("در همین فاصله کسی این بیانیه را تغییر داده است؛ یک بار دیگر آن را ببینید و صادر کنید.")
    return fresh


def _close(text: StatementText, sheet: StatementSheet, seal: Issue, pdf: bytes | None) -> Edition:
    """The text is issued and the statement can be read by whom it is for; with the event of it."""
    statement = text.statement
    edition = freeze(
        statement,
        seal,
        number=text.number,
        title=sheet.full_name,
        content=sheet.as_content(),
        pdf=pdf,
        file_name=_file_name(statement),
    )
    was_draft = statement.is_draft
    if was_draft:
        statement.state = Statement.State.ISSUED
    if was_draft or edition.audience == Audience.EVERYONE:
        statement.audience = edition.audience
    statement.version = F("version") + 1
    statement.save(update_fields=["number", "issued_on", "state", "audience", "version"])
    statement.refresh_from_db()
    StatementText.objects.filter(pk=text.pk).update(
        state=StatementText.State.ISSUED, edition=edition, version=F("version") + 1, changed_at=edition.issued_at
    )
    text.refresh_from_db()
    announce("statement.published", statement, edition, by=seal.by, snapshot=text.snapshot())
    return edition


def _file_name(statement: Statement) -> str:
    return f"statement-{statement.number}"
