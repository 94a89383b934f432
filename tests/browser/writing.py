"""The page on which minutes are written, in a browser: made, opened, and what it says."""

from collections.abc import Callable
from uuid import UUID

from django.urls import reverse
from playwright.sync_api import Page, expect

from meetings.models import Attendance, Meeting, Minutes, Turn
from tests import cast

PEN = "form[data-turn] textarea[name=text]"
SPEAKER = "form[data-turn] input[name=speaker]"
STATE = "[data-words]"
SAVED = "ذخیره شد"


def make_seats(meeting: Meeting, *names: str) -> None:
    """Persons who are there, each with a post."""
    for position, name in enumerate(names, start=1):
        person = cast.make_person(family_name=name, given_name="")
        Attendance.objects.create(
            meeting=meeting,
            person=person,
            name_as_written=name,
            post_as_written=f"عضو {name}",
            status=Attendance.Status.PRESENT,
            position=position,
        )


def begin_minutes(text: str = "", seats: tuple[str, ...] = ("نمونه‌نژاد", "فرضی‌زاده")) -> Minutes:
    """Open minutes of the first meeting of the fifth round."""
    meeting = cast.make_meeting()
    meeting.hold(by=cast.sara())
    make_seats(meeting, *seats)
    if text:
        return cast.make_minutes(meeting, text)
    return Minutes.objects.create(meeting=meeting)


def write_address(meeting: Meeting, turn: Turn | UUID | str = "") -> str:
    address = reverse("meeting_write", args=meeting.address)
    key = turn.key if isinstance(turn, Turn) else turn
    return f"{address}?turn={key}" if key else address


def open_pen(page: Page, live_server, sign_in: Callable, minutes: Minutes, turn: Turn | str = "", user=None) -> Page:
    """The page of writing, signed in as `user` (Sara), with its script at work."""
    sign_in(page, user or cast.sara())
    page.goto(live_server.url + write_address(minutes.meeting, turn))
    page.wait_for_selector("main.is-written")
    return page


def wait_until_saved(page: Page, timeout: int = 6000) -> None:
    expect(page.locator(STATE)).to_have_text(SAVED, timeout=timeout)


def said(minutes: Minutes) -> list[tuple[str, list[tuple[str, int, str]]]]:
    """Speaker, and kind, level and text of the lines of each turn, as the server has them."""
    return [
        (turn.speaker_as_written, [(b.kind, b.level, b.text) for b in turn.blocks.order_by("position")])
        for turn in minutes.turns.order_by("position")
    ]
