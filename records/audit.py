"""Is the archive as it was written? Goes through chain, editions and files and names what was altered or is gone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from django.apps import apps
from django.conf import settings
from django.db import connection

from records import chain, files, sample, triggers
from records.models import ChainHead, Edition, Event, StoredFile

Check = Callable[[], Iterator[str]]
PUBLISHED = ".published"
REMOVED = ".removed"
KEPT = {chain.PDF_KEPT: "pdf_sha256", chain.WORD_KEPT: "word_sha256"}

_checks: list[Check] = []


def provide(check: Check) -> None:
    """Add a room's own check, which yields a sentence for each fault. To be called from `AppConfig.ready`."""
    if check not in _checks:
        _checks.append(check)


@dataclass
class Findings:
    """What was gone through and what is wrong with it; sound when `faults` is empty."""

    events: int = 0
    editions: int = 0
    files: int = 0
    faults: list[str] = field(default_factory=list)
    objects: dict[str, set[int]] = field(default_factory=dict)
    published: dict[tuple[str, int, int], dict[str, object]] = field(default_factory=dict)
    file_hashes: dict[str, int] = field(default_factory=dict)
    is_sample: bool = False


def examine() -> Findings:
    """Go through the whole archive. Memory grows with the number of records, not with their text."""
    findings = Findings()
    findings.faults += [f"trigger {name} is missing" for name in triggers.missing(connection)]
    _chain(findings)
    _objects(findings)
    _editions(findings)
    _files(findings)
    for check in _checks:
        findings.faults += check()
    return findings


def _chain(findings: Findings) -> None:
    expected, previous = 1, chain.FIRST
    for event in Event.objects.order_by("sequence").iterator(chunk_size=500):
        if event.sequence != expected:
            last = event.sequence - 1
            gone = f"event {expected}" if last == expected else f"events {expected} to {last}"
            findings.faults.append(f"{gone}: removed")
        elif event.previous_hash != previous:
            findings.faults.append(f"event {event.sequence}: does not follow the event before it")
        if event.hash == chain.hash_of(event):
            _note(findings, event)
        else:  # what it says now is no testimony, and may not even be readable
            findings.faults.append(f"event {event.sequence} ({event.action}): altered")
        expected, previous = event.sequence + 1, event.hash
        findings.events += 1
    head = ChainHead.objects.first()
    if head is None:
        if findings.events:
            findings.faults.append("head of the chain: removed")
    elif head.seal != chain.head_seal(head.sequence, head.hash):
        findings.faults.append("head of the chain: altered")
    elif head.sequence >= expected:
        findings.faults.append(f"events {expected} to {head.sequence}: removed from the end")
    elif (head.sequence, head.hash) != (expected - 1, previous):
        findings.faults.append("head of the chain: does not name the last event")


def _note(findings: Findings, event: Event) -> None:
    ids = findings.objects.setdefault(event.object_type, set())
    if event.sequence == 1:
        findings.is_sample = event.action == sample.MADE
    if event.action.endswith(REMOVED):
        ids.discard(event.object_id)
    else:
        ids.add(event.object_id)
    for sha256 in event.file_hashes:
        findings.file_hashes.setdefault(sha256, event.sequence)
    if event.action.endswith(PUBLISHED):
        edition = event.content["edition"]
        findings.published[(event.object_type, event.object_id, edition["number"])] = edition
    elif event.action in KEPT:
        _note_kept(findings, event, KEPT[event.action])


def _note_kept(findings: Findings, event: Event, column: str) -> None:
    """The file that an edition of a sample was given later. It gets it once, a real one at its beginning."""
    said = event.content["edition"]
    published = findings.published.get((said["object_type"], said["object_id"], said["number"]))
    if findings.is_sample and published and published.get(column) is None:
        published[column] = said[column]
    else:
        what = "PDF" if event.action == chain.PDF_KEPT else "Word file"
        findings.faults.append(f"event {event.sequence} ({event.action}): the edition needed no {what}")


def _objects(findings: Findings) -> None:
    for label, ids in findings.objects.items():
        there = set(apps.get_model(label)._base_manager.values_list("pk", flat=True))
        findings.faults += [f"{label} {pk}: removed, though the chain knows it" for pk in sorted(ids - there)]


def _editions(findings: Findings) -> None:
    missing = dict(findings.published)
    for edition in Edition.objects.select_related("pdf", "word").order_by("id").iterator(chunk_size=100):
        findings.editions += 1
        name = f"edition {edition.code} ({edition.object_type} {edition.object_id}, number {edition.number})"
        known = missing.pop((edition.object_type, edition.object_id, edition.number), None)
        if known is None:
            findings.faults.append(f"{name}: no event published it")
        elif known != edition.fingerprint():
            findings.faults.append(f"{name}: altered")
        if edition.pdf_comes_later and not findings.is_sample:
            findings.faults.append(f"{name}: published without its PDF")
        if chain.digest(edition.content) != edition.content_sha256:
            findings.faults.append(f"{name}: content altered")
    for (label, pk, number), known in missing.items():
        findings.faults.append(f"edition {known['code']} ({label} {pk}, number {number}): removed")


def _files(findings: Findings) -> None:
    rows: set[str] = set()
    for row in StoredFile.objects.order_by("id").iterator(chunk_size=500):
        findings.files += 1
        rows.add(row.sha256)
        name = f"file {row.pk} ({row.original_name or row.content_type}, {row.sha256[:12]}…)"
        on_disk = files.hash_on_disk(row.sha256)
        if on_disk is None:
            findings.faults.append(f"{name}: missing in {settings.FILES_DIR}")
        elif on_disk != row.sha256:
            findings.faults.append(f"{name}: altered on the disk")
        elif files.path_of(row.sha256).stat().st_size != row.size:
            findings.faults.append(f"{name}: its size is not the one recorded")
    for sha256, sequence in findings.file_hashes.items():
        if sha256 not in rows:
            findings.faults.append(f"file {sha256[:12]}… of event {sequence}: its row was removed or altered")
