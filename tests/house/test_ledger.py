"""The ledger: what is known of against what is held, with who said so and where."""

import re

import pytest

from guilds.models import Guild
from meetings.models import Meeting
from people.models import Round
from projects.models import Project, RaisedTitle, Theme
from records import sample
from statements.models import Statement
from tests import cast, letters
from tests.markup import parse_errors
from tests.queries import queries_of

pytestmark = pytest.mark.django_db


def read(user=None) -> str:
    answer = cast.client_for(user or cast.visitor()).get("/ledger/")
    assert answer.status_code == 200
    page = answer.content.decode()
    assert parse_errors(page) == []
    return page


def counts(page: str) -> list[str]:
    """«۱ از ۱۱۴» and so on: meetings, statements, themes, titles."""
    return re.findall(r'class="entry__n">([^<]*)<', page)


def entry(page: str, key: str) -> str:
    return page.partition(f'id="{key}"')[2].partition("</section>")[0]


def tally(page: str, label: str) -> str:
    """How many there are of a kind of which nobody told a number."""
    return re.search(rf">{label}</a></dt><dd>([^<]*)<", page)[1]


@pytest.fixture
def founded():
    cast.load_founding_data()


def test_the_founding_data_is_held_against_what_its_lines_tell(founded):
    assert counts(read()) == ["۱ از ۱۱۴", "۰ از ۱۱", "۰ از ۲۰", "۰ از بیش از ۸۰۰"]


def test_the_count_of_meetings_is_explained(founded):
    page = entry(read(), "meetings")
    assert "۱۱۴ جلسه دانسته است: ۱۱۳ جلسه از دورهای پایان‌یافته و ۱ جلسه از دور پنجم که جاری است" in page
    assert re.search(r'به گفته <a href="/meetings/5/1/#b\d+">آقای بزرگرفتنی</a>', page)


def test_each_number_leads_to_the_line_that_gave_it(founded):
    lines = cast.client_for(cast.visitor()).get("/meetings/5/1/").content.decode()
    for key, words in (("statements", "یازده بیانیه"), ("themes", "بیست موضوع"), ("titles", "بیش از ۸۰۰ عنوان")):
        number = re.search(r'به گفته <a href="/meetings/5/1/#b(\d+)">آقای ظاهری</a>', entry(read(), key))[1]
        assert words in lines.partition(f'id="b{number}"')[2].partition('id="b')[0]


def test_when_the_summary_gave_way_to_the_document_its_line_is_read_in_its_edition(founded):
    cast.make_minutes(Meeting.objects.get(round__number=5, number=1), published="everyone")
    assert 'href="/meetings/5/1/editions/1/#b' in entry(read(), "titles")


def test_every_round_has_its_ticks_and_leads_to_what_is_lacking(founded):
    page = entry(read(), "meetings")
    assert page.count('<svg class="ticks"') == 5
    rows = re.findall(
        r'<tr><th scope="row"><a href="/rounds/(\d)/">.*?داریم">([^<]*)<.*?کم داریم">(.*?)</td>', page, re.S
    )
    assert [(number, held) for number, held, _ in rows] == [("1", "۰"), ("2", "۰"), ("3", "۰"), ("4", "۰"), ("5", "۱")]
    assert rows[3][2] == '<a href="/meetings/?round=4">۲۷</a>'
    assert rows[4][2] == "—"  # an open round lacks nothing that is known of


def test_every_statement_has_a_leaf_and_every_theme_a_star(founded):
    letters.make_statement(12, title="آب شهر")
    Theme.objects.filter(number=3).update(title="باغ‌ها")
    page = read()
    assert counts(page)[1:3] == ["۱ از ۱۲", "۱ از ۲۰"]
    statements, themes = entry(page, "statements"), entry(page, "themes")
    assert len(re.findall(r'<a href="/statements/\d+/"', statements)) == 12
    assert 'aria-label="بیانیه شماره ۱۱، متن آن در بایگانی نیست"' in statements
    assert len(re.findall(r'<a href="/themes/\d+/"', themes)) == 20
    assert 'aria-label="موضوع ۳: باغ‌ها"' in themes
    assert themes.count('class="have"') == 1


def test_titles_come_to_be_held_and_can_be_more_than_was_said(founded):
    RaisedTitle.objects.bulk_create(RaisedTitle(text="عنوان", audience="everyone") for _ in range(801))
    assert counts(read())[3] == "۸۰۱ از ۸۰۱"


def test_an_empty_archive_says_so():
    page = read()
    assert counts(page) == ["۰ از ۰"] * 4
    assert page.count("ثبت نشده است") >= 4
    assert "به گفته" not in page


def test_a_sample_is_held_against_itself_alone(founded):
    sample.remember(True)
    try:
        assert "آقای ظاهری" not in entry(read(), "titles")
    finally:
        sample.remember(False)


def test_nobody_is_told_of_what_he_may_not_read(founded):
    RaisedTitle.objects.create(text="عنوان پوشیده", audience="members")
    theme = Theme.objects.create(number=21, title="پوشیده", audience="members")
    Project.objects.create(theme=theme, title="پروژه", audience="everyone")
    Guild.objects.create(name="پوشیدگان", audience="members")
    Statement.objects.create(number=12, state="issued", audience="members")
    visitor, member = read(), read(cast.maryam())
    assert counts(visitor)[1:] == ["۰ از ۱۱", "۰ از ۲۰", "۰ از بیش از ۸۰۰"]
    assert counts(member)[1:] == ["۰ از ۱۲", "۱ از ۲۱", "۱ از بیش از ۸۰۰"]
    assert [tally(page, "صنف") for page in (visitor, member)] == ["۰", "۱"]
    assert [tally(page, "پروژه") for page in (visitor, member)] == ["۰", "۱"]


def test_home_leads_to_it(founded):
    assert 'href="/ledger/"' in cast.client_for(cast.visitor()).get("/").content.decode()


@pytest.mark.once
def test_the_ledger_takes_the_same_few_queries_for_3_and_300_rows(founded):
    secretary, round = cast.client_for(cast.sara()), Round.objects.get(number=4)
    theme = Theme.objects.get(number=1)

    def add(first: int, last: int) -> None:
        for number in range(first, last):
            cast.make_meeting(1000 + number, round)
            Theme.objects.create(number=100 + number, title="باغ")
            Project.objects.create(theme=theme, title="پروژه")
            Statement.objects.create(number=100 + number, state="issued")

    add(1, 4)
    few = queries_of(secretary, "/ledger/")
    add(4, 301)
    assert queries_of(secretary, "/ledger/") == few
