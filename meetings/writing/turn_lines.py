"""The stored lines of a turn after its text was changed: only what changed is written."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import F

from meetings import outline
from meetings.models import Block, Turn

ASIDE = 10_000  # where lines and turns wait while they change places, so that no two ever stand at one place
FEW_RUNS = 8
MAX_LINES = 5000  # of a turn: as many as an import may bring


def put_lines(
    turn: Turn, blocks: Sequence[Block], lines: Sequence[outline.Block], places: Sequence[int | None]
) -> None:
    """Make the turn's lines be `lines`. `places` names for each the stored one (by its place in `blocks`) that it is,
    None for a new one; stored ones that are not named go."""
    named = set(places)
    gone = [block.pk for at, block in enumerate(blocks) if at not in named]
    if gone:
        Block.objects.filter(pk__in=gone).delete()
    _move([(blocks[at], position) for position, at in enumerate(places, start=1) if at is not None])
    changed, new = [], []
    for position, (line, at) in enumerate(zip(lines, places, strict=True), start=1):
        said = {"kind": line.kind, "level": line.level, "text": line.text}
        if at is None:
            new.append(Block(turn=turn, position=position, number=0, **said))
        elif any(getattr(blocks[at], name) != value for name, value in said.items()):
            for name, value in said.items():
                setattr(blocks[at], name, value)
            changed.append(blocks[at])
    Block.objects.bulk_update(changed, ["kind", "level", "text"], batch_size=200)
    Block.objects.bulk_create(new, batch_size=500)


def _move(moves: Sequence[tuple[Block, int]]) -> None:
    """Give each line its position; lines that move together by the same number of places are written at once."""
    moving = [(block, position) for block, position in moves if block.position != position]
    if not moving:
        return
    runs: list[list[int]] = []  # first old position, last old position, by how much
    for block, position in sorted(moving, key=lambda move: move[0].position):
        by = position - block.position
        if runs and runs[-1][2] == by and runs[-1][1] == block.position - 1:
            runs[-1][1] = block.position
        else:
            runs.append([block.position, block.position, by])
    turn = Block.objects.filter(turn=moving[0][0].turn_id)
    for block, position in moving:
        block.position = position
    if len(runs) <= FEW_RUNS:
        for first, last, by in runs:
            turn.filter(position__range=(first, last)).update(position=F("position") + (by + ASIDE))
        turn.filter(position__gt=ASIDE).update(position=F("position") - ASIDE)
    else:
        turn.filter(pk__in=[block.pk for block, _ in moving]).update(position=F("position") + ASIDE)
        Block.objects.bulk_update([block for block, _ in moving], ["position"], batch_size=200)
