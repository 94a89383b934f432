"""The text of minutes as it was at one time, whatever kept it: rows, the snapshot of an event, revisions of turns."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class BlockText:
    """A line. `key` is empty and `mark` and `more` are None where only the words were kept.

    `more` holds what few lines have: "line" of the source, "decision" as adopted, "mentions" as [kind, id].
    """

    kind: str
    level: int
    text: str
    key: str = ""
    mark: str | None = None
    more: Mapping[str, Any] | None = None

    @property
    def decision(self) -> Mapping[str, Any]:
        return (self.more or {}).get("decision") or {}

    @property
    def mentions(self) -> list[list[Any]]:
        return [list(mention) for mention in (self.more or {}).get("mentions") or ()]


@dataclass(frozen=True)
class TurnText:
    """A turn of speech. `person` is None where nobody is matched; `knows_person` is false where that was not kept."""

    key: str
    speaker: str
    post: str
    blocks: tuple[BlockText, ...]
    person: int | None = None
    confidence: str = ""
    knows_person: bool = False


@dataclass(frozen=True)
class Version:
    turns: tuple[TurnText, ...] = ()

    @property
    def lines(self) -> list[tuple[int, BlockText]]:
        """Every line with the place of its turn, from 0."""
        return [(at, block) for at, turn in enumerate(self.turns) for block in turn.blocks]


def of_snapshot(content: Mapping[str, Any]) -> Version:
    """What `Minutes.snapshot` kept, of today or of an earlier form without decisions and mentions."""
    return Version(tuple(of_kept_turn(turn) for turn in content["turns"]))


def of_kept_turn(turn: Mapping[str, Any]) -> TurnText:
    return TurnText(
        key=str(turn["key"]),
        speaker=turn["speaker"],
        post=turn["post"],
        blocks=tuple(_kept_block(block) for block in turn["blocks"]),
        person=turn.get("person"),
        confidence=turn.get("confidence") or "",
        knows_person=True,
    )


def _kept_block(kept: Sequence[Any]) -> BlockText:
    key, kind, level, text, mark, *more = kept
    return BlockText(kind, level, text, str(key), mark, more[0] if more else {})


def with_turn(version: Version, turn: TurnText) -> Version:
    """The version with `turn` in the place of the one with its key, or as the last one."""
    keys = [there.key for there in version.turns]
    if turn.key not in keys:
        return Version((*version.turns, turn))
    return Version(tuple(turn if there.key == turn.key else there for there in version.turns))


def in_order(turns: Iterable[TurnText], keys: Sequence[str]) -> Version:
    """The turns as the keys stand; those without a turn are left out."""
    known = {turn.key: turn for turn in turns}
    return Version(tuple(known[key] for key in keys if key in known))
