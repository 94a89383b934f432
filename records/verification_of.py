"""What was issued under a code, for anybody who holds it."""

from __future__ import annotations

import hashlib
from typing import Any

from django.apps import apps
from django.core.files.uploadedfile import UploadedFile
from django.urls import reverse
from django.utils import timezone

from persian.jalali import long_date, long_datetime
from persian.numbers import ordinal_words
from records.audience import audiences_of, told_name
from records.models import Edition
from records.pager import Link
from records.publication import withdrawal_of
from records.verification_page import EditionFound, VerifyPage

MAX_BYTES = 25 * 1024 * 1024


def verify_page(code: str, user: object, *, compares: bool = False, compared: UploadedFile | None = None) -> VerifyPage:
    """The answer for `code` (empty: none asked yet) and, where the reader `compares`, for the PDF that was dropped in.

    Who holds the code holds the document, so that it was issued is told to anyone; its text only to whom may read it.
    """
    edition = Edition.objects.filter(code=code).select_related("pdf", "word").with_newest().first() if code else None
    return VerifyPage(
        over=(),
        code=code,
        edition=_found(edition, user) if edition else None,
        comparison=_compare(edition, compared) if edition and compares else "",
        compared_name=(compared.name or "")[:200] if compared else "",
        form_action=reverse("verify"),
        compare_action=reverse("verify_code", args=[code]) if edition else "",
    )


def _found(edition: Edition, user: object) -> EditionFound:
    record = apps.get_model(edition.object_type)._base_manager.get(pk=edition.object_id)
    readable = edition.audience in audiences_of(user)
    return EditionFound(
        what=edition.title,
        name=f"ویرایش {ordinal_words(edition.number)}",
        code=edition.code,
        published_on=long_datetime(timezone.localtime(edition.issued_at)),
        by=told_name(edition.issued_by_name, edition.issued_by_id, user),
        sha256=edition.pdf.sha256 if edition.pdf else "",
        href=record.edition_url(edition.number) if readable else "",
        pdf_href=record.edition_pdf_url(edition.number) if readable else "",
        word_sha256=edition.word.sha256 if edition.word else "",
        word_href=record.edition_word_url(edition.number) if readable and hasattr(record, "edition_word_url") else "",
        is_summary=edition.is_summary,
        superseded_by=_newer(edition, record, user),
        replaced_by=_replaced(record, user),
        withdrawn=getattr(record, "withdrawal", ""),
        for_members_since=_for_members_since(edition, record),
    )


def _for_members_since(edition: Edition, record: Any) -> str:
    event = withdrawal_of(edition, record)
    return long_date(timezone.localtime(event.at).date()) if event else ""


def _newer(edition: Edition, record: Any, user: object) -> Link | None:
    """The edition that took this one's place; a link only for whom may read it."""
    if edition.newest == edition.number:
        return None
    name = f"ویرایش {ordinal_words(edition.newest)}"
    readable = Edition.objects.of(record).visible_to(user).filter(number=edition.newest).exists()
    return Link(name, record.get_absolute_url() if readable else "")


def _replaced(record: Any, user: object) -> Link | None:
    """The record that took the place of this one as a whole, for kinds that can be replaced by another."""
    other = getattr(record, "superseded_by", None)
    if other is None:
        return None
    return Link(str(other), other.get_absolute_url() if other.audience in audiences_of(user) else "")


def _compare(edition: Edition, file: UploadedFile | None) -> str:
    if file is None:
        return "nothing"
    if (file.size or 0) > MAX_BYTES:
        return "too_large"
    digest = hashlib.sha256()
    start = b""
    for chunk in file.chunks():
        start = start or chunk[:5]
        digest.update(chunk)
    if start != b"%PDF-":
        return "not_a_pdf"
    return "equal" if edition.pdf and digest.hexdigest() == edition.pdf.sha256 else "different"
