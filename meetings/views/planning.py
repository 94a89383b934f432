"""A meeting is planned, changed, put off, called off and planned again. For the secretariat alone."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from meetings.access import may_write_minutes
from meetings.models import Meeting
from meetings.planning import header
from meetings.planning.forms import AgainForm, HeaderForm, ReasonForm, new_meeting
from meetings.planning.header_words import differing, places_of
from meetings.planning.page import PlanPage, plan_page
from people.editing import FormPage
from people.models import Round, User
from people.views.forms import shown, taken
from persian.addresses import read_small
from records.pager import Link

VOID = "تاریخ، ساعت یا محل تغییر کرد: دعوت‌نامه‌های فرستاده‌شده دیگر درست نیست. آن‌ها را دوباره بفرستید."


def planner(request: HttpRequest) -> User:
    """Who prepares meetings. To all others these addresses are not there."""
    if not isinstance(request.user, User) or not may_write_minutes(request.user):
        raise Http404
    return request.user


def meeting_of(round_number: int, number: int) -> Meeting:
    rows = Meeting.objects.select_related("round", "chair", "secretary")
    return get_object_or_404(rows, round__number=round_number, number=number)


@require_http_methods(["GET", "HEAD", "POST"])
def meeting_new(request: HttpRequest) -> HttpResponse:
    by = planner(request)
    rounds = list(Round.objects.order_by("-number"))
    asked = read_small(request.GET.get("round", ""))
    chosen = next((row for row in rounds if row.number == asked), None)
    chosen = (
        chosen or next((row for row in rounds if row.status == Round.Status.ACTIVE), None) or next(iter(rounds), None)
    )
    if chosen is None:
        return render(request, "meetings/plan/no_round.html", {"section": "meetings"})
    meeting = new_meeting(chosen)
    form = HeaderForm(request.POST or None, meeting=meeting)

    def save() -> None:
        meeting.number = form.cleaned_data["number"]
        header.plan(meeting, form.columns, by=by)

    status = taken(form, None, save) if request.method == "POST" else 200
    if status == 303:
        messages.success(request, f"{meeting} برنامه‌ریزی شد. اکنون دستور جلسه را بنویسید.")
        return redirect("meeting_agenda", *meeting.address)
    others = [Link(str(row), f"{reverse('meeting_new')}?round={row.number}") for row in rounds if row != chosen]
    page = PlanPage(
        over=(Link("جلسات", reverse("meetings")), Link(str(chosen), chosen.get_absolute_url())),
        title=f"جلسه تازه {chosen}",
        meeting="",
        href=reverse("meetings"),
        steps=(),
        standfirst="هر چه هنوز دانسته نیست خالی بماند و بعد نوشته شود.",
    )
    context = {"page": page, "form": form, "others": others, "places": places_of(chosen), "section": "meetings"}
    return render(request, "meetings/plan/header.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def meeting_edit(request: HttpRequest, round_number: int, number: int) -> HttpResponse:
    by = planner(request)
    meeting = meeting_of(round_number, number)
    form = HeaderForm(request.POST or None, meeting=meeting)
    void = False

    def save() -> None:
        nonlocal void
        void = header.change(meeting, form.columns, version=form.seen, by=by)

    status = taken(form, meeting, save) if request.method == "POST" else 200
    if status == 303:
        messages.success(request, "مشخصات جلسه ثبت شد.")
        if void:
            messages.warning(request, VOID)
        return redirect("meeting_invitations" if void else "meeting", *meeting.address)
    stored = meeting_of(round_number, number)
    now = differing(form, stored) if status == 409 else ()
    page = plan_page(stored, "meeting_edit", f"مشخصات {stored}", closed=stored.why_closed(), now=now)
    context = {"page": page, "form": form, "places": places_of(stored.round), "stored": stored, "section": "meetings"}
    return render(request, "meetings/plan/header.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def meeting_postpone(request: HttpRequest, round_number: int, number: int) -> HttpResponse:
    by = planner(request)
    meeting = meeting_of(round_number, number)
    return _put_off(
        request,
        meeting,
        "به تعویق انداختن",
        "به تعویق افتاد؛ هر زمان تاریخ تازه دانسته شد، آن را بنویسید.",
        lambda reason, version: meeting.postpone(reason, version=version, by=by),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def meeting_cancel(request: HttpRequest, round_number: int, number: int) -> HttpResponse:
    by = planner(request)
    meeting = meeting_of(round_number, number)
    return _put_off(
        request,
        meeting,
        "لغو",
        "لغو شد.",
        lambda reason, version: meeting.cancel(reason, version=version, by=by),
    )


def _put_off(
    request: HttpRequest, meeting: Meeting, word: str, done: str, step: Callable[[str, int], None]
) -> HttpResponse:
    form = ReasonForm(request.POST or None, version=meeting.version)
    status = 200
    if request.method == "POST":
        status = taken(form, meeting, lambda: step(form.cleaned_data["reason"], form.seen))
    if status == 303:
        messages.success(request, f"{meeting} {done}")
        return redirect(meeting)
    page = FormPage(
        over=plan_page(meeting, "", "").over,
        title=f"{word} {meeting}",
        standfirst="سابقه و نوشته‌های جلسه می‌ماند و بازگرداندنی است. اگر دعوت‌نامه‌ها رفته است، به مدعوین خبر دهید.",
        submit=f"{word} جلسه",
        cancel=meeting.get_absolute_url(),
        section="meetings",
    )
    return shown(request, form, page, status)


@require_http_methods(["GET", "HEAD", "POST"])
def meeting_plan_again(request: HttpRequest, round_number: int, number: int) -> HttpResponse:
    by = planner(request)
    meeting = meeting_of(round_number, number)
    form = AgainForm(request.POST or None, meeting=meeting)
    status = 200
    if request.method == "POST":
        status = taken(form, meeting, lambda: meeting.plan_again(form.columns, version=form.seen, by=by))
    if status == 303:
        messages.success(request, f"{meeting} برای تاریخ تازه برنامه‌ریزی شد. دعوت‌نامه‌ها را دوباره بفرستید.")
        return redirect("meeting_invitations", *meeting.address)
    page = FormPage(
        over=plan_page(meeting, "", "").over,
        title=f"تاریخ تازه {meeting}",
        standfirst=f"این جلسه {meeting.get_state_display()} است. با تاریخ تازه، دوباره برنامه‌ریزی‌شده می‌شود.",
        submit="ثبت تاریخ تازه",
        cancel=meeting.get_absolute_url(),
        section="meetings",
    )
    return shown(request, form, page, status)
