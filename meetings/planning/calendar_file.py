"""A meeting as an iCalendar file (RFC 5545), for the calendars of telephones and offices."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from django.conf import settings

from meetings.models import Meeting
from meetings.planning.invitations import day_of
from meetings.planning.letter import agenda_lines
from persian.jalali import TEHRAN
from records import chain, organisation

PRODUCT = "-//Qazvin20//Meeting records portal//FA"
CONTENT_TYPE = "text/calendar; charset=utf-8"
LONGEST_LINE = 75  # octets, the line's end not counted (section 3.1)
STATUSES = {
    Meeting.State.PLANNED: "TENTATIVE",
    Meeting.State.INVITED: "CONFIRMED",
    Meeting.State.HELD: "CONFIRMED",
    # What was put off does not take place on its day; with a new one the same entry comes back, by its sequence.
    Meeting.State.POSTPONED: "CANCELLED",
    Meeting.State.CANCELLED: "CANCELLED",
}


def calendar_of(meeting: Meeting, now: datetime) -> bytes:
    """The file, in UTC. Its entry keeps its UID for good; SEQUENCE is the version of the meeting.

    Without an hour it lasts the whole day; without a known end it says none. Raises ValueError where the day is not
    known. One query.
    """
    day = day_of(meeting)
    if day is None:
        raise ValueError("an entry of a calendar has a day")
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:{PRODUCT}",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        "BEGIN:VEVENT",
        f"UID:{uid_of(meeting)}",
        f"SEQUENCE:{meeting.version}",
        f"DTSTAMP:{_utc(now)}",
    ]
    if meeting.starts_at is None:
        lines += [f"DTSTART;VALUE=DATE:{day:%Y%m%d}", f"DTEND;VALUE=DATE:{day + timedelta(days=1):%Y%m%d}"]
    else:
        lines.append(f"DTSTART:{_utc(datetime.combine(day, meeting.starts_at, TEHRAN))}")
        if meeting.ends_at and meeting.ends_at > meeting.starts_at:
            lines.append(f"DTEND:{_utc(datetime.combine(day, meeting.ends_at, TEHRAN))}")
    lines.append(f"SUMMARY:{escaped(f'{meeting}، {organisation.known().name}')}")
    if meeting.place:
        lines.append(f"LOCATION:{escaped(meeting.place)}")
    about = [f"{line.number}. {line.title}" for line in agenda_lines(meeting)]
    about += [f"{meeting.get_state_display()}: {meeting.reason}"] if meeting.reason else []
    if about:
        lines.append(f"DESCRIPTION:{escaped(chr(10).join(about))}")
    if settings.SITE_URL:
        lines.append(f"URL:{settings.SITE_URL}{meeting.get_absolute_url()}")
    lines += [f"STATUS:{STATUSES[Meeting.State(meeting.state)]}", "END:VEVENT", "END:VCALENDAR"]
    return "".join(f"{part}\r\n" for part in folded(lines)).encode()


def uid_of(meeting: Meeting) -> str:
    """The same for this meeting of this archive for ever, and for no other of any."""
    return f"{chain.seal(f'calendar meeting {meeting.pk}')[:24]}@qazvin20"


def escaped(text: str) -> str:
    """TEXT as section 3.3.11 has it."""
    return text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def folded(lines: Iterable[str]) -> Iterable[str]:
    """Lines of at most 75 octets, what follows beginning with a space; no letter is torn apart."""
    for line in lines:
        part, room = "", LONGEST_LINE
        for letter in line:
            size = len(letter.encode())
            if size > room:
                yield part
                part, room = " ", LONGEST_LINE - 1
            part += letter
            room -= size
        yield part


def _utc(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"
