"""The invitees of a meeting, their letters as PDF and text, and the meeting as a file for calendars."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_safe

from meetings.mailings import invite, mailed_seats
from meetings.models import Attendance, Invitation, Meeting
from meetings.planning import calendar_file
from meetings.planning.invitations import MOST, keep_invitees, mark_sent, members_of
from meetings.planning.letter import Message, letters_pdf, messages_of
from meetings.planning.page import plan_page
from meetings.planning.seat_forms import MOST_NEW, InviteeForm, NewSeatForm, SharedForm, new_rows
from meetings.views.planning import meeting_of, planner
from people.forms.versioned import STALE, VersionField
from people.keeping import Refused, Stale
from people.models import User
from persian.addresses import read_small
from persian.jalali import long_datetime
from persian.numbers import persian_digits
from records import mail
from records.pager import Link
from records.pdf import PdfError
from records.serving import serve_bytes


@dataclass
class InvitationsForm:
    """The screen of invitations as it is shown or was sent."""

    meeting: Meeting
    seats: list[InviteeForm]
    new: list[NewSeatForm]
    blank: NewSeatForm
    shared: SharedForm
    version: int
    error: str = ""

    @property
    def is_in_order(self) -> bool:
        sent = [form for form in [*self.seats, *self.new, self.shared] if form.is_bound]
        wrong = [form for form in sent if not form.is_valid()]  # every one is judged
        if wrong:
            self.error = "برخی سطرها نادرست است و هنوز چیزی ثبت نشده است. کنار هر یک نوشته شده که چه باید کرد."
        return not wrong


def _form(meeting: Meeting, data: QueryDict | None, more: int = 0) -> InvitationsForm:
    rows = meeting.attendance.select_related("invitation", "person").order_by("position", "id")[:MOST]
    # Whoever was added since the page was opened is not in what was sent: he stays as he is.
    seats = [InviteeForm(data if data and f"seat-{row.pk}-reply" in data else None, seat=row) for row in rows]
    new, blank = new_rows(data, more, Attendance.Capacity.GUEST)
    version = meeting.version if data is None else VersionField().clean(data.get("version"))
    return InvitationsForm(meeting, seats, new, blank, SharedForm(data), version)


@require_http_methods(["GET", "HEAD", "POST"])
def meeting_invitations(request: HttpRequest, round_number: int, number: int) -> HttpResponse:
    by = planner(request)
    meeting = meeting_of(round_number, number)
    data = request.POST if request.method == "POST" else None
    form = _form(meeting, data, min(read_small(request.GET.get("rows", "")) or 0, MOST_NEW))
    status = _taken(request, form, by) if data is not None else 200
    if status == 303:
        return redirect("meeting_invitations", *meeting.address)
    closed = meeting.why_closed()
    page = plan_page(
        meeting,
        "meeting_invitations",
        f"دعوت‌نامه‌های {meeting}",
        "سمت هر کس همان می‌ماند که اینجا و در نامه نوشته می‌شود، هرچند بعد سمت دیگری بگیرد.",
        closed,
    )
    replies = [seat.letter.reply for seat in form.seats]
    context = {
        "page": page,
        "form": form,
        "meeting": meeting,
        "lacks": meeting.lacks,
        "is_ahead": meeting.may_be_invited_to,
        "unsent": sum(1 for seat in form.seats if not seat.letter.sent_at),
        "will": replies.count(Invitation.Reply.WILL),
        "will_not": replies.count(Invitation.Reply.WILL_NOT),
        "mailed": len(mailed_seats(meeting)) if mail.sends() and not closed else 0,
        "members": 0 if closed else len(members_of(meeting)),
        "more": len(form.new) + 5,
        "section": "meetings",
    }
    return render(request, "meetings/plan/invitations.html", context, status=status)


def _taken(request: HttpRequest, form: InvitationsForm, by: User) -> int:
    """Save what was sent and say what came of it: 303, or the status of what is in the way, which the form says."""
    if not form.is_in_order:
        return 422
    step, meeting = request.POST.get("step", ""), form.meeting
    new = [seat for row in form.new if (seat := row.new_seat(Attendance.Status.EXPECTED))]
    try:
        count = keep_invitees(
            meeting,
            [row.row(form.shared.cleaned_data["number_for_all"]) for row in form.seats if row.is_bound],
            new,
            with_members=step == "members",
            sent=step == "sent" and not mail.sends(),
            version=form.version,
            by=by,
        )
    except Stale:
        form.error = STALE
        form.version = Meeting.objects.values_list("version", flat=True).get(pk=meeting.pk)
        return 409
    except Refused as reason:
        form.error = str(reason)
        return 422
    if step == "sent" and mail.sends():
        _mailed(request, meeting, by, meeting.version)
    else:
        sent = f"{persian_digits(count)} دعوت‌نامه فرستاده‌شده به شمار آمد و جلسه دعوت‌شده است."
        messages.success(request, sent if count else "فهرست مدعوین ثبت شد.")
    return 303


def _mailed(request: HttpRequest, meeting: Meeting, by: User, version: int, seats: Sequence[int] | None = None) -> None:
    """Mail the letters to whoever has an address and take all of them as sent; a message says what came of it."""
    try:
        count, mailed = invite(meeting, version=version, by=by, seats=seats)
    except Stale:
        messages.error(request, "در این میان کس دیگری این جلسه را تغییر داد. ببینید و اگر باید، دوباره کنید.")
    except Refused as reason:
        messages.error(request, str(reason))
    else:
        words = f"{persian_digits(count)} دعوت‌نامه فرستاده‌شده به شمار آمد و جلسه دعوت‌شده است."
        words += f" {persian_digits(mailed)} نامه با رایانامه فرستاده می‌شود." if mailed else ""
        messages.success(request, f"{words} آنچه با رایانامه نمی‌رود، با خود شماست." if mailed < count else words)


def _letters(request: HttpRequest, meeting: Meeting, seat: int | None = None) -> list[Message]:
    """The letters that can be written now; none where something is lacking, which a message then says."""
    if meeting.lacks:
        messages.error(request, f"دعوت‌نامه بی {meeting.lacks} نوشته نمی‌شود. نخست آن را در مشخصات جلسه بنویسید.")
        return []
    made = messages_of(meeting, None if seat is None else [seat])
    if not made:
        messages.error(request, "هنوز کسی به این جلسه دعوت نشده است. نخست کسانی را به فهرست بیفزایید.")
    return made


@require_safe
def invitations_file(request: HttpRequest, round_number: int, number: int) -> HttpResponse:
    """All letters in one PDF."""
    planner(request)
    return _pdf(request, meeting_of(round_number, number))


@require_safe
def invitation_file(request: HttpRequest, round_number: int, number: int, seat_id: int) -> HttpResponse:
    planner(request)
    meeting = meeting_of(round_number, number)
    get_object_or_404(meeting.attendance, pk=seat_id)
    return _pdf(request, meeting, seat_id)


def _pdf(request: HttpRequest, meeting: Meeting, seat: int | None = None) -> HttpResponse:
    letters = _letters(request, meeting, seat)
    if not letters:
        return redirect("meeting_invitations", *meeting.address)
    try:
        content = letters_pdf([letter.sheet for letter in letters])
    except PdfError as error:
        messages.error(request, str(error))
        return redirect("meeting_invitations", *meeting.address)
    name = f"invitations-{meeting.round.number}-{meeting.number}.pdf" if seat is None else letters[0].file_name
    return serve_bytes(content, name, "application/pdf")


@require_http_methods(["GET", "HEAD", "POST"])
def meeting_invitation(request: HttpRequest, round_number: int, number: int, seat_id: int) -> HttpResponse:
    """The text of one letter, to be copied; POST takes it as sent."""
    by = planner(request)
    meeting = meeting_of(round_number, number)
    seat = get_object_or_404(meeting.attendance.select_related("invitation"), pk=seat_id)
    here = reverse("meeting_invitation", args=[*meeting.address, seat.pk])
    if request.method == "POST" and mail.sends():
        _mailed(request, meeting, by, VersionField().clean(request.POST.get("version")), [seat.pk])
        return redirect(here)
    if request.method == "POST":
        try:
            mark_sent(meeting, seats=[seat.pk], version=VersionField().clean(request.POST.get("version")), by=by)
            messages.success(request, f"دعوت‌نامه {seat} فرستاده‌شده به شمار آمد.")
        except Stale:
            messages.error(request, "در این میان کس دیگری این جلسه را تغییر داد. ببینید و اگر باید، دوباره کنید.")
        except Refused as reason:
            messages.error(request, str(reason))
        return redirect(here)
    letters = _letters(request, meeting, seat.pk)
    if not letters:
        return redirect("meeting_invitations", *meeting.address)
    page = plan_page(meeting, "meeting_invitations", f"دعوت‌نامه {seat}", seat.post_as_written)
    sent_at = seat.invitation.sent_at if hasattr(seat, "invitation") else None
    context = {
        "page": page,
        "letter": letters[0],
        "sent": long_datetime(sent_at) if sent_at else "",
        "pdf": Link("دریافت PDF", reverse("invitation_pdf", args=[*meeting.address, seat.pk])),
        "version": meeting.version,
        "is_ahead": meeting.may_be_invited_to,
        "section": "meetings",
    }
    return render(request, "meetings/plan/invitation.html", context)


@login_not_required
@require_safe
def meeting_calendar(request: HttpRequest, round_number: int, number: int) -> HttpResponse:
    """For whoever may see the meeting."""
    visible = Meeting.objects.visible_to(request.user).select_related("round")
    meeting = get_object_or_404(visible, round__number=round_number, number=number)
    try:
        content = calendar_file.calendar_of(meeting, timezone.now())
    except ValueError as error:
        raise Http404 from error
    response = HttpResponse(content, content_type=calendar_file.CONTENT_TYPE)
    name = f"meeting-{round_number}-{number}.ics"
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return response
