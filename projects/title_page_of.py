"""From the raised titles to their list and to the page of one, for one reader."""

from __future__ import annotations

from collections.abc import Mapping

from django.core.paginator import Paginator
from django.urls import reverse

from people.models import Round
from persian.numbers import persian_digits
from projects.models import RaisedTitle, Theme
from projects.project_page import ProjectFact, TitlePage, TitleRow, TitlesPage
from projects.project_page_of import theme_choices
from records.audience import audiences_of
from records.narrowing import Filters, narrowing, query_of
from records.pager import Link, pager
from records.sections import sections_for

PAGE_SIZE = 40
FIELDS_OFFERED = 60
WITHOUT = "none"


def titles_page(user: object, asked: Mapping[str, str], page: int) -> TitlesPage:
    """Page `page` of the raised titles, narrowed to what `asked` (the address) names."""
    visible = RaisedTitle.objects.visible_to(user)
    fields = visible.exclude(field="").order_by("field").values_list("field", flat=True).distinct()[:FIELDS_OFFERED]
    rounds = [(round.number, str(round)) for round in Round.objects.order_by("number")]
    filters = Filters(
        reverse("titles"),
        (
            narrowing(asked, "field", "حوزه", "همه حوزه‌ها", [(field, field) for field in fields]),
            narrowing(asked, "round", "دور", "همه دورها", rounds),
            narrowing(asked, "theme", "موضوع", "همه موضوعات", [*theme_choices(user), (WITHOUT, "به موضوعی نرسیده")]),
        ),
        "بخشی از عنوان",
        query_of(asked),
    )
    values = filters.values
    titles = visible.found_by(filters.query).select_related("theme", "round")
    if "field" in values:
        titles = titles.filter(field=values["field"])
    if "round" in values:
        titles = titles.filter(round__number=values["round"])
    if values.get("theme") == WITHOUT:
        titles = titles.filter(theme=None)
    elif "theme" in values:
        titles = titles.filter(theme__number=values["theme"])
    pages = Paginator(titles.order_by("id"), PAGE_SIZE)
    found = pages.get_page(page)
    return TitlesPage(
        filters=filters,
        total=f"{persian_digits(pages.count)} عنوان",
        rows=tuple(
            TitleRow(
                text=title.text,
                href=title.get_absolute_url(),
                field=title.field,
                raised_by=title.raised_by,
                round=str(title.round) if title.round else "",
                theme=_theme(title.theme, user),
            )
            for title in found
        ),
        pager=pager(found.number, pages.num_pages, filters.href),
    )


def _theme(theme: Theme | None, user: object) -> Link | None:
    """The theme to which a title came, if `user` may know of it."""
    if theme is None or theme.audience not in audiences_of(user):
        return None
    return Link(str(theme), theme.get_absolute_url())


def title_page(title: RaisedTitle, user: object) -> TitlePage:
    theme = _theme(title.theme, user)
    return TitlePage(
        over=(Link("موضوعات تحول‌گرا", reverse("themes")), Link("عنوان‌های مطروحه", reverse("titles"))),
        text=title.text,
        facts=(
            ProjectFact("حوزه", title.field),
            ProjectFact("مطرح‌کننده", title.raised_by),
            ProjectFact("دور", links=(Link(str(title.round), title.round.get_absolute_url()),) if title.round else ()),
            ProjectFact("موضوع تحول‌گرا", links=(theme,) if theme else ()),
        ),
        sections=sections_for("title", title, user),
    )
