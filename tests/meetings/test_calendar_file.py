"""A meeting as a file for calendars, read back as RFC 5545 has it."""

from datetime import UTC, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetings.models import AgendaItem, Meeting
from meetings.planning import calendar_file
from tests import cast
from tests.meetings.planned import page_of, planned
from tests.reading import get

NOW = datetime(2026, 11, 25, 8, tzinfo=UTC)


def entry(content: bytes) -> dict[str, str]:
    """The properties of the file, unfolded and with their texts as they were before escaping."""
    lines = content.decode().split("\r\n")
    assert lines.pop() == "" and "\n" not in "".join(lines)
    assert all(len(line.encode()) <= 75 for line in lines)
    whole = content.decode().replace("\r\n ", "").split("\r\n")[:-1]
    values = dict(line.split(":", 1) for line in whole if not line.startswith(("BEGIN", "END:")))
    assert whole[0] == "BEGIN:VCALENDAR" and whole[-1] == "END:VCALENDAR"

    def plain(text):
        parts = text.replace("\\\\", "\0").replace("\\n", "\n").replace("\\,", ",").replace("\\;", ";")
        return parts.replace("\0", "\\")

    return {name: plain(value) for name, value in values.items()}


@pytest.mark.django_db
def test_everything_that_a_calendar_asks_for_is_in_the_file(settings):
    settings.SITE_URL = "https://portal.example.org"
    meeting = planned(ends_at=time(18, 30), place="تالار شهر؛ خیابان نمونه, طبقه ۲; اتاق ۳")
    AgendaItem.objects.create(
        meeting=meeting, position=1, title="گزارش دبیرخانه درباره پیشرفت پروژه‌های تحول‌گرا در سه ماه گذشته"
    )
    found = entry(calendar_file.calendar_of(meeting, NOW))
    assert found == {
        "VERSION": "2.0",
        "PRODID": "-//Qazvin20//Meeting records portal//FA",
        "CALSCALE": "GREGORIAN",
        "METHOD": "PUBLISH",
        "UID": calendar_file.uid_of(meeting),
        "SEQUENCE": "1",
        "DTSTAMP": "20261125T080000Z",
        "DTSTART": "20261223T123000Z",
        "DTEND": "20261223T150000Z",
        "SUMMARY": "جلسه دوم دور پنجم، کارگروه قزوین + ۲۰",
        "LOCATION": "تالار شهر؛ خیابان نمونه, طبقه ۲; اتاق ۳",
        "DESCRIPTION": "۱. گزارش دبیرخانه درباره پیشرفت پروژه‌های تحول‌گرا در سه ماه گذشته",
        "URL": "https://portal.example.org/meetings/5/2/",
        "STATUS": "TENTATIVE",
    }


@pytest.mark.django_db
def test_the_entry_keeps_its_uid_and_counts_its_versions():
    meeting = planned()
    before = entry(calendar_file.calendar_of(meeting, NOW))
    meeting.change({"place": "جای دیگر"}, version=1, by=cast.sara())
    meeting.cancel("دلیل", version=2, by=cast.sara())
    after = entry(calendar_file.calendar_of(meeting, NOW))
    assert after["UID"] == before["UID"] != entry(calendar_file.calendar_of(planned(3), NOW))["UID"]
    assert (after["SEQUENCE"], after["STATUS"]) == ("3", "CANCELLED")
    assert after["DESCRIPTION"] == "لغوشده: دلیل"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("state", "status"), [("invited", "CONFIRMED"), ("held", "CONFIRMED"), ("postponed", "CANCELLED")]
)
def test_the_status_is_that_of_the_meeting(state, status):
    assert entry(calendar_file.calendar_of(planned(state=state), NOW))["STATUS"] == status


@pytest.mark.django_db
def test_without_an_hour_the_entry_lasts_the_day():
    found = entry(calendar_file.calendar_of(planned(starts_at=None), NOW))
    assert (found["DTSTART;VALUE=DATE"], found["DTEND;VALUE=DATE"]) == ("20261223", "20261224")


@pytest.mark.django_db
def test_the_file_is_for_whoever_may_see_the_meeting():
    answer = get(page_of("meeting_calendar", planned()))
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    assert 'filename="meeting-5-2.ics"' in answer["Content-Disposition"]
    hidden = planned(3, audience="members")
    assert get(page_of("meeting_calendar", hidden)).status_code == 404
    assert get(page_of("meeting_calendar", hidden), cast.maryam()).status_code == 200
    assert get(page_of("meeting_calendar", planned(4, held_on=None)), cast.sara()).status_code == 404
    assert Meeting.objects.count() == 3


@given(st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=300))
def test_any_text_comes_through_folded_and_escaped(text):
    lines = list(calendar_file.folded([f"SUMMARY:{calendar_file.escaped(text)}"]))
    assert all(len(line.encode()) <= 75 for line in lines)
    whole = lines[0] + "".join(line[1:] for line in lines[1:])
    read = whole.removeprefix("SUMMARY:").replace("\\\\", "\0").replace("\\,", ",").replace("\\;", ";")
    assert read.replace("\0", "\\") == text
