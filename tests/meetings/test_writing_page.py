"""The page on which minutes are written, as it works by plain submit."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from meetings.models import Attendance, Meeting, Minutes, Presence, TurnRevision
from people.models import Person
from records.models import Event
from tests import cast
from tests.forms import fields_of
from tests.markup import parse_errors
from tests.meetings.writing import Desk, turns
from tests.queries import queries_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting():
    return cast.make_meeting(1, state="planned")


@pytest.fixture
def minutes(meeting):
    return cast.make_minutes(meeting, text="**آقای الف (دبیر):** سخن\n- بند\n\n**خانم ب:** سخن دیگر")


def test_writing_begins_with_a_button_and_the_meeting_is_held(meeting):
    desk = Desk()
    page = desk.page()
    assert "آغاز نگارش" in page
    assert parse_errors(page) == []
    answer = desk.browser.post(reverse("meeting_write_start", args=(5, 1)), follow=True)

    assert "نوبت تازه" in answer.content.decode()
    meeting.refresh_from_db()
    assert meeting.state == Meeting.State.HELD
    assert list(Event.objects.values_list("action", flat=True)) == ["meeting.held", "minutes.begun"]
    desk.browser.post(reverse("meeting_write_start", args=(5, 1)))
    assert Minutes.objects.count() == 1


@pytest.mark.parametrize("state", ["cancelled", "postponed"])
def test_a_meeting_that_did_not_take_place_has_no_minutes(state):
    cast.make_meeting(1, state=state)
    answer = Desk().browser.post(reverse("meeting_write_start", args=(5, 1)))

    assert answer.status_code == 409
    assert not Minutes.objects.exists()


@pytest.mark.parametrize("state", ["in_review", "confirmed"])
def test_minutes_that_are_closed_say_so_and_lead_on(meeting, state):
    cast.make_minutes(meeting, state=state)
    page = Desk().page()

    assert "تا برگشت برای اصلاح تغییر نمی‌کند" in page
    assert reverse("meeting_draft", args=(5, 1)) in page
    assert "<textarea" not in page


def test_published_minutes_are_not_begun_again(meeting):
    cast.make_edition(meeting)
    desk = Desk()

    assert "ابلاغ شده است" in desk.page()
    assert desk.browser.post(reverse("meeting_write_start", args=(5, 1))).status_code == 409


def test_the_page_shows_the_turns_and_the_pen_of_the_last(minutes):
    page = Desk().page()

    assert parse_errors(page) == []
    assert page.index("آقای الف") < page.index("خانم ب")
    assert re.search(r"<textarea[^>]*>\nسخن دیگر</textarea>", page)
    assert "نوبت دوم" in page


def test_a_turn_is_opened_by_its_key(minutes):
    page = Desk().page(turn=str(minutes.turns.first().key))

    assert re.search(r"<textarea[^>]*>\nسخن\n\n- بند</textarea>", page)
    assert "نشان و ارجاع بند ۲" in page


@pytest.mark.parametrize("asked", [{"turn": "none"}, {"turn": str(uuid4())}, {"after": "none"}, {"after": ""}])
def test_whatever_turn_is_asked_for_the_page_is_there(minutes, asked):
    assert "<textarea" in Desk().page(**asked)


def send(desk, page, number=0, **fields):
    """Submit the page's pen with these fields changed."""
    address = re.search(r'<form method="post" action="([^"]+/turns/[^"]+)"', page.content.decode())[1]
    return desk.browser.post(address, {**fields_of(page, number), **fields})


def open_page(desk, **query):
    return desk.browser.get(desk.base, query)


def test_turns_are_written_one_after_the_other(minutes):
    desk = Desk()
    answer = send(desk, open_page(desk, after=""), speaker="آقای پ", text="نخست", then="next")
    assert answer.status_code == 302
    answer = send(desk, desk.browser.get(answer["Location"]), speaker="آقای ت", text="سپس\n- بند", then="stay")
    page = desk.browser.get(answer["Location"]).content.decode()

    assert "ثبت شد." in page
    assert [speaker for speaker, _ in turns(minutes)] == ["آقای پ", "آقای ت", "آقای الف", "خانم ب"]


def test_a_blank_first_line_comes_back_from_the_form(minutes):
    desk = Desk()
    answer = send(desk, open_page(desk, after=""), text="\nبی سخن آغازین")
    again = send(desk, desk.browser.get(answer["Location"]))

    assert again.status_code == 302
    assert [block.kind for block in minutes.turns.first().blocks.all()] == ["paragraph"]
    assert TurnRevision.objects.count() == 1


def test_what_was_typed_survives_a_refusal(minutes):
    desk = Desk()
    answer = send(desk, open_page(desk), speaker="آ" * 201, post="<b>سمت</b>", text="\n<script>متن</script>")
    page = answer.content.decode()

    assert answer.status_code == 422
    assert parse_errors(page) == []
    assert "بیش از ۲۰۰ نویسه" in page
    assert "\n\n&lt;script&gt;متن&lt;/script&gt;</textarea>" in page
    assert "&lt;b&gt;سمت&lt;/b&gt;" in page
    assert "آ" * 201 in page


def test_two_who_write_the_same_turn_see_both_texts(minutes):
    key = minutes.turns.last().key
    desk, kamran = Desk(), Desk(cast.kamran())
    page = open_page(desk)
    kamran.save(key, "سخن دیگر\n- <img src=x onerror=alert(1)>", version=1, speaker="خانم ب")
    answer = send(desk, page, text="سخن دیگر\n- از سارا")
    text = answer.content.decode()

    assert answer.status_code == 409
    assert parse_errors(text) == []
    assert "کامران فرضی در همین فاصله" in text
    assert "- از سارا</textarea>" in text
    assert "<img src=x" not in text
    assert "&lt;img src=x onerror=alert(1)&gt;" in text
    again = send(desk, answer)
    assert again.status_code == 302
    assert turns(minutes)[1][1] == ["سخن دیگر", "از سارا"]


def test_a_pasted_document_becomes_turns(minutes):
    desk = Desk()
    pasted = "پیش از همه\n**آقای پ (شهردار):** سلام\n- بند\n**خانم ت:**\n- بند دیگر"
    page = open_page(desk)
    for _ in range(2):
        answer = send(desk, page, text=pasted)
        assert answer.status_code == 302

    assert turns(minutes) == [
        ("آقای الف", ["سخن", "بند"]),
        ("خانم ب", ["پیش از همه"]),
        ("آقای پ", ["سلام", "بند"]),
        ("خانم ت", ["بند دیگر"]),
    ]
    assert minutes.turns.get(speaker_as_written="آقای پ").post_as_written == "شهردار"


def test_the_first_label_of_a_pasted_document_is_a_nameless_turns_own(minutes):
    desk = Desk()
    send(desk, open_page(desk, after=""), text="**آقای پ:** سلام\n**خانم ت:** سلام")

    assert [speaker for speaker, _ in turns(minutes)] == ["آقای پ", "خانم ت", "آقای الف", "خانم ب"]


def test_the_speaker_is_picked_from_those_who_are_there(minutes, meeting):
    person = cast.make_person("تازه", "سیما")
    seat = Attendance.objects.create(
        meeting=meeting, person=person, name_as_written="خانم سیما تازه", post_as_written="ناظر", status="present"
    )
    Attendance.objects.create(meeting=meeting, name_as_written="آقای غایب", status="absent")
    desk = Desk()
    page = open_page(desk, after="")
    assert "خانم سیما تازه (ناظر)" in page.content.decode()
    assert not re.search("<option[^>]*>آقای غایب", page.content.decode())
    send(desk, page, pick=str(seat.pk), text="سلام")
    turn = minutes.turns.first()

    assert (turn.speaker_as_written, turn.post_as_written) == ("خانم سیما تازه", "ناظر")
    assert (turn.person, turn.confidence) == (person, "certain")


def test_a_new_speaker_is_made_in_place_once(minutes):
    desk = Desk()
    page = open_page(desk, after="")
    for _ in range(2):
        send(desk, page, pick="new", speaker="مهندس نو رسیده", text="سلام")

    assert Person.objects.filter(family_name="نو رسیده").count() == 1
    assert minutes.turns.first().person.family_name == "نو رسیده"


def test_a_typed_name_that_documents_know_is_tied_to_its_person(minutes):
    known = minutes.turns.first().person
    known.names.create(written="آقای الف", confidence="certain")
    desk = Desk()
    sure = desk.new("سلام", speaker="آقای الف")
    unsure = desk.new("سلام", speaker="دکتر الف")
    nobody = desk.new("سلام", speaker="دکتر ناشناس")

    assert (sure["person"], sure["confidence"]) == (known.pk, "certain")
    assert (unsure["person"], unsure["confidence"]) == (known.pk, "probable")
    assert (nobody["person"], nobody["confidence"]) == (None, "")


def test_turns_are_moved_joined_and_taken_out_by_buttons_and_what_was_typed_is_saved(minutes):
    desk = Desk()
    answer = send(desk, open_page(desk), text="سخن دیگر، نو", then="up")
    assert [speaker for speaker, _ in turns(minutes)] == ["خانم ب", "آقای الف"]
    answer = send(desk, desk.browser.get(answer["Location"]), then="down")
    answer = send(desk, desk.browser.get(answer["Location"]), then="merge")
    assert turns(minutes) == [("آقای الف", ["سخن", "بند", "سخن دیگر، نو"])]
    answer = send(desk, desk.browser.get(answer["Location"]), then="remove")

    assert turns(minutes) == []
    assert "متن آن در سابقه مانده است" in desk.browser.get(answer["Location"]).content.decode()
    removed = TurnRevision.objects.filter(kind="removed").order_by("id").values_list("text", flat=True)
    assert list(removed) == ["سخن دیگر، نو", "سخن\n\n- بند\n\nسخن دیگر، نو"]


def test_who_else_is_in_the_document_is_shown(minutes):
    kamran = Desk(cast.kamran())
    kamran.post(reverse("write_here", args=(5, 1)), turn=str(minutes.turns.last().key))
    page = Desk().page()

    assert "کامران فرضی اینجاست" in page
    assert "سارا فرضی" in kamran.page().partition("data-here")[2].partition("</p>")[0]
    assert Presence.objects.count() == 2


def test_who_opens_or_sends_the_page_without_a_script_is_in_the_document_for_a_while(minutes):
    kamran, sara = Desk(cast.kamran()), Desk()
    answer = send(kamran, open_page(kamran), text="سخن دیگر، نو")
    assert "کامران فرضی" not in kamran.browser.get(answer["Location"]).content.decode().partition("data-here")[2][:200]
    for minutes_ago, is_there in ((0, True), (9, True), (11, False)):
        Presence.objects.filter(user=cast.kamran()).update(seen_at=timezone.now() - timedelta(minutes=minutes_ago))
        assert ("کامران فرضی اینجاست" in sara.page()) is is_there, minutes_ago
    # Somebody else's text is in the way: that answer is the page as well, and its writer is still there.
    key = minutes.turns.last().key
    assert kamran.submit(key, "سخنی دیگر", version=1).status_code == 409
    assert "کامران فرضی اینجاست" in sara.page()
    # With a script the page says so itself, and is gone soon after it stops.
    kamran.post(reverse("write_here", args=(5, 1)), turn=str(key))
    Presence.objects.filter(user=cast.kamran()).update(seen_at=timezone.now() - timedelta(minutes=1))
    assert "کامران فرضی اینجاست" not in sara.page()


def test_the_meeting_and_its_draft_lead_to_writing(minutes):
    address = reverse("meeting_write", args=(5, 1))
    for user, there in ((cast.sara(), True), (cast.maryam(), False)):
        assert (address in cast.client_for(user).get("/meetings/5/1/").content.decode()) is there
    assert address in cast.client_for(cast.sara()).get("/meetings/5/1/draft/").content.decode()


def test_who_was_there_is_told_beside_the_pen_and_can_be_changed_from_there(meeting, minutes):
    roll = reverse("meeting_attendance", args=(5, 1))
    assert "هنوز گرفته نشده است" in Desk().page()
    for position, status in enumerate(["present", "present", "absent"], start=1):
        Attendance.objects.create(meeting=meeting, name_as_written="عضو", status=status, position=position)
    page = Desk().page()

    assert "۲ حاضر، ۱ غایب" in page
    assert f'<a href="{roll}">تغییر</a>' in page
    assert parse_errors(page.encode()) == []


@pytest.mark.once
def test_the_page_takes_the_same_queries_for_many_turns(meeting):
    cast.make_minutes(meeting, text="**آقای الف:** سخن\n- بند\n\n" * 3)
    other = cast.make_meeting(2)
    long = cast.make_minutes(other, text="**آقای الف:** سخن\n- بند\n\n" * 300)
    desk = Desk()
    few = queries_of(desk.browser, desk.base)
    many = queries_of(desk.browser, Desk(meeting=other).base)

    assert few == many <= 12
    assert long.turns.count() == 300
