"""The commitments by state: what the board tells to whom, and how it is narrowed."""

from datetime import date, timedelta

import pytest

from commitments.models import Commitment
from meetings.models import Block, Mention
from projects.models import Theme
from statements.models import ClauseTopic
from tests import cast, letters
from tests.commitments.days import TODAY
from tests.queries import queries_of
from tests.reading import read

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


def test_the_board_has_a_column_for_each_state_and_tells_what_is_late(clause):
    letters.make_commitment(clause, task="دیرشده", state="in_hand", deadline=TODAY - timedelta(18))
    letters.make_commitment(clause, task="در راه", state="in_hand", deadline=TODAY + timedelta(7))
    letters.make_commitment(clause, task="تازه")
    letters.make_commitment(clause, task="پایان‌یافته", state="closed", deadline=date(2020, 1, 1))
    letters.make_commitment(clause, task="رهاشده", state="dropped")
    page = read("/commitments/")
    assert "۵ تعهد" in page
    for words in ("ثبت‌شده", "ابلاغ‌شده", "در دست اقدام", "انجام‌شده", "مختومه", "۱۸ روز گذشته از مهلت", "۷ روز مانده"):
        assert words in page
    assert page.index("دیرشده") < page.index("در راه")
    assert '<a class="late" href="/commitments/?late=1">۱ تعهد گذشته از مهلت</a>' in page
    assert '<a href="/commitments/?state=dropped">منتفی' in page
    assert "رهاشده" not in page
    assert "رهاشده" in read("/commitments/?state=dropped")


def test_a_column_shows_the_first_and_leads_to_all(clause):
    for day in range(1, 8):
        letters.make_commitment(clause, task=f"کار {day}", state="notified", deadline=TODAY + timedelta(day))
    page = read("/commitments/")
    assert "کار 5" in page
    assert "کار 6" not in page
    assert '<a href="/commitments/?state=notified">همه ۷ تعهد ابلاغ‌شده</a>' in page


def test_of_what_came_to_an_end_the_latest_stands_first(clause):
    for year in (2020, 2025, 2022):
        letters.make_commitment(clause, task=f"سال {year}", state="done", deadline=date(year, 1, 1))
    page = read("/commitments/")
    assert page.index("سال 2025") < page.index("سال 2022") < page.index("سال 2020")


def test_the_address_narrows_to_a_body_a_theme_a_state_and_what_is_late(clause):
    cast.make_edition(cast.make_meeting())
    block = Block.objects.get(number=2)
    theme = Theme.objects.create(number=4, title="موضوع نمونه", audience="everyone")
    ClauseTopic.objects.create(clause=clause, theme=theme)
    Mention.objects.create(block=block, theme=theme)
    other = cast.make_body("سازمان نمونه")
    letters.make_commitment(clause, task="از بند", deadline=TODAY - timedelta(1))
    letters.make_commitment(block, task="از جلسه", executor=other)
    letters.make_commitment(letters.clause_of(letters.make_statement(8)), task="بی‌موضوع", state="done")
    for query, shown in (
        ("", {"از بند", "از جلسه", "بی‌موضوع"}),
        (f"?body={other.pk}", {"از جلسه"}),
        ("?theme=4", {"از بند", "از جلسه"}),
        ("?theme=۴", {"از بند", "از جلسه"}),
        ("?state=done", {"بی‌موضوع"}),
        ("?late=1", {"از بند"}),
        (f"?theme=4&body={other.pk}&state=registered", {"از جلسه"}),
        ("?body=x&theme=-1&state=none&late=2", {"از بند", "از جلسه", "بی‌موضوع"}),
    ):
        page = read(f"/commitments/{query}")
        assert {task for task in ("از بند", "از جلسه", "بی‌موضوع") if f">{task}</a>" in page} == shown, query
    assert "تعهدی با این پالایش نیست" in read("/commitments/?theme=4&state=closed")


def test_an_empty_board_says_what_to_do():
    assert "هنوز تعهدی که برای شما خواندنی باشد ثبت نشده است" in read("/commitments/")


def test_a_liaison_sees_those_of_the_own_body_and_nothing_of_others(clause):
    leila = cast.leila()
    letters.make_commitment(clause, task="از آنِ ما", executor=leila.body, audience="members")
    letters.make_commitment(clause, task="از آنِ دیگری", audience="members")
    page = read("/commitments/", leila)
    assert "از آنِ ما" in page
    assert "از آنِ دیگری" not in page
    assert "آنچه بر عهده دستگاه شماست" in page
    assert "شهرداری نمونه" not in page, "not even the name of a body whose commitments are not shown"
    assert "از آنِ دیگری" in read("/commitments/", cast.maryam())


def many(count):
    Commitment.objects.all().delete()
    block = Block.objects.get(number=2)
    states = Commitment.State.values
    for at in range(count):
        letters.make_commitment(
            block,
            task=f"کار {at}",
            state=states[at % 8],
            deadline=TODAY + timedelta(at - 100),
            executor=cast.make_body(f"دستگاه {at}"),
        )


@pytest.mark.once
@pytest.mark.parametrize("role", ["visitor", "secretary"])
def test_300_commitments_ask_no_more_queries_than_3(role):
    cast.make_edition(cast.make_meeting())
    browser = cast.client_for(cast.ROLES[role]())
    addresses = (
        "/commitments/",
        "/commitments/?state=registered",
        "/commitments/?late=1",
        "/bodies/",
        "/meetings/5/1/",
    )
    many(3)
    few = [queries_of(browser, address) for address in addresses]
    many(300)
    assert [queries_of(browser, address) for address in addresses] == few
    assert "صفحه ۱ از ۲" in browser.get("/commitments/?state=registered").content.decode()
