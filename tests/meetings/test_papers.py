"""The signed paper is attached to published minutes as the authoritative copy, and replaced; annexes likewise."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from meetings.models import Attachment
from records import audit
from records.models import Edition, Event
from records.scan import MOST_BYTES, NotAScan, scan_type
from tests import cast
from tests.meetings.steps import MEETING, done, submit
from tests.reading import get, read

pytestmark = pytest.mark.django_db
NEW = f"{MEETING}attachments/new/"


def picture(form: str) -> bytes:
    target = io.BytesIO()
    Image.new("RGB", (40, 60), "white").save(target, form)
    return target.getvalue()


SCANS = {"pdf": cast.PDF, "jpg": picture("JPEG"), "png": picture("PNG")}


def upload(content: bytes, name: str = "scan.bin") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="text/html")


def attach(client, content: bytes = cast.PDF, **typed):
    return submit(client, NEW, file=upload(content), **typed)


@pytest.fixture
def meeting():
    row = cast.make_meeting()
    cast.make_edition(row)
    return row


@pytest.mark.parametrize("suffix", SCANS)
def test_a_scan_is_known_by_its_content_and_served_with_its_own_type(meeting, secretary, suffix):
    done(attach(secretary, SCANS[suffix]), "پرونده پیوست شد", secretary)
    row = Attachment.objects.get()
    assert (row.kind, row.audience, row.title) == ("signed", "everyone", "نسخه امضاشده صورتجلسه")
    assert row.file.original_name == f"scan.{suffix}"
    page = read(MEETING)
    assert row.file.sha256 in page
    assert "نسخه امضاشده" in page
    served = get(f"{MEETING}attachments/{row.pk}/")
    assert served.content == SCANS[suffix]
    assert served["Content-Disposition"] == f'attachment; filename="scan.{suffix}"'
    event = Event.objects.last()
    assert (event.action, event.file_hashes) == ("attachment.added", [row.file.sha256])
    assert audit.examine().faults == []


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "خالی است"),
        (b"MZ\x90\x00 a program", "PDF، JPEG یا PNG نیست"),
        (b"<html><script>alert(1)</script></html>", "PDF، JPEG یا PNG نیست"),
        (b"%PDF-1.7 cut in the middle", "ناتمام"),
        (SCANS["jpg"][:200], "ناتمام"),
        (SCANS["png"][:60], "ناتمام"),
        (b"\x89PNG\r\n\x1a\n" + b"x" * 200, "ناتمام"),
        (b"\xff\xd8\xff" + b"x" * 200 + b"\xff\xd9", "خوانده نمی‌شود"),
        (b"%PDF-" + b"0" * MOST_BYTES, "۲۵ مگابایت"),
    ],
    ids=["empty", "program", "page", "cut pdf", "cut jpeg", "cut png", "no png", "no jpeg", "large"],
)
def test_what_is_no_scan_is_refused_with_the_reason_beside_the_field(meeting, secretary, content, words):
    answer = attach(secretary, content)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Attachment.objects.exists()


def test_a_picture_of_very_many_points_is_refused():
    target = io.BytesIO()
    Image.new("1", (10_000, 8_100)).save(target, "PNG")
    with pytest.raises(NotAScan, match="۸۰ میلیون"):
        scan_type(target.getvalue())


def test_without_a_file_nothing_is_attached(meeting, secretary):
    assert secretary.post(NEW, {"kind": "signed"}).status_code == 422
    assert not Attachment.objects.exists()


def test_a_paper_has_the_audience_of_its_edition(secretary):
    cast.make_edition(cast.make_meeting(), audience="members")
    attach(secretary)
    row = Attachment.objects.get()
    assert row.audience == "members"
    assert get(f"{MEETING}attachments/{row.pk}/").status_code == 404
    assert get(f"{MEETING}attachments/{row.pk}/", cast.maryam()).status_code == 200


def test_there_is_one_signed_paper_and_any_number_of_annexes(meeting, secretary):
    attach(secretary)
    again = attach(secretary, SCANS["png"])
    assert again.status_code == 409
    assert "همان را جایگزین کنید" in again.content.decode()
    for title in ("گزارش فصل", "نقشه"):
        attach(secretary, SCANS["png"], kind="annex", title=title)
    assert list(Attachment.objects.order_by("position").values_list("title", flat=True)) == [
        "نسخه امضاشده صورتجلسه",
        "گزارش فصل",
        "نقشه",
    ]


def test_a_paper_is_replaced_with_a_reason_and_the_earlier_one_stays_in_the_history(meeting, secretary):
    attach(secretary)
    row = Attachment.objects.get()
    address = f"{MEETING}attachments/{row.pk}/replace/"
    assert f'href="{address}"' in read(MEETING, cast.sara())
    assert "replace/" not in read(MEETING, cast.maryam())
    assert submit(secretary, address, file=upload(SCANS["jpg"]), reason="").status_code == 422
    done(
        submit(secretary, address, file=upload(SCANS["jpg"]), reason="صفحه دوم جا افتاده بود"), "جایگزین شد", secretary
    )
    assert get(f"{MEETING}attachments/{row.pk}/").content == SCANS["jpg"]
    history = read(f"{MEETING}history/", cast.sara())
    assert "صفحه دوم جا افتاده بود" in history
    event = Event.objects.last()
    earlier = f"{MEETING}history/{event.sequence}/files/{event.file_hashes[1]}/"
    assert earlier in history
    assert get(earlier, cast.sara()).content == cast.PDF
    assert get(earlier, cast.maryam()).status_code == 404
    assert get(earlier.replace(event.file_hashes[1], "0" * 64), cast.sara()).status_code == 404
    assert audit.examine().faults == []


def test_who_replaces_what_somebody_else_replaced_is_told_so(meeting, secretary):
    attach(secretary)
    row = Attachment.objects.get()
    address = f"{MEETING}attachments/{row.pk}/replace/"
    submit(secretary, address, file=upload(SCANS["jpg"]), reason="نخست")
    stale = submit(secretary, address, file=upload(SCANS["png"]), reason="دوم", seen="0" * 64)
    assert stale.status_code == 409
    same = submit(secretary, address, file=upload(SCANS["jpg"]), reason="همان")
    assert same.status_code == 409
    assert Event.objects.filter(action="attachment.replaced").count() == 1


def test_papers_follow_an_edition_that_is_withdrawn(meeting, secretary, confirmer):
    attach(secretary)
    submit(confirmer, f"{MEETING}editions/1/withdraw/", reason="نام شهروند")
    assert get(f"{MEETING}attachments/{Attachment.objects.get().pk}/").status_code == 404
    assert Edition.objects.get().audience == "members"


def test_before_publication_nothing_is_attached(secretary):
    cast.make_minutes(cast.make_meeting(), state="confirmed")
    assert get(NEW, cast.sara()).status_code == 404
