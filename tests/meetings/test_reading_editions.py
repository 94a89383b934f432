"""Editions of minutes, their history and their original: who reads what, and what is not there."""

import pytest

from records.models import StoredFile
from tests import cast
from tests.meetings.lines import HIDDEN, LINE, MEMBERS_TEXT
from tests.reading import get, read

pytestmark = pytest.mark.django_db


def test_an_edition_for_members_is_invisible_to_others_wherever_the_meeting_is_shown():
    meeting = cast.make_meeting()
    first = cast.make_edition(meeting)
    second = cast.make_edition(meeting, "members", MEMBERS_TEXT, by=cast.kamran())
    for user in (None, cast.leila()):
        page = read("/meetings/5/1/", user)
        assert LINE in page
        for words in (HIDDEN, "ویرایش دوم", second.code, "انتشار ویرایش دوم", "editions/2", "جایگزین"):
            assert words not in page
        assert get("/meetings/5/1/editions/2/", user).status_code == 404
        assert get("/meetings/5/1/editions/2/minutes.pdf", user).status_code == 404
        assert get("/meetings/5/1/minutes.pdf", user)["ETag"] == f'"{first.pdf.sha256}"'
        assert "جایگزین شده است" not in read("/meetings/5/1/editions/1/", user)
    page = read("/meetings/5/1/", cast.maryam())
    for words in (HIDDEN, "ویرایش دوم", second.code, "جایگزین‌شده"):
        assert words in page
    assert "جایگزین شده است" in read("/meetings/5/1/editions/1/", cast.maryam())


def test_an_edition_that_is_not_there_is_not_found():
    cast.make_edition(cast.make_meeting())
    assert read("/meetings/5/1/editions/1/")
    for number in ("2", "0", "9999", "10000", "1.0"):
        assert get(f"/meetings/5/1/editions/{number}/").status_code == 404
        assert get(f"/meetings/5/1/editions/{number}/minutes.pdf").status_code == 404


def test_the_history_tells_members_who_acted_and_visitors_only_what_was_published():
    meeting = cast.make_meeting()
    cast.make_edition(meeting, by=cast.kamran())
    visitors, members, writers = (read("/meetings/5/1/", user) for user in (None, cast.maryam(), cast.sara()))
    assert "انتشار ویرایش اول" in visitors
    assert "کامران فرضی" not in visitors
    assert "کامران فرضی" not in read("/meetings/5/1/", cast.leila())
    assert "ورود سند" not in visitors.partition('id="history"')[2]
    assert "انتشار ویرایش اول" in members
    assert "کامران فرضی" in members
    assert "ورود سند" in writers.partition('id="history"')[2]


def test_the_original_is_linked_for_those_who_may_read_it():
    meeting = cast.make_meeting()
    file = StoredFile.objects.keep(b"- x", name="a.md", content_type="text/plain")
    minutes = cast.make_minutes(meeting, source=file, published="everyone")
    assert f"/meetings/5/1/source/{minutes.pk}/" in read("/meetings/5/1/", cast.sara())
    for user in (None, cast.maryam(), cast.leila()):
        assert "/source/" not in read("/meetings/5/1/", user)
