"""One turn of the minutes that are being written: read, saved, moved, joined, taken out."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from meetings.models import Meeting, Turn
from meetings.views.writing import page, shut, writer_at
from meetings.writing import turn_order
from meetings.writing.draft import Closed, Refused, is_editable, open_minutes
from meetings.writing.line_ties import Losing
from meetings.writing.page_of import Asked
from meetings.writing.turn_answers import conflict_answer, losing_answer, order_answer, saved_answer, turn_answer
from meetings.writing.turn_form import OrderForm, TurnForm, first_errors
from meetings.writing.turn_order import Order, Stale
from meetings.writing.turn_saving import Conflict, Saved, save_turn
from meetings.writing.turn_steps import STEPS, take_step
from people.models import User
from records.json_answers import by_accept, json_answer, wants_json

DONE = "ثبت شد."
REMOVED = "نوبت برداشته شد؛ متن آن در سابقه مانده است."
STALE = "کس دیگری ترتیب نوبت‌ها یا یکی از آن‌ها را تغییر داده است؛ چیزی جابه‌جا نشد. ببینید و اگر باید، دوباره کنید."
NO_LONGER_OPEN = "این صورتجلسه دیگر باز نیست؛ نوشته شما در این صفحه است."


@require_http_methods(["GET", "HEAD", "POST"])
def turn(request: HttpRequest, round_number: int, number: int, key: UUID) -> HttpResponse:
    user, meeting = writer_at(request, round_number, number)
    found = Turn.objects.filter(minutes__in=meeting.minutes.open(), key=key).select_related("person").first()
    if request.method != "POST":
        if not wants_json(request):
            return _to_page(meeting, f"?turn={key}")
        if found is None:
            raise Http404
        return json_answer(turn_answer(found))
    form = TurnForm(request.POST, meeting=meeting, turn=found)
    if not form.is_valid():
        return _refused(request, meeting, user, key, form)
    try:
        outcome = save_turn(meeting, key, form.sent, by=user, split=form.cleaned_data["split"])
        if isinstance(outcome, Saved):
            return _saved(request, meeting, user, outcome, form)
    except Refused as reason:
        form.add_error(reason.field, str(reason))
        return _refused(request, meeting, user, key, form)
    except Closed as reason:
        return shut(request, meeting, open_minutes(meeting), str(reason), status=409)
    if isinstance(outcome, Conflict):
        asked = Asked(key=key, form=form, standing=outcome.standing)
        return _in_the_way(request, meeting, user, asked, conflict_answer(outcome.standing))
    return _in_the_way(request, meeting, user, Asked(key=key, form=form, losing=outcome), losing_answer(outcome))


def _saved(request: HttpRequest, meeting: Meeting, user: User, saved: Saved, form: TurnForm) -> HttpResponse:
    """To a script what it saved; else on, by the step that the pressed button names."""
    key, then = saved.turn.key, request.POST.get("then", "")
    if wants_json(request):
        return json_answer(saved_answer(saved.turn, saved.minutes))
    if then in STEPS:
        outcome = take_step(meeting, saved, then, before=form.cleaned_data["before"], by=user)
        return _ordered(request, meeting, user, key, outcome)
    messages.success(request, DONE)
    return _to_page(meeting, f"?after={key}" if then == "next" else f"?turn={key}")


def _refused(request: HttpRequest, meeting: Meeting, user: User, key: UUID, form: TurnForm) -> HttpResponse:
    asked = Asked(key=key, after=form.cleaned_data.get("after"), is_new=True, form=form)
    return _in_the_way(request, meeting, user, asked, {"errors": first_errors(form)}, status=422)


def _in_the_way(
    request: HttpRequest, meeting: Meeting, user: User, asked: Asked, answer: dict[str, object], status: int = 409
) -> HttpResponse:
    """Nothing was saved as it was sent: to a script why, else the page again with everything that was typed."""
    if wants_json(request):
        return json_answer(answer, status=status)
    minutes = open_minutes(meeting)
    if minutes is None or not is_editable(minutes):
        return shut(request, meeting, minutes, NO_LONGER_OPEN, status=409)
    return page(request, minutes, user, asked, status=status)


@require_POST
def turn_move(request: HttpRequest, round_number: int, number: int, key: UUID) -> HttpResponse:
    user, meeting = writer_at(request, round_number, number)

    def step(form: OrderForm) -> Order | Stale | None:
        version, after = form.versions["order_version"], form.cleaned_data["after"]
        return turn_order.move(meeting, key, after=after, version=version, by=user)

    return _take(request, meeting, user, key, step)


@require_POST
def turn_merge(request: HttpRequest, round_number: int, number: int, key: UUID) -> HttpResponse:
    user, meeting = writer_at(request, round_number, number)
    return _take(request, meeting, user, key, lambda form: turn_order.merge(meeting, key, **form.versions, by=user))


@require_POST
def turn_remove(request: HttpRequest, round_number: int, number: int, key: UUID) -> HttpResponse:
    user, meeting = writer_at(request, round_number, number)

    def step(form: OrderForm) -> Order | Stale | Losing | None:
        seen, drop = form.versions, form.cleaned_data["drop"]
        versions = {name: seen[name] for name in ("version", "order_version")}
        return turn_order.remove(meeting, key, **versions, drop=drop, by=user)

    return _take(request, meeting, user, key, step)


def _take(
    request: HttpRequest,
    meeting: Meeting,
    user: User,
    key: UUID,
    step: Callable[[OrderForm], Order | Stale | Losing | None],
) -> HttpResponse:
    """One step with the order of turns, over the versions that were sent."""
    form = OrderForm(request.POST)
    if not form.is_valid():
        return _in_the_way(request, meeting, user, Asked(key=key), {"errors": first_errors(form)}, status=422)
    try:
        return _ordered(request, meeting, user, key, step(form))
    except Refused as reason:
        return _in_the_way(request, meeting, user, Asked(key=key), {"errors": {reason.field: str(reason)}}, status=422)
    except Closed as reason:
        return shut(request, meeting, open_minutes(meeting), str(reason), status=409)


def _ordered(
    request: HttpRequest, meeting: Meeting, user: User, key: UUID, outcome: Order | Stale | Losing | None
) -> HttpResponse:
    """What came of a step with the order."""
    if outcome is None:
        raise Http404
    if isinstance(outcome, Losing):
        asked = Asked(key=key, losing=outcome, removes=True)
        return _in_the_way(request, meeting, user, asked, losing_answer(outcome))
    order = outcome.order if isinstance(outcome, Stale) else outcome
    if wants_json(request):
        return json_answer(order_answer(order), status=409 if isinstance(outcome, Stale) else 200)
    shown = str(order.into.key) if order.into else str(key) if str(key) in order.keys else ""
    if isinstance(outcome, Stale):
        messages.error(request, STALE)
    else:
        messages.success(request, DONE if shown else REMOVED)
    return _to_page(meeting, f"?turn={shown}" if shown else "")


def _to_page(meeting: Meeting, query: str) -> HttpResponse:
    return by_accept(redirect(reverse("meeting_write", args=meeting.address) + query))
