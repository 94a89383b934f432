"""`/import/`: handed over, looked through, and only then saved."""

from datetime import timedelta
from unittest.mock import patch

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from meetings import publication
from meetings.document import MAX_BLOCKS, MAX_BYTES
from meetings.models import Block, Meeting, Mention, Minutes, Turn
from meetings.outline import MAX_BLOCK
from people.models import Person, PersonName
from records import audit
from records.models import Edition, Event, PendingImport
from records.pdf import PdfError
from tests import cast
from tests.forms import fields_of
from tests.markup import parse_errors

pytestmark = pytest.mark.django_db
TEXT = """متن بالای صفحه

**مهندس رضا نمونه (شهردار شهر نمونه):** سخن را آغاز کرد.

- در دور سوم نوزده جلسه برگزار شد:
  - مسولیتهای دبیر خانه روشن شد

**نکته:** یادداشت دبیرخانه است.

- دور اول و دوم نیز یاد شد.
"""


@pytest.fixture(autouse=True)
def rounds():
    for number in (1, 2, 3, 5):
        cast.make_round(number)


@pytest.fixture
def secretary():
    return cast.client_for(cast.sara())


@pytest.fixture
def confirmer():
    return cast.client_for(cast.kamran())


def hand_in(client, text: str = TEXT, file: bytes | None = None, name: str = "سند.md", **changes):
    given = {"round": cast.make_round(5).pk, "number": "1", "text": text, **changes}
    if file is not None:
        given = {**given, "text": "", "file": SimpleUploadedFile(name, file)}
    return client.post("/import/", given)


def review(client, text: str = TEXT, **changes) -> tuple[str, dict[str, list[str]]]:
    """The address of the review of `text`, and its form as the page gives it."""
    address = hand_in(client, text, **changes)["Location"]
    return address, fields_of(client.get(address))


def save(client, address: str, fields: dict, **changes):
    with patch.object(publication, "minutes_pdf", return_value=cast.PDF):
        return client.post(address, {**fields, "step": "save", **changes})


def says(response, *phrases: str, status: int = 200) -> str:
    assert response.status_code == status
    page = response.content.decode()
    assert parse_errors(page) == []
    for phrase in phrases:
        assert phrase in page
    return page


def nothing_was_saved() -> bool:
    return not any(model.objects.exists() for model in (Meeting, Minutes, Person, Event))


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


# The review


def test_the_review_shows_what_was_understood_and_saves_nothing(secretary):
    page = says(
        secretary.get(hand_in(secretary)["Location"]),
        "بازبینی سند جلسه اول دور پنجم",
        "پیش از نخستین سخنران آمده است",
        "متن بالای صفحه",
        "شخص تازه",
        "سخن را آغاز کرد.",
        "دور سوم",
        "سخن آغازین",
        "هنوز چیزی ثبت نشده است",
    )
    assert "منتشر شود" not in page
    assert nothing_was_saved()


def test_saved_as_it_is_offered_it_becomes_the_draft(secretary):
    address, fields = review(secretary)
    answer = save(secretary, address, fields)
    assert (answer.status_code, answer["Location"]) == (302, "/meetings/5/1/draft/")
    says(secretary.get("/meetings/5/1/draft/"), "سند ذخیره شد", "مسولیتهای دبیر خانه روشن شد", "پیش‌نویس")
    assert list(Mention.objects.values_list("round__number", flat=True).order_by("round__number")) == [1, 2, 3]
    assert Event.objects.last().actor_name == "سارا فرضی"
    assert not PendingImport.objects.exists()
    assert secretary.get(address).status_code == 404
    assert audit.examine().faults == []


def test_a_saved_draft_is_seen_by_those_who_write_only(secretary):
    save(secretary, *review(secretary))
    for who in ("visitor", "member", "liaison"):
        client = cast.client_for(cast.ROLES[who]())
        for page in ("/meetings/5/1/draft/", "/meetings/5/1/draft/minutes.pdf"):
            assert client.get(page).status_code in (302, 404)
        assert "مسولیتهای" not in client.get("/meetings/5/1/").content.decode()


def test_stopping_throws_it_away(secretary):
    address, fields = review(secretary)
    answer = secretary.post(address, {**fields, "step": "stop", "publish": "1"}, follow=True)
    says(answer, "چیزی ذخیره نشده است")
    assert nothing_was_saved()
    assert not PendingImport.objects.exists()


def test_the_person_that_was_chosen_is_taken(secretary):
    known = cast.make_person("نمونه", "رضا")
    other = cast.make_person("نمونه", "حسن")
    PersonName.objects.create(person=known, written="مهندس نمونه", confidence="probable")
    PersonName.objects.create(person=other, written="مهندس نمونه", confidence="probable")
    text = "**مهندس نمونه:** سخن گفت.\n"
    for choice, person, confidence in (
        (f"certain-{known.pk}", known, "certain"),
        (f"probable-{known.pk}", known, "probable"),
        (f"probable-{other.pk}", other, "probable"),
    ):
        address, fields = review(secretary, text)
        save(secretary, address, fields, **{"speaker-1": choice}, replace="1")
        turn = Turn.objects.get()
        assert (turn.person, turn.confidence) == (person, confidence)
    address, fields = review(secretary, text)
    save(secretary, address, fields, **{"speaker-1": "new"}, replace="1")
    assert Turn.objects.get().person not in (known, other)


def test_a_certain_match_is_offered_first_and_marked(secretary):
    known = cast.make_person("نمونه", "رضا")
    PersonName.objects.create(person=known, written="مهندس رضا نمونه", confidence="certain")
    address, fields = review(secretary)
    assert fields["speaker-1"] == [f"certain-{known.pk}"]
    says(secretary.get(address), "قطعی")
    save(secretary, address, fields)
    assert Turn.objects.get(speaker_as_written="مهندس رضا نمونه").person == known


@pytest.mark.parametrize("answer", ["certain-999999", "certain-", "sure-1", "", "certain-1\0", "99999999999999999999"])
def test_an_answer_that_was_not_offered_counts_as_the_offered_one(secretary, answer):
    cast.make_person("دیگر", "کس")
    address, fields = review(secretary)
    assert save(secretary, address, fields, **{"speaker-1": answer}).status_code == 302
    assert str(Turn.objects.get(position=2).person) == "مهندس رضا نمونه"


def test_a_bold_word_that_is_no_speaker_becomes_a_sub_heading(secretary):
    address, fields = review(secretary)
    save(secretary, address, fields, **{"speaker-2": "none"})
    assert list(Turn.objects.order_by("position").values_list("speaker_as_written", flat=True)) == [
        "",
        "مهندس رضا نمونه",
    ]
    rows = Block.objects.filter(turn__position=2).order_by("position").values_list("kind", "text")
    assert list(rows)[3:] == [
        ("subheading", "نکته:"),
        ("paragraph", "یادداشت دبیرخانه است."),
        ("bullet", "دور اول و دوم نیز یاد شد."),
    ]
    assert Mention.objects.count() == 3
    assert not Person.objects.filter(family_name="نکته").exists()


def test_offers_that_were_unticked_are_not_taken(secretary):
    address, fields = review(secretary)
    assert fields["mention"] == ["5-3", "10-1", "10-2"]
    save(secretary, address, {**fields, "mention": ["10-2", "7-1", "x", "10-99"]})
    assert [(mention.block.line, mention.round.number) for mention in Mention.objects.all()] == [(10, 2)]


# Replacing


def test_a_second_document_says_that_a_draft_is_there_and_replaces_it_only_when_ticked(secretary):
    save(secretary, *review(secretary))
    address, fields = review(secretary, TEXT + "- افزوده شد.\n")
    says(secretary.get(address), "این جلسه پیش‌نویسی دارد", 'name="replace"')
    assert "replace" not in fields
    answer = save(secretary, address, fields)
    page = says(answer, "این جلسه پیش‌نویسی دارد", status=409)
    assert 'role="alert"' in page
    assert not Block.objects.filter(text="افزوده شد.").exists()
    assert save(secretary, address, fields, replace="1").status_code == 302
    assert Block.objects.filter(text="افزوده شد.").exists()
    assert Minutes.objects.count() == 1


def test_the_same_document_again_says_so_and_leads_to_what_is_there(secretary):
    save(secretary, *review(secretary))
    address, fields = review(secretary)
    says(secretary.get(address), "همین پرونده پیش از این وارد شده", 'href="/meetings/5/1/draft/"')
    says(save(secretary, address, fields), "پیش از این برای همین جلسه وارد شده است", status=409)
    assert save(secretary, address, fields, replace="1").status_code == 302
    assert Minutes.objects.count() == 1


def test_the_same_document_as_an_edition_leads_to_the_edition(confirmer):
    save(confirmer, *review(confirmer), publish="1")
    address, fields = review(confirmer)
    says(confirmer.get(address), "ویرایش اول از آن است", 'href="/meetings/5/1/editions/1/"')
    assert save(confirmer, address, fields).status_code == 409
    assert save(confirmer, address, fields, replace="1", publish="1").status_code == 302
    assert Edition.objects.count() == 2


def test_what_was_chosen_stays_after_a_refusal(secretary):
    save(secretary, *review(secretary))
    address, fields = review(secretary, TEXT + "- افزوده شد.\n")
    answer = save(secretary, address, {**fields, "mention": ["10-2"]}, **{"speaker-2": "none"})
    kept = fields_of(answer)
    assert (kept["mention"], kept["speaker-2"]) == (["10-2"], ["none"])


def test_a_draft_that_came_in_between_is_not_replaced_unseen(secretary):
    address, fields = review(secretary)
    cast.make_minutes(cast.make_meeting())
    assert save(secretary, address, fields).status_code == 409


# Publishing


def test_only_a_confirmer_is_offered_to_publish(secretary, confirmer):
    assert 'name="publish"' not in secretary.get(hand_in(secretary)["Location"]).content.decode()
    assert 'name="publish"' in confirmer.get(hand_in(confirmer)["Location"]).content.decode()


def test_a_confirmer_publishes_for_everyone(confirmer):
    address, fields = review(confirmer)
    assert "publish" not in fields
    answer = save(confirmer, address, fields, publish="1")
    assert answer["Location"] == "/meetings/5/1/"
    says(confirmer.get("/meetings/5/1/"), "سند ذخیره و برای همگان منتشر شد")
    says(cast.client_for(cast.visitor()).get("/meetings/5/1/"), "مسولیتهای دبیر خانه روشن شد")
    assert Edition.objects.get().issued_by_name == "کامران فرضی"


def test_a_secretary_who_sends_the_tick_all_the_same_publishes_nothing(secretary):
    address, fields = review(secretary)
    assert save(secretary, address, fields, publish="1")["Location"] == "/meetings/5/1/draft/"
    assert not Edition.objects.exists()
    assert Minutes.objects.get().state == "draft"


def test_a_pdf_that_can_not_be_made_leaves_the_draft_and_says_so(confirmer):
    address, fields = review(confirmer)
    with patch.object(publication, "minutes_pdf", side_effect=PdfError("time")):
        answer = confirmer.post(address, {**fields, "step": "save", "publish": "1"}, follow=True)
    assert answer.redirect_chain[-1][0] == "/meetings/5/1/draft/"
    says(answer, "سند در پیش‌نویس ذخیره شد، اما منتشر نشد")
    assert not Edition.objects.exists()


# What can't be saved


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("**آقای الف:**\n", "هیچ متنی یافته نشد"),
        ("- سخن\n" + "ب" * (MAX_BLOCK + 1), "سطر ۲ از ۲۰۰۰۰ نویسه بلندتر است"),
        ("- بند\n" * (MAX_BLOCKS + 1), "۵۰۰۱ بند"),
    ],
    ids=["empty", "long line", "blocks"],
)
def test_a_refused_document_says_why_has_no_button_to_save_and_is_not_saved(confirmer, text, why):
    address = hand_in(confirmer, text)["Location"]
    page = says(confirmer.get(address), why, "این سند را نمی‌توان ثبت کرد")
    assert 'value="save"' not in page
    assert 'name="publish"' not in page
    answer = save(confirmer, address, {"speaker-1": "new"}, publish="1", replace="1")
    says(answer, why, status=409)
    assert nothing_was_saved()


@pytest.mark.parametrize("line", ["**ن{0}:** س\n", "- دور سوم {0}\n"], ids=["speakers", "named rounds"])
def test_a_document_far_too_large_is_refused_on_a_page_of_bearable_size(confirmer, line):
    text = "".join(line.format(number) for number in range(150_000))
    address = hand_in(confirmer, text)["Location"]
    page = confirmer.get(address)
    assert "یک صورتجلسه حداکثر ۵۰۰ نوبت" in page.content.decode()
    assert len(page.content) < 3_000_000
    assert save(confirmer, address, {"speaker-1": "new", "mention": "1-3"}).status_code == 409
    assert nothing_was_saved()


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


def test_the_review_takes_the_same_few_queries_for_3_and_300_speakers(secretary):
    counts = []
    for speakers in (3, 300):
        text = "".join(f"**آقای نمونه{number}:** در دور سوم گفت.\n" for number in range(speakers))
        address = hand_in(secretary, text)["Location"]
        with CaptureQueriesContext(connection) as queries:
            secretary.get(address)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 12
