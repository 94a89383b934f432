"""The home page: the rounds in a line, what is new, and how much of the archive is here."""

import re

import pytest

from meetings.models import Block, Meeting, Mention, Minutes
from projects.models import Theme
from statements.models import Statement
from tests import cast
from tests.markup import parse_errors
from tests.queries import queries_of

pytestmark = pytest.mark.django_db


def read(user=None, query: str = "") -> str:
    answer = cast.client_for(user or cast.visitor()).get(f"/{query}")
    assert answer.status_code == 200
    page = answer.content.decode()
    assert parse_errors(page) == []
    return page


def news(page: str) -> list[str]:
    """The addresses of what is new, in order."""
    return re.findall(r'<h3 class="rows__t"><a href="([^"]*)"', page)


def holdings(page: str) -> dict[str, str]:
    """Of each kind of record, how many of how many are here."""
    found = re.findall(r"<dt>(?:<a [^>]*>)?([^<]*)(?:</a>)?</dt><dd>(.*?)</dd>", page)
    return {label: re.sub("<[^>]*>", "", counts) for label, counts in found}


def test_an_empty_archive_says_so():
    page = read()
    assert "هنوز چیزی ابلاغ نشده است" in page
    assert holdings(page)["صورتجلسه"] == "۰ از ۰"


def test_the_founded_archive_shows_its_rounds_its_news_and_what_is_missing():
    cast.load_founding_data()
    page = read()
    assert "پنج دور، در یک خط" in page
    assert re.findall(r'class="round__n" href="(/rounds/\d/)"', page) == [
        f"/rounds/{number}/" for number in range(1, 6)
    ]
    assert re.findall(r'class="round__c">([^<]*)<', page)[:4] == ["۴۰ جلسه", "۲۳ جلسه", "۲۳ جلسه", "۲۷ جلسه"]
    assert 'به گفته <a href="/meetings/5/1/#b' in page
    assert news(page) == ["/meetings/5/1/"]
    assert "سخنان آقای نصرتی، آقای بزرگرفتنی و آقای ظاهری" in page
    assert '<span class="tag">خلاصه</span>' in page
    assert holdings(page) == {"صورتجلسه": "۱ از ۱۱۴", "بیانیه": "۰ از ۱۱", "عنوان موضوعات تحول‌گرا": "۰ از ۲۰"}
    assert "۱۱۳ جلسه دورهای پایان‌یافته و ۱ جلسه دور جاری" in page


def test_titles_that_are_known_are_counted():
    for number in range(1, 4):
        Theme.objects.create(number=number, title="باغ‌ها" if number == 2 else "", audience="everyone")
    assert holdings(read())["عنوان موضوعات تحول‌گرا"] == "۱ از ۳"


def test_records_for_members_are_not_counted_for_others():
    Theme.objects.create(number=1, audience="members")
    Statement.objects.create(number=1, state=Statement.State.ISSUED, audience="members")
    cast.make_edition(cast.make_meeting(audience="members"), audience="members")
    for user in (None, cast.leila()):
        found = holdings(read(user))
        assert (found["صورتجلسه"], found["بیانیه"], found["عنوان موضوعات تحول‌گرا"]) == ("۰ از ۰", "۰ از ۰", "۰ از ۰")
    found = holdings(read(cast.maryam()))
    assert (found["صورتجلسه"], found["بیانیه"], found["عنوان موضوعات تحول‌گرا"]) == ("۱ از ۱", "۰ از ۱", "۰ از ۱")


def test_the_five_newest_editions_stand_first_the_newest_at_the_top():
    for number in range(1, 8):
        cast.make_edition(cast.make_meeting(number))
    assert news(read()) == [f"/meetings/5/{number}/" for number in (7, 6, 5, 4, 3)]


def test_a_meeting_is_new_once_by_its_newest_edition():
    first, second = cast.make_meeting(1), cast.make_meeting(2)
    for meeting in (first, second, first):
        cast.make_edition(meeting)
    assert news(read()) == ["/meetings/5/1/", "/meetings/5/2/"]


def test_editions_for_members_and_drafts_are_no_news_for_others():
    meeting = cast.make_meeting(1)
    cast.make_edition(meeting)
    cast.make_edition(cast.make_meeting(2, audience="members"), audience="members")
    cast.make_minutes(cast.make_meeting(3))
    cast.make_edition(meeting, "members", "**آقای پنهان:** پوشیده گفت.\n")
    for user in (None, cast.leila()):
        page = read(user)
        assert news(page) == ["/meetings/5/1/"]
        assert "سخنان مهندس رضا نمونه و خانم زهرا مثال" in page
        assert "آقای پنهان" not in page
    assert news(read(cast.maryam())) == ["/meetings/5/1/", "/meetings/5/2/"]
    assert "سخنان آقای پنهان" in read(cast.maryam())


def test_of_many_speakers_three_are_named():
    text = "".join(f"**آقای {name}:** گفت.\n" for name in ("الف", "ب", "پ", "ت", "ث", "الف"))
    cast.make_edition(cast.make_meeting(), text=text)
    assert "سخنان آقای الف، آقای ب، آقای پ و ۲ تن دیگر" in read()


def test_a_meeting_beyond_the_number_that_was_told_is_counted_all_the_same():
    cast.make_round(1, known_meetings=2)
    cast.make_meeting(4, round=1)
    assert re.findall(r'class="round__c">([^<]*)<', read()) == ["۴ جلسه"]


@pytest.mark.parametrize("query", ["?page=NaN", "?q=%ED%A0%80", "?" + "a=1&" * 200])
def test_what_is_asked_besides_changes_nothing(query):
    assert read(query=query)


def test_the_reader_is_named_and_led_to_what_is_open_to_him():
    visitors, secretaries, administrators = read(), read(cast.sara()), read(cast.ali())
    assert "/accounts/login/" in visitors
    assert "/import/" not in visitors
    assert "سارا فرضی" in secretaries
    assert 'href="/import/"' in secretaries
    assert "/admin/" not in secretaries
    assert 'href="/admin/"' in administrators
    assert "/import/" not in read(cast.maryam())


@pytest.mark.once
@pytest.mark.parametrize("who", ["visitor", "secretary"])
def test_the_page_takes_the_same_few_queries_for_3_and_300_rows(who):
    client = cast.client_for(cast.ROLES[who]())
    counts = []
    for number, rows in ((3, 3), (4, 300)):
        round = cast.make_round(number)
        Meeting.objects.bulk_create(
            Meeting(round=round, number=place, audience="everyone") for place in range(1, rows + 1)
        )
        for place in range(3):
            meeting = Meeting.objects.get(round=round, number=place + 1)
            text = "".join(f"**آقای نمونه{turn}:** گفت.\n- بند\n" for turn in range(rows // 3))
            minutes = cast.make_minutes(meeting, text, published="everyone")
            blocks = Block.objects.filter(turn__minutes=minutes)
            Mention.objects.bulk_create(Mention(block=block, round=round) for block in blocks)
        themes = Theme.objects.count()
        Theme.objects.bulk_create(
            Theme(number=themes + place, audience="everyone") for place in range(1, min(rows, 60) + 1)
        )
        counts.append(queries_of(client, "/"))
    assert Minutes.objects.count() == 6
    assert counts[0] == counts[1]
