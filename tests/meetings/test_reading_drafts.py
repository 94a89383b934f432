"""Drafts of minutes and their PDFs: who reads them."""

from unittest.mock import patch

import pytest

from meetings.views import meetings as views
from records.pdf import PdfError
from tests import cast
from tests.meetings.lines import HIDDEN, LINE, MEMBERS_TEXT
from tests.reading import get, read

pytestmark = pytest.mark.django_db


def test_a_draft_is_for_those_who_write_records():
    cast.make_minutes(cast.make_meeting())
    for user in (cast.sara(), cast.kamran(), cast.ali()):
        page = read("/meetings/5/1/draft/", user)
        assert "هنوز منتشر نشده است" in page
        assert LINE in page
        assert 'href="/meetings/5/1/draft/minutes.pdf"' in page
        assert "دیدن پیش‌نویس" in read("/meetings/5/1/", user)
    for user in (cast.maryam(), cast.leila()):
        assert get("/meetings/5/1/draft/", user).status_code == 404
        assert get("/meetings/5/1/draft/minutes.pdf", user).status_code == 404
        assert "draft" not in read("/meetings/5/1/", user)
    assert get("/meetings/5/1/draft/")["Location"] == "/accounts/login/?next=/meetings/5/1/draft/"
    assert "draft" not in read("/meetings/5/1/")


@pytest.mark.parametrize("state", ["in_review", "confirmed"])
def test_minutes_in_review_are_for_members_too_but_not_for_a_liaison(state):
    cast.make_minutes(cast.make_meeting(), state=state)
    assert LINE in read("/meetings/5/1/draft/", cast.maryam())
    assert get("/meetings/5/1/draft/", cast.leila()).status_code == 404
    assert LINE not in read("/meetings/5/1/", cast.leila())


def test_returned_minutes_are_a_draft_again():
    cast.make_minutes(cast.make_meeting(), state="returned")
    assert get("/meetings/5/1/draft/", cast.maryam()).status_code == 404
    assert LINE in read("/meetings/5/1/draft/", cast.sara())


def test_a_draft_beside_an_edition_leads_to_it_and_is_led_to():
    meeting = cast.make_meeting()
    cast.make_edition(meeting)
    cast.make_minutes(meeting, MEMBERS_TEXT)
    assert 'href="/meetings/5/1/draft/"' in read("/meetings/5/1/", cast.sara())
    assert "خواندن ویرایش منتشرشده" in read("/meetings/5/1/draft/", cast.sara())
    assert HIDDEN not in read("/meetings/5/1/", cast.sara())


def test_the_pdf_of_a_draft_is_made_anew_and_kept_by_nobody():
    cast.make_minutes(cast.make_meeting())
    answer = get("/meetings/5/1/draft/minutes.pdf", cast.sara())
    assert answer.content.startswith(b"%PDF")
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["Content-Disposition"] == 'inline; filename="draft-5-1.pdf"'


def test_a_pdf_of_a_draft_that_can_not_be_made_leads_back_with_the_reason():
    cast.make_minutes(cast.make_meeting())
    client = cast.client_for(cast.sara())
    with patch.object(views, "minutes_pdf", side_effect=PdfError("time")):
        answer = client.get("/meetings/5/1/draft/minutes.pdf", follow=True)
    assert answer.redirect_chain == [("/meetings/5/1/draft/", 302)]
    assert str(PdfError("time")) in answer.content.decode()
