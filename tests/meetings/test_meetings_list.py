"""The register of meetings: what it shows to whom, its filters and its pages."""

import re

import pytest

from meetings.models import Meeting, Minutes
from people.models import Round
from tests import cast
from tests.markup import parse_errors
from tests.queries import queries_of

pytestmark = pytest.mark.django_db


def read(query: str = "", user=None) -> str:
    answer = cast.client_for(user or cast.visitor()).get(f"/meetings/{query}")
    assert answer.status_code == 200, query
    page = answer.content.decode()
    assert parse_errors(page) == []
    return page


def listed(page: str) -> list[str]:
    """The addresses of the meetings in the list, in order."""
    return re.findall(r'href="(/meetings/\d+/\d+/)"', page)


def many(count: int, round: int = 5, **columns) -> None:
    row = cast.make_round(round)
    given = {"audience": "everyone", "state": Meeting.State.HELD, **columns}
    Meeting.objects.bulk_create(Meeting(round=row, number=number, **given) for number in range(1, count + 1))


def test_before_anything_is_known_the_list_says_so():
    assert "هنوز جلسه‌ای ثبت نشده است" in read()


def test_meetings_stand_by_round_and_number_the_newest_first():
    cast.make_round(4, known_meetings=27)
    for round, number in ((4, 9), (5, 2), (5, 10), (4, 21)):
        cast.make_meeting(number, round=round)
    page = read()
    assert listed(page) == ["/meetings/5/10/", "/meetings/5/2/", "/meetings/4/21/", "/meetings/4/9/"]
    assert page.index("دور پنجم</a></h2>") < page.index("دور چهارم</a></h2>")
    assert "۲۷ جلسه" in page
    assert "۴ جلسه" in page


def test_a_row_says_what_is_in_the_archive_of_the_meeting():
    cast.make_minutes(cast.make_meeting(1, title="آغاز دور"), kind=Minutes.Kind.SUMMARY, published="everyone")
    cast.make_edition(cast.make_meeting(2))
    cast.make_meeting(3, held_on=None)
    first, second, third = (read().partition(f'href="/meetings/5/{number}/"')[2][:600] for number in (1, 2, 3))
    assert "آغاز دور" in first
    assert "خلاصه صورتجلسه" in first
    assert "خلاصه" not in second.partition("</li>")[0]
    assert "۲ آذر ۱۴۰۵" in second
    assert "در بایگانی نیست" in third.partition("</li>")[0]


def test_every_link_of_a_row_has_words():
    cast.make_edition(cast.make_meeting(1))
    cast.make_meeting(2)
    assert re.findall(r'<a href="/meetings/\d+/\d+/">([^<]*)</a>', read()) == ["جلسه دوم", "جلسه اول"]


def test_what_is_for_members_is_not_listed_for_others():
    cast.make_edition(cast.make_meeting(1, audience="members"), audience="members")
    cast.make_edition(cast.make_meeting(2, held_on=None), audience="members")
    for user in (None, cast.leila()):
        page = read(user=user)
        assert listed(page) == ["/meetings/5/2/"]
        assert "در بایگانی نیست" in page
        assert "۱ جلسه" in page
        assert listed(read("?held=1", user)) == []
    assert listed(read(user=cast.maryam())) == ["/meetings/5/2/", "/meetings/5/1/"]
    assert listed(read("?held=1", cast.maryam())) == ["/meetings/5/2/", "/meetings/5/1/"]


def test_a_draft_is_no_minutes_in_the_list():
    cast.make_minutes(cast.make_meeting(1))
    assert listed(read("?held=1", cast.sara())) == []


def test_the_list_is_narrowed_to_a_round_and_to_what_has_minutes():
    many(2, round=4)
    many(2)
    cast.make_edition(Meeting.objects.get(round__number=4, number=1))
    assert listed(read("?round=4")) == ["/meetings/4/2/", "/meetings/4/1/"]
    assert listed(read("?held=1")) == ["/meetings/4/1/"]
    assert listed(read("?round=۴&held=1")) == ["/meetings/4/1/"]
    nothing = read("?round=5&held=1")
    assert listed(nothing) == []
    assert '<a href="/meetings/">همه جلسات</a>' in nothing


def test_the_filter_in_force_is_marked_and_the_others_keep_it():
    many(1, round=4)
    many(1)
    page = read("?round=4&held=1")
    assert re.search(r'href="/meetings/\?round=4&amp;held=1" aria-current="true">دور چهارم', page)
    assert 'href="/meetings/?round=5&amp;held=1"' in page
    assert 'href="/meetings/?round=4"' in page


@pytest.mark.parametrize(
    "query",
    [
        "?page=NaN",
        "?page=999999",
        "?page=0",
        "?page=-1",
        "?page=",
        "?page=1&page=2",
        "?round=abc",
        "?round=99999999999999999999",
        "?round=",
        "?held=yes",
        "?page=%ED%A0%80",
        "?page=9" + "9" * 5000,
        "?nothing[]=1",
    ],
)
def test_what_is_no_filter_narrows_nothing(query):
    many(3)
    assert len(listed(read(query))) == 3


def test_a_round_without_meetings_gives_an_empty_list():
    many(3)
    assert listed(read("?round=4")) == []


def test_a_long_list_has_pages_and_a_page_too_far_is_the_last():
    many(120)
    first, second, last = read(), read("?page=2"), read("?page=۳")
    assert [len(listed(page)) for page in (first, second, last)] == [50, 50, 20]
    assert listed(first)[0] == "/meetings/5/120/"
    assert listed(last)[-1] == "/meetings/5/1/"
    assert "صفحه ۱ از ۳" in first
    assert 'href="/meetings/?page=2" rel="next"' in first
    assert 'rel="prev"' not in first
    assert 'href="/meetings/" rel="prev"' in second
    assert 'rel="next"' not in last
    assert listed(read("?page=9999")) == listed(last)


def test_pages_keep_the_filter():
    many(60)
    assert 'href="/meetings/?round=5&amp;page=2" rel="next"' in read("?round=5")


def test_importing_is_offered_to_those_who_may():
    many(1)
    inside = re.compile(r'<div class="filters">.*href="/import/".*</div>', re.DOTALL)
    assert inside.search(read(user=cast.sara()))
    for user in (None, cast.maryam(), cast.leila()):
        assert "/import/" not in read(user=user)


@pytest.mark.once
@pytest.mark.parametrize("who", ["visitor", "secretary"])
def test_the_list_takes_the_same_few_queries_for_3_and_300_meetings(who):
    client = cast.client_for(cast.ROLES[who]())
    many(3, round=4)
    counts = [queries_of(client, "/meetings/"), queries_of(client, "/meetings/?round=4")]
    for number in (1, 2, 3, 6):
        many(75, round=number)
    for meeting in Meeting.objects.filter(round__number=6)[:20]:
        cast.make_edition(meeting)
    assert Round.objects.count() == 5
    assert [queries_of(client, "/meetings/"), queries_of(client, "/meetings/?round=6")] == counts
