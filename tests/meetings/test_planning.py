"""A meeting is planned, changed, put off, called off and planned again."""

from datetime import time

import pytest
from django.urls import reverse

from meetings.models import Attendance, Invitation, Meeting, Minutes
from people.models import Membership, Person
from persian.jalali import parse_date
from records.models import Event
from tests import cast
from tests.forms import fields_of
from tests.meetings.planned import page_of, planned, sent, steps
from tests.queries import queries_of
from tests.reading import get, read

pytestmark = pytest.mark.django_db


@pytest.fixture
def sara():
    return cast.client_for(cast.sara())


def test_the_next_number_and_those_who_lead_the_round_are_offered(sara):
    round = cast.make_round(5)
    for role, name in (("chair", "رئیس"), ("secretary", "دبیر"), ("member", "عضو")):
        Membership.objects.create(round=round, person=cast.make_person(name, ""), role=role)
    cast.make_meeting(7)
    offered = fields_of(sara.get(reverse("meeting_new")))
    assert offered["number"] == ["۸"]
    assert (offered["chair"], offered["secretary"]) == (["رئیس"], ["دبیر"])
    assert offered["kind"] == ["ordinary"]
    cast.make_round(4)
    assert fields_of(sara.get(reverse("meeting_new") + "?round=4"))["number"] == ["۱"]


def test_a_meeting_is_planned_with_what_is_known(sara):
    cast.make_round(5)
    known = cast.make_person("صدر", "رضا")
    answer = sent(
        sara,
        reverse("meeting_new"),
        held_on="1405/10/2",
        starts_at="۱۶:۳۰",
        ends_at="18",
        place="تالار شهر",
        chair="رضا صدر",
        secretary="خانم نگار تازه",
        secretary_id="new",
    )
    meeting = Meeting.objects.get()
    assert answer["Location"] == page_of("meeting_agenda", meeting)
    assert (meeting.round.number, meeting.number, meeting.state, meeting.audience) == (5, 1, "planned", "members")
    assert (str(meeting.held_on), meeting.starts_at, meeting.ends_at) == ("۲ دی ۱۴۰۵", time(16, 30), time(18))
    assert (meeting.chair, meeting.chair_as_written) == (known, "رضا صدر")
    assert str(meeting.secretary) == meeting.secretary_as_written == "خانم نگار تازه"
    assert steps(meeting) == ["meeting.planned"]
    assert Event.objects.filter(action="person.registered").count() == 1


def test_whoever_is_named_and_not_known_is_asked_about_and_nothing_is_lost(sara):
    cast.make_round(5)
    answer = sent(sara, reverse("meeting_new"), chair="کس ناشناس", place="تالار شهر")
    assert answer.status_code == 422
    assert "شخص تازه است" in answer.content.decode()
    assert fields_of(answer)["place"] == ["تالار شهر"]
    assert not Meeting.objects.exists() and not Person.objects.exists()
    again = {**fields_of(answer), "chair_id": "new"}
    assert sara.post(reverse("meeting_new"), again).status_code == 302
    assert str(Meeting.objects.get().chair) == "کس ناشناس"


def test_an_id_is_not_believed_against_the_name(sara):
    cast.make_round(5)
    one, other = cast.make_person("یکی", ""), cast.make_person("دیگری", "")
    sent(sara, reverse("meeting_new"), chair="دیگری", chair_id=str(one.pk))
    assert Meeting.objects.get().chair == other


def test_a_person_picked_as_new_twice_is_made_once(sara):
    cast.make_round(5)
    for _ in range(2):
        sent(sara, reverse("meeting_new"), chair="کس تازه", chair_id="new")
    assert Meeting.objects.count() == 2
    assert Person.objects.count() == 1


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("number", "", "شماره جلسه را بنویسید"),
        ("number", "3", "جلسه‌ای با شماره ۳ در دور پنجم هست"),
        ("held_on", "۳۰ اسفند ۱۴۰۴", "۲۹"),
        ("starts_at", "25", "این نوشته ساعت نیست"),
        ("ends_at", "9", "ساعت پایان پیش از ساعت شروع است"),
        ("audience", "nobody", "یکی از گزینه‌های فهرست"),
        ("place", "ق" * 201, "بیش از ۲۰۰ نویسه"),
    ],
)
def test_what_is_wrong_is_said_beside_the_field(sara, field, typed, said):
    cast.make_meeting(3)
    answer = sent(sara, reverse("meeting_new"), **{"starts_at": "16", field: typed})
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert Meeting.objects.count() == 1


def test_without_a_round_the_page_leads_to_making_one(sara):
    page = read(reverse("meeting_new"), cast.sara())
    assert reverse("round_new") in page


def test_the_header_is_changed_over_what_was_seen(sara):
    meeting = planned()
    answer = sent(sara, page_of("meeting_edit", meeting), place="تالار دیگر")
    assert answer["Location"] == meeting.get_absolute_url()
    meeting.refresh_from_db()
    assert (meeting.place, meeting.version, meeting.state) == ("تالار دیگر", 2, "planned")
    assert steps(meeting) == ["meeting.changed"]


def test_a_conflict_shows_both_and_loses_nothing(sara):
    meeting = planned()
    address = page_of("meeting_edit", meeting)
    mine = {**fields_of(sara.get(address)), "place": "تالار من"}
    sent(cast.client_for(cast.ali()), address, place="تالار او", starts_at="17")
    answer = sara.post(address, mine)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "آنچه اکنون ثبت است" in page and "تالار او" in page and "۱۷:۰۰" in page
    assert fields_of(answer)["place"] == ["تالار من"]
    assert sara.post(address, fields_of(answer)).status_code == 302
    meeting.refresh_from_db()
    assert (meeting.place, meeting.starts_at) == ("تالار من", time(16))


def test_another_day_makes_the_letters_void(sara):
    meeting = planned(state="invited")
    seat = Attendance.objects.create(meeting=meeting, name_as_written="آقای مدعو")
    Invitation.objects.create(attendance=seat, sent_at="2026-11-01T00:00Z", reply="will", letter_number="۷")
    answer = sent(sara, page_of("meeting_edit", meeting), chair="")
    assert answer["Location"] == meeting.get_absolute_url(), "a day that stays voids nothing"
    answer = sent(sara, page_of("meeting_edit", meeting), held_on="۱۴۰۵/۱۰/۹")
    assert answer["Location"] == page_of("meeting_invitations", meeting)
    letter = Invitation.objects.get()
    assert (letter.sent_at, letter.reply, letter.letter_number) == (None, "none", "۷")
    assert Meeting.objects.get().state == "planned"


def test_a_meeting_is_put_off_and_planned_again(sara):
    meeting = planned()
    answer = sent(sara, page_of("meeting_postpone", meeting), reason="تالار در دست تعمیر است")
    assert answer["Location"] == meeting.get_absolute_url()
    page = read(meeting.get_absolute_url())
    assert "به‌تعویق‌افتاده" in page and "تالار در دست تعمیر است" in page, "a visitor reads why"
    assert "تاریخ پیشین" in page and "افزودن به تقویم" not in page and "نوشتن تاریخ تازه" not in page
    assert page_of("meeting_plan_again", meeting) in read(meeting.get_absolute_url(), cast.sara())
    answer = sent(sara, page_of("meeting_plan_again", meeting), held_on="")
    assert answer.status_code == 422 and "تاریخ نوشته نشده است" in answer.content.decode()
    sent(sara, page_of("meeting_plan_again", meeting), held_on="۱۴۰۵/۱۱/۴")
    meeting.refresh_from_db()
    assert (meeting.state, meeting.reason, str(meeting.held_on)) == ("planned", "", "۴ بهمن ۱۴۰۵")
    assert steps(meeting) == ["meeting.postponed", "meeting.planned_again"]
    assert Event.objects.about(meeting).first().reason == "تالار در دست تعمیر است"


def test_a_meeting_is_called_off_with_a_reason_alone(sara):
    meeting = planned()
    assert sent(sara, page_of("meeting_cancel", meeting)).status_code == 422
    sent(sara, page_of("meeting_cancel", meeting), reason="به درخواست اعضا")
    meeting.refresh_from_db()
    assert meeting.state == "cancelled"
    assert "لغوشده" in read(meeting.get_absolute_url())


@pytest.mark.parametrize(
    ("state", "step"),
    [
        ("held", "meeting_postpone"),
        ("held", "meeting_cancel"),
        ("held", "meeting_plan_again"),
        ("planned", "meeting_plan_again"),
        ("postponed", "meeting_postpone"),
        ("cancelled", "meeting_cancel"),
    ],
)
def test_a_step_that_is_not_due_is_refused(sara, state, step):
    meeting = planned(state=state)
    answer = sent(sara, page_of(step, meeting), reason="دلیل", held_on="۱۴۰۵/۱۱/۴")
    assert answer.status_code == 422
    assert "این کار با آن شدنی نیست" in answer.content.decode()
    assert Meeting.objects.get().state == state
    assert steps(meeting) == []


@pytest.mark.parametrize(
    ("state", "said"),
    [("in_review", "در انتظار تأیید"), ("confirmed", "تأیید شده است"), ("published", "منتشر شده است")],
)
def test_what_minutes_print_is_closed_while_they_are_read_or_published(sara, state, said):
    meeting = cast.make_meeting(2)
    before = fields_of(sara.get(page_of("meeting_edit", meeting)))
    if state == "published":
        cast.make_minutes(meeting, published="everyone", by=cast.sara())
    else:
        cast.make_minutes(meeting, state=state, by=cast.sara())
    version = Meeting.objects.get().version
    for name in ("meeting_edit", "meeting_agenda", "meeting_invitations", "meeting_attendance"):
        assert said in read(page_of(name, meeting), cast.sara()), name
    answer = sara.post(page_of("meeting_edit", meeting), {**before, "version": version, "place": "جای دیگر"})
    assert answer.status_code == 422 and said in answer.content.decode()
    assert Meeting.objects.get().place == ""
    if state == "published":
        cast.make_minutes(meeting, state=Minutes.State.DRAFT, by=cast.sara())
        sent(sara, page_of("meeting_edit", meeting), place="جای دیگر")
        assert Meeting.objects.get().place == "جای دیگر", "a correction's draft opens it"


def test_a_visitor_sees_a_planned_meeting_as_far_as_it_is_for_everyone():
    meeting = planned()
    meeting.agenda.create(position=1, title="گزارش دبیرخانه", presenter_as_written="خانم دبیر")
    Attendance.objects.create(meeting=meeting, name_as_written="آقای مدعو")
    page = read(meeting.get_absolute_url())
    for words in ("چهارشنبه ۲ دی ۱۴۰۵", "از ۱۶:۰۰", "تالار شهر", "گزارش دبیرخانه"):
        assert words in page
    assert "آقای مدعو" not in page and "مشخصات" not in page and "صورتجلسه این جلسه در بایگانی نیست" not in page
    members = planned(3, audience="members")
    assert get(members.get_absolute_url()).status_code == 404


def test_the_secretariat_is_led_from_the_list_and_the_meeting_to_each_step():
    meeting = planned()
    assert reverse("meeting_new") in read(reverse("meetings"), cast.sara())
    assert reverse("meeting_new") not in read(reverse("meetings"), cast.maryam())
    page = read(meeting.get_absolute_url(), cast.sara())
    for name in ("meeting_edit", "meeting_agenda", "meeting_invitations", "meeting_attendance"):
        assert f'href="{page_of(name, meeting)}"' in page


@pytest.mark.once
def test_the_page_of_a_planned_meeting_takes_as_many_queries_however_long_its_agenda(sara):
    meeting, long = planned(2), planned(3)
    for at in range(1, 40):
        long.agenda.create(position=at, title=f"بند {at}")
        Attendance.objects.create(meeting=long, name_as_written=f"مدعو {at}")
    for name in ("meeting", "meeting_edit"):
        assert queries_of(sara, page_of(name, meeting)) == queries_of(sara, page_of(name, long))


def test_invitations_are_due_three_days_before_or_as_the_settings_say():
    days = {"۱۴۰۵/۹/۴": 1, "۱۴۰۵/۹/۵": 2, "۱۴۰۵/۹/۷": 3, "۱۴۰۵/۹/۸": 4, "۱۴۰۵/۹/۹": 5}
    for day, number in days.items():
        planned(number, held_on=parse_date(day))
    planned(6, held_on=parse_date("آذر ۱۴۰۵"))
    planned(7, held_on=parse_date("۱۴۰۵/۹/۶"), state="invited")
    today = parse_date("۱۴۰۵/۹/۵").first

    def due(days=None):
        return [meeting.number for meeting in Meeting.objects.invitation_due(today, days)]

    assert due() == [2, 3, 4]
    assert due(2) == [2, 3]
    assert due(10) == [2, 3, 4, 5]
