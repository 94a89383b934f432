"""The text of a turn as it stands in its field, and the stored lines that its rows are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from meetings import outline
from meetings.models import Block, Turn, TurnRevision
from persian.text import is_blank, tidy_line

STANDING = (TurnRevision.Kind.SAVED, TurnRevision.Kind.RESTORED)  # the kinds that became the turn's text
_NOWHERE = dict.fromkeys([0, *range(0xD800, 0xE000)])  # NUL and lone surrogates: no database and no page takes them


@dataclass(frozen=True)
class ShownTurn:
    """The text of a turn for its field, and for each of its blocks the row (from 0) where it stands in the text."""

    text: str
    rows: tuple[tuple[int, Block], ...]


def cleaned(text: str) -> str:
    """What was typed, with one kind of line end and without what can't be kept."""
    return text.translate(_NOWHERE).replace("\r\n", "\n").replace("\r", "\n")


def understood(text: str, stored: Iterable[str]) -> list[outline.Block]:
    """The blocks that a typed text becomes: read as it is, then tidied but for lines that are the same as a stored one.

    A line in which nothing would be seen becomes no block, unless it is stored.
    """
    kept = frozenset(stored)
    blocks = []
    for block in outline.read_body(text).blocks:
        if block.text in kept:
            blocks.append(block)
        elif not is_blank(block.text):
            blocks.append(outline.Block(block.kind, block.level, tidy_line(block.text), block.line))
    return blocks


def as_outline(blocks: Iterable[Block]) -> list[outline.Block]:
    return [outline.Block(block.kind, block.level, block.text) for block in blocks]  # type: ignore[arg-type]


def newest_revision(turn: Turn) -> TurnRevision | None:
    """The revision that the turn's text came from; None for one that was imported, or changed in another way since."""
    rows = TurnRevision.objects.filter(minutes=turn.minutes_id, turn_key=turn.key, version=turn.version)
    return rows.filter(kind__in=STANDING).order_by("-id").first()


def shown(turn: Turn, blocks: Sequence[Block]) -> ShownTurn:
    """The text as its writer left it, where that is known, else the canonical one; `blocks` are all of the turn's."""
    revision = newest_revision(turn)
    if revision is not None:
        rows = _rows(revision.text, blocks)
        if rows is not None:
            return ShownTurn(revision.text, rows)
    text = outline.write_body(as_outline(blocks))
    return ShownTurn(text, _rows(text, blocks) or ())


def _rows(text: str, blocks: Sequence[Block]) -> tuple[tuple[int, Block], ...] | None:
    """Where in the text each block stands; None for a text that is not theirs."""
    rows: list[tuple[int, Block]] = []
    left = iter(blocks)
    block = next(left, None)
    for line in outline.read_body(text).blocks:
        if block is not None and block.text in (line.text, tidy_line(line.text)):
            rows.append((line.line - 1, block))
            block = next(left, None)
        elif not is_blank(line.text):
            return None
    return None if block is not None else tuple(rows)
