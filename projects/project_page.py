"""The page of a project and those of raised titles, as plain Persian strings. An empty string is an unknown value."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from projects.theme_page import BudgetRow
from records.narrowing import Filters
from records.pager import Link, Pager
from records.sections import Section


@dataclass(frozen=True)
class ProjectFact:
    """A row of the head: words, or links to what they name; neither is unknown."""

    label: str
    value: str = ""
    links: tuple[Link, ...] = ()


@dataclass(frozen=True)
class StageRow:
    """A stage: `planned` and `real` are spans of days in words; percents are None where unknown."""

    title: str
    weight: str
    planned: str
    real: str
    physical: int | None
    financial: int | None


@dataclass(frozen=True)
class ProjectPage:
    over: tuple[Link, ...]
    title: str
    state: str
    square: str
    description: str
    progress: int | None
    facts: tuple[ProjectFact, ...]
    stages: tuple[StageRow, ...]
    budget: tuple[BudgetRow, ...]
    sections: Sequence[Section] = ()


@dataclass(frozen=True)
class TitleRow:
    text: str
    href: str
    field: str
    raised_by: str
    round: str
    theme: Link | None


@dataclass(frozen=True)
class TitlesPage:
    filters: Filters
    total: str
    rows: tuple[TitleRow, ...]
    pager: Pager | None = None


@dataclass(frozen=True)
class TitlePage:
    over: tuple[Link, ...]
    text: str
    facts: tuple[ProjectFact, ...]
    sections: Sequence[Section] = ()
