"""What differs between two versions of minutes, line by line: added, removed, changed, moved."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import Enum

from meetings.history.version import BlockText, TurnText, Version
from meetings.writing.turn_matching import match_lines

MOST_WORDS = 6000  # of two lines together; longer ones are told as replaced as a whole
_JOINED = "\\w\u200c\u200d\u0610-\u061a\u064b-\u065f\u0670"  # a word with its half-spaces and vowel signs
_WORDS = re.compile(f"\\s+|[{_JOINED}]+|[^\\s{_JOINED}]")


class Change(Enum):
    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    MOVED = "moved"


@dataclass(frozen=True)
class Piece:
    """Words of a changed line: `kind` is "same", "gone" or "new"."""

    text: str
    kind: str


@dataclass(frozen=True)
class LineDifference:
    """A line before and after (None where it was not, or is no more), with its number in each version, from 1.

    `is_moved`: it stands elsewhere among the lines of its turn, or came from another turn.
    """

    change: Change
    before: BlockText | None
    after: BlockText | None
    number_before: int = 0
    number_after: int = 0
    is_moved: bool = False

    @property
    def pieces(self) -> list[Piece]:
        """The words of both, in the order of reading."""
        if self.before is None or self.after is None:
            line = self.before or self.after
            return [Piece(line.text, "same")] if line else []
        return words_of(self.before.text, self.after.text)


@dataclass(frozen=True)
class TurnDifference:
    """A turn before and after. Lines that are the same are among `lines`, so that what stands between can be told."""

    before: TurnText | None
    after: TurnText | None
    lines: tuple[LineDifference, ...]
    is_moved: bool = False

    @property
    def is_same(self) -> bool:
        return (
            not self.is_moved
            and self.before is not None
            and self.after is not None
            and (self.before.speaker, self.before.post) == (self.after.speaker, self.after.post)
            and all(line.change == Change.SAME for line in self.lines)
        )


def compare(before: Version, after: Version) -> list[TurnDifference]:
    """Every turn of both, in the order of `after`; one that is gone stands where it stood."""
    lines = pair_lines(before, after)
    return _Comparison(before, after, lines).turns()


def pair_lines(before: Version, after: Version) -> list[int | None]:
    """For each line of `after` the place in `before` of the line that it is; None for a new one.

    By its key through all editions; where that is not known, by its words: in its own turn first, then anywhere.
    """
    old, new = before.lines, after.lines
    found: list[int | None] = [None] * len(new)
    taken: set[int] = set()
    places = {block.key: at for at, (_, block) in enumerate(old) if block.key}
    for at, (_, block) in enumerate(new):
        place = places.get(block.key) if block.key else None
        if place is not None and place not in taken:
            found[at] = place
            taken.add(place)
    turns = pair_turns(before, after)
    for turn_new, turn_old in enumerate(turns):
        if turn_old is not None:
            _pair_by_words(
                [at for at, (turn, _) in enumerate(old) if turn == turn_old and at not in taken],
                [at for at, (turn, _) in enumerate(new) if turn == turn_new and found[at] is None],
                old,
                new,
                found,
                taken,
            )
    _pair_by_words(
        [at for at in range(len(old)) if at not in taken],
        [at for at in range(len(new)) if found[at] is None],
        old,
        new,
        found,
        taken,
    )
    return found


def _pair_by_words(
    left: list[int],
    open_: list[int],
    old: Sequence[tuple[int, BlockText]],
    new: Sequence[tuple[int, BlockText]],
    found: list[int | None],
    taken: set[int],
) -> None:
    if not left or not open_:
        return
    matched = match_lines([old[at][1].text for at in left], [new[at][1].text for at in open_])
    for at, place in zip(open_, matched, strict=True):
        if place is not None:
            found[at] = left[place]
            taken.add(left[place])


def pair_turns(before: Version, after: Version) -> list[int | None]:
    """For each turn of `after` the place in `before` of the one that it is: by its key, else by its speaker."""
    keys = {turn.key: at for at, turn in enumerate(before.turns)}
    found = [keys.get(turn.key) for turn in after.turns]
    taken = {place for place in found if place is not None}
    speakers: dict[str, list[int]] = defaultdict(list)
    for at, turn in reversed(list(enumerate(before.turns))):
        if at not in taken:
            speakers[turn.speaker].append(at)
    for at, turn in enumerate(after.turns):
        if found[at] is None and speakers[turn.speaker]:
            found[at] = speakers[turn.speaker].pop()
    return found


def words_of(before: str, after: str) -> list[Piece]:
    """Two texts as one run of pieces; what is gone stands before what is new in its place."""
    if before == after:
        return [Piece(after, "same")]
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    if len(old) + len(new) > MOST_WORDS:
        return [Piece(before, "gone"), Piece(after, "new")]
    pieces: list[Piece] = []
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=len(old) + len(new) > 400).get_opcodes():
        if kind == "equal":
            pieces.append(Piece("".join(new[c:d]), "same"))
            continue
        if a < b:
            pieces.append(Piece("".join(old[a:b]), "gone"))
        if c < d:
            pieces.append(Piece("".join(new[c:d]), "new"))
    return pieces


def _unmoved(places: Sequence[int]) -> set[int]:
    """The longest run of `places` that still stands in its order: all others were moved."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for at, place in enumerate(places):
        length = bisect_left(tails, place)
        before.append(ends[length - 1] if length else -1)
        if length == len(tails):
            tails.append(place)
            ends.append(at)
        else:
            tails[length], ends[length] = place, at
    kept: set[int] = set()
    at = ends[-1] if ends else -1
    while at >= 0:
        kept.add(places[at])
        at = before[at]
    return kept


class _Comparison:
    def __init__(self, before: Version, after: Version, lines: list[int | None]) -> None:
        self.before, self.after = before, after
        self.old, self.new = before.lines, after.lines
        self.pairs = lines
        self.went = {place for place in lines if place is not None}
        self.turn_pairs = pair_turns(before, after)
        self.first: list[int] = []  # the number of lines before each turn of `after`
        count = 0
        for turn in after.turns:
            self.first.append(count)
            count += len(turn.blocks)

    def turns(self) -> list[TurnDifference]:
        places = [place for place in self.turn_pairs if place is not None]
        unmoved = _unmoved(places)
        gone = [at for at in range(len(self.before.turns)) if at not in set(places)]
        told: list[TurnDifference] = []
        for at, place in enumerate(self.turn_pairs):
            while place in unmoved and gone and place is not None and gone[0] < place:
                told.append(self._gone(gone.pop(0)))
            told.append(self._turn(at, place, is_moved=place is not None and place not in unmoved))
        return told + [self._gone(at) for at in gone]

    def _turn(self, at: int, place: int | None, *, is_moved: bool) -> TurnDifference:
        turn = self.after.turns[at]
        own = [
            pair
            for pair in self.pairs[self.first[at] : self.first[at] + len(turn.blocks)]
            if pair is not None and self.old[pair][0] == place
        ]
        unmoved = _unmoved(own)
        removed = [n for n, (turn_old, _) in enumerate(self.old) if turn_old == place and n not in self.went]
        lines: list[LineDifference] = []
        for number in range(self.first[at], self.first[at] + len(turn.blocks)):
            pair = self.pairs[number]
            while pair in unmoved and removed and pair is not None and removed[0] < pair:
                lines.append(self._removed(removed.pop(0)))
            lines.append(self._line(number, pair, is_moved=pair is not None and pair not in unmoved))
        lines += [self._removed(n) for n in removed]
        return TurnDifference(self.before.turns[place] if place is not None else None, turn, tuple(lines), is_moved)

    def _gone(self, place: int) -> TurnDifference:
        """A turn that is no more, with those of its lines that went nowhere else."""
        removed = [n for n, (turn_old, _) in enumerate(self.old) if turn_old == place and n not in self.went]
        return TurnDifference(self.before.turns[place], None, tuple(self._removed(n) for n in removed))

    def _removed(self, place: int) -> LineDifference:
        return LineDifference(Change.REMOVED, self.old[place][1], None, number_before=place + 1)

    def _line(self, number: int, pair: int | None, *, is_moved: bool) -> LineDifference:
        block = self.new[number][1]
        if pair is None:
            return LineDifference(Change.ADDED, None, block, number_after=number + 1)
        before = self.old[pair][1]
        change = Change.CHANGED if differs(before, block) else Change.MOVED if is_moved else Change.SAME
        return LineDifference(change, before, block, pair + 1, number + 1, is_moved)


def differs(before: BlockText, after: BlockText) -> bool:
    """Whether anything of a line was changed; what was not kept of one of the two is not compared."""
    if (before.kind, before.level, before.text) != (after.kind, after.level, after.text):
        return True
    if None not in (before.mark, after.mark) and before.mark != after.mark:
        return True
    known = before.more is not None and after.more is not None
    return known and (before.decision != after.decision or before.mentions != after.mentions)
