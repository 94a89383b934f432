"""Editions and drafts of a statement: who reads what, and what is not there."""

from unittest.mock import patch

import pytest

from records.pdf import PdfError
from statements.models import (
    Statement,
)
from tests import cast, letters
from tests.reading import get, read

pytestmark = pytest.mark.django_db


def test_an_earlier_edition_stays_readable_and_leads_to_the_one_in_force():
    statement = letters.make_statement(7)
    letters.issue(letters.make_text(statement, ("بندی تازه.",), reason="اصلاح"))
    first, now = read("/statements/7/editions/1/"), read("/statements/7/")
    assert "با ویرایش دوم جایگزین شده است" in first
    assert letters.CLAUSES[0] in first
    assert letters.CLAUSES[0] not in now
    assert "بندی تازه." in now
    assert "اصلاح" in now
    assert 'href="/statements/7/editions/1/"' in now


def test_an_edition_for_members_leaves_everybody_else_the_one_before():
    statement = letters.make_statement(7)
    letters.issue(letters.make_text(statement, ("بند اعضا.",)), audience="members")
    assert "بند اعضا." not in read("/statements/7/")
    assert "بند اعضا." in read("/statements/7/", cast.maryam())


def test_a_draft_is_read_by_whoever_writes_it_and_leads_on_once_it_was_issued():
    draft = letters.make_statement(issued="")
    address = f"/statements/drafts/{draft.pk}/"
    assert get(address)["Location"].startswith("/accounts/login/")
    assert get(address, cast.maryam()).status_code == 404
    page = read(address, cast.sara())
    assert "این متن پیش‌نویس است و هنوز صادر نشده است" in page
    assert f'href="{address}statement.pdf"' in page
    letters.issue(draft.texts.get(), number=7)
    assert get(address, cast.sara())["Location"] == "/statements/7/"


def test_a_draft_without_a_text_is_a_page_too():
    draft = Statement.objects.create(title="تازه")
    assert "آنچه کم است" in read(f"/statements/drafts/{draft.pk}/", cast.sara())


def test_a_correction_in_the_making_is_told_to_its_readers_alone():
    statement = letters.make_statement(7)
    letters.make_text(statement, ("بندی که اصلاح می‌شود.",), state="in_review")
    address = f"/statements/drafts/{statement.pk}/"
    assert "پیش‌نویسی در دست است" not in read("/statements/7/")
    assert address in read("/statements/7/", cast.maryam())
    assert "در انتظار تأیید" in read(address, cast.maryam())
    assert get(address, cast.leila())["Location"] == "/statements/7/"


def test_the_letter_of_a_draft_is_made_anew_and_says_in_persian_when_it_could_not():
    draft = letters.make_statement(issued="")
    address = f"/statements/drafts/{draft.pk}/statement.pdf"
    browser = cast.client_for(cast.sara())
    with patch("statements.views.letter_pdf", return_value=cast.PDF):
        assert browser.get(address).content == cast.PDF
    with patch("statements.views.letter_pdf", side_effect=PdfError("time")):
        answer = browser.get(address, follow=True)
    assert "در مهلت مجاز به پایان نرسید" in answer.content.decode()


def test_the_history_is_for_those_who_keep_statements():
    letters.make_statement(7, by=cast.kamran())
    assert "صدور ویرایش اول" in read("/statements/7/", cast.sara())
    for user in (cast.visitor(), cast.maryam()):
        assert "سابقه تغییرات" not in read("/statements/7/", user)
