"""The rounds: a line of time, and what each speaker said of a round, side by side."""

import re

import pytest

from meetings.models import Block, Meeting, Mention, Minutes
from people.models import Membership, RoundFocus
from tests import cast
from tests.markup import parse_errors
from tests.queries import queries_of

pytestmark = pytest.mark.django_db
TEXT = """**مهندس رضا نمونه (شهردار شهر نمونه):** سخن گفت.

- دور سوم ۱۹ جلسه داشت
- در دور سوم بسیار شنیدیم

**خانم زهرا مثال:** پاسخ داد.

- دور سوم کوتاه بود
"""


def read(address: str, user=None) -> str:
    answer = cast.client_for(user or cast.visitor()).get(address)
    assert answer.status_code == 200, address
    page = answer.content.decode()
    assert parse_errors(page) == []
    return page


def spoken(number: int = 1, audience: str = "everyone", **columns) -> Minutes:
    """Published minutes whose lines that name round three are mentions of it."""
    minutes = cast.make_minutes(cast.make_meeting(number), TEXT, published=audience, **columns)
    for block in Block.objects.filter(turn__minutes=minutes, text__contains="دور سوم"):
        Mention.objects.create(block=block, round=cast.make_round(3))
    return minutes


def test_without_rounds_the_page_says_so():
    assert "هنوز دوری ثبت نشده است" in read("/rounds/")


def test_rounds_stand_in_order_with_what_is_known_of_them():
    cast.make_round(5)
    cast.make_round(4, known_meetings=27)
    cast.make_round(1, known_meetings=40)
    RoundFocus.objects.create(round=cast.make_round(4), title="سرمایه‌گذاری")
    page = read("/rounds/")
    assert re.findall(r'<h2><a href="(/rounds/\d/)">([^<]*)', page) == [
        ("/rounds/1/", "دور اول"),
        ("/rounds/4/", "دور چهارم"),
        ("/rounds/5/", "دور پنجم"),
    ]
    for words in ("۴۰ جلسه", "۲۷ جلسه", "محور دور: سرمایه‌گذاری", "جاری", "روی هم ۶۷ جلسه"):
        assert words in page


def test_who_gave_the_number_of_meetings_is_named_and_linked():
    cast.make_round(3, known_meetings=19)
    spoken()
    assert '۱۹ جلسه به گفته <a href="/meetings/5/1/#b2">مهندس رضا نمونه</a>' in read("/rounds/")
    assert '<a href="/meetings/5/1/#b2">مهندس رضا نمونه</a>' in read("/rounds/3/").partition("محور دور")[0]


def test_a_number_inside_another_number_was_not_given_by_anybody():
    cast.make_round(3, known_meetings=9)
    spoken()
    assert "به گفته" not in read("/rounds/")


def test_a_round_tells_what_each_speaker_said_of_it_side_by_side():
    spoken()
    page = read("/rounds/3/")
    first, second = page.split('<section class="account">')[1:]
    assert "شهردار شهر نمونه" in first
    assert re.findall(r"<blockquote><p>([^<]*)", first) == ["دور سوم ۱۹ جلسه داشت", "در دور سوم بسیار شنیدیم"]
    assert re.findall(r"<blockquote><p>([^<]*)", second) == ["دور سوم کوتاه بود"]
    assert '<a href="/meetings/5/1/#b5">صورتجلسه اول دور پنجم، بند ۵</a>' in second


def test_what_was_said_in_a_summary_is_marked_so():
    spoken(kind=Minutes.Kind.SUMMARY)
    assert read("/rounds/3/").count("خلاصه، <a") == 3


def test_what_was_said_to_members_is_not_told_to_others():
    spoken(audience="members")
    for user in (None, cast.leila()):
        page = read("/rounds/3/", user)
        assert "دور سوم کوتاه بود" not in page
        assert "هنوز در صورتجلسه‌های بایگانی سخنی از این دور نشانه‌گذاری نشده" in page
        assert "صورتجلسه ۱ جلسه در بایگانی هست" not in read("/rounds/5/", user)
    assert "دور سوم کوتاه بود" in read("/rounds/3/", cast.maryam())
    assert "صورتجلسه ۱ جلسه در بایگانی هست" in read("/rounds/5/", cast.maryam())


def test_meetings_for_members_are_not_counted_for_others():
    cast.make_meeting(4, audience="members")
    cast.make_meeting(2)
    assert "۲ جلسه" in read("/rounds/5/")
    assert "/meetings/5/4/" not in read("/rounds/5/")
    assert "۴ جلسه" in read("/rounds/5/", cast.maryam())
    assert "/meetings/5/4/" in read("/rounds/5/", cast.maryam())


def test_a_round_of_which_nothing_is_known_says_what_is_missing():
    cast.make_round(2)
    page = read("/rounds/2/")
    for words in ("در سند درج نشده", "هنوز جلسه‌ای از این دور ثبت نشده", "فهرست اعضای این دور در هیچ سندی"):
        assert words in page


def test_meetings_with_minutes_come_first_and_the_rest_is_linked():
    round = cast.make_round(5)
    Meeting.objects.bulk_create(Meeting(round=round, number=number, audience="everyone") for number in range(1, 100))
    cast.make_edition(Meeting.objects.get(number=90))
    page = read("/rounds/5/")
    addresses = re.findall(r'href="(/meetings/5/\d+/)"', page)
    assert addresses[:3] == ["/meetings/5/90/", "/meetings/5/1/", "/meetings/5/2/"]
    assert len(addresses) == 60
    assert '<a href="/meetings/?round=5">همه ۹۹ جلسه این دور</a>' in page


def test_every_meeting_in_the_list_has_words():
    cast.make_edition(cast.make_meeting(1))
    cast.make_meeting(2)
    assert re.findall(r'<a href="/meetings/5/\d/">([^<]*)</a>', read("/rounds/5/")) == ["جلسه اول", "جلسه دوم"]


def test_members_are_listed_with_role_basis_and_time():
    round = cast.make_round(5)
    person = cast.make_person("نمونه", "رضا")
    Membership.objects.create(person=person, round=round, role="chair", basis="natural")
    page = read("/rounds/5/")
    assert f'<a href="/people/{person.pk}/">رضا نمونه</a>' in page
    assert "رئیس، شخصیت حقیقی" in page


def test_the_rounds_beside_are_linked():
    for number in (1, 2, 3):
        cast.make_round(number)
    page = read("/rounds/2/")
    assert 'href="/rounds/1/" rel="prev"' in page
    assert 'href="/rounds/3/" rel="next"' in page
    assert 'rel="prev"' not in read("/rounds/1/")


@pytest.mark.parametrize("address", ["9", "0", "abc", "99999", "05", "۵", "99999999999999999999"])
def test_what_is_no_round_is_not_there(address):
    cast.make_round(5)
    assert cast.client_for(cast.visitor()).get(f"/rounds/{address}/").status_code == 404


@pytest.mark.once
@pytest.mark.parametrize("who", ["visitor", "secretary"])
def test_the_pages_take_the_same_few_queries_for_3_and_300_rows(who):
    client = cast.client_for(cast.ROLES[who]())
    rounds = {number: cast.make_round(number, known_meetings=300) for number in (2, 3, 4, 5)}
    for number, rows in ((3, 3), (4, 300)):
        Meeting.objects.bulk_create(
            Meeting(round=rounds[number], number=place, audience="everyone") for place in range(1, rows + 1)
        )
        minutes = cast.make_minutes(
            cast.make_meeting(number), "**آقای الف:** گفت.\n" + "- بند\n" * rows, published="everyone"
        )
        Mention.objects.bulk_create(
            Mention(block=block, round=rounds[number]) for block in Block.objects.filter(turn__minutes=minutes)
        )
        for place in range(min(rows, 20)):
            Membership.objects.create(person=cast.make_person(f"عضو{place}"), round=rounds[number])
        if rows == 3:
            few = queries_of(client, "/rounds/")
    assert queries_of(client, "/rounds/") == few
    assert queries_of(client, "/rounds/3/") == queries_of(client, "/rounds/4/")
