"""The order of turns: a new one finds its place, one is moved, joined with the one before it, or taken out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.db.models import F

from meetings import outline
from meetings.models import Block, Meeting, Minutes, Turn, TurnRevision
from meetings.writing.draft import Refused, hold_open, note_edit
from meetings.writing.line_ties import Losing, what_goes
from meetings.writing.turn_lines import ASIDE, MAX_LINES
from meetings.writing.turn_revisions import Typed, keep
from meetings.writing.turn_text import as_outline, shown
from records import chain

MAX_TURNS = 500


@dataclass(frozen=True)
class Order:
    """The keys of the turns in their order, and its version. `into` is the turn that another was joined with."""

    keys: tuple[str, ...]
    version: int
    into: Turn | None = None


@dataclass(frozen=True)
class Stale:
    """Somebody else changed the order, or one of the turns, since it was shown; nothing was changed."""

    order: Order


def order_of(minutes: Minutes, into: Turn | None = None) -> Order:
    keys = minutes.turns.order_by("position").values_list("key", flat=True)
    return Order(tuple(str(key) for key in keys), minutes.version, into)


def make_room(minutes: Minutes, after: UUID | None) -> int:
    """The position for a new turn after `after` (None: the first); what stands there moves on. The last position where
    the turn named is gone."""
    turns = minutes.turns.order_by("position")
    if after is None:
        position = 1
    else:
        before = turns.filter(key=after).values_list("position", flat=True).first()
        last = turns.values_list("position", flat=True).last()
        position = 1 + (before if before is not None else last or 0)
    _shift(minutes, position, 1)
    return position


def _shift(minutes: Minutes, first: int, by: int) -> None:
    """Move all turns from position `first` on; in two steps, because no two may stand at one place even in between."""
    moved = minutes.turns.filter(position__gte=first).update(position=F("position") + (ASIDE + by))
    if moved:
        minutes.turns.filter(position__gt=ASIDE).update(position=F("position") - ASIDE)


def move(meeting: Meeting, key: UUID, *, after: UUID | None, version: int, by: chain.Actor) -> Order | Stale | None:
    """Put the turn after another (None: first of all). None for a turn that is not there. Raises Closed.

    What already stands so succeeds, whatever version was sent.
    """
    with transaction.atomic():
        minutes = hold_open(meeting)
        order = [UUID(word) for word in order_of(minutes).keys]
        if key not in order:
            return None
        wanted = [other for other in order if other != key]
        if key == after or (after is not None and after not in wanted):
            return Stale(order_of(minutes))
        wanted.insert(0 if after is None else wanted.index(after) + 1, key)
        if wanted == order:
            return order_of(minutes)
        if version != minutes.version:
            return Stale(order_of(minutes))
        old, new = order.index(key) + 1, wanted.index(key) + 1
        turns = minutes.turns
        turns.filter(key=key).update(position=new + ASIDE)
        if old < new:
            between = turns.filter(position__gt=old, position__lte=new).update(position=F("position") + (ASIDE - 1))
        else:
            between = turns.filter(position__gte=new, position__lt=old).update(position=F("position") + (ASIDE + 1))
        if between:
            turns.filter(position__gt=ASIDE).update(position=F("position") - ASIDE)
        note_edit(minutes, by=by, reordered=True)
        return order_of(minutes)


def merge(
    meeting: Meeting, key: UUID, *, version: int, before_version: int, order_version: int, by: chain.Actor
) -> Order | Stale | None:
    """Join the turn with the one before it, whose speaker stays; every line keeps its row. Raises Closed and Refused.

    None where there is no such turn, or none before it. The text of both stays in the history as well.
    """
    with transaction.atomic():
        minutes = hold_open(meeting)
        turn = minutes.turns.filter(key=key).first()
        before = minutes.turns.filter(position=turn.position - 1).first() if turn else None
        if turn is None or before is None:
            return None
        if (turn.version, before.version, minutes.version) != (version, before_version, order_version):
            return Stale(order_of(minutes))
        first = list(before.blocks.order_by("position"))
        added = list(turn.blocks.order_by("position"))
        if len(first) + len(added) > MAX_LINES:
            raise Refused("text", "این دو نوبت با هم بیش از اندازه بلندند و جدا می‌مانند.")
        _keep_removed(turn, by)
        turn.blocks.filter(kind=Block.Kind.LEAD).update(kind=Block.Kind.PARAGRAPH)
        turn.blocks.update(turn=before, position=F("position") + (first[-1].position if first else 0))
        for block in added:
            block.kind = Block.Kind.PARAGRAPH if block.kind == Block.Kind.LEAD else block.kind
        _take_out(turn)
        before.version += 1
        before.save(update_fields=["version"])
        text = outline.write_body(as_outline([*first, *added]))
        typed = Typed(text, before.speaker_as_written, before.post_as_written)
        keep(minutes, before.key, before.version, TurnRevision.Kind.SAVED, typed, by=by)
        note_edit(minutes, by=by, reordered=True)
        return order_of(minutes, into=before)


def remove(
    meeting: Meeting, key: UUID, *, version: int, order_version: int, drop: bool, by: chain.Actor
) -> Order | Stale | Losing | None:
    """Take the turn out; its text stays in the history. Raises Closed. None where there never was such a turn.

    One that is already gone succeeds. Lines that carry something go only with `drop`, held ones never.
    """
    with transaction.atomic():
        minutes = hold_open(meeting)
        turn = minutes.turns.filter(key=key).first()
        if turn is None:
            rows = TurnRevision.objects.filter(minutes=minutes, turn_key=key, kind=TurnRevision.Kind.REMOVED)
            return order_of(minutes) if rows.exists() else None
        if (turn.version, minutes.version) != (version, order_version):
            return Stale(order_of(minutes))
        losing = what_goes(list(turn.blocks.order_by("position")), drop=drop)
        if losing is not None:
            return losing
        _keep_removed(turn, by)
        turn.blocks.all().delete()
        _take_out(turn)
        note_edit(minutes, by=by, reordered=True)
        return order_of(minutes)


def _keep_removed(turn: Turn, by: chain.Actor) -> None:
    blocks: Sequence[Block] = list(turn.blocks.order_by("position"))
    typed = Typed(shown(turn, blocks).text, turn.speaker_as_written, turn.post_as_written)
    keep(turn.minutes, turn.key, turn.version, TurnRevision.Kind.REMOVED, typed, by=by)


def _take_out(turn: Turn) -> None:
    """The turn, which has no lines any more, goes, and what follows moves up."""
    minutes, position = turn.minutes, turn.position
    turn.delete()
    _shift(minutes, position + 1, -1)
