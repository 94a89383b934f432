"""Attendance is taken on one screen, everybody present to begin with."""

from datetime import time

import pytest

from meetings.models import Attendance, Meeting
from meetings.planning.roll import bar_of
from people.models import Membership, Person
from records import organisation
from records.models import Event, Organisation
from tests import cast
from tests.forms import fields_of
from tests.meetings.planned import page_of, planned, sent, steps
from tests.queries import queries_of
from tests.reading import read

pytestmark = pytest.mark.django_db


@pytest.fixture
def sara():
    return cast.client_for(cast.sara())


def seats(meeting, *names, **columns):
    return [
        Attendance.objects.create(meeting=meeting, name_as_written=name, position=at, **columns)
        for at, name in enumerate(names, start=1)
    ]


def statuses(meeting):
    return dict(meeting.attendance.values_list("name_as_written", "status"))


def test_everybody_is_present_to_begin_with_and_the_meeting_is_held_then(sara):
    meeting = planned()
    seats(meeting, "الف", "ب")
    sent(sara, page_of("meeting_attendance", meeting))
    assert statuses(meeting) == {"الف": "present", "ب": "present"}
    assert Meeting.objects.get().state == "held"
    assert steps(meeting) == ["meeting.attendance_taken", "meeting.held"]
    assert Event.objects.about(meeting)[0].content["attendance"][0] == ["الف", "", "member", "present", ""]


def test_from_the_roll_one_goes_on_to_the_minutes_which_are_begun_then(sara):
    meeting = planned()
    seats(meeting, "الف")
    answer = sent(sara, page_of("meeting_attendance", meeting), {"then": "write"})
    assert answer["Location"] == page_of("meeting_write", meeting)
    assert meeting.minutes.count() == 1
    assert steps(meeting) == ["meeting.attendance_taken", "meeting.held", "minutes.begun"]
    assert "حضور و غیاب ثبت شد: ۱ حاضر." in sara.get(answer["Location"]).content.decode()


def test_exceptions_are_marked_with_their_hour_or_stand_in(sara):
    meeting = planned()
    late, left, stand_in, excused, absent = (f"s{seat.pk}" for seat in seats(meeting, "الف", "ب", "پ", "ت", "ث"))
    address = page_of("meeting_attendance", meeting)
    sent(
        sara,
        address,
        {
            f"{late}-status": "late",
            f"{late}-arrived": "۱۶:۲۰",
            f"{left}-status": "left_early",
            f"{left}-left": "1715",
            f"{stand_in}-status": "stand_in",
            f"{stand_in}-stand_in": "خانم جانشین",
            f"{excused}-status": "excused",
            f"{absent}-status": "absent",
        },
    )
    assert list(statuses(meeting).values()) == ["late", "left_early", "stand_in", "excused", "absent"]
    rows = list(meeting.attendance.order_by("position"))
    assert (rows[0].arrived_at, rows[1].left_at) == (time(16, 20), time(17, 15))
    assert rows[2].stand_in_as_written == "خانم جانشین"
    bar = bar_of(meeting)
    assert bar.summary == "۱ با تأخیر، ۱ ترک پیش از پایان، ۱ با حضور جانشین، ۱ غیبت موجه، ۱ غایب"
    assert [mark.note for mark in bar.marks] == ["۱۶:۲۰", "۱۷:۱۵", "خانم جانشین", "", ""]
    sent(sara, address, {f"{late}-status": "present"})
    assert meeting.attendance.first().arrived_at is None, "an hour belongs to who came late"


def test_the_members_of_the_round_are_listed_where_nobody_was_invited(sara):
    meeting = planned()
    for name in ("ب", "الف"):
        Membership.objects.create(round=meeting.round, person=cast.make_person(name, ""))
    key = f"p{Person.objects.get(family_name='ب').pk}"
    sent(sara, page_of("meeting_attendance", meeting), {f"{key}-status": "absent"})
    assert statuses(meeting) == {"الف": "present", "ب": "absent"}


def test_anybody_is_added_also_somebody_new_and_is_present(sara):
    meeting = planned()
    seats(meeting, "الف")
    sent(
        sara,
        page_of("meeting_attendance", meeting),
        {"new-1-person": "خانم نو", "new-1-person_id": "new", "new-1-post": "کارشناس", "new-1-capacity": "guest"},
    )
    added = meeting.attendance.get(name_as_written="خانم نو")
    assert (added.status, added.capacity, added.post_as_written) == ("present", "guest", "کارشناس")
    assert str(added.person) == "خانم نو"
    assert Event.objects.filter(action="person.registered").count() == 1


def test_post_and_capacity_are_changed_and_a_seat_taken_away(sara):
    meeting = planned()
    one, other = (f"s{seat.pk}" for seat in seats(meeting, "الف", "ب"))
    changes = {f"{one}-post": "مدیر", f"{one}-capacity": "observer", f"{other}-remove": "1"}
    sent(sara, page_of("meeting_attendance", meeting), changes)
    seat = meeting.attendance.get()
    assert (seat.post_as_written, seat.capacity) == ("مدیر", "observer")


def test_an_hour_that_is_none_is_said_beside_it_and_nothing_is_lost(sara):
    meeting = planned()
    key, other = (f"s{seat.pk}" for seat in seats(meeting, "الف", "ب"))
    answer = sent(
        sara,
        page_of("meeting_attendance", meeting),
        {f"{key}-status": "late", f"{key}-arrived": "سه و نیم", f"{other}-status": "absent", "new-1-person": "ناشناس"},
    )
    assert answer.status_code == 422
    assert "این نوشته ساعت نیست" in answer.content.decode()
    again = fields_of(answer)
    assert (again[f"{key}-arrived"], again[f"{other}-status"], again["new-1-person"]) == (
        ["سه و نیم"],
        ["absent"],
        ["ناشناس"],
    )
    assert statuses(meeting) == {"الف": "expected", "ب": "expected"}


def test_a_conflict_shows_both_and_loses_nothing(sara):
    meeting = planned()
    key, other = (f"s{seat.pk}" for seat in seats(meeting, "الف", "ب"))
    address = page_of("meeting_attendance", meeting)
    mine = {**fields_of(sara.get(address)), f"{key}-status": "excused"}
    changes = {f"{key}-status": "absent", "new-1-person": "خانم نو", "new-1-person_id": "new"}
    sent(cast.client_for(cast.ali()), address, changes)
    answer = sara.post(address, mine)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "اکنون ثبت است: غایب" in page and "خانم نو" in page
    assert fields_of(answer)[f"{key}-status"] == ["excused"]
    sara.post(address, fields_of(answer))
    assert statuses(meeting) == {"الف": "excused", "ب": "present", "خانم نو": "present"}
    assert other in fields_of(answer)["seats"][0]


@pytest.mark.parametrize(
    ("quorum", "said"),
    [
        (None, "۲ عضو حاضر؛ حد نصاب در تنظیمات نهاده نشده است."),
        (2, "۲ عضو حاضر؛ حد نصاب ۲ است و جلسه رسمی است."),
        (5, "۲ عضو حاضر؛ حد نصاب ۵ است و ۳ عضو کم است."),
    ],
)
def test_members_who_were_there_themselves_are_counted_against_the_quorum(quorum, said):
    organisation.ask(True)
    Organisation.objects.create(id=1, letterhead_order="number,date,attachment", quorum=quorum)
    meeting = cast.make_meeting(2)
    for name, status, capacity in (
        ("الف", "present", "member"),
        ("ب", "late", "member"),
        ("پ", "stand_in", "member"),
        ("ت", "absent", "member"),
        ("ث", "present", "guest"),
    ):
        Attendance.objects.create(meeting=meeting, name_as_written=name, status=status, capacity=capacity)
    assert said in read(page_of("meeting_attendance", meeting), cast.sara())
    assert bar_of(meeting).quorum == said


@pytest.mark.parametrize("state", ["postponed", "cancelled"])
def test_what_does_not_take_place_has_no_attendance(sara, state):
    meeting = planned()
    seats(meeting, "الف")
    before = fields_of(sara.get(page_of("meeting_attendance", meeting)))
    Meeting.objects.update(state=state)
    assert "حضور و غیاب ندارد" in read(page_of("meeting_attendance", meeting), cast.sara())
    answer = sara.post(page_of("meeting_attendance", meeting), before)
    assert answer.status_code == 422
    assert statuses(meeting) == {"الف": "expected"}


def test_a_day_that_has_not_come_is_said():
    meeting = planned()
    Meeting.objects.update(held_on="2999-01-01/2999-01-01/day/۲")
    assert "هنوز نرسیده است" in read(page_of("meeting_attendance", meeting), cast.sara())


@pytest.mark.once
def test_a_long_roll_takes_no_more_queries(sara):
    short, long = planned(2), planned(3)
    seats(short, "الف")
    seats(long, *(f"حاضر {at}" for at in range(80)))
    asked = [queries_of(sara, page_of("meeting_attendance", meeting)) for meeting in (short, long)]
    assert asked[0] == asked[1]
