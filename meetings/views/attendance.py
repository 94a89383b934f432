"""Attendance is taken on one screen, everybody present to begin with."""

from __future__ import annotations

from contextlib import suppress

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from meetings.models import Attendance, Meeting
from meetings.planning.page import plan_page
from meetings.planning.roll import QUORUM_MET, QUORUM_MISSED, QUORUM_UNKNOWN, bar_of, keep_roll, not_held_words
from meetings.planning.roll_form import STATES, RollForm
from meetings.planning.seat_forms import MOST_NEW
from meetings.views.planning import meeting_of, planner
from meetings.writing.draft import Closed, begin
from people.forms.versioned import STALE
from people.keeping import Refused, Stale
from people.models import User
from persian.addresses import read_small
from persian.jalali import tehran_today
from records import organisation

STANDFIRST = "همه حاضرند، مگر آنکه جز این نشان شود."


@require_http_methods(["GET", "HEAD", "POST"])
def meeting_attendance(request: HttpRequest, round_number: int, number: int) -> HttpResponse:
    by = planner(request)
    meeting = meeting_of(round_number, number)
    more = min(read_small(request.GET.get("rows", "")) or 0, MOST_NEW)
    form = RollForm(meeting, request.POST if request.method == "POST" else None, more)
    status = _taken(form, by) if request.method == "POST" else 200
    if status == 303:
        messages.success(request, f"حضور و غیاب ثبت شد: {bar_of(meeting).summary or 'کسی در فهرست نیست'}.")
        if request.POST.get("then") != "write":
            return redirect("meeting_attendance", *meeting.address)
        with suppress(Closed):  # the page of writing says why
            begin(meeting, by=by)
        return redirect("meeting_write", *meeting.address)
    closed = _closed(meeting)
    context = {
        "page": plan_page(meeting, "meeting_attendance", f"حضور و غیاب {meeting}", STANDFIRST, closed),
        "bar": bar_of(meeting, is_open=False) if closed else None,
        "form": form,
        "states": STATES,
        "capacities": Attendance.Capacity.choices,
        "quorum": organisation.known().quorum or "",
        "words": {"met": QUORUM_MET, "missed": QUORUM_MISSED, "unknown": QUORUM_UNKNOWN},
        "ahead": _ahead(meeting),
        "address": f"{round_number}-{number}",
        "more": len(form.new) + 5,
        "section": "meetings",
    }
    return render(request, "meetings/plan/attendance.html", context, status=status)


def _taken(form: RollForm, by: User) -> int:
    """Save a form that is in order: 303, or the status of what is in its way, which the form then says."""
    if not form.is_valid():
        return 422
    new = [seat for row in form.new if (seat := row.new_seat(Attendance.Status.PRESENT))]
    try:
        keep_roll(form.meeting, form.taken, new, version=form.version, by=by)
    except Stale:
        form.error = STALE
        form.turn_stale(Meeting.objects.values_list("version", flat=True).get(pk=form.meeting.pk))
        return 409
    except Refused as reason:
        form.error = str(reason)
        return 422
    return 303


def _closed(meeting: Meeting) -> str:
    if meeting.state in (Meeting.State.POSTPONED, Meeting.State.CANCELLED):
        return not_held_words(meeting)
    return meeting.why_closed()


def _ahead(meeting: Meeting) -> bool:
    """Whether its day has not come yet: to save the roll makes it a meeting that was held."""
    held, today = meeting.held_on, tehran_today(timezone.now())
    return bool(meeting.is_ahead and held and held.first > today)
