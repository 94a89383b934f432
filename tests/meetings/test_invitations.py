"""Who is invited, the letters as text and PDF, who answered."""

import re
import subprocess
from unittest.mock import patch

import pytest

from meetings.models import AgendaItem, Attendance, Invitation, Meeting
from meetings.planning.invitations import mark_sent
from meetings.planning.letter import messages_of
from people.models import Membership, Person, Post
from persian.jalali import parse_date
from tests import cast
from tests.forms import fields_of
from tests.meetings.planned import page_of, planned, sent, steps
from tests.queries import queries_of
from tests.reading import read

pytestmark = pytest.mark.django_db


@pytest.fixture
def sara():
    return cast.client_for(cast.sara())


def member(name, role="member", **columns):
    person = cast.make_person(name, "")
    Membership.objects.create(round=cast.make_round(5), person=person, role=role, **columns)
    return person


def invite(meeting, name="آقای مدعو", **columns):
    seat = Attendance.objects.create(meeting=meeting, name_as_written=name, position=meeting.attendance.count() + 1)
    return Invitation.objects.create(attendance=seat, **columns)


def names(meeting):
    return list(meeting.attendance.order_by("position").values_list("name_as_written", "capacity"))


def test_the_members_of_the_round_on_that_day_are_added_with_one_button(sara):
    meeting = planned()
    member("ت عضو")
    member("ب دبیر", "secretary")
    member("پ رئیس", "chair")
    member("الف ناظر", "observer")
    member("علی‌البدل", "substitute")
    member("رفته", until=parse_date("۱۴۰۵/۹/۱"))
    member("نیامده", since=parse_date("۱۴۰۶"))
    Post.objects.create(
        person=Person.objects.get(family_name="ت عضو"), title="مدیر", body=cast.make_body("سازمان نمونه")
    )
    address = page_of("meeting_invitations", meeting)
    assert "افزودن اعضای دور (۴ نفر)" in read(address, cast.sara())
    sent(sara, address, step="members")
    assert names(meeting) == [
        ("پ رئیس", "member"),
        ("ب دبیر", "member"),
        ("ت عضو", "member"),
        ("الف ناظر", "observer"),
    ]
    assert meeting.attendance.get(name_as_written="ت عضو").post_as_written == "مدیر سازمان نمونه"
    sent(sara, address, step="members")
    assert meeting.attendance.count() == 4
    assert steps(meeting) == ["meeting.invitees_changed"] * 2


def test_anybody_is_added_with_the_post_as_it_will_stand_in_the_letter(sara):
    meeting, known = planned(), cast.make_person("شناخته", "رضا")
    Post.objects.create(person=known, title="شهردار")
    sent(
        sara,
        page_of("meeting_invitations", meeting),
        {
            "new-1-person": "رضا شناخته",
            "new-1-capacity": "official",
            "new-2-person": "خانم نو",
            "new-2-person_id": "new",
            "new-2-post": "رئیس اتحادیه",
            "new-2-capacity": "guild_invitee",
        },
    )
    rows = meeting.attendance.order_by("position").values_list("name_as_written", "post_as_written", "capacity")
    assert list(rows) == [("رضا شناخته", "شهردار", "official"), ("خانم نو", "رئیس اتحادیه", "guild_invitee")]
    Post.objects.update(title="شهردار پیشین")
    assert meeting.attendance.first().post_as_written == "شهردار", "a post that changes later changes nothing here"


def test_letters_are_numbered_and_answers_noted(sara):
    meeting = planned()
    first, second = invite(meeting), invite(meeting, "خانم دوم", letter_number="۷")
    sent(
        sara,
        page_of("meeting_invitations", meeting),
        {
            f"seat-{first.attendance_id}-reply": "will",
            "number_for_all": "۱۲/د",
            f"seat-{second.attendance_id}-post": "مدیر",
        },
    )
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.reply, first.letter_number, second.letter_number) == ("will", "۱۲/د", "۷")
    assert first.replied_at and not second.replied_at
    assert "۱ نفر می‌آیند" in read(page_of("meeting_invitations", meeting), cast.sara())


def test_sent_letters_make_the_meeting_one_that_people_are_invited_to(sara):
    meeting = planned()
    letter = invite(meeting)
    answer = sent(sara, page_of("meeting_invitations", meeting), step="sent")
    assert answer.status_code == 302
    letter.refresh_from_db()
    assert letter.sent_at and Meeting.objects.get().state == "invited"
    assert steps(meeting) == ["meeting.invitees_changed", "meeting.invited"]
    again = sent(sara, page_of("meeting_invitations", meeting), step="sent")
    assert again.status_code == 422 and "دعوت‌نامه فرستاده‌نشده‌ای نیست" in again.content.decode()


@pytest.mark.parametrize(
    ("columns", "lacking"),
    [
        ({"held_on": None}, "تاریخ"),
        ({"held_on": parse_date("دی ۱۴۰۵"), "starts_at": None}, "تاریخ و ساعت شروع"),
        ({"place": ""}, "محل برگزاری"),
    ],
)
def test_no_letter_goes_out_without_day_hour_and_place(sara, columns, lacking):
    meeting = planned(**columns)
    letter = invite(meeting)
    page = read(page_of("meeting_invitations", meeting), cast.sara())
    assert f"{lacking} دانسته نیست" in page and "فرستاده شد" not in page
    answer = sent(sara, page_of("meeting_invitations", meeting), step="sent")
    assert answer.status_code == 422 and lacking in answer.content.decode()
    assert steps(meeting) == [], "the list is not saved either"
    for name, more in (("invitations_pdf", ()), ("invitation_pdf", (letter.attendance_id,))):
        assert sara.get(page_of(name, meeting, *more)).status_code == 302


@pytest.mark.parametrize("state", ["held", "postponed", "cancelled"])
def test_nobody_is_invited_to_what_is_not_ahead(sara, state):
    meeting = planned(state=state)
    invite(meeting)
    answer = sent(sara, page_of("meeting_invitations", meeting), step="sent")
    assert answer.status_code == 422
    assert Meeting.objects.get().state == state


def test_a_conflict_loses_nothing(sara):
    meeting = planned()
    seat = invite(meeting).attendance
    address = page_of("meeting_invitations", meeting)
    mine = {
        **fields_of(sara.get(address)),
        f"seat-{seat.pk}-post": "به قلم من",
        "new-1-post": "",
        "new-1-person": "خانم نو",
    }
    sent(cast.client_for(cast.ali()), address, {"new-1-person": "آقای دیگر", "new-1-person_id": "new"})
    answer = sara.post(address, {**mine, "new-1-person_id": "new"})
    page = answer.content.decode()
    assert answer.status_code == 409 and "کس دیگری" in page and "آقای دیگر" in page
    assert sara.post(address, fields_of(answer)).status_code == 302
    assert [name for name, _ in names(meeting)] == ["آقای مدعو", "آقای دیگر", "خانم نو"]
    assert meeting.attendance.first().post_as_written == "به قلم من"


def test_a_seat_to_which_a_guild_is_tied_is_not_taken_away(sara):
    from guilds.models import Guild, Invitee, Visit

    meeting = planned()
    seat = invite(meeting).attendance
    Attendance.objects.update(capacity="guild_invitee")
    visit = Visit.objects.create(guild=Guild.objects.create(name="صنف نمونه"), meeting=meeting)
    Invitee.objects.create(visit=visit, attendance=seat)
    answer = sent(sara, page_of("meeting_invitations", meeting), {f"seat-{seat.pk}-remove": "on"})
    assert answer.status_code == 422 and "در بخش اصناف" in answer.content.decode()
    Invitee.objects.all().delete()
    sent(sara, page_of("meeting_invitations", meeting), {f"seat-{seat.pk}-remove": "on"})
    assert not meeting.attendance.exists()


def test_the_text_of_a_letter_says_everything_and_can_be_copied(sara):
    meeting = planned(ends_at="18:30", secretary_as_written="خانم دبیر")
    seat = invite(meeting, "آقای مدعو").attendance
    Attendance.objects.update(post_as_written="رئیس اتاق نمونه")
    AgendaItem.objects.create(
        meeting=meeting, position=1, title="گزارش فصل", presenter_as_written="آقای الف", minutes_planned=20
    )
    address = page_of("meeting_invitation", meeting, seat.pk)
    page = read(address, cast.sara())
    for words in (
        "دعوت به جلسه دوم دور پنجم، چهارشنبه ۲ دی ۱۴۰۵",
        "آقای مدعو\nرئیس اتاق نمونه",
        "روز و تاریخ: چهارشنبه، ۲ دی ۱۴۰۵\nساعت: ۱۶:۰۰ تا ۱۸:۳۰\nمحل برگزاری: تالار شهر",
        "۱. گزارش فصل (آقای الف، ۲۰ دقیقه)",
        "خانم دبیر\nدبیر جلسه",
    ):
        assert words in page
    assert re.search('data-copy="text"', page)
    assert sent(sara, address).status_code == 302
    assert Meeting.objects.get().state == "invited" and "هنوز فرستاده نشده" not in read(address, cast.sara())


def test_one_function_gives_whoever_mails_them_the_letters_of_all():
    meeting = planned()
    first, second = invite(meeting), invite(meeting, "خانم دوم")
    messages = messages_of(meeting)
    assert [(message.seat_id, message.name) for message in messages] == [
        (first.attendance_id, "آقای مدعو"),
        (second.attendance_id, "خانم دوم"),
    ]
    assert messages[0].file_name != messages[1].file_name
    with patch("meetings.planning.letter.pdf.render", return_value=cast.PDF):
        assert messages[1].pdf() == cast.PDF
    assert mark_sent(meeting, version=meeting.version, by=cast.sara(), seats=[second.attendance_id]) == 1
    first.refresh_from_db()
    assert first.sent_at is None


def test_the_letters_are_a_pdf_each_and_one_for_all(sara, tmp_path):
    meeting = planned(secretary_as_written="خانم دبیر")
    AgendaItem.objects.create(meeting=meeting, position=1, title="گزارش فصل")
    first = invite(meeting, "آقای نخست", letter_number="۵/۱۲").attendance
    invite(meeting, "خانم دوم")

    def words(address):
        answer = sara.get(address)
        assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
        path = tmp_path / "letter.pdf"
        path.write_bytes(answer.content)
        text = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, check=True).stdout.decode()
        return text.split("\f")[:-1]

    pages = words(page_of("invitations_pdf", meeting))
    assert len(pages) == 2
    assert "آقای نخست" in pages[0] and "خانم دوم" in pages[1]
    for page in pages:
        assert all(part in page for part in ("بسمه تعالی", "دعوت‌نامه", "گزارش فصل", "تالار شهر", "دبیر جلسه"))
    alone = words(page_of("invitation_pdf", meeting, first.pk))
    assert len(alone) == 1 and "۵/۱۲" in alone[0] and "خانم دوم" not in alone[0]


@pytest.mark.once
def test_a_long_list_takes_no_more_queries(sara):
    short, long = planned(2), planned(3)
    invite(short)
    for at in range(60):
        invite(long, f"مدعو {at}")
    asked = [queries_of(sara, page_of("meeting_invitations", meeting)) for meeting in (short, long)]
    assert asked[0] == asked[1]
