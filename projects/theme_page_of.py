"""From the rows of the themes to their list and to the page of one, for one reader."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from django.core.paginator import Paginator
from django.db.models import Count, Q, Subquery, Window
from django.urls import reverse

from persian.numbers import cardinal_words, persian_digits
from projects.models import Project, RaisedTitle, Theme
from projects.progress import INCLUSION_SQUARES, Inclusion, inclusion_of, mean, progress_of, square_of
from projects.project_rows import budget_by_year, inclusion_value, project_row, with_parts
from projects.theme_page import Star, StateCount, ThemePage, ThemeRow, ThemesPage
from records.pager import Link, pager
from records.sections import sections_for

PAGE_SIZE = 20
PROJECTS_SHOWN = 10
TITLES_SHOWN = 12


def themes_page(user: object, *, budget: str, page: int) -> ThemesPage:
    """All themes as a wall, and page `page` of those that stand in the budget as `budget` says (a value, or empty)."""
    themes = list(Theme.objects.visible_to(user).order_by("number"))
    projects: dict[int, list[Project]] = defaultdict(list)
    for project in with_parts(Project.objects.visible_to(user).order_by("theme_id", "id")):
        projects[project.theme_id].append(project)
    inclusion = {theme.pk: inclusion_of(map(inclusion_value, projects[theme.pk])) for theme in themes}
    rows = {theme.pk: _row(theme, projects[theme.pk], inclusion[theme.pk]) for theme in themes}
    counts = Counter(inclusion.values())
    budget = budget if budget in Inclusion.values else ""
    kept = [theme for theme in themes if not budget or inclusion[theme.pk] == budget]
    pages = Paginator(kept, PAGE_SIZE)
    found = pages.get_page(page)
    titles = RaisedTitle.objects.visible_to(user).count()

    def href(value: str, number: int = 1) -> str:
        asked = "&".join([*([f"budget={value}"] if value else []), *([f"page={number}"] if number > 1 else [])])
        return f"{reverse('themes')}?{asked}" if asked else reverse("themes")

    return ThemesPage(
        standfirst=_standfirst(themes),
        wall=tuple(_star(theme, rows[theme.pk].progress) for theme in themes),
        rows=tuple(rows[theme.pk] for theme in found),
        total=f"{persian_digits(len(kept))} موضوع",
        filters=(
            Link(f"همه {persian_digits(len(themes))}", href(""), not budget),
            *(
                Link(f"{kind.label} {persian_digits(counts[kind.value])}", href(kind.value), budget == kind.value)
                for kind in Inclusion
            ),
        ),
        states=_states(project for found in projects.values() for project in found),
        projects=Link(f"{persian_digits(sum(map(len, projects.values())))} پروژه", reverse("projects")),
        titles=Link(f"{persian_digits(titles)} عنوان مطروحه", reverse("titles")),
        clear_href=reverse("themes") if budget else "",
        pager=pager(found.number, pages.num_pages, lambda number: href(budget, number)),
    )


def _standfirst(themes: Sequence[Theme]) -> str:
    bare = sum(not theme.title for theme in themes)
    if not themes:
        return ""
    count = f"{cardinal_words(len(themes))} موضوعی که کارگروه برگزیده است"
    if bare == len(themes):
        return f"{count}. از هیچ‌یک هنوز جز شماره‌اش در بایگانی نیست."
    lacking = f"؛ عنوان {persian_digits(bare)} موضوع در سندی درج نشده" if bare else ""
    return f"{count}، پروژه‌های زیر هر یک و جای آن‌ها در بودجه{lacking}."


def _states(projects: object) -> tuple[StateCount, ...]:
    counts = Counter(project.state for project in projects)  # type: ignore[attr-defined]
    return tuple(
        StateCount(
            str(state.label), counts[state.value], f"{reverse('projects')}?state={state.value}", square_of(state)
        )
        for state in Project.State
        if counts[state.value]
    )


def _star(theme: Theme, progress: int | None) -> Star:
    told = "پیشرفت: در سند درج نشده" if progress is None else f"پیشرفت {persian_digits(progress)} درصد"
    named = f"{theme.number_words}: {theme.title}" if theme.title else theme.number_words
    return Star(persian_digits(theme.number), theme.get_absolute_url(), progress, f"{named}، {told}")


def _row(theme: Theme, projects: Sequence[Project], inclusion: str) -> ThemeRow:
    return ThemeRow(
        number=persian_digits(theme.number),
        name=theme.number_words,
        href=theme.get_absolute_url(),
        title=theme.title,
        progress=mean(progress_of(project.stages.all()) for project in projects),
        projects=f"{persian_digits(len(projects))} پروژه" if projects else "",
        squares=tuple(square_of(project.state) for project in projects),
        budget=str(Inclusion(inclusion).label),
        budget_square=INCLUSION_SQUARES[inclusion],
    )


def theme_page(theme: Theme, user: object) -> ThemePage:
    """The page of one theme. The same number of queries whatever it holds."""
    projects = list(with_parts(Project.objects.visible_to(user).filter(theme=theme).order_by("id")))
    titles = RaisedTitle.objects.visible_to(user).filter(theme=theme).annotate(found=Window(Count("*")))
    shown = list(titles.order_by("id")[:TITLES_SHOWN])
    found = shown[0].found if shown else 0
    before, after = _neighbours(theme, user)
    address = f"?theme={theme.number}"
    return ThemePage(
        over=(Link("موضوعات تحول‌گرا", reverse("themes")),),
        name=str(theme),
        number=persian_digits(theme.number),
        title=theme.title,
        explanation=theme.explanation,
        round=Link(str(theme.round), theme.round.get_absolute_url()) if theme.round else None,
        row=_row(theme, projects, inclusion_of(map(inclusion_value, projects))),
        projects=tuple(project_row(project) for project in projects[:PROJECTS_SHOWN]),
        all_projects=Link(f"همه {persian_digits(len(projects))} پروژه این موضوع", reverse("projects") + address)
        if len(projects) > PROJECTS_SHOWN
        else None,
        budget=budget_by_year(projects),
        titles=tuple(Link(title.text, title.get_absolute_url()) for title in shown),
        all_titles=Link(f"همه {persian_digits(found)} عنوان زیر این موضوع", reverse("titles") + address)
        if found > TITLES_SHOWN
        else None,
        previous=before,
        following=after,
        sections=sections_for("theme", theme, user),
    )


def _neighbours(theme: Theme, user: object) -> tuple[Link | None, Link | None]:
    """The themes before and after that `user` may read, in one query."""
    visible = Theme.objects.visible_to(user)
    before = visible.filter(number__lt=theme.number).order_by("-number").values("pk")[:1]
    after = visible.filter(number__gt=theme.number).order_by("number").values("pk")[:1]
    links = {
        row.number < theme.number: Link(str(row), row.get_absolute_url())
        for row in Theme.objects.filter(Q(pk=Subquery(before)) | Q(pk=Subquery(after)))
    }
    return links.get(True), links.get(False)
