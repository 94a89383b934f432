"""A text in which several speak becomes several turns; for the form without JavaScript, where a document is pasted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from uuid import UUID, uuid5

from meetings import outline
from meetings.writing.turn_revisions import Typed


def split_turns(typed: Typed) -> list[Typed]:
    """The text up to the first line that names a speaker, then one for each such line.

    Where nothing stands before the first label and no speaker is named, the first label is the turn's own.
    """
    lines = typed.text.split("\n")
    labels = [problem.line - 1 for problem in outline.read_body(typed.text).problems if problem.kind == "speaker"]
    if not labels:
        return [typed]
    turns = []
    for first, last in zip(labels, [*labels[1:], len(lines)], strict=True):
        read = outline.read("\n".join(lines[first:last])).turns[0]
        turns.append(Typed(outline.write_body(read.blocks), read.speaker, read.post))
    before = "\n".join(lines[: labels[0]]).rstrip("\n")
    if before.strip() or typed.speaker:
        return [Typed(before, typed.speaker, typed.post), *turns]
    return turns


def following(key: UUID, version: int, turns: Sequence[Typed]) -> Iterator[tuple[UUID, UUID, Typed]]:
    """For each turn that follows `key` its own key, that of the turn before it, and the turn; the same keys again when
    the same is sent again."""
    after = key
    for number, typed in enumerate(turns):
        here = uuid5(key, f"{version}-{number}")
        yield here, after, typed
        after = here
