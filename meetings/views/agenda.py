"""The agenda is written, put in order and, after the meeting, closed with what became of each item."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from meetings.models import AgendaItem, Meeting
from meetings.planning.agenda import MOST, keep_agenda, note_outcomes, offers_for
from meetings.planning.agenda_form import AgendaForm
from meetings.planning.page import plan_page
from meetings.views.planning import meeting_of, planner
from people.forms.versioned import STALE
from people.keeping import Refused, Stale
from people.models import User
from persian.addresses import read_small

STANDFIRST = "بندها به همین ترتیب در دعوت‌نامه و صورتجلسه می‌آید."


@require_http_methods(["GET", "HEAD", "POST"])
def meeting_agenda(request: HttpRequest, round_number: int, number: int) -> HttpResponse:
    by = planner(request)
    meeting = meeting_of(round_number, number)
    closed = meeting.why_closed()
    if request.method == "POST" and request.POST.get("step") == "outcomes":
        return _outcomes(request, meeting, by)
    items = list(meeting.agenda.select_related("presenter").order_by("position"))
    offers = [] if closed else offers_for(meeting, items)
    more = min(read_small(request.GET.get("rows", "")) or 0, MOST)
    form = AgendaForm(meeting, items, offers, request.POST if request.method == "POST" else None, more)
    status = _taken(form, by) if request.method == "POST" else 200
    if status == 303:
        messages.success(request, "دستور جلسه ثبت شد.")
        return redirect("meeting_agenda", *meeting.address)
    now = [(item.title, item.presenter_as_written or "بی ارائه‌دهنده") for item in items] if status == 409 else []
    page = plan_page(meeting, "meeting_agenda", f"دستور {meeting}", STANDFIRST, closed, now)
    context = {
        "page": page,
        "form": form,
        "items": items,
        "outcomes": AgendaItem.Outcome.choices,
        "more": len(form.new) + 5,
        "is_held": meeting.state == Meeting.State.HELD,
        "section": "meetings",
    }
    return render(request, "meetings/plan/agenda.html", context, status=status)


def _taken(form: AgendaForm, by: User) -> int:
    """Save a form that is in order: 303, or the status of what is in its way, which the form then says."""
    if not form.is_valid():
        return 422
    try:
        keep_agenda(form.meeting, form.rows(), version=form.version, by=by)
    except Stale:
        form.error = STALE
        form.version = Meeting.objects.values_list("version", flat=True).get(pk=form.meeting.pk)
        return 409
    except Refused as reason:
        form.error = str(reason)
        return 422
    return 303


def _outcomes(request: HttpRequest, meeting: Meeting, by: User) -> HttpResponse:
    wanted = {pk: request.POST.get(f"outcome-{pk}", "") for pk in meeting.agenda.values_list("pk", flat=True)}
    known = {pk: outcome for pk, outcome in wanted.items() if outcome in AgendaItem.Outcome.values}
    if note_outcomes(meeting, known, by=by):
        messages.success(request, "نتیجه بندها ثبت شد.")
    else:
        messages.info(request, "چیزی تغییر نکرده بود.")
    return redirect("meeting_agenda", *meeting.address)
