"""The papers of published minutes: the scan of the signed one, which is the authoritative copy, and annexes."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import Max

from meetings.confirmation.editions import newest_edition
from meetings.confirmation.review import NotTaken
from meetings.models import Attachment, Meeting
from persian.text import tidy_line
from records import chain, files
from records.models import StoredFile
from records.scan import SUFFIXES, scan_type

MOST = 100  # attachments of a meeting
SIGNED_TITLE = "نسخه امضاشده صورتجلسه"


def attach(meeting: Meeting, content: bytes, *, kind: str, title: str, name: str, by: chain.Actor | None) -> Attachment:
    """Add a scan to the meeting's newest edition, for whom that can be read. Raises NotAScan and NotTaken."""
    content_type = scan_type(content)
    files.write(content)
    with transaction.atomic():
        locked = Meeting.objects.select_for_update(of=("self",)).select_related("round").get(pk=meeting.pk)
        newest = newest_edition(locked)
        if newest is None or newest.edition is None:
            raise NotTaken("صورتجلسه این جلسه هنوز منتشر نشده است؛ پیوست پس از انتشار افزوده می‌شود.")
        if kind == Attachment.Kind.SIGNED and locked.attachments.filter(kind=kind).exists():
            raise NotTaken("نسخه امضاشده این صورتجلسه پیش از این پیوست شده است؛ همان را جایگزین کنید. چیزی تغییر نکرد.")
        if locked.attachments.count() >= MOST:
            raise NotTaken("این جلسه صد پیوست دارد و بیش از آن پذیرفته نمی‌شود. چیزی تغییر نکرد.")
        last = locked.attachments.aggregate(last=Max("position"))["last"] or 0
        attachment = Attachment.objects.create(
            meeting=locked,
            file=_keep(content, content_type, name),
            kind=kind,
            title=title or (SIGNED_TITLE if kind == Attachment.Kind.SIGNED else _stem(name)[:200]),
            position=0 if kind == Attachment.Kind.SIGNED else last + 1,
            audience=newest.edition.audience,
        )
        _note("attachment.added", attachment, by, newest.number)
    return attachment


def replace(
    attachment: Attachment, content: bytes, *, name: str, reason: str, seen: str = "", by: chain.Actor | None
) -> None:
    """Put another file in the place of an attachment; the earlier one stays in the history.

    `seen` is the SHA-256 of the file that was shown. Raises NotAScan and NotTaken.
    """
    content_type = scan_type(content)
    files.write(content)
    with transaction.atomic():
        fresh = Attachment.objects.select_for_update(of=("self",)).select_related("file", "meeting__round")
        stored = fresh.get(pk=attachment.pk)
        before = stored.file
        if seen and before.sha256 != seen:
            raise NotTaken("کسی پیش از شما این پیوست را جایگزین کرده است؛ چیزی تغییر نکرد. پیوست کنونی را ببینید.")
        stored.file = _keep(content, content_type, name)
        if stored.file.sha256 == before.sha256:
            raise NotTaken("این همان پرونده‌ای است که پیوست شده است؛ چیزی تغییر نکرد.")
        stored.save(update_fields=["file"])
        newest = newest_edition(stored.meeting)
        _note("attachment.replaced", stored, by, newest.number if newest else 0, reason, before)
    attachment.refresh_from_db()


def _keep(content: bytes, content_type: str, name: str) -> StoredFile:
    """The stored file; its name ends as its content says."""
    suffix = SUFFIXES[content_type]
    return StoredFile.objects.keep(content, name=f"{_stem(name)[:150]}.{suffix}", content_type=content_type)


def _stem(name: str) -> str:
    """What the file was called, without its ending."""
    whole = tidy_line(name).strip()
    return whole.rpartition(".")[0] or whole or "scan"


def _note(
    action: str,
    attachment: Attachment,
    by: chain.Actor | None,
    edition: int,
    reason: str = "",
    before: StoredFile | None = None,
) -> None:
    snapshot: dict[str, Any] = {
        "attachment": attachment.pk,
        "kind": attachment.kind,
        "title": attachment.title,
        "audience": attachment.audience,
        "before": before.sha256 if before else None,
    }
    kept = [attachment.file.sha256, *([before.sha256] if before else [])]
    chain.append(action, attachment.meeting, by=by, version=edition, reason=reason, snapshot=snapshot, files=kept)
