"""What became of clauses, as the room above knows it: a place that `commitments` fills from `AppConfig.ready`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from statements.models import Statement

# The lozenge of each state of conformity, and how it is called; in the order of the key below the row.
LOZENGES = {
    "conforming": ("full", "منطبق"),
    "partly": ("half", "نسبتاً منطبق"),
    "not_conforming": ("empty", "نامنطبق"),
    "not_assessed": ("unknown", "ارزیابی‌نشده"),
}


@dataclass(frozen=True)
class Pledge:
    """A commitment that came of a clause: «در دست اقدام», «۱۲ روز گذشته از مهلت», «شهرداری نمونه»."""

    state: str
    href: str
    timing: str = ""
    is_late: bool = False
    body: str = ""
    body_href: str = ""


@dataclass(frozen=True)
class ClauseState:
    """How far the city conformed with a clause («partly»), and the commitments that came of it."""

    conformity: str = "not_assessed"
    note: str = ""
    pledges: tuple[Pledge, ...] = ()

    @property
    def lozenge(self) -> str:
        return LOZENGES[self.conformity][0]

    @property
    def words(self) -> str:
        return LOZENGES[self.conformity][1]


class FollowUp(Protocol):
    """Both answer for one reader, in a number of queries that does not grow."""

    def of_clauses(self, statement: Statement, user: object) -> Mapping[str, ClauseState]:
        """By the key of the clause; clauses of which nothing is known may be missing."""

    def of_statements(self, statements: Iterable[int], user: object) -> Mapping[int, Mapping[str, str]]:
        """For each statement's id the conformity of its clauses, by the key of the clause."""


_follow_up: FollowUp | None = None


def provide(follow_up: FollowUp) -> None:
    """Let `follow_up` answer from now on."""
    global _follow_up
    _follow_up = follow_up


def of_clauses(statement: Statement, user: object) -> Mapping[str, ClauseState]:
    return _follow_up.of_clauses(statement, user) if _follow_up else {}


def of_statements(statements: Iterable[int], user: object) -> Mapping[int, Mapping[str, str]]:
    return _follow_up.of_statements(statements, user) if _follow_up else {}
