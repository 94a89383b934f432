"""Whose archive this is, asked of the one row of settings; and the change of that row."""

from __future__ import annotations

import base64
import logging
import time
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import DatabaseError, IntegrityError, transaction

from records import chain
from records.models.event import Event
from records.models.file import StoredFile
from records.models.organisation import Organisation

log = logging.getLogger(__name__)
SECONDS = 1  # for so long the head of pages may be out of date in a server process that did not save the change
GRACE = timedelta(minutes=1)  # such a page, and one that is still loading, asks for the emblem that it names

DIGITS = 16  # so much of an emblem's hash is its address

_known: Organisation | None = None
_until = 0.0
_asks = True


@dataclass(frozen=True)
class Paper:
    """What a letterhead and a foot take from the settings. An empty `emblem` (a data: address) is the portal's own."""

    lines: tuple[str, ...]
    emblem: str
    footer: tuple[str, ...]

    @property
    def styles(self) -> tuple[str, ...]:
        """The style sheets to join to those of the paper."""
        return ("footer.css",) if self.footer else ()


class Stale(Exception):
    """Somebody else saved the settings in between; nothing was changed."""


def current() -> Organisation:
    """The settings as they are; what a new archive begins with where nobody has saved any yet."""
    if not _asks:
        return unsaved()
    return Organisation.objects.select_related("emblem").first() or unsaved()


def known() -> Organisation:
    """The settings as they were at most `SECONDS` ago: for the head of every page."""
    global _known, _until
    if not _asks:
        return unsaved()
    if _known is None or time.monotonic() >= _until:
        try:
            _known, _until = current(), time.monotonic() + SECONDS
        except DatabaseError:
            return unsaved()
    return _known


def emblem_named(digest: str, now: datetime) -> StoredFile | None:
    """The emblem whose hash begins so: the one in force, or one that was within the last minute before `now`."""
    kept = current().emblem
    if kept and kept.sha256[:DIGITS] == digest:
        return kept
    for event in Event.objects.about(unsaved()).reverse()[:50]:
        for sha256 in event.file_hashes:
            if sha256[:DIGITS] == digest:
                return StoredFile.objects.filter(sha256=sha256).first()
        if event.at < now - GRACE:  # what it says was in force a minute ago; older ones were not
            break
    return None


def unsaved() -> Organisation:
    return Organisation(id=1, letterhead_order=",".join(settings.LETTERHEAD_ORDER))


def forget() -> None:
    """Let the next page ask anew."""
    global _known
    _known = None


def ask(whether: bool) -> None:
    """With False nobody asks the database: for tests, which count queries and stand without one."""
    global _asks
    _asks = whether
    forget()


def paper() -> Paper:
    """What the letterhead and foot of a paper made now say besides the name, which its sheet holds."""
    row = current()
    return Paper(lines=_lines(row.lines), emblem=_data(row.emblem), footer=_lines(row.footer))


def _data(emblem: StoredFile | None) -> str:
    if emblem is None:
        return ""
    try:
        return f"data:{emblem.content_type};base64," + base64.b64encode(emblem.read()).decode()
    except FileNotFoundError:  # verify_records tells of it; a paper can do with the portal's own
        log.error("the emblem %s is not on the disk", emblem.sha256)
        return ""


def letterhead_order() -> tuple[str, ...]:
    """The keys of the entries at the top left of a letter, from the first line to the last."""
    return current().order


def change(wanted: Organisation, *, emblem: tuple[bytes, str] | None, version: int, by: chain.Actor) -> list[str]:
    """Save `wanted` as the settings, with a new emblem (bytes and type) if there is one, and return what changed.

    Raises Stale where `version` is no longer the one that is stored.
    """
    with transaction.atomic():
        before = Organisation.objects.select_for_update(of=("self",)).select_related("emblem").first()
        if version != (before.version if before else 0):
            raise Stale
        old = (before or unsaved()).snapshot()
        if emblem is not None:
            wanted.emblem = _kept(*emblem)
        changed = [name for name, value in wanted.snapshot().items() if value != old[name]]
        if changed:
            wanted.id, wanted.version = 1, version + 1
            try:
                wanted.save(force_insert=before is None, force_update=before is not None)
            except IntegrityError as error:  # two first changes at once
                raise Stale from error
            files = [wanted.emblem.sha256] if wanted.emblem else []
            snapshot = {**wanted.snapshot(), "changed": changed}
            chain.append("settings.changed", wanted, by=by, version=wanted.version, snapshot=snapshot, files=files)
            transaction.on_commit(forget)
    return changed


def _kept(content: bytes, content_type: str) -> StoredFile:
    return StoredFile.objects.keep(
        content, name="emblem.svg" if "svg" in content_type else "emblem.png", content_type=content_type
    )


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line for line in (part.strip() for part in text.splitlines()) if line)
