"""The register of statements: what it shows to whom, and how it is narrowed."""

import pytest

from statements.models import (
    Statement,
)
from tests import cast, letters
from tests.queries import queries_of
from tests.reading import read

pytestmark = pytest.mark.django_db


def test_the_register_shows_what_is_held_and_what_is_known_of_by_number():
    letters.make_statement(7)
    Statement.objects.create(number=3, state="issued", audience="everyone")
    letters.make_statement(5, "members", title="پوشیده")
    page = read("/statements/")
    assert "پیاده‌راه‌ها و حیاط‌های محله" in page
    assert "سه بند، به شهردار محترم شهر نمونه و یک گیرنده دیگر" in page
    assert "در بایگانی نیست" in page
    assert "پوشیده" not in page
    assert page.index("بیانیه شماره ۷") < page.index("بیانیه شماره ۳")
    assert "پوشیده" in read("/statements/", cast.maryam())


def test_the_register_is_narrowed_by_the_address():
    letters.make_statement(7, round=cast.make_round(4))
    letters.make_statement(8, round=cast.make_round(3), title="از دور سوم")
    Statement.objects.create(number=3, state="issued", audience="everyone")
    assert "از دور سوم" not in read("/statements/?round=4")
    assert "بیانیه شماره ۳" not in read("/statements/?held=1")
    empty = read("/statements/?round=2")
    assert "بیانیه‌ای با این پالایش در فهرست نیست" in empty
    assert 'href="/statements/"' in empty


def test_drafts_stand_above_for_those_who_may_read_them():
    draft = letters.make_statement(issued="", title="در دست نوشتن")
    assert "در دست نوشتن" not in read("/statements/", cast.maryam())
    assert f'href="/statements/drafts/{draft.pk}/"' in read("/statements/", cast.sara())


def test_an_empty_register_says_what_to_do():
    assert "هنوز بیانیه‌ای ثبت نشده است" in read("/statements/")


@pytest.mark.once
def test_a_register_of_300_asks_no_more_than_one_of_3():
    for number in (1, 2, 3):
        letters.make_statement(number)
    letters.make_statement(issued="")
    browser = cast.client_for(cast.sara())
    few = queries_of(browser, "/statements/")
    for number in range(4, 300):
        letters.make_statement(number, clauses=("بند",))
    assert queries_of(browser, "/statements/") == few
    assert "صفحه ۱ از ۶" in browser.get("/statements/").content.decode()
    assert queries_of(browser, "/statements/?page=6") == few
