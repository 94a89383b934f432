"""`/import/`: who may hand over what, and how long it waits."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from meetings.documents.document import MAX_BYTES
from records.models import PendingImport
from tests import cast
from tests.forms import fields_of
from tests.meetings.importing_by_pages import TEXT, hand_in, nothing_was_saved, review, save, says

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("rounds")]


# Who


@pytest.mark.parametrize("who", ["secretary", "confirmer", "administrator"])
def test_those_who_write_records_may_import(who):
    client = cast.client_for(cast.ROLES[who]())
    says(client.get("/import/"), "خواندن سند")
    address, _ = review(client)
    says(client.get(address), "بازبینی پیش از ثبت")


@pytest.mark.parametrize("who", ["member", "liaison"])
def test_for_others_there_is_no_such_page(who):
    address, _ = review(cast.client_for(cast.sara()))
    client = cast.client_for(cast.ROLES[who]())
    for page in ("/import/", address):
        assert client.get(page).status_code == 404
        assert client.post(page, {"step": "stop"}).status_code == 404
    assert PendingImport.objects.count() == 1


def test_visitors_are_led_to_sign_in():
    address, _ = review(cast.client_for(cast.sara()))
    for page in ("/import/", address):
        assert cast.client_for(cast.visitor()).get(page)["Location"] == f"/accounts/login/?next={page}"


def test_what_another_one_handed_in_is_not_there(secretary, confirmer):
    address, fields = review(secretary)
    assert confirmer.get(address).status_code == 404
    assert save(confirmer, address, fields).status_code == 404
    assert confirmer.post(address, {"step": "stop"}).status_code == 404
    assert nothing_was_saved()
    assert PendingImport.objects.count() == 1


def test_a_token_that_nobody_was_given_is_not_there(secretary):
    assert secretary.get("/import/00000000-0000-0000-0000-000000000000/").status_code == 404
    assert secretary.get("/import/xyz/").status_code == 404


# The form


def test_the_form_knows_the_meeting_that_it_was_called_for(secretary):
    round = cast.make_round(3)
    fields = fields_of(secretary.get("/import/?round=3&number=7"))
    assert (fields["round"], fields["number"]) == ([str(round.pk)], ["۷"])


@pytest.mark.parametrize(
    "query", ["round=abc&number=NaN", "round=99&number=0", "round=9999999999999&number=-1", "round="]
)
def test_a_meeting_that_can_not_be_leaves_the_form_empty(secretary, query):
    fields = fields_of(secretary.get(f"/import/?{query}"))
    assert (fields["round"], fields["number"]) == ([""], [""])


def test_a_pasted_text_and_a_file_are_understood_alike(secretary):
    pasted = secretary.get(hand_in(secretary)["Location"])
    from_file = secretary.get(hand_in(secretary, file=TEXT.encode())["Location"])
    for page, name in ((pasted, "متن چسبانده‌شده.txt"), (from_file, "سند.md")):
        says(page, name, "مهندس رضا نمونه", "شهردار شهر نمونه", "مسولیتهای دبیر خانه روشن شد", "utf-8")


@pytest.mark.parametrize(("codec", "mark"), [("utf-16-le", b"\xff\xfe"), ("utf-8", b"\xef\xbb\xbf"), ("cp1256", b"")])
def test_files_in_older_encodings_are_read(secretary, codec, mark):
    text = TEXT.replace("ی", "ي") if codec == "cp1256" else TEXT
    says(secretary.get(hand_in(secretary, file=mark + text.encode(codec))["Location"]), text[:14])


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"text": ""}, "متنی نرسید"),
        ({"text": " \n\t"}, "متنی نرسید"),
        ({"round": ""}, "دور جلسه را برگزینید"),
        ({"round": "999"}, "چنین دوری در بایگانی نیست"),
        ({"round": "99999999999999999999999"}, "چنین دوری در بایگانی نیست"),
        ({"round": "a\0"}, "تهی"),
        ({"number": ""}, "شماره جلسه را بنویسید"),
        ({"number": "0"}, "۱"),
        ({"number": "10000"}, "۹۹۹۹"),
        ({"number": "NaN"}, "NaN"),
        ({"number": "9" * 30}, "۹۹۹۹"),
    ],
)
def test_what_is_missing_or_wrong_is_said_and_what_was_typed_stays(secretary, changes, why):
    answer = hand_in(secretary, **changes)
    says(answer, why, status=422)
    fields = fields_of(answer)
    typed = {"text": TEXT, "number": "1", **changes}
    assert fields["text"][0].replace("\r\n", "\n") == typed["text"]
    if "round" not in changes:
        assert fields["round"] == [str(cast.make_round(5).pk)]
    assert nothing_was_saved()
    assert not PendingImport.objects.exists()


def test_a_text_and_a_file_at_once_are_one_too_many(secretary):
    answer = secretary.post(
        "/import/",
        {"round": cast.make_round(5).pk, "number": "۱", "text": TEXT, "file": SimpleUploadedFile("a.md", b"x")},
    )
    says(answer, "یکی از آن دو را نگه دارید", status=422)


def test_a_null_character_in_a_pasted_text_is_refused_in_persian_and_the_rest_stays(secretary):
    answer = hand_in(secretary, text="- سخن\0نخست")
    page = says(answer, "نویسه تهی", "چیزی ذخیره نشده است", status=422)
    assert "متنی نرسید" not in page
    assert "\0" not in page
    assert fields_of(answer)["text"] == ["- سخننخست"]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (("سلام " * 50 + "\0سلام").encode(), "نویسه تهی"),
        (b"%PDF-1.7\n", "این پرونده PDF است"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 20, "تصویر"),
        (b"\xff\xfe\x00", "ناقص"),
        (bytes(range(1, 256)), "متن نیست"),
        ("ب".encode() * (MAX_BYTES // 2 + 1), "۵ مگابایت"),
    ],
    ids=["null", "PDF", "picture", "cut off", "bytes", "too large"],
)
def test_a_file_that_is_no_text_is_refused_with_the_reason(secretary, content, why):
    answer = hand_in(secretary, file=content)
    says(answer, why, status=422)
    assert fields_of(answer)["number"] in (["1"], ["۱"])
    assert not PendingImport.objects.exists()


# How much is kept of what nobody saved


def test_ten_of_one_person_are_kept_the_newest_ones(secretary, confirmer):
    others, _ = review(confirmer)
    addresses = [hand_in(secretary, f"- سخن {number}\n")["Location"] for number in range(12)]
    assert [secretary.get(address).status_code for address in addresses] == [404, 404] + [200] * 10
    assert confirmer.get(others).status_code == 200


def test_after_two_days_they_are_gone(secretary, confirmer):
    review(confirmer)
    PendingImport.objects.update(created_at=timezone.now() - timedelta(days=2, minutes=1))
    address, _ = review(secretary)
    assert PendingImport.objects.count() == 1
    assert secretary.get(address).status_code == 200
