"""Which stored line is which after a turn's text was changed: a line that is the same or nearly so stays itself."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import pairwise

LIKENESS = 0.6  # of two texts, by the pairs of letters that they share: from here on they are the same line
LEFT = 3  # of a line that was shortened at its end at least a third is left, or it is another one
COMPARISONS = 4000  # at most; more are only made in a text that was replaced as a whole
CANDIDATES = 4  # for each new line, besides its neighbours
COMMON = 40  # lines: a word that stands in more tells nothing


def match_lines(stored: Sequence[str], typed: Sequence[str]) -> list[int | None]:
    """For each typed text the place in `stored` of the line that it is, None for a new one. No place is given twice.

    The same text first, from both ends and then wherever it went; then what is nearly the same, was written on or
    shortened. The work is bounded whatever comes in: COMPARISONS, and what grows with the lines.
    """
    matching = _Matching(stored, typed)
    matching.match_ends()
    matching.match_equal()
    matching.match_alike()
    return matching.found


class _Matching:
    def __init__(self, stored: Sequence[str], typed: Sequence[str]) -> None:
        self.stored = stored
        self.typed = typed
        self.found: list[int | None] = [None] * len(typed)
        self.taken: set[int] = set()
        self.pairs_of: dict[str, Counter[tuple[str, str]]] = {}

    def take(self, new: int, old: int) -> None:
        self.found[new] = old
        self.taken.add(old)

    def match_ends(self) -> None:
        """Most edits change one line: what stands before and after it need not be looked for."""
        shorter = min(len(self.stored), len(self.typed))
        first = 0
        while first < shorter and self.stored[first] == self.typed[first]:
            self.take(first, first)
            first += 1
        for back in range(1, shorter - first + 1):
            new, old = len(self.typed) - back, len(self.stored) - back
            if self.stored[old] != self.typed[new]:
                break
            self.take(new, old)

    def match_equal(self) -> None:
        places: dict[str, list[int]] = defaultdict(list)
        for old in self._left():
            places[self.stored[old]].append(old)
        for queue in places.values():
            queue.reverse()
        for new in self._open():
            if queue := places.get(self.typed[new], []):
                self.take(new, queue.pop())

    def match_alike(self) -> None:
        left = self._left()
        if not left:
            return
        lines_with: dict[str, list[int]] = defaultdict(list)
        for old in left:
            for word in set(self.stored[old].split()):
                lines_with[word].append(old)
        scored: list[tuple[float, int, int]] = []
        for new in self._open():
            for old in self._candidates(new, lines_with):
                if len(scored) >= COMPARISONS:
                    break
                scored.append((self._likeness(self.stored[old], self.typed[new]), old, new))
        for score, old, new in sorted(scored, key=lambda entry: (-entry[0], entry[1:])):
            if score >= LIKENESS and old not in self.taken and self.found[new] is None:
                self.take(new, old)

    def _left(self) -> list[int]:
        return [old for old in range(len(self.stored)) if old not in self.taken]

    def _open(self) -> list[int]:
        return [new for new, old in enumerate(self.found) if old is None]

    def _candidates(self, new: int, lines_with: dict[str, list[int]]) -> list[int]:
        """The lines that share most words with this one, and those that stood where it stands."""
        votes: Counter[int] = Counter()
        for word in set(self.typed[new].split()):
            if len(lines_with.get(word, ())) <= COMMON:
                votes.update(lines_with.get(word, ()))
        before = self.found[new - 1] if new else -1
        after = self.found[new + 1] if new + 1 < len(self.found) else len(self.stored)
        beside = {new, -1 if before is None else before + 1, -1 if after is None else after - 1}
        near = [place for place in beside if 0 <= place < len(self.stored) and place not in self.taken]
        return list(dict.fromkeys([*sorted(near), *(old for old, _ in votes.most_common(CANDIDATES))]))

    def _likeness(self, stored: str, typed: str) -> float:
        before, after = stored.strip(), typed.strip()
        if before and after.startswith(before):
            return 1.0 if before == after else 0.9
        if after and before.startswith(after) and len(before) <= LEFT * len(after):
            return 0.9
        first, second = self._pairs(stored), self._pairs(typed)
        together = first.total() + second.total()
        return 2 * (first & second).total() / together if together else 0.0

    def _pairs(self, text: str) -> Counter[tuple[str, str]]:
        if text not in self.pairs_of:
            self.pairs_of[text] = Counter(pairwise(text))
        return self.pairs_of[text]
