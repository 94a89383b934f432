"""Every change to a record with a version: what was seen must still stand, and the event goes with the change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any, TypeAlias

from django.db import transaction

from people.models import Body, Person
from records import chain

Kept: TypeAlias = Any  # a model with a `version` and a `snapshot()`: person, body, round, and a meeting above


class Stale(Exception):
    """Somebody else changed the record since it was shown; nothing was changed."""


class Refused(Exception):
    """Why a change can't be, in Persian. Nothing was changed. `field` is the form's field that it is about."""

    def __init__(self, message: str, field: str | None = None) -> None:
        super().__init__(message)
        self.field = field


def register(obj: Kept, *, by: chain.Actor | None) -> None:
    """Save a new record with its event."""
    with transaction.atomic():
        obj.save(force_insert=True)
        note_registered(obj, by=by)


def note_registered(obj: Kept, *, by: chain.Actor | None) -> None:
    """The event of a record that the surrounding transaction has just saved."""
    chain.append(f"{obj._meta.model_name}.registered", obj, by=by, version=obj.version, snapshot=obj.snapshot())


@contextmanager
def step(obj: Kept, action: str, *, version: int, by: chain.Actor | None, reason: str = "") -> Iterator[dict[str, Any]]:
    """One transaction around a change of `obj` or its parts: lock, change, new version, event.

    Gives a mapping; what is put into it the event keeps beside the snapshot. Raises Stale where `version` is not what
    is stored, and what the change itself raises; either way nothing happened.
    """
    with transaction.atomic():
        lock(obj, version)
        more: dict[str, Any] = {}
        yield more
        obj.version = version + 1
        obj.save(update_fields=["version"])
        chain.append(action, obj, by=by, version=obj.version, reason=reason, snapshot={**obj.snapshot(), **more})


def lock(obj: Kept, version: int) -> None:
    """Hold the row until the transaction ends. Raises Stale where `version` is not what is stored."""
    stored = type(obj)._default_manager.select_for_update(of=("self",)).filter(pk=obj.pk)
    if list(stored.values_list("version", flat=True)) != [version]:
        raise Stale


def change(obj: Kept, names: Iterable[str], *, action: str, version: int, by: chain.Actor | None) -> None:
    """Save the columns `names` of `obj` as they now are, with version and event. Raises Stale."""
    with step(obj, action, version=version, by=by):
        obj.save(update_fields=[*names])


def retire(obj: Person | Body, *, version: int, by: chain.Actor | None, back: bool = False) -> None:
    """Take out of use, or with `back` into use again; what refers to it stays as it is. Raises Stale."""
    obj.is_retired = not back
    action = f"{obj._meta.model_name}.{'restored' if back else 'retired'}"
    change(obj, ["is_retired"], action=action, version=version, by=by)
