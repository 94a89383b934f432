"""From the rows of the meetings to their register, for one reader and one address."""

from __future__ import annotations

from itertools import groupby
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.urls import reverse

from meetings.access import may_import, may_write_minutes
from meetings.models import Meeting
from meetings.register import PAGE_SIZE, MeetingRow, MeetingsPage, RoundGroup
from meetings.rounds_of import known_of
from people.models import Round
from persian.jalali import partial_date
from persian.numbers import ordinal_words, persian_digits
from records.pager import Link, pager
from records.sections import sections_for


def meetings_page(user: object, *, round_number: int | None, held: bool, page: int) -> MeetingsPage:
    """Page `page` of the register, narrowed to a round and to meetings with minutes. A page too far is the last one."""
    meetings = Meeting.objects.visible_to(user).with_minutes_for(user).select_related("round")
    if round_number:
        meetings = meetings.filter(round__number=round_number)
    if held:
        meetings = meetings.filter(has_minutes=True)
    pages = Paginator(meetings.order_by("-round__number", "-number"), PAGE_SIZE)
    found = pages.get_page(page)
    rounds = list(Round.objects.order_by("number"))

    def href(**changed: object) -> str:
        values = {"round": round_number, "held": 1 if held else None, **changed}
        query = urlencode({name: value for name, value in values.items() if value})
        return f"{reverse('meetings')}?{query}" if query else reverse("meetings")

    return MeetingsPage(
        over=(),
        total=f"{persian_digits(pages.count)} جلسه",
        groups=tuple(_group(round, list(rows)) for round, rows in groupby(found, lambda meeting: meeting.round)),
        round_filter=(
            Link("همه دورها", href(round=None), round_number is None),
            *(Link(str(round), href(round=round.number), round.number == round_number) for round in rounds),
        ),
        held_filter=(
            Link("همه جلسات", href(held=None), not held),
            Link("دارای صورتجلسه", href(held=1), held),
        ),
        pager=pager(found.number, pages.num_pages, lambda number: href(page=number if number > 1 else None)),
        clear_href=reverse("meetings") if round_number or held else "",
        add_href=reverse("import") if may_import(user) else "",
        plan_href=_plan_href(round_number) if may_write_minutes(user) else "",
        sections=sections_for("meetings", None, user),
    )


def _plan_href(round_number: int | None) -> str:
    return f"{reverse('meeting_new')}?round={round_number}" if round_number else reverse("meeting_new")


def _group(round: Round, rows: list[Meeting]) -> RoundGroup:
    known = round.known_meetings
    return RoundGroup(
        name=str(round),
        href=round.get_absolute_url(),
        count=f"{persian_digits(known)} جلسه" if known else str(round.get_status_display()),
        rows=tuple(_row(meeting) for meeting in rows),
    )


def _row(meeting: Meeting) -> MeetingRow:
    held = meeting.held_on
    return MeetingRow(
        number=f"جلسه {ordinal_words(meeting.number)}",
        href=meeting.get_absolute_url(),
        title=meeting.title,
        known=known_of(meeting),
        date=partial_date(held.first, held.last, held.precision) if held else "",
        state=str(meeting.get_state_display()),
        is_held=meeting.has_minutes,
    )
