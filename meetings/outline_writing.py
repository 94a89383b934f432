"""Turns and blocks as canonical text, which `meetings.outline` reads again; the grammar is told there."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from meetings.outline_grammar import (
    MAX_LEVEL,
    is_marked,
    join_label,
    may_be_subheading,
    needs_escape,
    needs_inner_escape,
)

BlockKind = Literal["lead", "paragraph", "subheading", "bullet"]


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of a turn: its kind, level (bullets 1 to 9, others 0), text, and its line in the source, from 1."""

    kind: BlockKind
    level: int
    text: str
    line: int = 0


@dataclass(frozen=True, slots=True)
class Turn:
    """What one speaker said; speaker "" for text before the first speaker. `line` is where the turn begins, from 1."""

    speaker: str
    post: str
    blocks: tuple[Block, ...]
    line: int = 0


def write(turns: Iterable[Turn]) -> str:
    """Canonical text of turns: `read(write(turns)).turns` equals `turns` but for the line numbers.

    That holds for every text without a line end, an empty one included. Three things can't be said in an outline and
    come back changed: a bullet that skips a level takes the next one, a lead that is not a turn's first block is
    a paragraph, white space around a name or a post is dropped. Raises ValueError for a line end inside a name, a post
    or a text, for a name or a post of more than 200 characters, and for an unknown kind of block.
    """
    parts = [_write_turn(turn, is_first=at == 0) for at, turn in enumerate(turns)]
    return "\n".join(parts)


def write_body(blocks: Sequence[Block]) -> str:
    """Canonical text of one turn's blocks, without the label: `read_body(write_body(blocks)).blocks` equals `blocks`.

    With the exceptions of `write`, and raising what it raises. Without a line end after the last line.
    """
    _refuse_line_ends(block.text for block in blocks)
    if not blocks:
        return ""
    if blocks[0].kind == "lead":
        lead = blocks[0].text
        first = ["\\" + lead if is_marked(lead.lstrip("\\")) else lead]
    else:
        first = []
    written = _write_blocks(blocks[len(first) :], after_something=True)
    # A list or a heading says by itself that there is no lead; any other first line would be one.
    return "\n".join(first + written) if first or blocks[0].kind != "bullet" else "\n".join(written[1:])


class _Leveled(Protocol):
    """A block of the outline, or one of a sheet."""

    @property
    def kind(self) -> str: ...

    @property
    def level(self) -> int: ...


def _refuse_line_ends(parts: Iterable[str]) -> None:
    if any(re.search(r"[\r\n]", part) for part in parts):
        raise ValueError("A name, a post or a block's text holds a line end.")


def with_inner_escape(text: str) -> str:
    """`text` after a marker or a label, so that it is read as it stands."""
    return "\\" + text if needs_inner_escape(text.lstrip("\\")) else text


def _write_turn(turn: Turn, is_first: bool) -> str:
    _refuse_line_ends((turn.speaker, turn.post, *(block.text for block in turn.blocks)))
    blocks = turn.blocks
    lines: list[str] = []
    if not is_first or turn.speaker or turn.post or not blocks or blocks[0].kind == "lead":
        label = join_label(turn.speaker, turn.post)
        if blocks and blocks[0].kind == "lead":
            label += " " + with_inner_escape(blocks[0].text)
            blocks = blocks[1:]
        lines.append(label)
    lines += _write_blocks(blocks, after_something=bool(lines))
    return "\n".join(lines) + "\n"


def _write_blocks(blocks: Sequence[Block], *, after_something: bool) -> list[str]:
    """The lines of blocks, with a blank one before each that does not go on a list; the first line is blank as well
    where something stands before it."""
    lines: list[str] = []
    inside = stay_inside(blocks)
    for at, block in enumerate(blocks):
        after = blocks[at + 1] if at + 1 < len(blocks) else None
        in_list = block.kind == "bullet" and at > 0 and blocks[at - 1].kind == "bullet"
        if (lines or after_something) and not in_list:
            lines.append("")
        lines.append(("  " if inside[at] else "") + _write_block(block, after))
    return lines


def stay_inside(blocks: Sequence[_Leveled]) -> list[bool]:
    """For each block whether it must be indented, so that the list stays open for a deeper bullet after it."""
    inside = [False] * len(blocks)
    goes_on = False
    for at in range(len(blocks) - 1, -1, -1):
        if blocks[at].kind == "bullet":
            goes_on = blocks[at].level > 1
        else:
            inside[at] = goes_on
    return inside


def _write_block(block: Block, after: Block | None) -> str:
    core = block.text.lstrip("\\")
    list_follows = after is not None and after.kind == "bullet"
    if block.kind == "bullet":
        return "  " * (min(max(block.level, 1), MAX_LEVEL) - 1) + "- " + with_inner_escape(block.text)
    if block.kind == "subheading":
        is_plain = list_follows and core == block.text and may_be_subheading(core) and not is_marked(core)
        return block.text if is_plain else "### " + with_inner_escape(block.text)
    if block.kind not in ("paragraph", "lead"):
        raise ValueError(f"{block.kind!r} is no kind of block.")
    stays_plain = core == block.text and not list_follows and not is_marked(core)
    return "\\" + block.text if needs_escape(core) and not stays_plain else block.text
