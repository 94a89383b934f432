"""Handing out stored files: the bytes as they were stored, with a type that runs nowhere."""

import pytest

from meetings.models import Attachment
from records import files
from records.models import StoredFile
from tests import cast

pytestmark = pytest.mark.django_db
HTML = b"<!doctype html><script>alert(1)</script>"


def attachment(content: bytes = cast.PDF, content_type: str = "application/pdf", name: str = "annex.pdf") -> Attachment:
    row = cast.make_attachment(cast.make_meeting(), content)
    StoredFile.objects.filter(pk=row.file_id).update(content_type=content_type, original_name=name)
    return row


def get(row: Attachment, user=None, **headers):
    return cast.client_for(user or cast.visitor()).get(row.get_absolute_url(), headers=headers)


def pdf_of(edition, **headers):
    return cast.client_for(cast.visitor()).get("/meetings/5/1/minutes.pdf", headers=headers)


def test_a_pdf_is_shown_in_place_with_its_own_name_and_hash():
    edition = cast.make_edition(cast.make_meeting())
    answer = pdf_of(edition)
    assert answer.content == cast.PDF
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == 'inline; filename="minutes-5-1.pdf"'
    assert answer["ETag"] == f'"{edition.pdf.sha256}"'
    assert answer["Cache-Control"] == "private, no-cache"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in answer["Content-Security-Policy"]


def test_a_word_file_is_a_download_that_says_its_type():
    edition = cast.make_edition(cast.make_meeting())
    answer = cast.client_for(cast.visitor()).get("/meetings/5/1/minutes.docx")
    assert answer.content == cast.WORD
    assert answer["Content-Type"] == "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    assert answer["Content-Disposition"] == 'attachment; filename="minutes-5-1.docx"'
    assert answer["ETag"] == f'"{edition.word.sha256}"'
    assert cast.client_for(cast.visitor()).get("/meetings/5/1/editions/1/minutes.docx").content == cast.WORD


def test_who_has_the_bytes_already_is_sent_none():
    edition = cast.make_edition(cast.make_meeting())
    again = pdf_of(edition, **{"if-none-match": f'"{edition.pdf.sha256}"'})
    assert (again.status_code, again.content) == (304, b"")
    assert again["ETag"] == f'"{edition.pdf.sha256}"'
    other = pdf_of(edition, **{"if-none-match": '"something else"'})
    assert (other.status_code, other.content) == (200, cast.PDF)


def test_the_head_of_a_file_tells_its_type_without_its_bytes():
    edition = cast.make_edition(cast.make_meeting())
    answer = cast.client_for(cast.visitor()).head("/meetings/5/1/minutes.pdf")
    assert (answer.status_code, answer.content) == (200, b"")
    assert answer["ETag"] == f'"{edition.pdf.sha256}"'


@pytest.mark.parametrize("content_type", ["text/html", "image/svg+xml", "text/plain", "application/xhtml+xml", ""])
def test_what_a_browser_might_run_is_only_ever_a_download_of_no_type(content_type):
    answer = get(attachment(HTML, content_type, "page.html"))
    assert answer.content == HTML
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"].startswith("attachment")


def test_an_attachment_is_a_download_even_where_it_could_be_shown():
    answer = get(attachment())
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == 'attachment; filename="annex.pdf"'


def test_a_persian_name_reaches_the_browser_whole():
    answer = get(attachment(name="صورتجلسه «اول».pdf"))
    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''%D8%B5")


@pytest.mark.parametrize("name", ['a"; filename="b.exe', "a\r\nSet-Cookie: x=1", "", "\0"])
def test_no_name_breaks_out_of_its_header(name):
    answer = get(attachment(name=name.replace("\0", "")))
    assert answer.status_code == 200
    assert "Set-Cookie" not in answer
    assert "\r" not in answer["Content-Disposition"]
    assert "\n" not in answer["Content-Disposition"]


def test_what_the_disk_has_lost_is_not_there():
    row = attachment()
    files.path_of(row.file.sha256).unlink()
    assert get(row).status_code == 404


def test_an_attachment_has_an_audience_of_its_own():
    row = cast.make_attachment(cast.make_meeting(), audience="members")
    assert get(row).status_code == 404
    assert get(row, cast.leila()).status_code == 404
    assert get(row, cast.maryam()).content == cast.PDF


def test_an_attachment_is_found_under_its_own_meeting_only():
    row = attachment()
    cast.make_meeting(2)
    assert cast.client_for(cast.maryam()).get(f"/meetings/5/2/attachments/{row.pk}/").status_code == 404


def test_an_attachment_of_a_meeting_that_may_not_be_seen_is_not_there():
    row = cast.make_attachment(cast.make_meeting(audience="members"), audience="everyone")
    assert get(row).status_code == 404
    assert get(row, cast.maryam()).status_code == 200
