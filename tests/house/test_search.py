"""The plain search over titles and names: spelling folded, grouped by kind, for each reader what he may know of."""

import re

import pytest

from guilds.models import Guild
from people.models import Person
from projects.models import Project, RaisedTitle, Theme
from statements.models import Statement
from tests import cast
from tests.markup import parse_errors
from tests.queries import queries_of

pytestmark = pytest.mark.django_db


def read(query: str, user=None) -> str:
    answer = cast.client_for(user or cast.visitor()).get("/search/", {"q": query})
    assert answer.status_code == 200
    page = answer.content.decode()
    assert parse_errors(page) == []
    return page


def found(query: str, user=None) -> dict[str, list[str]]:
    """The titles that are shown, by the heading of their kind."""
    parts = re.split(r'<section class="part" id="kind-[^"]*"><h2 class="h2">', read(query, user))[1:]
    return {part.partition(" <span")[0]: re.findall(r'class="rows__t"><a [^>]*>([^<]*)<', part) for part in parts}


@pytest.fixture
def archive():
    """One of each kind, all about gardens («باغ»)."""
    theme = Theme.objects.create(number=3, title="باغ‌های كهن", audience="everyone")
    Project.objects.create(theme=theme, title="دیوار باغ", audience="everyone")
    RaisedTitle.objects.create(text="آب باغ‌ها", audience="everyone")
    cast.make_meeting(7, 5, title="نشست در باغ")
    Statement.objects.create(number=4, title="باغ‌ها را دریابیم", state="issued", audience="everyone")
    person = cast.make_person("باغبان", "پروین")
    cast.make_round(5)
    person.memberships.create(round=cast.make_round(5))
    cast.make_body("سازمان باغ‌ها")
    Guild.objects.create(name="باغداران", audience="everyone")


def test_a_word_is_found_in_titles_and_names_of_every_kind(archive):
    assert found("باغ") == {
        "جلسات": ["جلسه نشست در باغ"],
        "بیانیه‌ها": ["باغ‌ها را دریابیم"],
        "موضوعات تحول‌گرا": ["باغ‌های كهن"],
        "پروژه‌ها": ["دیوار باغ"],
        "عنوان‌های مطروحه": ["آب باغ‌ها"],
        "اشخاص": ["پروین باغبان"],
        "دستگاه‌ها": ["سازمان باغ‌ها"],
        "اصناف": ["باغداران"],
    }


def test_each_kind_is_counted_and_every_find_is_a_link(archive):
    page = read("باغ")
    for words in ("۱ جلسه", "۱ بیانیه", "۱ موضوع", "۱ پروژه", "۱ عنوان", "۱ شخص", "۱ دستگاه", "۱ صنف"):
        assert f">{words}<" in page
    for href in ("/meetings/5/7/", "/statements/4/", "/themes/3/", Project.objects.get().get_absolute_url()):
        assert f'href="{href}"' in page


@pytest.mark.parametrize("query", ["باغ های کهن", "باغ‌هاي كهن", "بَاغ‌های  کهن", "كهن باغ"])
def test_spelling_is_folded(archive, query):
    assert found(query) == {"موضوعات تحول‌گرا": ["باغ‌های كهن"]}


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("جلسه سوم دور دوم", "جلسه سوم دور دوم"),
        ("جلسه سوم", "جلسه سوم دور دوم"),
        ("جلسه ۳", "جلسه سوم دور دوم"),
        ("دور سوم", "جلسه اول دور سوم"),
    ],
)
def test_a_meeting_is_found_by_its_number(query, first):
    for round, number in ((2, 3), (3, 1), (3, 3)):
        cast.make_meeting(number, round)
    if query in ("جلسه سوم", "جلسه ۳"):
        assert set(found(query)["جلسات"][:2]) == {"جلسه سوم دور سوم", first}
    else:
        assert first in found(query)["جلسات"]


def test_statements_and_themes_are_found_by_their_numbers():
    Statement.objects.create(number=7, state="issued", audience="everyone")
    Theme.objects.create(number=7, audience="everyone")
    assert found("بیانیه ۷") == {"بیانیه‌ها": ["بیانیه شماره ۷"]}
    assert found("موضوع 7") == {"موضوعات تحول‌گرا": ["موضوع ۷"]}


def test_of_many_the_first_ten_are_shown_and_a_link_leads_to_all():
    theme = Theme.objects.create(number=1, title="شهر", audience="everyone")
    Project.objects.bulk_create(
        Project(theme=theme, title=f"دیوار {number}", audience="everyone") for number in range(12)
    )
    for number in range(1, 13):
        cast.make_meeting(number, title=f"دیوار {number}")
    page = read("دیوار")
    assert len(found("دیوار")["پروژه‌ها"]) == 10
    assert re.search(r'<a href="/projects/\?q=[^"]*">همه ۱۲ پروژه</a>', page)
    assert "۱۰ تای نخست" in page  # of the meetings, whose list can't be asked
    followed = re.search(r'<a href="(/projects/\?q=[^"]*)"', page)[1]
    assert "۱۲ پروژه" in cast.client_for(cast.visitor()).get(followed).content.decode()


def test_what_is_for_members_is_not_found_by_a_visitor(archive):
    kept = {"audience": "members"}
    hidden = Theme.objects.create(number=9, title="پوشیده", **kept)
    Project.objects.create(theme=hidden, title="پوشیده یک", audience="everyone")
    Project.objects.create(theme=Theme.objects.get(number=3), title="پوشیده دو", **kept)
    RaisedTitle.objects.create(text="پوشیده", **kept)
    Guild.objects.create(name="پوشیده", **kept)
    cast.make_meeting(8, title="پوشیده", **kept)
    Statement.objects.create(number=8, title="پوشیده", state="issued", **kept)
    Statement.objects.create(title="پوشیده پیش‌نویس")
    cast.make_person("پوشیده")
    assert found("پوشیده") == {}
    assert found("پوشیده", cast.leila()) == {}
    kinds = {"جلسات", "بیانیه‌ها", "موضوعات تحول‌گرا", "پروژه‌ها", "عنوان‌های مطروحه", "اشخاص", "اصناف"}
    assert set(found("پوشیده", cast.maryam())) == kinds
    assert found("پوشیده", cast.maryam())["بیانیه‌ها"] == ["پوشیده"]
    assert len(found("پوشیده", cast.sara())["بیانیه‌ها"]) == 2


def test_who_and_what_was_retired_is_not_found(archive):
    Person.objects.update(is_retired=True)
    body = cast.make_body("سازمان باغ‌ها")
    body.is_retired = True
    body.save()
    assert {"اشخاص", "دستگاه‌ها"} & set(found("باغ")) == set()


@pytest.mark.parametrize("query", ["", " ", "ب", "\u200c", "ءءء"])
def test_less_than_two_letters_find_nothing(archive, query):
    page = read(query)
    assert "kind-" not in page
    assert ("دست‌کم دو حرف بنویسید" in page) == bool(query.strip(" \u200c"))


def test_nothing_found_says_what_was_looked_through(archive):
    page = read("ژاژخایی")
    assert "چیزی با «ژاژخایی» پیدا نشد" in page
    assert "متن صورتجلسه‌ها و بیانیه‌ها در این جست‌وجو نیست" in page


def test_wildcards_are_letters_like_others(archive):
    assert found("%%") == found("__") == found("با%غ") == {}


def test_of_a_very_long_query_a_hundred_letters_count(archive):
    assert found("باغ " * 15_000)["پروژه‌ها"] == ["دیوار باغ"]


@pytest.mark.parametrize("address", ["/", "/meetings/"])
def test_every_page_leads_to_it(address):
    page = cast.client_for(cast.visitor()).get(address).content.decode()
    assert 'href="/search/"' in page or 'action="/search/"' in page


def test_home_asks_it():
    page = cast.client_for(cast.visitor()).get("/").content.decode()
    assert re.search(r'<form[^>]* role="search"[^>]* action="/search/">.*?name="q"', page, re.S)


@pytest.mark.once
def test_a_search_takes_the_same_few_queries_for_3_and_300_rows():
    secretary, theme = cast.client_for(cast.sara()), Theme.objects.create(number=900, title="باغ")

    def add(first: int, last: int) -> None:
        for number in range(first, last):
            cast.make_meeting(number, title="باغ")
            cast.make_body(f"باغ {number}")
            cast.make_person("باغ")
            Project.objects.create(theme=theme, title="باغ")
            RaisedTitle.objects.create(text="باغ")
            Guild.objects.create(name=f"باغ {number}")
            Statement.objects.create(number=number, title="باغ", state="issued")

    add(1, 4)
    few = queries_of(secretary, "/search/?q=باغ")
    add(4, 301)
    assert queries_of(secretary, "/search/?q=باغ") == few
