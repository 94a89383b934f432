"""From the rows of projects to their list and to the page of one, for one reader."""

from __future__ import annotations

from collections.abc import Mapping

from django.core.paginator import Paginator
from django.db.models import OuterRef, Subquery, Value
from django.db.models.functions import Coalesce
from django.urls import reverse

from persian.jalali import PartialDate, partial_date
from persian.numbers import persian_digits
from projects.models import BudgetLine, Project, ProjectStage, Theme
from projects.progress import Inclusion, progress_of, square_of
from projects.project_page import ProjectFact, ProjectPage, StageRow
from projects.project_rows import budget_rows, project_row, with_parts
from projects.theme_page import ProjectsPage
from records.narrowing import Filters, narrowing, query_of
from records.pager import Link, pager
from records.sections import sections_for

PAGE_SIZE = 25


def theme_choices(user: object) -> list[tuple[object, str]]:
    """The themes that `user` may read, for a select."""
    return [
        (theme.number, f"{persian_digits(theme.number)}. {theme.title}" if theme.title else theme.number_words)
        for theme in Theme.objects.visible_to(user).order_by("number")
    ]


def projects_page(user: object, asked: Mapping[str, str], page: int) -> ProjectsPage:
    """Page `page` of the projects, narrowed to what `asked` (the address) names; what it misnames narrows nothing."""
    filters = Filters(
        reverse("projects"),
        (
            narrowing(asked, "theme", "موضوع", "همه موضوعات", theme_choices(user)),
            narrowing(asked, "state", "وضعیت", "همه وضعیت‌ها", Project.State.choices),
            narrowing(asked, "budget", "بودجه آخرین سال", "هر چه باشد", Inclusion.choices),
        ),
        "بخشی از عنوان",
        query_of(asked),
    )
    projects = Project.objects.visible_to(user).select_related("theme").found_by(filters.query)
    values = filters.values
    if "theme" in values:
        projects = projects.filter(theme__number=values["theme"])
    if "state" in values:
        projects = projects.filter(state=values["state"])
    if "budget" in values:
        newest = BudgetLine.objects.filter(project=OuterRef("pk")).order_by("-year", "id").values("inclusion")[:1]
        projects = projects.annotate(newest=Coalesce(Subquery(newest), Value("unknown"))).filter(
            newest=values["budget"]
        )
    pages = Paginator(with_parts(projects.order_by("theme__number", "id")).prefetch_related("bodies"), PAGE_SIZE)
    found = pages.get_page(page)
    return ProjectsPage(
        filters=filters,
        total=f"{persian_digits(pages.count)} پروژه",
        rows=tuple(
            project_row(
                project,
                Link(str(project.theme), project.theme.get_absolute_url()),
                "، ".join(body.name for body in project.bodies.all()),
            )
            for project in found
        ),
        pager=pager(found.number, pages.num_pages, filters.href),
    )


def project_page(project: Project, user: object) -> ProjectPage:
    """The page of one project. The same number of queries whatever it holds."""
    theme = project.theme
    stages = list(project.stages.order_by("position"))
    return ProjectPage(
        over=(Link("موضوعات تحول‌گرا", reverse("themes")), Link(str(theme), theme.get_absolute_url())),
        title=project.title,
        state=str(project.get_state_display()),
        square=square_of(project.state),
        description=project.description,
        progress=progress_of(stages),
        facts=_facts(project),
        stages=tuple(_stage(stage) for stage in stages),
        budget=budget_rows(list(project.budget_lines.all())),
        sections=sections_for("project", project, user),
    )


def _facts(project: Project) -> tuple[ProjectFact, ...]:
    employer = project.employer
    return (
        ProjectFact("حوزه", project.field),
        ProjectFact(
            "دستگاه‌های مسئول",
            links=tuple(Link(body.name, body.get_absolute_url()) for body in project.bodies.order_by("sort_key", "id")),
        ),
        ProjectFact("کارفرما", links=(Link(employer.name, employer.get_absolute_url()),) if employer else ()),
        ProjectFact("پیمانکار", project.contractor),
        ProjectFact("محل اجرا", project.site),
    )


def _stage(stage: ProjectStage) -> StageRow:
    return StageRow(
        title=stage.title,
        weight=f"{persian_digits(stage.weight)}٪" if stage.weight is not None else "",
        planned=_span(stage.planned_start, stage.planned_end),
        real=_span(stage.started, stage.ended),
        physical=stage.physical_progress,
        financial=stage.financial_progress,
    )


def _span(since: PartialDate | None, until: PartialDate | None) -> str:
    parts = [
        f"{word} {partial_date(day.first, day.last, day.precision)}"
        for word, day in (("از", since), ("تا", until))
        if day is not None
    ]
    return " ".join(parts)
