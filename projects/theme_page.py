"""The twenty themes and the page of one, as plain Persian strings. An empty string is an unknown value."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from records.narrowing import Filters
from records.pager import Link, Pager
from records.sections import Section


@dataclass(frozen=True)
class ThemeRow:
    """A theme in the list. `progress` is a percent or None; `squares` has a kind for each project's state.

    `budget` is what is known of the budget, in words, and `budget_square` its picture. A theme of which the number
    alone is known has no title.
    """

    number: str
    name: str
    href: str
    title: str
    progress: int | None
    projects: str
    squares: tuple[str, ...]
    budget: str
    budget_square: str

    @property
    def is_bare(self) -> bool:
        """Nothing is known but the number."""
        return not self.title and not self.squares


@dataclass(frozen=True)
class Star:
    """A star of the wall: `words` say what it shows."""

    number: str
    href: str
    progress: int | None
    words: str


@dataclass(frozen=True)
class StateCount:
    label: str
    count: int
    href: str
    square: str


@dataclass(frozen=True)
class ThemesPage:
    """`wall` has all themes, `rows` those that the filter leaves on this page."""

    standfirst: str
    wall: tuple[Star, ...]
    rows: tuple[ThemeRow, ...]
    total: str
    filters: tuple[Link, ...]
    states: tuple[StateCount, ...]
    projects: Link
    titles: Link
    clear_href: str = ""
    pager: Pager | None = None


@dataclass(frozen=True)
class ProjectRow:
    title: str
    href: str
    theme: Link | None
    state: str
    square: str
    progress: int | None
    budget: str
    budget_square: str
    bodies: str


@dataclass(frozen=True)
class BudgetRow:
    """A year, or a line of it. Amounts are «۱۲٬۰۰۰ ریال» or empty; `marks` are the same as numbers, for the pictures.

    `scale` is the largest amount of the table, against which all pictures are drawn.
    """

    year: str
    inclusion: str
    square: str
    approved: str
    allocated: str
    spent: str
    marks: tuple[int, int, int]
    scale: int
    code: str = ""
    heading: str = ""
    note: str = ""


@dataclass(frozen=True)
class ThemePage:
    over: tuple[Link, ...]
    name: str
    number: str
    title: str
    explanation: str
    round: Link | None
    row: ThemeRow
    projects: tuple[ProjectRow, ...]
    all_projects: Link | None
    budget: tuple[BudgetRow, ...]
    titles: tuple[Link, ...]
    all_titles: Link | None
    previous: Link | None = None
    following: Link | None = None
    sections: Sequence[Section] = ()


@dataclass(frozen=True)
class ProjectsPage:
    filters: Filters
    total: str
    rows: tuple[ProjectRow, ...]
    pager: Pager | None = None
