"""One line of the minutes that are being written: what it is, what was decided in it, what it speaks of."""

from __future__ import annotations

from dataclasses import asdict
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from meetings.models import Block, Meeting, Minutes
from meetings.views.writing import shut, writer_at
from meetings.writing.draft import CLOSED, Closed, Refused, is_editable, open_minutes
from meetings.writing.line_form import DecisionForm, MarkForm
from meetings.writing.line_marks import Changed, decide, mark_line, stamp_of
from meetings.writing.line_page import Sent, line_page, line_told
from meetings.writing.line_targets import targets, tie, untie
from meetings.writing.line_ties import Losing
from meetings.writing.turn_answers import losing_answer
from meetings.writing.turn_form import first_errors
from people.models import User
from persian.addresses import read_id
from records.json_answers import by_accept, json_answer, wants_json

CHANGED = "در همین فاصله کس دیگری این مصوبه را تغییر داده است و چیزی ثبت نشد. «ثبت مصوبه» نوشته شما را جای آن می‌گذارد."
UNKNOWN = "این گام شناخته نشد و چیزی تغییر نکرد. صفحه را تازه کنید و دوباره بفرستید."


@require_http_methods(["GET", "HEAD", "POST"])
def line(request: HttpRequest, round_number: int, number: int, key: UUID) -> HttpResponse:
    user, meeting = writer_at(request, round_number, number)
    block = _line(meeting, key)
    minutes = block.turn.minutes
    if request.method == "POST":
        if not is_editable(minutes):
            return shut(request, meeting, minutes, CLOSED[Minutes.State(minutes.state)], status=409)
        try:
            return STEPS.get(request.POST.get("step", ""), _unknown)(request, meeting, block, user)
        except Closed as reason:
            return shut(request, meeting, open_minutes(meeting), str(reason), status=409)
    if wants_json(request):
        return json_answer(line_told(meeting, block))
    if not is_editable(minutes):
        return shut(request, meeting, minutes)
    return _shown(request, meeting, block, user, Sent(query=request.GET.get("q", "")))


def _line(meeting: Meeting, key: UUID) -> Block:
    """The line of the open minutes, or 404."""
    rows = Block.objects.filter(turn__minutes__in=meeting.minutes.open(), key=key)
    block = rows.select_related("turn__minutes", "executor", "follow_up").first()
    if block is None:
        raise Http404
    return block


def _mark(request: HttpRequest, meeting: Meeting, block: Block, user: User) -> HttpResponse:
    form = MarkForm(request.POST)
    if not form.is_valid():
        return _refused(request, meeting, block, user, Sent(mark_form=form), first_errors(form))
    given = form.cleaned_data
    outcome = mark_line(meeting, block.key, given["mark"], drop=given["drop"], by=user)
    if not isinstance(outcome, Losing):
        return _done(request, meeting, outcome)
    if wants_json(request):
        return json_answer(losing_answer(outcome), status=409)
    return _shown(request, meeting, block, user, Sent(mark_form=form, losing=outcome), status=409)


def _decision(request: HttpRequest, meeting: Meeting, block: Block, user: User) -> HttpResponse:
    form = DecisionForm(request.POST)
    if not form.is_valid():
        return _refused(request, meeting, block, user, Sent(decision_form=form), first_errors(form))
    try:
        decided = decide(meeting, block.key, form.decision, seen=form.cleaned_data["seen"], by=user)
    except Refused as reason:
        form.add_error(reason.field, str(reason))
        return _refused(request, meeting, block, user, Sent(decision_form=form), first_errors(form))
    except Changed:
        if wants_json(request):
            return json_answer({"stale": CHANGED, "line": line_told(meeting, block)}, status=409)
        # What was typed stays in the fields; sent once more, it is sent over what stands now.
        form.data = {**request.POST.dict(), "seen": stamp_of(_line(meeting, block.key))}
        form.add_error(None, CHANGED)
        return _shown(request, meeting, block, user, Sent(decision_form=form), status=409)
    return _done(request, meeting, decided)


def _tie(request: HttpRequest, meeting: Meeting, block: Block, user: User) -> HttpResponse:
    try:
        tied = tie(meeting, block.key, request.POST.get("target", ""), user=user, by=user)
    except Refused as reason:
        sent = Sent(target_error=str(reason), query=request.POST.get("q", ""))
        return _refused(request, meeting, block, user, sent, {reason.field: str(reason)})
    return _done(request, meeting, tied)


def _untie(request: HttpRequest, meeting: Meeting, block: Block, user: User) -> HttpResponse:
    return _done(request, meeting, untie(meeting, block.key, read_id(request.POST.get("mention", "")) or 0, by=user))


def _unknown(request: HttpRequest, meeting: Meeting, block: Block, user: User) -> HttpResponse:
    return _refused(request, meeting, block, user, Sent(target_error=UNKNOWN), {"step": UNKNOWN})


STEPS = {"mark": _mark, "decision": _decision, "tie": _tie, "untie": _untie}


def _done(request: HttpRequest, meeting: Meeting, block: Block | None) -> HttpResponse:
    if block is None:
        raise Http404
    if wants_json(request):
        return json_answer(line_told(meeting, block))
    messages.success(request, "ثبت شد.")
    return by_accept(redirect("line", *meeting.address, block.key))


def _refused(
    request: HttpRequest, meeting: Meeting, block: Block, user: User, sent: Sent, errors: dict[str, str]
) -> HttpResponse:
    if wants_json(request):
        return json_answer({"errors": errors}, status=422)
    return _shown(request, meeting, block, user, sent, status=422)


def _shown(
    request: HttpRequest, meeting: Meeting, block: Block, user: User, sent: Sent, status: int = 200
) -> HttpResponse:
    context = {"page": line_page(meeting, block, user, sent), "section": "meetings"}
    return by_accept(render(request, "meetings/write/line.html", context, status=status))


@require_safe
def line_targets(request: HttpRequest, round_number: int, number: int) -> HttpResponse:
    """What a line can be tied to, for the menu behind «#»."""
    user, _ = writer_at(request, round_number, number)
    return json_answer({"targets": [asdict(target) for target in targets(request.GET.get("q", ""), user)]})
