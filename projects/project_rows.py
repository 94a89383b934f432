"""Projects and their budget lines as rows of lists and tables."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.db.models import Prefetch

from persian.numbers import persian_digits
from projects.models import BudgetLine, Project, ProjectStage
from projects.models.project import ProjectQuerySet
from projects.money import rial
from projects.progress import INCLUSION_SQUARES, Inclusion, newest_line, progress_of, square_of
from projects.theme_page import BudgetRow, ProjectRow
from records.pager import Link

Amounts = tuple[int | None, int | None, int | None]


def with_parts(projects: ProjectQuerySet) -> ProjectQuerySet:
    """The projects with what their rows show, in two queries more."""
    return projects.prefetch_related(
        Prefetch("stages", ProjectStage.objects.order_by("position")),
        Prefetch("budget_lines", BudgetLine.objects.order_by("-year", "id")),
    )


def project_row(project: Project, theme: Link | None = None, bodies: str = "") -> ProjectRow:
    """The row of a project found by `with_parts`, with its theme and its bodies where the page tells them."""
    inclusion = inclusion_value(project)
    return ProjectRow(
        title=project.title,
        href=project.get_absolute_url(),
        theme=theme,
        state=str(project.get_state_display()),
        square=square_of(project.state),
        progress=progress_of(project.stages.all()),
        budget=str(Inclusion(inclusion).label),
        budget_square=INCLUSION_SQUARES[inclusion],
        bodies=bodies,
    )


def inclusion_value(project: Project) -> str:
    """Whether the last year that is known of has the project in its budget."""
    line = newest_line(project.budget_lines.all())
    return line.inclusion if line else Inclusion.UNKNOWN.value


def budget_rows(lines: Sequence[BudgetLine]) -> tuple[BudgetRow, ...]:
    """The lines of one project, the last year first."""
    scale = _scale([(line.approved, line.allocated, line.spent) for line in lines])
    return tuple(
        _row(
            line.year,
            line.inclusion,
            (line.approved, line.allocated, line.spent),
            scale,
            code=line.row_code,
            heading=line.heading,
            note=line.note,
        )
        for line in sorted(lines, key=lambda line: (-line.year, line.pk))
    )


def budget_by_year(projects: Iterable[Project]) -> tuple[BudgetRow, ...]:
    """What the lines of several projects come to in each year, of the amounts that are known."""
    years: dict[int, list[BudgetLine]] = defaultdict(list)
    for project in projects:
        for line in project.budget_lines.all():
            years[line.year].append(line)
    sums: dict[int, Amounts] = {
        year: (
            _sum(line.approved for line in lines),
            _sum(line.allocated for line in lines),
            _sum(line.spent for line in lines),
        )
        for year, lines in years.items()
    }
    scale = _scale(sums.values())
    return tuple(
        _row(
            year,
            "",
            sums[year],
            scale,
            heading=f"{persian_digits(len({line.project_id for line in years[year]}))} پروژه",
        )
        for year in sorted(sums, reverse=True)
    )


def _sum(amounts: Iterable[int | None]) -> int | None:
    known = [amount for amount in amounts if amount is not None]
    return sum(known) if known else None


def _scale(rows: Iterable[Amounts]) -> int:
    return max((amount or 0 for row in rows for amount in row), default=0)


def _row(
    year: int, inclusion: str, amounts: Amounts, scale: int, *, code: str = "", heading: str = "", note: str = ""
) -> BudgetRow:
    approved, allocated, spent = amounts
    return BudgetRow(
        year=persian_digits(year),
        inclusion=str(Inclusion(inclusion).label) if inclusion else "",
        square=INCLUSION_SQUARES.get(inclusion, ""),
        approved=rial(approved),
        allocated=rial(allocated),
        spent=rial(spent),
        marks=(approved or 0, allocated or 0, spent or 0),
        scale=scale,
        code=persian_digits(code),
        heading=heading,
        note=note,
    )
