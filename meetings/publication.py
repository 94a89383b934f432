"""Publishing minutes: the draft becomes an edition, frozen with its PDF, and is never changed again."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from meetings.minutes_pdf import minutes_pdf
from meetings.models import Meeting, Minutes
from meetings.sheet import MinutesSheet
from meetings.sheet_of import sheet_of, sheet_of_edition, stamp_of
from records import chain, files, sample
from records.audience import Audience
from records.models import Edition, StoredFile
from records.verification import new_code


class NotPublished(Exception):
    """Why minutes could not be published: a Persian sentence. Nothing was changed."""


def publish(minutes: Minutes, *, by: chain.Actor | None, audience: str, reason: str = "") -> Edition:
    """Make `minutes` the newest edition of its meeting, readable by `audience`, and return that.

    The PDF is made before the transaction, which then looks again whether the text is still the same.
    Raises NotPublished when somebody else was quicker, and PdfError when the PDF could not be made.
    """
    if minutes.is_published:
        raise NotPublished("این صورتجلسه پیش از این منتشر شده است.")
    now = timezone.now()
    code = new_code()
    sheet = sheet_of(minutes, stamp_of(minutes.number, code, now))
    pdf = minutes_pdf(sheet)
    files.write(pdf)
    with transaction.atomic():
        rows = Minutes.objects.select_for_update(of=("self",)).select_related("meeting__round")
        fresh = rows.filter(pk=minutes.pk).first()
        if fresh is None or fresh.is_published or sheet_of(fresh).as_content() != sheet.as_content():
            raise NotPublished(
                "در همین فاصله کسی این صورتجلسه را تغییر داده است؛ یک بار دیگر آن را ببینید و منتشر کنید."
            )
        edition = _edition(fresh, sheet, code=code, at=now, by=by, audience=audience, reason=reason)
        edition.pdf = StoredFile.objects.keep(pdf, name=_file_name(fresh.meeting), content_type="application/pdf")
        edition.save(force_insert=True)
        _close(fresh, edition, by=by, reason=reason)
    minutes.refresh_from_db()
    return edition


def publish_in_sample(
    minutes: Minutes, *, by: chain.Actor | None, audience: str, code: str, at: datetime, reason: str = ""
) -> Edition:
    """The same in a sample, under a code and at a time of the sample's own; the PDF is made when it is asked for.

    To be called inside a transaction. Raises ValueError where the archive is no sample.
    """
    if not sample.is_sample():
        raise ValueError("in a real archive an edition has its PDF from the beginning")
    sheet = sheet_of(minutes)
    edition = _edition(minutes, sheet, code=code, at=at, by=by, audience=audience, reason=reason)
    edition.pdf_comes_later = True
    edition.save(force_insert=True)
    _close(minutes, edition, by=by, reason=reason, at=at)
    return edition


def pdf_of(edition: Edition, meeting: Meeting) -> StoredFile:
    """The PDF of an edition of minutes; that of a sample is made when somebody first asks, and kept. Raises PdfError.

    It is made of what was frozen, whatever the rows say by then.
    """
    return edition.pdf or edition.keep_pdf(minutes_pdf(sheet_of_edition(edition)), name=_file_name(meeting))


def _edition(
    minutes: Minutes,
    sheet: MinutesSheet,
    *,
    code: str,
    at: datetime,
    by: chain.Actor | None,
    audience: str,
    reason: str,
) -> Edition:
    """The row of the edition, not saved yet and without its PDF."""
    content = chain.canonical(sheet.as_content())
    return Edition(
        object_type=minutes.meeting._meta.label_lower,
        object_id=minutes.meeting_id,
        number=minutes.number,
        title=sheet.title,
        is_summary=minutes.is_summary,
        code=code,
        content=content,
        content_sha256=chain.digest(content),
        issued_at=at,
        issued_by_id=by.pk if by else None,
        issued_by_name=chain.name_of(by),
        reason=reason,
        audience=audience,
    )


def _close(
    minutes: Minutes, edition: Edition, *, by: chain.Actor | None, reason: str, at: datetime | None = None
) -> None:
    """The minutes are published and the meeting can be read by whom they are for; with the event of it."""
    if edition.audience == Audience.EVERYONE and minutes.meeting.audience != edition.audience:
        Meeting.objects.filter(pk=minutes.meeting_id).update(audience=edition.audience, version=F("version") + 1)
        minutes.meeting.refresh_from_db()
    Minutes.objects.filter(pk=minutes.pk).update(
        state=Minutes.State.PUBLISHED, edition=edition, version=F("version") + 1, changed_at=edition.issued_at
    )
    minutes.refresh_from_db()
    chain.append(
        "minutes.published",
        minutes.meeting,
        by=by,
        version=minutes.number,
        reason=reason,
        snapshot={**minutes.snapshot(), "audience": edition.audience, "edition": edition.fingerprint()},
        files=[edition.pdf.sha256] if edition.pdf else [],
        at=at,
    )


def _file_name(meeting: Meeting) -> str:
    return f"minutes-{meeting.round.number}-{meeting.number}.pdf"
