"""Publishing minutes: the draft becomes an edition, frozen with its PDF, and is never changed again."""

from __future__ import annotations

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from meetings.minutes_pdf import minutes_pdf
from meetings.models import Meeting, Minutes
from meetings.sheet_of import sheet_of, stamp_of
from records import chain, files
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
    stamp = stamp_of(minutes.number, code, now)
    sheet = sheet_of(minutes, stamp)
    pdf = minutes_pdf(sheet)
    files.write(pdf)
    content = chain.canonical(sheet.as_content())
    with transaction.atomic():
        rows = Minutes.objects.select_for_update(of=("self",)).select_related("meeting__round")
        fresh = rows.filter(pk=minutes.pk).first()
        if fresh is None or fresh.is_published or chain.canonical(sheet_of(fresh, stamp).as_content()) != content:
            raise NotPublished(
                "در همین فاصله کسی این صورتجلسه را تغییر داده است؛ یک بار دیگر آن را ببینید و منتشر کنید."
            )
        edition = Edition.objects.create(
            object_type=fresh.meeting._meta.label_lower,
            object_id=fresh.meeting_id,
            number=fresh.number,
            title=sheet.title,
            is_summary=fresh.is_summary,
            code=code,
            content=content,
            content_sha256=chain.digest(content),
            pdf=StoredFile.objects.keep(
                pdf,
                name=f"minutes-{fresh.meeting.round.number}-{fresh.meeting.number}.pdf",
                content_type="application/pdf",
            ),
            issued_at=now,
            issued_by_id=by.pk if by else None,
            issued_by_name=chain.name_of(by),
            reason=reason,
            audience=audience,
        )
        if audience == Audience.EVERYONE and fresh.meeting.audience != audience:
            Meeting.objects.filter(pk=fresh.meeting_id).update(audience=audience, version=F("version") + 1)
            fresh.meeting.refresh_from_db()
        Minutes.objects.filter(pk=fresh.pk).update(
            state=Minutes.State.PUBLISHED, edition=edition, version=F("version") + 1, changed_at=now
        )
        fresh.refresh_from_db()
        chain.append(
            "minutes.published",
            fresh.meeting,
            by=by,
            version=fresh.number,
            reason=reason,
            snapshot={**fresh.snapshot(), "audience": audience, "edition": edition.fingerprint()},
            files=[edition.pdf.sha256],
        )
    minutes.refresh_from_db()
    return edition
