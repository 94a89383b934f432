"""`/import/`: looked through, and what is taken of it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from meetings.documents.document import MAX_BLOCKS
from meetings.models import Block, Mention, Turn
from meetings.outline import MAX_BLOCK
from people.models import Person, PersonName
from records import audit
from records.models import Event, PendingImport
from tests import cast
from tests.meetings.importing_by_pages import hand_in, nothing_was_saved, review, save, says

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("rounds")]


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


@pytest.mark.once
def test_the_review_takes_the_same_few_queries_for_3_and_300_speakers(secretary):
    counts = []
    for speakers in (3, 300):
        text = "".join(f"**آقای نمونه{number}:** در دور سوم گفت.\n" for number in range(speakers))
        address = hand_in(secretary, text)["Location"]
        with CaptureQueriesContext(connection) as queries:
            secretary.get(address)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 12


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


@pytest.mark.once
@pytest.mark.parametrize("line", ["**ن{0}:** س\n", "- دور سوم {0}\n"], ids=["speakers", "named rounds"])
def test_a_document_far_too_large_is_refused_on_a_page_of_bearable_size(confirmer, line):
    text = "".join(line.format(number) for number in range(150_000))
    address = hand_in(confirmer, text)["Location"]
    page = confirmer.get(address)
    assert "یک صورتجلسه حداکثر ۵۰۰ نوبت" in page.content.decode()
    assert len(page.content) < 3_000_000
    assert save(confirmer, address, {"speaker-1": "new", "mention": "1-3"}).status_code == 409
    assert nothing_was_saved()
