"""«راستی‌آزمایی»: what was issued under a code, and whether a PDF is the one that was issued."""

import re
from unittest.mock import patch

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from meetings.confirmation import publication
from meetings.models import Minutes
from records import files
from records.verification import ALPHABET, new_code, read_code, verify_url
from tests import cast
from tests.markup import parse_errors

pytestmark = pytest.mark.django_db
OTHER_PDF = cast.PDF.replace(b"nobody", b"anybody")


def page_of(code: str, user=None):
    return cast.client_for(user or cast.visitor()).get(f"/v/{code}/")


def compare(code: str, content: bytes | None, name: str = "نسخه من.pdf"):
    """Sends the form of the page as a browser would: to its address, under its field's name."""
    client = cast.client_for(cast.visitor())
    form = client.get(f"/v/{code}/").content.decode().partition('enctype="multipart/form-data"')[2]
    action = re.search(r'action="([^"#]+)', form)[1]
    field = re.search(r'type="file"[^>]* name="([^"]+)"', form)[1]
    return client.post(action, {} if content is None else {field: SimpleUploadedFile(name, content)})


def says(response, *phrases: str) -> None:
    page = response.content.decode()
    assert parse_errors(page) == []
    for phrase in phrases:
        assert phrase in page


@pytest.fixture
def edition():
    return cast.make_edition(cast.make_meeting(), by=cast.kamran())


def test_a_code_tells_what_was_issued_and_leads_to_it(edition):
    answer = page_of(edition.code)
    assert answer.status_code == 200
    says(answer, "این سند اصیل است", "صورتجلسه اول دور پنجم", "ویرایش اول", edition.code, edition.pdf.sha256)
    says(answer, 'href="/meetings/5/1/editions/1/"', 'href="/meetings/5/1/editions/1/minutes.pdf"')
    says(answer, edition.word.sha256, 'href="/meetings/5/1/editions/1/minutes.docx"')


def test_who_published_is_for_members_to_know(edition):
    assert "کامران فرضی" not in page_of(edition.code).content.decode()
    assert "کامران فرضی" not in page_of(edition.code, cast.leila()).content.decode()
    assert "کامران فرضی" in page_of(edition.code, cast.maryam()).content.decode()


def test_a_summary_is_called_one():
    meeting = cast.make_meeting()
    edition = cast.make_minutes(meeting, published="everyone", kind=Minutes.Kind.SUMMARY).edition
    says(page_of(edition.code), "ویرایش اول، خلاصه")


def test_a_superseded_edition_is_genuine_and_leads_to_the_one_in_force(edition):
    newer = cast.make_edition(edition.minutes.meeting)
    says(page_of(edition.code), "این سند اصیل است، اما", '<a href="/meetings/5/1/">ویرایش دوم</a>')
    assert "اما ویرایش تازه‌تری" not in page_of(newer.code).content.decode()


def test_who_holds_the_code_of_a_members_edition_learns_that_it_is_genuine_and_is_led_nowhere():
    edition = cast.make_edition(cast.make_meeting(audience="members"), audience="members")
    for user in (cast.visitor(), cast.leila()):
        answer = page_of(edition.code, user)
        says(answer, "این سند اصیل است", edition.code)
        assert "/meetings/5/1/" not in answer.content.decode()
    says(page_of(edition.code, cast.maryam()), 'href="/meetings/5/1/editions/1/minutes.pdf"')


def test_a_newer_edition_for_members_is_told_of_but_not_linked_for_a_visitor(edition):
    cast.make_edition(edition.minutes.meeting, audience="members")
    visitors, members = page_of(edition.code), page_of(edition.code, cast.maryam())
    says(visitors, "ویرایش تازه‌تری", "ویرایش دوم")
    assert '<a href="/meetings/5/1/">' not in visitors.content.decode()
    says(members, '<a href="/meetings/5/1/">ویرایش دوم</a>')


def test_a_code_that_was_never_issued_says_so_and_is_not_found():
    answer = page_of("AAAA-2222")
    assert answer.status_code == 404
    says(answer, "سندی با این کد صادر نشده است", 'value="AAAA-2222"')


@pytest.mark.parametrize("code", ["aaaa-2222", "AAAA2222", "AAAA-222", "AAAA-22222", "AAA*-2222", "۱۱۱۱-۲۲۲۲"])
def test_what_no_code_looks_like_is_no_address(code):
    assert page_of(code).status_code == 404


@pytest.mark.parametrize(
    "typed", ["{0}", " {0} ", "{lower}", "{bare}", "{spaced}", "{persian}", "{0}\t", "{dashed}", "{0}\u200c"]
)
def test_a_code_is_understood_however_it_was_typed(typed):
    text = typed.format(
        "K7TM-R2QZ",
        lower="k7tm-r2qz",
        bare="K7TMR2QZ",
        spaced="K7TM R2QZ",
        persian="K۷TM-R۲QZ",
        dashed="K7TM–R2QZ",
    )
    answer = cast.client_for(cast.visitor()).get("/v/", {"code": text})
    assert (answer.status_code, answer["Location"]) == (302, "/v/K7TM-R2QZ/")


@pytest.mark.parametrize(
    "typed",
    ["K7TM", "K0TM-R2QZ", "<b>K7TM", "سلام", "x" * 5000, "K7TM-R2QZ-K7TM", "\ud800".encode("utf-8", "surrogatepass")],
)
def test_what_can_be_no_code_is_answered_and_shown_again(typed):
    answer = cast.client_for(cast.visitor()).get("/v/", {"code": typed})
    assert answer.status_code == 404
    says(answer, "سندی با این کد صادر نشده است")
    assert "<b>K7TM" not in answer.content.decode()


@pytest.mark.parametrize("query", ["", "?code=", "?code=%20", "?other=1"])
def test_before_a_code_is_asked_for_nothing_is_said_of_one(query):
    answer = cast.client_for(cast.visitor()).get(f"/v/{query}")
    assert answer.status_code == 200
    says(answer, "کد راستی‌آزمایی")
    assert "صادر نشده" not in answer.content.decode()


def test_the_same_pdf_is_equal(edition):
    answer = compare(edition.code, cast.PDF)
    assert answer.status_code == 200
    says(answer, "یکسان است", "نسخه من.pdf")


@pytest.mark.parametrize("content", [OTHER_PDF, cast.PDF + b"\n", cast.PDF[:-1], b"%PDF-"])
def test_another_pdf_is_different(edition, content):
    says(compare(edition.code, content), "یکسان نیست")


def test_the_pdf_of_another_edition_is_different(edition):
    with patch.object(publication, "minutes_pdf", return_value=OTHER_PDF):
        another = cast.make_minutes(edition.minutes.meeting, state="confirmed")
        publication.publish(another, by=None, audience="everyone")
    says(compare(edition.code, OTHER_PDF), "یکسان نیست")


@pytest.mark.parametrize("content", [b"\x89PNG\r\n", b" %PDF-1.7", b"%PDF", b""])
def test_what_is_no_pdf_is_called_so(edition, content):
    says(compare(edition.code, content), "پرونده PDF نیست")


def test_a_form_without_a_file_says_that_none_came(edition):
    says(compare(edition.code, None), "پرونده‌ای نرسید")


def test_a_large_pdf_is_read_in_pieces(edition):
    says(compare(edition.code, b"%PDF-" + b"x" * 5_000_000), "یکسان نیست")


def test_the_name_of_the_file_is_shown_as_text(edition):
    answer = compare(edition.code, OTHER_PDF, name='<img src=x onerror="1">.pdf')
    says(answer, "یکسان نیست")
    assert "<img src=x" not in answer.content.decode()


def test_comparing_with_a_code_that_was_never_issued_is_not_found():
    answer = cast.client_for(cast.visitor()).post("/v/AAAA-2222/", {"pdf": SimpleUploadedFile("a.pdf", cast.PDF)})
    assert answer.status_code == 404


def test_nothing_of_the_compared_file_is_kept(edition):
    compare(edition.code, OTHER_PDF)
    assert set(files.on_disk()) == {edition.pdf.sha256, edition.word.sha256}


@pytest.mark.once
def test_the_page_takes_the_same_few_queries_whatever_the_number_of_editions():
    meeting = cast.make_meeting()
    first = cast.make_edition(meeting)
    counts = []
    for editions in (3, 12):
        while meeting.minutes.count() < editions:
            cast.make_edition(meeting)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            page_of(first.code)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 12


def test_codes_are_of_letters_that_nobody_confuses_and_read_back_as_they_are():
    codes = {new_code() for _ in range(200)}
    assert len(codes) == 200
    assert not set("01ILO") & set(ALPHABET)
    assert all(read_code(code) == code for code in codes)


def test_the_address_to_verify_at_is_the_one_by_which_the_world_reaches_the_site(settings):
    settings.SITE_URL = "https://portal.example.org"
    assert verify_url("K7TM-R2QZ") == "https://portal.example.org/v/K7TM-R2QZ/"
    settings.SITE_URL = ""
    assert verify_url("K7TM-R2QZ") == ""
