"""What every publication is made of, of minutes as of statements: the frozen edition with its files, and its event.

A room that publishes draws its sheet, makes the PDF (and Word file) of it before the transaction, and inside it freezes
the edition, changes the state of its own rows and announces the step.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models
from django.utils import timezone

from records import chain, sample
from records.audience import Audience
from records.models import Edition, Event, StoredFile
from records.models.file import PDF_TYPE, WORD_TYPE
from records.verification import new_code

# How the events end by which an edition is taken from everyone's eyes, and given back to them.
TURNS = WITHDRAWN, GIVEN_BACK = ".withdrawn", ".given_back"  # what changes who reads an edition


@dataclass(frozen=True)
class Issue:
    """Under which code and when something is published, by whom, for which audience, and why if it is a correction."""

    code: str
    at: datetime
    by: chain.Actor | None
    audience: str
    reason: str = ""


def issue_now(*, by: chain.Actor | None, audience: str, reason: str = "") -> Issue:
    """An issue at this moment under a fresh code."""
    return Issue(code=new_code(), at=timezone.now(), by=by, audience=audience, reason=reason)


def freeze(
    record: models.Model,
    issue: Issue,
    *,
    number: int,
    title: str,
    content: Mapping[str, Any],
    file_name: str,
    pdf: bytes | None,
    word: bytes | None = None,
    is_summary: bool = False,
) -> Edition:
    """The edition `number` of `record`, saved. To be called in the transaction of the step.

    `file_name` comes without its ending. Without `pdf` it is one of a sample, whose files are made when they are asked
    for; ValueError where the archive is none.
    """
    if pdf is None and not sample.is_sample():
        raise ValueError("in a real archive an edition has its PDF from the beginning")
    text = chain.canonical(content)
    edition = Edition(
        object_type=record._meta.label_lower,
        object_id=record.pk,
        number=number,
        title=title[:300],
        is_summary=is_summary,
        code=issue.code,
        content=text,
        content_sha256=chain.digest(text),
        pdf_comes_later=pdf is None,
        issued_at=issue.at,
        issued_by_id=issue.by.pk if issue.by else None,
        issued_by_name=chain.name_of(issue.by),
        reason=issue.reason,
        audience=issue.audience,
    )
    if pdf is not None:
        edition.pdf = StoredFile.objects.keep(pdf, name=f"{file_name}.pdf", content_type=PDF_TYPE)
    if word is not None:
        edition.word = StoredFile.objects.keep(word, name=f"{file_name}.docx", content_type=WORD_TYPE)
    edition.save(force_insert=True)
    return edition


def announce(
    action: str, record: models.Model, edition: Edition, *, by: chain.Actor | None, snapshot: Mapping[str, Any]
) -> None:
    """The event of the publication, which keeps the snapshot and every frozen column of the edition.

    `action` ends in «.published», by which `verify_records` knows that an edition has to be there.
    """
    if not action.endswith(".published"):
        raise ValueError("verify_records knows a publication by the end of its name")
    chain.append(
        action,
        record,
        by=by,
        version=edition.number,
        reason=edition.reason,
        snapshot={**snapshot, "audience": edition.audience, "edition": edition.fingerprint()},
        files=[file.sha256 for file in (edition.pdf, edition.word) if file],
        at=edition.issued_at if edition.pdf_comes_later else None,
    )


def change_audience(
    edition: Edition,
    record: models.Model,
    audience: str,
    action: str,
    *,
    by: chain.Actor | None,
    reason: str,
    snapshot: Mapping[str, Any],
) -> None:
    """Who reads `edition` of `record` from now on, with the event of it: the one thing of an edition that can change.

    To be called in the transaction of the step.
    """
    edition.audience = audience
    edition.save(update_fields=["audience"])
    said = {"number": edition.number, "code": edition.code, "audience": audience}
    chain.append(action, record, by=by, version=edition.number, reason=reason, snapshot={**snapshot, "edition": said})


def withdrawal_of(edition: Edition, record: models.Model) -> Event | None:
    """The event by which an edition was taken from everyone's eyes, if that is how it stands now."""
    if edition.audience == Audience.EVERYONE:
        return None
    ends = models.Q(action__endswith=WITHDRAWN) | models.Q(action__endswith=GIVEN_BACK)
    events = Event.objects.about(record).filter(ends, version=edition.number).order_by("-sequence")
    return withdrawal_among(events[:1], edition)


def withdrawal_among(events: Iterable[Event], edition: Edition) -> Event | None:
    """The same, for whoever has the events of the record at hand, the newest first."""
    if edition.audience == Audience.EVERYONE:
        return None
    ends = (event for event in events if event.version == edition.number and event.action.endswith(TURNS))
    last = next(ends, None)
    return last if last and last.action.endswith(WITHDRAWN) else None
