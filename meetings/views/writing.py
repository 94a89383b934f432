"""The page on which minutes are written, and who is there."""

from __future__ import annotations

from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from meetings.access import may_write_minutes
from meetings.models import Meeting, Minutes, Presence
from meetings.writing.draft import CLOSED, Closed, begin, is_editable, open_minutes
from meetings.writing.page_of import Asked, closed_page, writing_page
from meetings.writing.turn_form import key_of
from meetings.writing.turn_text import cleaned
from people.models import User
from records.json_answers import by_accept, json_answer, wants_json

BEGIN = "صورتجلسه این جلسه هنوز نوشته نشده است. با آغاز نگارش، جلسه برگزارشده به شمار می‌آید."


def writer_at(request: HttpRequest, round_number: int, number: int) -> tuple[User, Meeting]:
    """Who writes, and the meeting. To all others these addresses are not there."""
    if not isinstance(request.user, User) or not may_write_minutes(request.user):
        raise Http404
    visible = Meeting.objects.visible_to(request.user).select_related("round")
    return request.user, get_object_or_404(visible, round__number=round_number, number=number)


@require_safe
def write(request: HttpRequest, round_number: int, number: int) -> HttpResponse:
    user, meeting = writer_at(request, round_number, number)
    minutes = open_minutes(meeting)
    if minutes is None or not is_editable(minutes):
        return shut(request, meeting, minutes)
    after = request.GET.get("after")
    asked = Asked(
        key=key_of(request.GET.get("turn", "")), after=key_of(after) if after else None, is_new=after is not None
    )
    return page(request, minutes, user, asked)


def page(request: HttpRequest, minutes: Minutes, user: User, asked: Asked, status: int = 200) -> HttpResponse:
    """Whoever gets the page is there from now on; its script, if there is one, says so again and again."""
    shown = writing_page(minutes, user, asked)
    Presence.objects.note(minutes, user, key_of(shown.pen.key), by_script=False)
    context = {"page": shown, "section": "meetings"}
    return by_accept(render(request, "meetings/write/write.html", context, status=status))


def shut(
    request: HttpRequest, meeting: Meeting, minutes: Minutes | None, sentence: str = "", status: int = 200
) -> HttpResponse:
    """Minutes that can't be written now: to a script 410, on a page what to do instead, with what was typed."""
    if sentence and wants_json(request):
        return json_answer({"gone": sentence}, status=410)
    published = minutes or meeting.minutes.order_by("-number").first()
    may_begin = published is None
    said = sentence or (CLOSED[Minutes.State(published.state)] if published else BEGIN)
    typed = cleaned(request.POST.get("text", ""))
    shown = closed_page(meeting, published, said, text=typed, may_begin=may_begin)
    context = {"page": shown, "section": "meetings"}
    return by_accept(render(request, "meetings/write/closed.html", context, status=status))


@require_POST
def write_start(request: HttpRequest, round_number: int, number: int) -> HttpResponse:
    user, meeting = writer_at(request, round_number, number)
    try:
        begin(meeting, by=user)
    except Closed as reason:
        return shut(request, meeting, None, str(reason), status=409)
    return redirect("meeting_write", *meeting.address)


@require_http_methods(["GET", "HEAD", "POST"])
def write_here(request: HttpRequest, round_number: int, number: int) -> HttpResponse:
    """What changed meanwhile and who else is there; a POST notes that its sender is here, in which turn."""
    user, meeting = writer_at(request, round_number, number)
    minutes = open_minutes(meeting)
    if minutes is None:
        return json_answer({"gone": CLOSED[Minutes.State.PUBLISHED], "csrf": get_token(request)}, status=410)
    if request.method == "POST":
        Presence.objects.note(minutes, user, key_of(request.POST.get("turn", "")), by_script=True)
    turns = minutes.turns.annotate(lines=Count("blocks")).order_by("position")
    others = Presence.objects.here().filter(minutes=minutes).exclude(user=user).select_related("user")
    return json_answer(
        {
            "csrf": get_token(request),
            "state": minutes.state,
            "is_editable": is_editable(minutes),
            "minutes": minutes.pk,
            "order_version": minutes.version,
            "turns": [
                [str(key), version, speaker, lines]
                for key, version, speaker, lines in turns.values_list("key", "version", "speaker_as_written", "lines")
            ],
            "others": [
                {"name": row.user.display_name, "turn": str(row.turn_key or "")} for row in others.order_by("user_id")
            ],
        }
    )
