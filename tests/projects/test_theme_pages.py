"""The wall of the themes, and the page of one: what is known of it, its projects and their budget."""

import re

import pytest

from people.models import Round
from projects.models import BudgetLine, Project, ProjectStage, RaisedTitle, Theme
from tests import cast
from tests.markup import parse_errors
from tests.queries import queries_of

pytestmark = pytest.mark.django_db


def read(address: str, user=None, status: int = 200) -> str:
    answer = cast.client_for(user or cast.visitor()).get(address)
    assert answer.status_code == status
    page = answer.content.decode()
    assert parse_errors(page) == []
    return page


def make_theme(number: int = 1, title: str = "باغ‌های کهن", audience: str = "everyone", **columns) -> Theme:
    return Theme.objects.create(number=number, title=title, audience=audience, **columns)


def make_project(theme: Theme, progress: tuple[int | None, ...] = (), inclusion: str = "", **columns) -> Project:
    """A project for everyone with a stage for each of `progress`, and a line of the budget of 1404."""
    project = Project.objects.create(**{"theme": theme, "title": "دیوار باغ", "audience": "everyone", **columns})
    for position, percent in enumerate(progress, start=1):
        ProjectStage.objects.create(project=project, position=position, title="ساخت", physical_progress=percent)
    if inclusion:
        BudgetLine.objects.create(project=project, year=1404, inclusion=inclusion, approved=12_500_000_000)
    return project


def stars(page: str) -> list[str]:
    """What the stars of the wall say."""
    return re.findall(r'<li><a href="/themes/\d+/" aria-label="([^"]*)"', page)


def row(page: str, number: int) -> str:
    """The words of a theme's row in the list."""
    after = page.partition('id="list"')[2].partition(f'href="/themes/{number}/"')[2].partition("</li>")[0]
    return re.sub(r"\s+", " ", re.sub("<[^>]*>", " ", after))


def test_an_archive_without_themes_says_where_they_come_from():
    page = read("/themes/")
    assert "هنوز موضوعی ثبت نشده است" in page
    assert stars(page) == []


def test_a_theme_known_by_its_number_alone_stands_in_the_wall_and_says_what_is_missing():
    make_theme(7, "")
    assert stars(read("/themes/")) == ["موضوع ۷، پیشرفت: در سند درج نشده"]
    assert "عنوان: در سند درج نشده" in row(read("/themes/"), 7)
    page = read("/themes/7/")
    assert '<h1 class="title">موضوع ۷</h1>' in page
    assert "عنوان و تعریفش در هیچ سندی از بایگانی درج نشده" in page
    assert "پروژه‌ای زیر این موضوع در بایگانی نیست" in page


def test_a_star_tells_the_mean_progress_of_what_is_known():
    theme = make_theme()
    make_project(theme, (100, 50))
    make_project(theme, (25,))
    make_project(theme, (None,))  # nothing is guessed of it
    assert stars(read("/themes/")) == ["موضوع ۱: باغ‌های کهن، پیشرفت ۵۰ درصد"]
    assert "۵۰٪" in row(read("/themes/"), 1)
    assert "۳ پروژه" in row(read("/themes/"), 1)


@pytest.mark.parametrize(
    ("inclusions", "told"),
    [
        ((), "نامشخص"),
        (("included", "included"), "گنجانده‌شده"),
        (("not_included",), "گنجانده‌نشده"),
        (("included", "not_included"), "تا حدی گنجانده‌شده"),
        (("included", ""), "تا حدی گنجانده‌شده"),
        (("not_included", ""), "نامشخص"),
    ],
)
def test_a_theme_stands_in_the_budget_as_its_projects_do(inclusions, told):
    theme = make_theme()
    for inclusion in inclusions:
        make_project(theme, inclusion=inclusion)
    assert told in row(read("/themes/"), 1).split("بودجه")[-1]


def test_the_list_is_narrowed_to_a_place_in_the_budget_and_the_wall_stays_whole():
    for number, inclusion in ((1, "included"), (2, "not_included")):
        make_project(make_theme(number), inclusion=inclusion)
    page = read("/themes/?budget=included")
    assert len(stars(page)) == 2
    assert "۱ موضوع" in page
    assert row(page, 2) == ""
    assert "موضوعی با این پالایش نیست" in read("/themes/?budget=partly")
    assert "۲ موضوع" in read("/themes/?budget=nonsense")


def test_a_theme_leads_to_its_projects_its_titles_its_round_and_its_neighbours():
    first = cast.make_round(1)
    themes = [make_theme(number, f"باغ {number}", round=first) for number in (1, 2, 4)]
    project = make_project(themes[1], (40,), "included", state="halted")
    title = RaisedTitle.objects.create(text="دیوار باغ‌ها", theme=themes[1], audience="everyone")
    page = read("/themes/2/")
    for href in (project.get_absolute_url(), title.get_absolute_url(), "/rounds/1/", "/themes/1/", "/themes/4/"):
        assert f'href="{href}"' in page
    assert "متوقف" in page
    assert "۱۲٬۵۰۰٬۰۰۰٬۰۰۰ ریال" in page


def test_the_budget_of_a_theme_adds_up_what_is_known_year_by_year():
    theme = make_theme()
    for approved in (1_000_000, 2_000_000, None):
        project = make_project(theme)
        BudgetLine.objects.create(project=project, year=1403, approved=approved, spent=500_000)
    page = read("/themes/1/").partition('id="budget"')[2]
    assert "۱۴۰۳" in page
    assert "۳ پروژه" in page
    assert "۳٬۰۰۰٬۰۰۰ ریال" in page
    assert "۱٬۵۰۰٬۰۰۰ ریال" in page


def test_what_is_for_members_is_not_there_for_a_visitor():
    open_one, kept = make_theme(1), make_theme(2, "پوشیده", "members")
    make_project(open_one, title="پروژه پوشیده", audience="members")
    make_project(kept, title="پروژه زیر پوشیده")
    RaisedTitle.objects.create(text="عنوان پوشیده", theme=open_one, audience="members")
    page = read("/themes/") + read("/themes/1/") + read("/projects/") + read("/titles/")
    assert "پوشیده" not in page
    assert "پروژه پوشیده" in read("/themes/1/", cast.maryam())
    assert "پروژه زیر پوشیده" in read("/projects/", cast.maryam())
    read("/themes/2/", status=404)


def test_a_title_does_not_tell_a_visitor_of_the_theme_for_members_that_it_came_to():
    kept = make_theme(2, "پوشیده", "members")
    title = RaisedTitle.objects.create(text="عنوان باز", theme=kept, audience="everyone")
    assert "پوشیده" not in read("/titles/") + read(title.get_absolute_url())
    assert "پوشیده" in read(title.get_absolute_url(), cast.maryam())


@pytest.mark.once
@pytest.mark.parametrize("address", ["/themes/", "/themes/1/"])
def test_pages_take_the_same_few_queries_for_3_and_300_rows(address):
    theme, secretary = make_theme(round=Round.objects.create(number=1)), cast.client_for(cast.sara())

    def add(count: int) -> None:
        for _ in range(count):
            make_project(theme, (10,), "partly")
            RaisedTitle.objects.create(text="عنوان", theme=theme)

    add(3)
    few = queries_of(secretary, address)
    add(297)
    assert queries_of(secretary, address) == few


def test_the_list_has_pages():
    for number in range(1, 46):
        make_theme(number, f"باغ {number}")
    page = read("/themes/?page=3")
    assert "صفحه ۳ از ۳" in page
    assert "باغ 45" in row(page, 45)
    assert "صفحه ۳ از ۳" in read("/themes/?page=99")
