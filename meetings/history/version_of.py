"""Where versions of minutes are kept: in the rows, in the snapshots of the chain, in the revisions of turns."""

from __future__ import annotations

from typing import Any

from meetings.history.version import BlockText, TurnText, Version, in_order, of_kept_turn, of_snapshot
from meetings.models import Meeting, Minutes, TurnRevision
from meetings.outline import read_body
from meetings.writing.turn_text import STANDING
from records.models import Event

# Events that keep the whole text, and those that only point at the revisions of turns.
WHOLE = (
    "minutes.founded",
    "minutes.begun",
    "minutes.imported",
    "minutes.replaced",
    "minutes.sent_for_review",
    "minutes.returned",
    "minutes.confirmed",
    "minutes.published",
    "minutes.correction_begun",
    "minutes.abandoned",
    "minutes.restored",
)
POINTING = ("minutes.edited", "correction.accepted")


def of_minutes(minutes: Minutes) -> Version:
    """What the rows say now."""
    return of_snapshot(minutes.snapshot())


def of_event(event: Event, meeting: Meeting) -> Version | None:
    """The text as it was at an event about `meeting`; None for an event that keeps none."""
    content = event.content
    if event.action in WHOLE and "turns" in content:
        return of_snapshot(content)
    if event.action in POINTING and "order" in content:
        return _pointed_at(event, meeting, content)
    return None


def _pointed_at(event: Event, meeting: Meeting, content: dict[str, Any]) -> Version:
    """Every turn as the revision says that the event points at; one that was never edited, as the snapshot before."""
    turns = _kept_before(event)
    rows = TurnRevision.objects.filter(
        minutes__meeting=meeting, turn_key__in=content["order"], kind__in=STANDING
    ).order_by("id")
    for row in rows:
        key = str(row.turn_key)
        if row.version == content["versions"].get(key):
            turns[key] = of_revision(row)
    return in_order(turns.values(), content["order"])


def _kept_before(event: Event) -> dict[str, TurnText]:
    """The turns of the last whole text before the event, by their keys."""
    earlier = Event.objects.filter(object_type=event.object_type, object_id=event.object_id, action__in=WHOLE)
    whole = earlier.filter(version=event.version, sequence__lt=event.sequence).order_by("-sequence").first()
    return {str(turn["key"]): of_kept_turn(turn) for turn in whole.content["turns"]} if whole else {}


def of_revision(row: TurnRevision) -> TurnText:
    """What was typed of one turn, as it would be read."""
    blocks = tuple(BlockText(block.kind, block.level, block.text) for block in read_body(row.text).blocks)
    return TurnText(str(row.turn_key), row.speaker_as_written, row.post_as_written, blocks)
