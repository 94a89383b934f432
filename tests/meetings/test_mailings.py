"""What is mailed about a meeting and its minutes: to whom, once, with what."""

from unittest.mock import Mock, patch

import pytest
from django.core import mail as outbox

from meetings.confirmation import publication, review
from meetings.models import Attendance, Invitation, Minutes
from people.models import Membership, Person
from persian.jalali import parse_date
from records.models import Mailing
from records.pdf import PdfError
from tests import cast
from tests.forms import fields_of
from tests.meetings.planned import page_of, planned, sent

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _site(settings):
    settings.SENDS_MAIL, settings.SITE_URL = True, "https://portal.example.org"


def member(name: str, email: str = "", role: str = "member", round: int = 5, **columns):
    """The account of somebody who sits in the round."""
    person = cast.make_person(name, "")
    Membership.objects.create(round=cast.make_round(round), person=person)
    return cast.make_user(f"user{person.pk}", roles=(role,), person=person, email=email, **columns)


def told() -> list[tuple[str, str, str]]:
    return [(row.kind, row.recipient_name, row.state) for row in Mailing.objects.order_by("id")]


def publish(minutes: Minutes, **options):
    made = {"minutes_pdf": cast.PDF, "minutes_docx": cast.WORD}
    with patch.multiple(publication, **{name: Mock(return_value=content) for name, content in made.items()}):
        return publication.publish(minutes, by=cast.kamran(), audience="members", **options)


def test_members_are_asked_to_read_once_each_time_it_is_sent(django_capture_on_commit_callbacks):
    member("خوانا", "reader@example.org")
    member("بی‌نشانی")
    member("بسته", "closed@example.org", is_active=False)
    member("نماینده", "liaison@example.org", role="liaison", body=cast.make_body())
    member("دوری دیگر", "other@example.org", round=4)
    minutes = cast.make_minutes(cast.make_meeting())
    with django_capture_on_commit_callbacks(execute=True):
        review.send_for_review(minutes, cast.sara())
    assert told() == [("review", "خوانا", "sent"), ("review", "بی‌نشانی", "waiting")]
    [letter] = outbox.outbox
    assert letter.to == ["reader@example.org"]
    assert letter.subject == "بازبینی صورتجلسه اول دور پنجم"
    assert "https://portal.example.org/meetings/5/1/draft/" in letter.body
    review.return_for_correction(minutes, cast.sara(), "چون")
    review.send_for_review(minutes, cast.sara())
    assert len(told()) == 4


def test_a_step_that_is_not_taken_tells_nobody():
    member("خوانا", "reader@example.org")
    minutes = cast.make_minutes(cast.make_meeting(), "")
    with pytest.raises(review.NotTaken):
        review.send_for_review(minutes, cast.sara())
    assert told() == []


def test_members_get_the_published_paper(django_capture_on_commit_callbacks):
    member("خوانا", "reader@example.org")
    minutes = cast.make_minutes(cast.make_meeting(), state=Minutes.State.CONFIRMED)
    with django_capture_on_commit_callbacks(execute=True):
        edition = publish(minutes)
    [letter] = outbox.outbox
    assert letter.subject == "ابلاغ صورتجلسه اول دور پنجم"
    assert edition.code in letter.body
    assert "https://portal.example.org/meetings/5/1/" in letter.body
    assert letter.attachments == [("minutes-5-1.pdf", cast.PDF, "application/pdf")]


def test_members_without_an_account_get_the_paper_and_no_page_that_they_can_not_open(
    django_capture_on_commit_callbacks,
):
    for name, email, round in (
        ("پستی", "by.mail@example.org", 5),
        ("بی‌نشانی", "", 5),
        ("دوری دیگر", "other@example.org", 4),
    ):
        Membership.objects.create(round=cast.make_round(round), person=cast.make_person(name, "", email=email))
    member("حساب‌دار")
    closed = member("بسته", is_active=False).person
    Person.objects.filter(pk=closed.pk).update(email="closed@example.org")
    minutes = cast.make_minutes(cast.make_meeting(), state=Minutes.State.CONFIRMED)
    with django_capture_on_commit_callbacks(execute=True):
        publish(minutes)
    assert told() == [("publication", "حساب‌دار", "waiting"), ("publication", "پستی", "sent")]
    [letter] = outbox.outbox
    assert letter.to == ["by.mail@example.org"]
    assert letter.attachments == [("minutes-5-1.pdf", cast.PDF, "application/pdf")]
    assert "http" not in letter.body


def test_what_is_imported_from_old_papers_is_no_news():
    member("خوانا", "reader@example.org")
    publish(cast.make_minutes(cast.make_meeting()), confirmed_on_paper=True)
    assert told() == []


def test_a_letter_of_a_portal_without_an_address_of_its_own_has_no_link(settings):
    settings.SITE_URL = ""
    member("خوانا", "reader@example.org")
    publish(cast.make_minutes(cast.make_meeting(), state=Minutes.State.CONFIRMED))
    assert "http" not in Mailing.objects.get().text


# Invitations


@pytest.fixture
def meeting():
    """A meeting ahead with two invitees, of whom one has an address."""
    row = planned(place="تالار شهر")
    for place, account in enumerate((member("مدعو", "guest@example.org"), member("بی‌نشانی")), start=1):
        Attendance.objects.create(
            meeting=row, person=account.person, name_as_written=str(account.person), position=place
        )
    return row


@pytest.fixture
def sara():
    return cast.client_for(cast.sara())


def press(sara, meeting, step: str = "sent", **made):
    options = made or {"return_value": cast.PDF}
    with patch("meetings.planning.letter.letters_pdf", **options) as pdf:
        answer = sent(sara, page_of("meeting_invitations", meeting), step=step)
    return answer, pdf.call_count


def test_one_press_mails_the_letters_of_those_who_have_an_address(meeting, sara, django_capture_on_commit_callbacks):
    shown = sara.get(page_of("meeting_invitations", meeting)).content.decode()
    assert "به ۱ نفر که نشانی رایانامه دارند، نامه با PDF و پرونده تقویم فرستاده می‌شود." in shown
    with django_capture_on_commit_callbacks(execute=True):
        answer, made = press(sara, meeting)
    assert answer.status_code == 302
    assert made == 1
    [letter] = outbox.outbox
    assert letter.to == ["guest@example.org"]
    assert "دستور" in letter.body or "دعوت" in letter.body
    paper, entry = letter.attachments
    assert paper[1:] == (cast.PDF, "application/pdf")
    assert (entry[0], entry[2]) == ("meeting-5-2.ics", "text/calendar")
    meeting.refresh_from_db()
    assert {"STATUS:CONFIRMED", f"SEQUENCE:{meeting.version}", "LOCATION:تالار شهر"} <= {*entry[1].split("\r\n")}
    assert Invitation.objects.filter(sent_at__isnull=False).count() == 2
    page = sara.get(answer["Location"]).content.decode()
    assert "۲ دعوت‌نامه فرستاده‌شده به شمار آمد" in page
    assert "۱ نامه با رایانامه فرستاده می‌شود. آنچه با رایانامه نمی‌رود، با خود شماست." in page


def test_an_invitee_without_an_account_is_written_to_and_one_with_two_addresses_once(
    meeting, sara, django_capture_on_commit_callbacks
):
    Person.objects.filter(family_name="مدعو").update(email="second@example.org")
    guest = cast.make_person("مهمان", "", email="visitor@example.org")
    Attendance.objects.create(meeting=meeting, person=guest, name_as_written="آقای مهمان", position=3)
    with django_capture_on_commit_callbacks(execute=True):
        press(sara, meeting)
    assert [letter.to for letter in outbox.outbox] == [["guest@example.org"], ["visitor@example.org"]]


def test_the_same_invitation_goes_out_once_and_one_to_another_day_again(meeting, sara):
    press(sara, meeting)
    press(sara, meeting)
    assert [kind for kind, *_ in told()] == ["invitation"]
    meeting.refresh_from_db()
    meeting.change({"held_on": parse_date("۲۹ اسفند ۱۴۰۵")}, version=meeting.version, by=cast.sara())
    press(sara, meeting)
    assert len(told()) == 2


def test_a_paper_that_can_not_be_made_sends_nothing_and_says_so(meeting, sara):
    answer, _ = press(sara, meeting, side_effect=PdfError("busy"))
    assert "چند لحظه دیگر" in sara.get(answer["Location"]).content.decode()
    assert told() == []
    assert not Invitation.objects.filter(sent_at__isnull=False).exists()


def test_one_letter_is_mailed_from_its_own_page(meeting, sara):
    seat = meeting.attendance.get(position=1)
    address = page_of("meeting_invitation", meeting, seat.pk)
    with patch("meetings.planning.letter.letters_pdf", return_value=cast.PDF):
        sara.post(address, fields_of(sara.get(address)))
    assert told() == [("invitation", "مدعو", "waiting")]


def test_without_mail_no_letter_is_laid_down_and_the_text_is_copied_where_it_stands(meeting, sara, settings):
    settings.SENDS_MAIL = False
    _, made = press(sara, meeting)
    assert made == 0
    assert told() == []
    assert Invitation.objects.filter(sent_at__isnull=False).count() == 2
