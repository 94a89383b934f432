"""`import_document`: what was understood, what is saved of it, and what stops it."""

import io
import re
from unittest.mock import patch

import pytest
from django.core.management import CommandError, call_command

from meetings.confirmation import publication
from meetings.models import Block, Meeting, Mention, Minutes, Turn
from people.models import Person, PersonName, Round
from records import audit
from records.models import Edition, Event
from records.pdf import PdfError
from tests import cast
from tests.meetings.importing_by_command import DOCUMENT, refuses, run

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("rounds")]


def test_what_was_understood_is_counted_and_saved_as_a_draft(paper):
    said = run(paper())
    assert "سند.md: utf-8, " in said
    assert "3 turns, 5 bullets (3 on level 1, 2 on level 2), 2 paragraphs, 1 sub-headings, 2 leads" in said
    assert "line 3: مهندس رضا نمونه [شهردار شهر نمونه] → new" in said
    assert "line 17: خانم زهرا مثال [-] → new" in said
    assert re.findall(r"line (\d+) names round (\d)", said) == [("5", "3"), ("17", "1"), ("17", "2")]
    assert "line 1: before the first speaker: متن بالای صفحه" in said
    assert said.endswith("Saved as the draft of edition 1.\n")
    draft = Minutes.objects.get()
    assert (draft.state, draft.number, draft.meeting.audience) == ("draft", 1, "members")
    assert draft.meeting.state == Meeting.State.HELD


def test_the_draft_holds_every_line_as_it_stands(paper):
    run(paper())
    rows = Block.objects.order_by("number").values_list("line", "kind", "level", "text")
    assert list(rows) == [
        (1, "paragraph", 0, "متن بالای صفحه"),
        (3, "lead", 0, "سخن را آغاز کرد."),
        (5, "bullet", 1, "در دور سوم نوزده جلسه برگزار شد:"),
        (6, "bullet", 2, "ده جلسه در تالار شهر"),
        (8, "bullet", 2, "نه جلسه در دانشگاه"),
        (9, "bullet", 1, "مسولیتهای دبیر خانه و پیشنهاد گرانبهائی روشن شد"),
        (11, "subheading", 0, "گام بعدی:"),
        (13, "bullet", 1, "گزارش هر فصل منتشر شود."),
        (15, "paragraph", 0, "پایان سخن."),
        (17, "lead", 0, "درباره دور اول و دوم گفت."),
    ]
    mentions = Mention.objects.order_by("block__line", "round__number").values_list("block__line", "round__number")
    assert list(mentions) == [(5, 3), (17, 1), (17, 2)]
    assert [turn.post_as_written for turn in Turn.objects.order_by("position")] == ["", "شهردار شهر نمونه", ""]


def test_new_persons_are_made_with_the_spelling_in_which_they_stand(paper):
    run(paper())
    persons = Person.objects.order_by("id")
    assert [(person.honorific, person.given_name, person.family_name) for person in persons] == [
        ("مهندس", "", "رضا نمونه"),
        ("خانم", "", "زهرا مثال"),
    ]
    assert [(name.written, name.confidence) for name in PersonName.objects.order_by("id")] == [
        ("مهندس رضا نمونه", "certain"),
        ("خانم زهرا مثال", "certain"),
    ]


def test_two_spellings_of_one_name_in_a_document_make_one_person(paper):
    run(paper("**آقای على كريمى:** سخن گفت.\n\n**آقای علی کریمی:** افزود.\n"))
    assert Person.objects.count() == 1
    assert [turn.speaker_as_written for turn in Turn.objects.order_by("position")] == [
        "آقای على كريمى",
        "آقای علی کریمی",
    ]


def test_a_person_whose_name_is_known_for_certain_is_taken_and_a_likely_one_offered(paper):
    known = cast.make_person("نمونه", "رضا", honorific="مهندس")
    PersonName.objects.create(person=known, written="مهندس رضا نمونه", confidence="certain")
    likely = cast.make_person("مثال", "زهرا")
    said = run(paper())
    assert "→ مهندس رضا نمونه (certain)" in said
    assert "→ زهرا مثال (probable)" in said
    assert list(Turn.objects.order_by("position").values_list("person", "confidence")) == [
        (None, ""),
        (known.pk, "certain"),
        (likely.pk, "probable"),
    ]
    assert Person.objects.count() == 2


def test_the_steps_are_events_by_who_ran_it_or_by_the_system(paper):
    cast.sara()
    run(paper(), "--by=sara")
    run(paper(), number=2)
    steps = Event.objects.values_list("action", "actor_name")
    assert list(steps)[:4] == [
        ("meeting.registered", "سارا فرضی"),
        ("person.registered", "سارا فرضی"),
        ("person.registered", "سارا فرضی"),
        ("minutes.imported", "سارا فرضی"),
    ]
    assert set(list(steps)[4:]) == {("meeting.registered", "سامانه"), ("minutes.imported", "سامانه")}
    assert audit.examine().faults == []


def test_the_original_comes_back_byte_for_byte(paper):
    content = "\ufeff" + DOCUMENT.replace("\n", "\r\n") + "\u200f \t\n\n"
    run(paper(content))
    draft = Minutes.objects.get()
    address = f"/meetings/5/1/source/{draft.pk}/"
    served = cast.client_for(cast.sara()).get(address)
    assert served.content == content.encode()
    assert served["Content-Disposition"].startswith("attachment")
    assert draft.source.sha256 in Event.objects.last().file_hashes
    for user in (cast.maryam(), cast.leila()):
        assert cast.client_for(user).get(address).status_code == 404
    assert cast.client_for(cast.visitor()).get(address).status_code == 302


def test_the_original_is_found_under_its_own_meeting_only(paper):
    run(paper())
    cast.make_meeting(2)
    draft = Minutes.objects.get()
    assert cast.client_for(cast.sara()).get(f"/meetings/5/2/source/{draft.pk}/").status_code == 404
    assert cast.client_for(cast.sara()).get(f"/meetings/5/1/source/{draft.pk + 1}/").status_code == 404


def test_the_same_file_twice_stops(paper):
    run(paper())
    refuses(paper(), "پیش از این برای همین جلسه وارد شده است")
    assert "edition 1" in run(paper(), "--replace")


def test_the_same_file_for_another_meeting_is_another_matter(paper):
    run(paper())
    run(paper(), number=2)
    assert Minutes.objects.count() == 2


def test_another_file_stops_at_a_draft_and_replaces_it_only_when_told(paper):
    run(paper())
    other = paper(DOCUMENT + "- افزوده شد.\n", "دیگر.md")
    refuses(other, "این جلسه پیش‌نویسی دارد")
    run(other, "--replace")
    assert Minutes.objects.count() == 1
    assert Block.objects.filter(text="افزوده شد.").exists()
    event = Event.objects.last()
    assert event.action == "minutes.replaced"
    assert event.content["replaced"]["turns"][0]["blocks"][0][3] == "متن بالای صفحه"
    assert audit.examine().faults == []


def test_publishing_makes_an_edition_for_everyone_with_its_own_event(paper):
    cast.kamran()
    said = run(paper(), "--publish", "--by=kamran")
    edition = Edition.objects.get()
    assert f"Published as edition 1, verification code {edition.code}." in said
    assert edition.audience == "everyone"
    assert edition.issued_by_name == "کامران فرضی"
    assert [event.action for event in Event.objects.all()][-2:] == ["minutes.imported", "minutes.published"]
    assert "گرانبهائی" in cast.client_for(cast.visitor()).get("/meetings/5/1/").content.decode()


def test_a_published_file_comes_again_only_when_told(paper):
    cast.kamran()
    run(paper(), "--publish", "--by=kamran")
    refuses(paper(), "پیش از این برای همین جلسه وارد شده است", "--publish", "--by=kamran")
    run(paper(), "--replace", "--publish", "--by=kamran")
    assert list(Edition.objects.order_by("number").values_list("number", flat=True)) == [1, 2]


def test_the_founding_summary_gives_way_without_being_told(paper):
    Round.objects.all().delete()  # the founding data brings its own
    cast.load_founding_data()
    cast.kamran()
    said = run(paper(), "--publish", "--by=kamran")
    assert "Published as edition 2" in said
    page = cast.client_for(cast.visitor())
    assert "گرانبهائی" in page.get("/meetings/5/1/").content.decode()
    summary = page.get("/meetings/5/1/editions/1/").content.decode()
    assert "جایگزین شده است" in summary
    assert "خلاصه" in summary
    assert audit.examine().faults == []


def test_a_pdf_that_can_not_be_made_leaves_the_draft(paper):
    cast.kamran()
    with (
        patch.object(publication, "minutes_pdf", side_effect=PdfError("time")),
        pytest.raises(CommandError, match="Not published, but kept as a draft"),
    ):
        call_command(
            "import_document", str(paper()), "--round=5", "--number=1", "--publish", "--by=kamran", stdout=io.StringIO()
        )
    assert Minutes.objects.get().state == "draft"


def test_who_publishes_must_be_named_active_and_a_confirmer(paper):
    cast.sara()
    gone = cast.kamran()
    gone.is_active = False
    gone.save()
    refuses(paper(), "--publish needs --by USER", "--publish")
    refuses(paper(), "no active user nobody", "--publish", "--by=nobody")
    refuses(paper(), "no active user kamran", "--publish", "--by=kamran")
    refuses(paper(), "sara is no confirmer", "--publish", "--by=sara")
    refuses(paper(), "no active user nobody", "--by=nobody")


def test_a_round_that_is_not_there_stops(paper):
    refuses(paper(), "There is no round 4", round=4)


@pytest.mark.parametrize(("round", "number"), [(0, 1), (100, 1), (5, 0), (5, 10_000), (5, -1), (5, 10**20)])
def test_numbers_that_no_meeting_has_stop(paper, round, number):
    refuses(paper(), "invalid choice", round=round, number=number)
