"""Everything that anybody typed into a turn is kept as a revision, also what did not become the turn's text."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Max

from meetings.models import Minutes, Turn, TurnRevision
from meetings.writing.turn_sendings import Sending
from meetings.writing.turn_text import STANDING
from persian.jalali import long_datetime
from records import chain


@dataclass(frozen=True)
class Typed:
    """What a writer sent of a turn: the text below the label, the speaker and the post as written."""

    text: str
    speaker: str = ""
    post: str = ""


@dataclass(frozen=True)
class Standing:
    """What a turn says now, told to somebody who wrote something else meanwhile; version 0 for a turn that is gone."""

    version: int
    text: str
    speaker: str
    post: str
    by: str
    at: str


def keep(
    minutes: Minutes,
    key: UUID,
    version: int,
    kind: TurnRevision.Kind,
    typed: Typed,
    *,
    by: chain.Actor,
    sending: Sending | None = None,
) -> TurnRevision:
    """Add a revision and return it; the last one again where it says the same, so that a repeated request adds none."""
    said = {
        "version": version,
        "kind": kind,
        "speaker_as_written": typed.speaker,
        "post_as_written": typed.post,
        "text": typed.text,
        "editor_id": by.pk,
    }
    if kind not in STANDING:
        last = TurnRevision.objects.filter(minutes=minutes, turn_key=key).order_by("-id").first()
        if last is not None and all(getattr(last, name) == value for name, value in said.items()):
            return last
    if sending is not None:
        said |= {"page": sending.page, "sending": sending.number}
    return TurnRevision.objects.create(minutes=minutes, turn_key=key, editor_name=chain.name_of(by), **said)


def next_version(minutes: Minutes, key: UUID) -> int:
    """The version that a turn begins with: 1, or one more than what it had before it was removed."""
    seen = TurnRevision.objects.filter(minutes=minutes, turn_key=key).aggregate(last=Max("version"))["last"]
    return 1 + (seen or 0)


def standing(minutes: Minutes, key: UUID, turn: Turn | None, text: str) -> Standing:
    """What the turn says now, who wrote that and when; of a turn that is gone, who removed it."""
    rows = TurnRevision.objects.filter(minutes=minutes, turn_key=key).order_by("-id")
    if turn is None:
        last = rows.filter(kind=TurnRevision.Kind.REMOVED).first()
    else:
        last = rows.filter(kind__in=STANDING, version=turn.version).first()
    return Standing(
        version=turn.version if turn else 0,
        text=text,
        speaker=turn.speaker_as_written if turn else "",
        post=turn.post_as_written if turn else "",
        by=last.editor_name if last else "",
        at=long_datetime(last.at) if last else "",
    )
