"""The founding data: what the opening of round five tells of the archive, and nothing that it does not."""

import io
from unittest.mock import patch

import pytest
from django.core.management import call_command

from meetings.confirmation import publication
from meetings.models import Block, Meeting, Mention, Minutes, Turn
from people.models import Body, Membership, Person, PersonName, Post, Round
from projects.models import Project, RaisedTitle, Theme
from qazvin20 import founding
from records import audit
from records.models import Edition, Event
from records.pdf import PdfError
from statements.models import Statement
from tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def loaded() -> None:
    cast.load_founding_data()


def load() -> str:
    out = io.StringIO()
    with patch.object(publication, "minutes_pdf", return_value=cast.PDF):
        call_command("load_founding_data", stdout=out)
    return out.getvalue()


def read(address: str, user=None) -> str:
    answer = cast.client_for(user or cast.visitor()).get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def test_five_rounds_with_the_recorded_number_of_meetings_of_four(loaded):
    rows = Round.objects.order_by("number").values_list("number", "status", "known_meetings", "closed")
    assert list(rows) == [
        (1, "closed", 40, None),
        (2, "closed", 23, None),
        (3, "closed", 23, None),
        (4, "closed", 27, None),
        (5, "active", None, None),
    ]
    assert [round.opened and round.opened.written for round in Round.objects.order_by("number")] == [
        "سال ۸۸", None, None, None, None,
    ]  # fmt: skip
    assert Round.objects.get(number=1).opened.precision == "year"


def test_113_meetings_known_by_number_alone_and_the_opening(loaded):
    bare = Meeting.objects.exclude(round__number=5)
    assert bare.count() == 113
    assert [bare.filter(round__number=number).count() for number in (1, 2, 3, 4)] == [40, 23, 23, 27]
    for meeting in bare.select_related("round"):
        assert 1 <= meeting.number <= meeting.round.known_meetings
        assert meeting.held_on is None
        assert not (meeting.title or meeting.place or meeting.chair_as_written or meeting.secretary_as_written)
        assert meeting.minutes.count() == 0
    opening = Meeting.objects.get(round__number=5)
    assert (opening.number, opening.number_confidence, opening.held_on, opening.place) == (1, "probable", None, "")
    assert opening.attendance.count() == opening.agenda.count() == 0


def test_statements_and_themes_are_known_by_number_alone(loaded):
    statements, themes = Statement.objects.order_by("number"), Theme.objects.order_by("number")
    assert list(statements.values_list("number", "title", "round")) == [(number, "", None) for number in range(1, 12)]
    assert list(themes.values_list("number", "title")) == [(number, "") for number in range(1, 21)]


def test_four_persons_with_the_spellings_and_the_post_that_the_document_gives(loaded):
    assert Person.objects.count() == 4
    names = PersonName.objects.order_by("id").values_list("written", "confidence")
    assert list(names) == [
        ("آقای نصرتی", "certain"),
        ("مهندس علی حسن ظاهری", "certain"),
        ("آقای ظاهری", "probable"),
        ("آقای عباس قدس", "certain"),
        ("آقای بزرگرفتنی", "certain"),
    ]
    assert PersonName.objects.filter(person__family_name="ظاهری").count() == 2
    post = Post.objects.get()
    assert (post.title, post.body.name, post.person.family_name) == ("شهردار قزوین", "شهرداری قزوین", "نصرتی")
    assert (post.since, post.until) == (None, None)


def test_nothing_is_there_that_the_document_does_not_tell(loaded):
    assert not Membership.objects.exists()
    assert not Project.objects.exists()
    assert not RaisedTitle.objects.exists()
    assert not Block.objects.exclude(mark="").exists()
    assert Body.objects.count() == 5
    assert list(Person.objects.exclude(given_name="").values_list("given_name", flat=True).order_by("given_name")) == [
        "عباس",
        "علی حسن",
    ]


def test_the_opening_is_a_summary_that_says_so_with_each_fact_at_its_speaker(loaded):
    minutes = Minutes.objects.get()
    assert (minutes.kind, minutes.state, minutes.source) == ("summary", "published", None)
    turns = minutes.turns.order_by("position")
    assert list(turns.values_list("speaker_as_written", "post_as_written", "confidence")) == [
        ("آقای نصرتی", "شهردار قزوین", "certain"),
        ("آقای بزرگرفتنی", "", "certain"),
        ("آقای ظاهری", "", "probable"),
    ]
    page = read("/meetings/5/1/")
    for words in ("آغاز دور پنجم", "خلاصه‌ای است که دبیرخانه به عبارت خود نوشته است", "محتمل", "در سند درج نشده"):
        assert words in page


def test_rounds_three_and_four_are_told_by_two_speakers_side_by_side(loaded):
    for number in (3, 4):
        page = read(f"/rounds/{number}/")
        assert page.count('<section class="account">') >= 2
        assert "آقای نصرتی" in page
        assert "آقای ظاهری" in page
    told = Mention.objects.filter(round__isnull=False).values_list("round__number", flat=True).distinct()
    assert set(told) == {1, 2, 3, 4, 5}


def test_the_numbers_of_meetings_are_attributed_to_who_gave_them(loaded):
    page = read("/rounds/")
    for count in ("۴۰", "۲۳", "۲۷"):
        assert f"{count} جلسه به گفته <a" in page
    assert "آقای بزرگرفتنی</a>" in page


def test_everybody_can_read_all_of_it(loaded):
    for model in (Meeting, Theme, Statement, Edition):
        assert set(model.objects.values_list("audience", flat=True)) == {"everyone"}
    for address in ("/", "/rounds/", "/rounds/1/", "/meetings/", "/meetings/1/40/", "/meetings/5/1/", "/people/"):
        assert read(address)
    assert cast.client_for(cast.visitor()).get("/meetings/5/1/minutes.pdf").content == cast.PDF
    assert cast.client_for(cast.visitor()).get("/meetings/1/40/minutes.pdf").status_code == 404


def test_every_record_has_its_event_by_the_system(loaded):
    assert set(Event.objects.values_list("actor_name", "actor_id")) == {("سامانه", None)}
    for model, action in (
        (Round, "round.founded"),
        (Meeting, "meeting.founded"),
        (Theme, "theme.founded"),
        (Statement, "statement.founded"),
        (Person, "person.founded"),
        (Body, "body.founded"),
    ):
        told = Event.objects.filter(action=action, object_type=model._meta.label_lower)
        assert set(told.values_list("object_id", flat=True)) == set(model.objects.values_list("pk", flat=True))
    assert audit.examine().faults == []


def everything() -> list[tuple]:
    models = (Round, Meeting, Minutes, Turn, Block, Mention, Person, PersonName, Post, Body, Theme, Statement, Event)
    return [row for model in (*models, Edition) for row in model.objects.order_by("pk").values_list()]


def test_a_second_load_changes_nothing():
    assert load() == "Founding data: 159 records loaded.\n"
    before = everything()
    assert load() == "Founding data: nothing to do.\n"
    assert everything() == before


def test_what_people_changed_stays_as_they_changed_it(loaded):
    Round.objects.filter(number=2).update(known_meetings=24)
    PersonName.objects.filter(written="آقای ظاهری").delete()
    Theme.objects.filter(number=3).update(title="باغستان سنتی")
    Theme.objects.filter(number=20).delete()
    Meeting.objects.filter(round__number=1, number=7).update(place="تالار شهر", audience="members")
    before = everything()
    assert load() == "Founding data: nothing to do.\n"
    assert everything() == before


def test_a_pdf_that_could_not_be_made_is_made_the_next_time():
    with patch.object(publication, "minutes_pdf", side_effect=PdfError("time")), pytest.raises(PdfError):
        founding.load()
    assert Meeting.objects.count() == 114
    assert Minutes.objects.get().state == "draft"
    load()
    assert Minutes.objects.get().state == "published"
    assert load() == "Founding data: nothing to do.\n"


def test_records_stand_or_fall_together():
    with patch.object(founding, "_summary", side_effect=RuntimeError), pytest.raises(RuntimeError):
        founding.load()
    assert not Round.objects.exists()
    assert not Event.objects.exists()


def test_a_draft_of_people_is_never_published_by_loading(loaded):
    meeting = Meeting.objects.get(round__number=5)
    cast.make_minutes(meeting, kind=Minutes.Kind.SUMMARY)
    load()
    assert Edition.objects.count() == 1
