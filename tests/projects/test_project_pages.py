"""The register of projects, the page of one, and the raised titles."""

import re

import pytest

from persian.jalali import parse_date
from projects.models import BudgetLine, Project, ProjectStage, RaisedTitle
from tests import cast
from tests.projects.test_theme_pages import make_project, make_theme, read
from tests.queries import queries_of

pytestmark = pytest.mark.django_db


def titles_of(page: str) -> list[str]:
    """The titles of the rows, in order."""
    return re.findall(r'class="rows__t"><a [^>]*>([^<]*)<', page)


def test_empty_registers_say_what_to_do():
    assert "هنوز پروژه‌ای ثبت نشده است" in read("/projects/")
    assert "هیچ‌یک از عنوان‌های مطروحه هنوز در بایگانی نیست" in read("/titles/")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["آب‌نما", "دیوار باغ", "پل چوبی"]),
        ("theme=2", ["پل چوبی"]),
        ("theme=۲", ["پل چوبی"]),
        ("state=halted", ["دیوار باغ"]),
        ("budget=included", ["دیوار باغ"]),
        ("budget=unknown", ["آب‌نما", "پل چوبی"]),
        ("q=اب نما", ["آب‌نما"]),
        ("q=باغ&state=proposed", []),
        ("theme=99&state=nonsense&budget=%27", ["آب‌نما", "دیوار باغ", "پل چوبی"]),
    ],
)
def test_the_register_is_narrowed_by_its_address(query, found):
    first, second = make_theme(1), make_theme(2, "پل‌ها")
    make_project(first, title="آب‌نما")
    make_project(first, title="دیوار باغ", state="halted", inclusion="included")
    make_project(second, title="پل چوبی")
    page = read(f"/projects/?{query}")
    assert titles_of(page) == found
    assert ("پروژه‌ای با این پالایش پیدا نشد" in page) == (not found)


def test_only_the_last_year_tells_whether_a_project_stands_in_the_budget():
    project = make_project(make_theme(), inclusion="included")
    BudgetLine.objects.create(project=project, year=1405, inclusion="not_included")
    assert titles_of(read("/projects/?budget=included")) == []
    assert titles_of(read("/projects/?budget=not_included")) == ["دیوار باغ"]


def test_a_project_tells_all_that_is_known_of_it():
    builder, owner = cast.make_body("سازمان نمونه باغ‌ها"), cast.make_body("شهرداری نمونه")
    project = make_project(
        make_theme(),
        inclusion="partly",
        description="دیوار کاهگلی از نو ساخته شود.",
        employer=owner,
        contractor="شرکت نمونه",
        site="کوچه باغ",
        state="under_way",
    )
    project.bodies.add(builder)
    ProjectStage.objects.create(
        project=project,
        position=1,
        title="پی‌کنی",
        weight=30,
        planned_start=parse_date("۱۴۰۳"),
        planned_end=parse_date("خرداد ۱۴۰۴"),
        physical_progress=80,
        financial_progress=15,
    )
    page = read(project.get_absolute_url())
    told = ("کاهگلی", "شرکت نمونه", "کوچه باغ", "پی‌کنی", "از سال ۱۴۰۳ تا خرداد ۱۴۰۴", "۸۰٪", "۱۵٪", "وزن ۳۰٪")
    for words in (*told, "در دست اجرا", "تا حدی گنجانده‌شده", "۱۲٬۵۰۰٬۰۰۰٬۰۰۰ ریال"):
        assert words in page
    for href in ("/themes/1/", builder.get_absolute_url(), owner.get_absolute_url()):
        assert f'href="{href}"' in page


def test_a_project_of_which_nothing_is_known_says_so():
    page = read(make_project(make_theme()).get_absolute_url())
    assert page.count("در سند درج نشده") >= 5
    assert "مراحل این پروژه در سندی درج نشده است" in page
    assert "ردیفی از بودجه برای این پروژه در بایگانی نیست" in page


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["باغ‌های کهن", "آموزش آب"]),
        ("field=عمرانی", ["باغ‌های کهن"]),
        ("theme=1", ["باغ‌های کهن"]),
        ("theme=none", ["آموزش آب"]),
        ("round=1", ["آموزش آب"]),
        ("q=باغهاي", []),  # a half-space is a space
        ("q=باغ هاي", ["باغ‌های کهن"]),
        ("field=nonsense&round=7&theme=x", ["باغ‌های کهن", "آموزش آب"]),
    ],
)
def test_the_raised_titles_are_narrowed_by_their_address(query, found):
    RaisedTitle.objects.create(text="باغ‌های کهن", field="عمرانی", theme=make_theme(), audience="everyone")
    RaisedTitle.objects.create(text="آموزش آب", field="فرهنگی", round=cast.make_round(1), audience="everyone")
    assert titles_of(read(f"/titles/?{query}")) == found


def test_a_title_tells_who_raised_it_and_where_it_came():
    title = RaisedTitle.objects.create(
        text="باغ‌های کهن", field="عمرانی", raised_by="آقای نمونه", theme=make_theme(), audience="everyone"
    )
    page = read(title.get_absolute_url())
    assert "آقای نمونه" in page
    assert 'href="/themes/1/"' in page
    assert 'دور</dt><dd class="unknown">در سند درج نشده' in page


@pytest.mark.once
@pytest.mark.parametrize("address", ["/projects/", "/titles/", "/projects/?state=halted&budget=partly&q=دیوار"])
def test_registers_take_the_same_few_queries_for_3_and_300_rows(address):
    theme, secretary = make_theme(), cast.client_for(cast.sara())

    def add(count: int) -> None:
        for _ in range(count):
            make_project(theme, (10,), "partly", state="halted").bodies.add(cast.make_body())
            RaisedTitle.objects.create(text="عنوان", theme=theme, field="عمرانی")

    add(3)
    few = queries_of(secretary, address)
    add(297)
    assert queries_of(secretary, address) == few


@pytest.mark.once
def test_a_project_takes_the_same_few_queries_for_3_and_300_rows():
    project, secretary = make_project(make_theme()), cast.client_for(cast.sara())

    def add(first: int, last: int) -> None:
        for number in range(first, last):
            ProjectStage.objects.create(project=project, position=number, title="ساخت")
            BudgetLine.objects.create(project=project, year=1400, row_code=str(number))

    add(1, 4)
    few = queries_of(secretary, project.get_absolute_url())
    add(4, 301)
    assert queries_of(secretary, project.get_absolute_url()) == few


def test_the_folded_title_is_kept_by_a_save_that_names_its_columns():
    project = make_project(make_theme(), title="دیوار")
    project.title = "آب‌انبار"
    project.save(update_fields=["title"])
    assert titles_of(read("/projects/?q=اب انبار")) == ["آب‌انبار"]
    Project.objects.bulk_create([Project(theme=project.theme, title="پُل", audience="everyone")])
    assert titles_of(read("/projects/?q=پل")) == ["پُل"]
