"""Publishing minutes: the draft becomes an edition, frozen with its PDF and Word file, and is never changed again."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import F

from meetings.mailings import lay_publication
from meetings.minutes_docx import minutes_docx
from meetings.minutes_pdf import minutes_pdf
from meetings.models import Meeting, Minutes
from meetings.sheet import MinutesSheet
from meetings.sheet_of import sheet_of, sheet_of_edition, stamp_of
from meetings.writing.draft import is_editable
from records import chain, files, sample
from records.audience import Audience
from records.models import Edition, StoredFile
from records.publication import Issue, announce, freeze, issue_now

CHANGED = "در همین فاصله کسی این صورتجلسه را تغییر داده است؛ یک بار دیگر آن را ببینید و منتشر کنید."


class NotPublished(Exception):
    """Why minutes could not be published: a Persian sentence. Nothing was changed."""


def publish(
    minutes: Minutes,
    *,
    by: chain.Actor | None,
    audience: str,
    reason: str = "",
    seen: str = "",
    confirmed_on_paper: bool = False,
) -> Edition:
    """Make confirmed `minutes` the newest edition of its meeting, readable by `audience`, and return that.

    What was confirmed before the portal was there (a paper that is imported, the founding data) is published from the
    draft: `confirmed_on_paper`. `seen` is the fingerprint of the text that was read before, if that is to be held to.
    PDF and Word file are made before the transaction, which then looks again whether the text is still the same.
    Raises NotPublished when somebody else was quicker, and PdfError when the PDF could not be made.
    """
    _refuse_unconfirmed(minutes, confirmed_on_paper)
    issue = issue_now(by=by, audience=audience, reason=reason or minutes.reason)
    sheet = sheet_of(minutes, stamp_of(minutes.number, issue.code, issue.at))
    if seen and seen != sheet.fingerprint:
        raise NotPublished(CHANGED)
    pdf, word = minutes_pdf(sheet), minutes_docx(sheet)
    files.write(pdf)
    files.write(word)
    with transaction.atomic():
        rows = Minutes.objects.select_for_update(of=("self",)).select_related("meeting__round")
        fresh = rows.filter(pk=minutes.pk).first()
        if fresh is None or fresh.is_published or sheet_of(fresh).as_content() != sheet.as_content():
            raise NotPublished(CHANGED)
        _refuse_unconfirmed(fresh, confirmed_on_paper)
        edition = _close(fresh, sheet, issue, pdf, word)
        if not confirmed_on_paper:  # what is imported from old papers is no news
            lay_publication(fresh, edition)
    minutes.refresh_from_db()
    return edition


def publish_in_sample(
    minutes: Minutes, *, by: chain.Actor | None, audience: str, code: str, at: datetime, reason: str = ""
) -> Edition:
    """The same in a sample, under a code and at a time of the sample's own; its files are made when they are asked for.

    To be called inside a transaction. Raises ValueError where the archive is no sample.
    """
    return _close(minutes, sheet_of(minutes), Issue(code=code, at=at, by=by, audience=audience, reason=reason), None)


def pdf_of(edition: Edition, meeting: Meeting) -> StoredFile:
    """The PDF of an edition of minutes; that of a sample is made when somebody first asks, and kept. Raises PdfError.

    It is made of what was frozen, whatever the rows say by then.
    """
    return edition.pdf or edition.keep_pdf(minutes_pdf(sheet_of_edition(edition)), name=f"{_file_name(meeting)}.pdf")


def word_of(edition: Edition, meeting: Meeting) -> StoredFile | bytes:
    """The Word file of an edition of minutes, made of what was frozen; that of a sample is kept from the first request.

    An edition of an earlier version has none: the bytes are made for the reader and not kept, since its event, which
    would have to prove them, was written without them.
    """
    if edition.word:
        return edition.word
    made = minutes_docx(sheet_of_edition(edition))
    return edition.keep_word(made, name=f"{_file_name(meeting)}.docx") if sample.is_sample() else made


def _refuse_unconfirmed(minutes: Minutes, confirmed_on_paper: bool) -> None:
    if minutes.is_published:
        raise NotPublished("این صورتجلسه پیش از این منتشر شده است.")
    if minutes.state != Minutes.State.CONFIRMED and not (confirmed_on_paper and is_editable(minutes)):
        raise NotPublished("تنها صورتجلسه تأییدشده منتشر می‌شود؛ این متن هنوز تأیید نشده است و چیزی تغییر نکرد.")


def _close(
    minutes: Minutes, sheet: MinutesSheet, issue: Issue, pdf: bytes | None, word: bytes | None = None
) -> Edition:
    """The minutes are published and the meeting can be read by whom they are for; with the event of it."""
    meeting = minutes.meeting
    edition = freeze(
        meeting,
        issue,
        number=minutes.number,
        title=sheet.title,
        content=sheet.as_content(),
        is_summary=minutes.is_summary,
        pdf=pdf,
        word=word,
        file_name=_file_name(meeting),
    )
    if edition.audience == Audience.EVERYONE and meeting.audience != edition.audience:
        Meeting.objects.filter(pk=meeting.pk).update(audience=edition.audience, version=F("version") + 1)
        meeting.refresh_from_db()
    Minutes.objects.filter(pk=minutes.pk).update(
        state=Minutes.State.PUBLISHED, edition=edition, version=F("version") + 1, changed_at=edition.issued_at
    )
    minutes.refresh_from_db()
    announce("minutes.published", minutes.meeting, edition, by=issue.by, snapshot=minutes.snapshot())
    return edition


def _file_name(meeting: Meeting) -> str:
    return f"minutes-{meeting.round.number}-{meeting.number}"
