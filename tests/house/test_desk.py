"""The desk: what there is to do today, each line one step from its action."""

import re
from datetime import date, datetime, timedelta
from unittest.mock import patch
from zoneinfo import ZoneInfo

import pytest

from meetings.models import Attendance, Block, CorrectionRequest, Invitation, Minutes
from persian.jalali import parse_date
from records.models import Mailing, Organisation
from tests import cast, letters
from tests.queries import queries_of
from tests.reading import get, read

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 23, 12, tzinfo=ZoneInfo("Asia/Tehran"))
TODAY = date(2026, 11, 23)  # 2 آذر 1405


@pytest.fixture(autouse=True)
def _today():
    with patch("django.utils.timezone.now", return_value=NOON):
        yield


def desk() -> str:
    return read("/desk/", cast.sara())


def planned(number: int, day: str, **columns):
    return cast.make_meeting(number, held_on=parse_date(day), **{"state": "planned", **columns})


def test_a_desk_with_nothing_to_do_says_so_kindly():
    page = desk()
    assert "دوشنبه ۲ آذر ۱۴۰۵" in page
    assert "کاری نمانده است." in page
    assert "جلسه‌ای برنامه‌ریزی نشده است." in page


@pytest.mark.parametrize("role", ["member", "liaison"])
def test_to_others_than_the_staff_it_is_not_there(role):
    person = cast.ROLES[role]()
    assert get("/desk/", person).status_code == 404
    assert "پیشخوان" not in read("/", person)
    assert '<a href="/desk/">پیشخوان</a>' in read("/", cast.sara())


def test_the_next_meeting_is_told_with_who_answered():
    planned(2, "۱۰ آذر ۱۴۰۵", place="تالار شهر")
    planned(3, "۲۰ آذر ۱۴۰۵")
    meeting = planned(1, "۵ آذر ۱۴۰۵", state="invited")
    for reply in ("will", "will", "none"):
        seat = Attendance.objects.create(meeting=meeting, name_as_written="کسی")
        Invitation.objects.create(attendance=seat, reply=reply)
    page = desk()
    assert "جلسه آتی" in page
    assert '<a href="/meetings/5/1/">پنج‌شنبه ۵ آذر ۱۴۰۵</a>' in page
    assert "<dt>حضور می‌یابد</dt><dd>۲</dd>" in page
    assert "<dt>بدون پاسخ</dt><dd>۱</dd>" in page
    assert "تالار شهر" not in page


def test_todays_meetings_come_before_the_next_one():
    planned(1, "۲ آذر ۱۴۰۵", state="invited")
    planned(2, "۵ آذر ۱۴۰۵", state="invited")
    page = desk()
    assert "جلسه امروز" in page
    assert 'href="/meetings/5/1/write/"' in page
    assert "جلسه آتی" not in page


def test_what_comes_next_with_todays_meeting_is_the_main_step_of_the_desk():
    def main() -> list[tuple[str, str]]:
        return re.findall(r'href="([^"]+)" data-main-step>([^<]+)', desk())

    assert main() == [("/meetings/new/", "جلسه تازه")]
    meeting = planned(1, "۲ آذر ۱۴۰۵", state="invited")
    assert main() == [("/meetings/5/1/attendance/", "حضور و غیاب")]
    meeting.hold(by=cast.sara())
    assert main() == [("/meetings/5/1/write/", "نگارش صورتجلسه")]
    minutes = cast.make_minutes(meeting)
    assert main() == [("/meetings/5/1/write/", "نگارش صورتجلسه")]
    Minutes.objects.filter(pk=minutes.pk).update(state="in_review")
    assert main() == [("/meetings/5/1/draft/", "خواندن و تأیید")]


def test_invitations_are_due_three_days_before_or_as_the_settings_say():
    planned(1, "۷ آذر ۱۴۰۵")
    planned(2, "۱۵ آذر ۱۴۰۵")
    planned(3, "۳ آذر ۱۴۰۵")
    planned(4, "۳ آذر ۱۴۰۵", state="invited")
    pile = desk().partition('id="invitations"')[2].partition("</section>")[0]
    assert "۲ روز تا مهلت دعوت" in pile
    assert "۲ روز از مهلت دعوت گذشته" in pile
    assert "/meetings/5/2/" not in pile
    assert "/meetings/5/4/" not in pile
    from records import organisation

    organisation.ask(True)
    Organisation.objects.create(id=1, letterhead_order="number,date,attachment", invitation_days=5)
    assert "امروز واپسین روز دعوت است" in desk()


def test_minutes_stand_where_they_wait():
    for number, state in enumerate(("draft", "returned", "in_review", "confirmed"), start=1):
        minutes = cast.make_minutes(cast.make_meeting(number), state=state)
        Minutes.objects.filter(pk=minutes.pk).update(changed_at=NOON - timedelta(days=12))
    cast.make_edition(cast.make_meeting(9))
    page = desk()
    for key, number, word in (
        ("confirm", 3, "خواندن و تأیید"), ("publish", 4, "ابلاغ"), ("drafts", 1, "۲ نوبت سخن، ۱۲ روز دست‌نخورده"),
        ("drafts", 2, "برگشت‌خورده برای اصلاح"),
    ):  # fmt: skip
        pile = page.partition(f'id="{key}"')[2].partition("</section>")[0]
        assert f"/meetings/5/{number}/draft/" in pile, key
        assert word in pile, key
    assert 'href="/meetings/5/1/write/">ادامه' in page
    assert page.index("برگشت‌خورده") < page.index("جلسه اول دور پنجم")
    assert "/meetings/5/9/" not in page


def test_wishes_for_correction_lead_to_where_they_are_answered():
    minutes = cast.make_minutes(cast.make_meeting(), state="in_review")
    asked = {"minutes": minutes, "asked_by": cast.maryam()}
    CorrectionRequest.objects.create(**asked, wish="واژه‌ای جا افتاده است")
    CorrectionRequest.objects.create(**asked, wish="پاسخ‌داده‌شده", state="accepted")
    page = desk()
    assert "«واژه‌ای جا افتاده است»" in page
    assert "مریم فرضی، ۲ آذر ۱۴۰۵" in page
    assert "پاسخ‌داده‌شده" not in page


def test_meetings_of_the_open_round_without_minutes_are_named():
    cast.make_meeting(1, held_on=None)
    cast.make_meeting(2, round=4, held_on=None)
    planned(3, "۱ آذر ۱۴۰۵", state="invited")
    planned(4, "آذر ۱۴۰۵")
    planned(5, "۱ آذر ۱۴۰۵", state="cancelled")
    cast.make_minutes(cast.make_meeting(6))
    pile = desk().partition('id="unwritten"')[2].partition("</section>")[0]
    assert [f'href="/meetings/5/{number}/"' in pile for number in range(1, 7)] == [
        True,
        False,
        True,
        False,
        False,
        False,
    ]
    assert 'href="/meetings/5/1/write/">نگارش' in pile
    assert "/meetings/4/" not in pile


def test_what_is_late_and_what_nobody_is_to_do_is_named():
    cast.make_edition(cast.make_meeting())
    Block.objects.filter(number__in=(7, 8)).update(mark="decision")
    first, second = Block.objects.filter(mark="decision").order_by("number")
    letters.make_commitment(first, task="گزارش", deadline=TODAY - timedelta(12))
    page = desk()
    late = page.partition('id="overdue"')[2].partition("</section>")[0]
    assert "۱۲ روز گذشته از مهلت" in late
    assert "شهرداری نمونه" in late
    nobody = page.partition('id="nobody"')[2].partition("</section>")[0]
    assert f"/commitments/new/?line={second.pk}" in nobody
    assert f"line={first.pk}" not in nobody
    row = letters.make_commitment(second, executor=None)
    assert f'href="/commitments/{row.pk}/edit/">تعیین دستگاه' in desk(), "not made once more"


def test_letters_that_reached_nobody_are_named_with_the_reason(settings):
    settings.SENDS_MAIL = True
    given = {
        "kind": "review",
        "object_type": "meetings.minutes",
        "object_id": 1,
        "subject": "بازبینی",
        "address": "reader@example.org",
    }
    failed = Mailing.objects.create(
        **given, recipient="user:1", recipient_name="مریم", state="failed", error="نشانی پذیرفته نشد.", tried_at=NOON
    )
    Mailing.objects.create(**given, recipient="user:2", recipient_name="سارا", state="sent", sent_at=NOON)
    page = desk()
    assert '<span class="late">ارسال نشد</span>، به مریم، reader@example.org' in page
    assert "/mail/?state=open&amp;about=meetings.minutes-1" in page
    assert "به سارا" not in page
    failed.hand_over()
    assert "ارسال نشد" not in desk()


def fill(first: int, last: int) -> None:
    """More of everything that can wait; the numbers tell apart what is there already."""
    for number in range(first, last + 1):
        state = ("draft", "in_review", "confirmed")[number % 3]
        minutes = cast.make_minutes(cast.make_meeting(number), "", state=state)
        CorrectionRequest.objects.create(minutes=minutes, asked_by=cast.maryam(), wish="واژه‌ای")
        planned(1000 + number, "۴ آذر ۱۴۰۵")
        cast.make_meeting(2000 + number)
        turn = Minutes.objects.published().latest("id").turns.first()
        block = Block.objects.create(
            turn=turn, position=100 + number, number=100 + number, kind="paragraph", text="مصوبه", mark="decision"
        )
        letters.make_commitment(block, executor=None, deadline=TODAY - timedelta(1))
        Mailing.objects.create(
            kind="review",
            object_type="x",
            object_id=number,
            recipient="user:1",
            subject="نامه",
            address="x@example.org",
            tried_at=NOON,
        )


@pytest.mark.once
def test_much_to_do_asks_no_more_queries_than_little_and_leads_to_the_rest(settings):
    settings.SENDS_MAIL = True
    browser = cast.client_for(cast.sara())
    cast.make_edition(cast.make_meeting(9999))
    fill(1, 3)
    few = queries_of(browser, "/desk/")
    fill(4, 40)
    assert queries_of(browser, "/desk/") == few
    page = desk()
    for whole in (
        "/commitments/?late=1", "/points/?kind=decision&amp;fate=nobody", "/mail/?state=open", "/meetings/?round=5",
    ):  # fmt: skip
        assert f'<p class="acts"><a href="{whole}">همه' in page, whole
    assert page.count('class="todo"') < 60


def test_signing_in_leads_staff_to_the_desk_and_members_to_the_first_page():
    cast.sara(), cast.maryam()
    for name, there in (("sara", "/desk/"), ("maryam", "/")):
        browser = cast.client_for(cast.visitor())
        answer = browser.post("/accounts/login/", {"login": name, "password": cast.PASSWORD})
        assert answer["Location"] == there
