"""The event chain: every step of every record as one row, each sealed together with the row before it.

The seal is an HMAC under a key that is kept outside the database, so whoever can write to the database alone can't
forge a row, change one or leave one out without `verify_records` naming it.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any, Protocol

from django.conf import settings
from django.db import connection, models, transaction
from django.utils import timezone

from records import sample
from records.models.event import SYSTEM, ChainHead, Event

FIRST = "0" * 64
PDF_KEPT = "edition.pdf_kept"
WORD_KEPT = "edition.word_kept"
LOCK = 20_1388  # PostgreSQL's advisory lock for the sequence; any number that nothing else uses


class Actor(Protocol):
    """Who acts: an account."""

    pk: Any

    @property
    def display_name(self) -> str: ...


def canonical(value: object) -> str:
    """JSON that is the same text for the same value, whatever the order of its keys."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def seal(text: str) -> str:
    return hmac.new(settings.CHAIN_KEY.encode(), text.encode(), hashlib.sha256).hexdigest()


def name_of(by: Actor | None) -> str:
    """The name that an event or edition keeps of who acted; «سامانه» where nobody did."""
    return by.display_name[:200] if by else SYSTEM


def append(
    action: str,
    obj: models.Model,
    *,
    by: Actor | None,
    version: int = 0,
    reason: str = "",
    snapshot: Mapping[str, Any] | None = None,
    files: Iterable[str] = (),
    at: datetime | None = None,
) -> Event:
    """Add the event of a step that the surrounding transaction takes, and return it.

    `files` are SHA-256 hashes. Only a sample may say when (`at`) a step was taken: everything else happens now.
    Raises TransactionManagementError outside a transaction, since step and event stand or fall together.
    """
    if at is not None and action != sample.MADE and not sample.is_sample():
        raise ValueError("an event of a real archive happens when it is written down")
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("an event belongs into the transaction of its step")
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
    head = ChainHead.objects.first()
    event = Event(
        sequence=head.sequence + 1 if head else 1,
        at=at or timezone.now(),
        actor_id=by.pk if by else None,
        actor_name=name_of(by),
        action=action,
        object_type=obj._meta.label_lower,
        object_id=obj.pk,
        object_label=str(obj)[:300],
        version=version,
        reason=reason,
        snapshot=canonical(snapshot or {}),
        files=canonical(list(files)),
        previous_hash=head.hash if head else FIRST,
    )
    event.hash = hash_of(event)
    event.save(force_insert=True)
    ChainHead(id=1, sequence=event.sequence, hash=event.hash, seal=head_seal(event.sequence, event.hash)).save()
    return event


def hash_of(event: Event) -> str:
    """The hash that the row ought to carry, made of everything else in it."""
    at: datetime = event.at.astimezone(UTC)
    return seal(
        canonical(
            [
                event.sequence,
                at.isoformat(timespec="microseconds"),
                event.actor_id,
                event.actor_name,
                event.action,
                event.object_type,
                event.object_id,
                event.object_label,
                event.version,
                event.reason,
                event.snapshot,
                event.files,
                event.previous_hash,
            ]
        )
    )


def head_seal(sequence: int, hash_: str) -> str:
    return seal(f"head {sequence} {hash_}")
