"""Lots that fall alike every time: whatever the sample chooses comes out of its seed and nothing else."""

from __future__ import annotations

import json
import random
import uuid
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from records.verification import ALPHABET

T = TypeVar("T")
FOLDER = Path(__file__).parent / "words"


@cache
def words(name: str) -> Any:
    """The word list `name` of the folder words/, of the sample's own writing."""
    return json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))


@cache
def themes() -> list[dict[str, Any]]:
    """The twenty themes with what can be said of each."""
    return [theme for part in range(1, 5) for theme in words(f"themes_{part}")]


class Lots:
    """A stream of choices with a name of its own, so that a change of one part leaves the others alone."""

    def __init__(self, seed: int, name: str) -> None:
        # Nothing here is a secret: the same lots must fall again.
        self._random = random.Random(f"{seed}/{name}")  # nosec B311

    def one(self, choices: Sequence[T]) -> T:
        return choices[self._random.randrange(len(choices))]

    def some(self, choices: Sequence[T], count: int) -> list[T]:
        """`count` different ones (fewer where there are no more), in the order in which they fell."""
        return self._random.sample(list(choices), min(count, len(choices)))

    def number(self, least: int, most: int) -> int:
        return self._random.randint(least, most)

    def chance(self, percent: int) -> bool:
        return self._random.randrange(100) < percent

    def shuffled(self, choices: Sequence[T]) -> list[T]:
        return self.some(choices, len(choices))

    def key(self) -> uuid.UUID:
        return uuid.UUID(int=self._random.getrandbits(128), version=4)

    def code(self) -> str:
        """A verification code of the usual form."""
        letters = "".join(self.one(ALPHABET) for _ in range(8))
        return f"{letters[:4]}-{letters[4:]}"
