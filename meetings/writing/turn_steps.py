"""What a button of the form without JavaScript does with a turn, after what was typed is saved."""

from __future__ import annotations

from uuid import UUID

from meetings.models import Meeting
from meetings.writing import turn_order
from meetings.writing.line_ties import Losing
from meetings.writing.turn_order import Order, Stale
from meetings.writing.turn_saving import Saved
from records import chain

STEPS = ("up", "down", "merge", "remove", "drop")


def take_step(
    meeting: Meeting, saved: Saved, step: str, *, before: UUID | None, by: chain.Actor
) -> Order | Stale | Losing | None:
    """Take one of the STEPS with the turn that was saved just now, over the order as it is now; "drop" removes it with
    what its lines carry. `before` is the turn that its writer saw before it. Raises Closed and Refused.
    """
    turn, order = saved.turn, turn_order.order_of(saved.minutes)
    keys = [UUID(word) for word in order.keys]
    at = keys.index(turn.key)
    if step in ("up", "down"):
        others = [key for key in keys if key != turn.key]
        place = max(at - 1, 0) if step == "up" else min(at + 1, len(others))
        after = others[place - 1] if place else None
        return turn_order.move(meeting, turn.key, after=after, version=order.version, by=by)
    if step == "merge":
        above = saved.minutes.turns.filter(key=before).first() if before else None
        if above is None or at == 0 or keys[at - 1] != above.key:
            return Stale(order)
        return turn_order.merge(
            meeting, turn.key, version=turn.version, before_version=above.version, order_version=order.version, by=by
        )
    drop = step == "drop"
    return turn_order.remove(meeting, turn.key, version=turn.version, order_version=order.version, drop=drop, by=by)
