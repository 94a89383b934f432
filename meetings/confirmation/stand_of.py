"""From the minutes of a meeting to where they stand, for one reader."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from django.db.models import Case, Count, Exists, OuterRef, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone

from meetings.access import may_ask_for_corrections, may_read_history, may_write_minutes
from meetings.confirmation.stand import Notice, Stand
from meetings.confirmation.steps import is_legal, steps_of
from meetings.models import CorrectionRequest, Meeting, Minutes
from meetings.models.minutes import MinutesQuerySet
from meetings.page import MarginNote
from meetings.sheet import MinutesSheet
from meetings.writing.draft import is_editable
from persian.jalali import long_date
from persian.numbers import ordinal_words, persian_digits
from records.audience import audiences_of
from records.models import Event
from records.publication import withdrawal_among

State = Minutes.State
ANSWERED_IN = (State.IN_REVIEW, State.RETURNED)
MOST_REQUESTS = 200
EXCERPT = 90


def stand_of(
    meeting: Meeting,
    minutes: Minutes | None,
    readable: Sequence[Minutes],
    user: object,
    sheet: MinutesSheet | None,
    events: Sequence[Event],
) -> Stand:
    """Where `minutes` stand, one of `readable` (newest first, `with_requests`), which the page shows as `sheet`.

    `events` are those of the meeting that say who may read its editions, the newest first; a draft has none.
    """
    address = meeting.address
    newest = next((row for row in readable if row.is_published), None)
    draft = next((row for row in readable if not row.is_published), None)
    history = reverse("history", args=address) if may_read_history(user) else ""
    notices = tuple(_notices(meeting, minutes, newest, draft, user, events))
    written = may_write_minutes(user) and (is_editable(draft) if draft else newest is None)
    if minutes is None or sheet is None:
        return Stand(notices=notices, history_href=history, may_be_written=written)
    before = any(row.is_published and row.number < minutes.number for row in readable)
    return Stand(
        notices=notices,
        steps=steps_of(minutes, user, seen=sheet.fingerprint, is_newest=minutes == newest, has_draft=draft is not None)
        if may_write_minutes(user)
        else (),
        ask_href=f"{reverse('correction_new', args=address)}?line=" if is_legal("ask", minutes, user) else "",
        corrections_href=reverse("corrections", args=address) if minutes.has_requests else "",
        corrections=persian_digits(minutes.waiting_requests) if minutes.waiting_requests else "",
        changes_href=reverse("edition_changes", args=[*address, minutes.number])
        if before and minutes.is_published
        else "",
        history_href=history,
        confirmed_at=_confirmed_at(minutes, user),
        may_be_written=written,
    )


def with_requests(rows: MinutesQuerySet, user: object) -> MinutesQuerySet:
    """Each with `has_requests`, whether there are any about its meeting that the reader may look at, and with
    `waiting_requests`, the number of those that nobody has answered."""
    requests = _requests(user).filter(minutes__meeting=OuterRef("meeting")).order_by()
    waiting = requests.filter(state=CorrectionRequest.State.OPEN).values("minutes__meeting")
    counted = waiting.annotate(count=Count("pk")).values("count")
    told = {"has_requests": Exists(requests), "waiting_requests": Coalesce(Subquery(counted), 0)}
    return rows.annotate(**told)


def _requests(user: object) -> QuerySet[CorrectionRequest]:
    """Those that the reader may look at: all, his own, or none."""
    if may_write_minutes(user):
        return CorrectionRequest.objects.all()
    if may_ask_for_corrections(user):
        return CorrectionRequest.objects.filter(asked_by=getattr(user, "pk", None))
    return CorrectionRequest.objects.none()


def _confirmed_at(minutes: Minutes, user: object) -> str:
    """The meeting at which they were confirmed, for whom may know of that."""
    other = minutes.confirmed_at_meeting
    return str(other) if other and other.audience in audiences_of(user) else ""


def notes_of_requests(minutes: Minutes, user: object) -> dict[int, list[MarginNote]]:
    """Beside the lines of a text that is answered for: the requests that wait, and those of the reader himself."""
    notes: dict[int, list[MarginNote]] = defaultdict(list)
    if minutes.state not in ANSWERED_IN or not minutes.has_requests:
        return notes
    answers = may_write_minutes(user)
    is_open = Case(When(state=CorrectionRequest.State.OPEN, then=Value(0)), default=Value(1))
    rows = _requests(user).filter(minutes=minutes).exclude(block=None).select_related("block", "asked_by")
    for row in reversed(rows.order_by(is_open, "-id")[:MOST_REQUESTS]):
        if row.block and (row.state == CorrectionRequest.State.OPEN or not answers):
            href = reverse("correction", args=[*minutes.meeting.address, row.pk])
            said = f"{row.asked_by}: «{_excerpt(row.wish)}»"
            words = "پاسخ دادن" if answers else str(row.get_state_display())
            notes[row.block.number].append(MarginNote(said, words, href, "mark"))
    return notes


def _excerpt(text: str) -> str:
    return text if len(text) <= EXCERPT else f"{text[:EXCERPT]}…"


def _notices(
    meeting: Meeting,
    minutes: Minutes | None,
    newest: Minutes | None,
    draft: Minutes | None,
    user: object,
    events: Sequence[Event],
) -> list[Notice]:
    notices = []
    if meeting.reason and meeting.state in (Meeting.State.POSTPONED, Meeting.State.CANCELLED):
        again = ("نوشتن تاریخ تازه", reverse("meeting_plan_again", args=meeting.address))
        link = again if may_write_minutes(user) else ("", "")
        notices.append(Notice(f"این جلسه {meeting.get_state_display()} است: {meeting.reason}", *link, kind="warning"))
    if minutes and minutes.is_published and newest and minutes != newest:
        notices.append(
            Notice(
                f"این ویرایش با ویرایش {ordinal_words(newest.number)} جایگزین شده است و برای مراجعه نگه داشته می‌شود.",
                "خواندن ویرایش جاری",
                meeting.get_absolute_url(),
                "warning",
            )
        )
    if minutes and minutes.edition and (event := withdrawal_among(events, minutes.edition)):
        day = long_date(timezone.localtime(event.at).date())
        notices.append(Notice(f"این ویرایش از {day} تنها برای اعضاست: «{event.reason}»", kind="warning"))
    if minutes and not minutes.is_published:
        notices += _of_a_draft(meeting, minutes, newest, user)
    elif draft:
        href = reverse("meeting_draft", args=meeting.address)
        notices.append(Notice("برای این جلسه پیش‌نویسی در دست است.", "دیدن پیش‌نویس", href))
    return notices


def _of_a_draft(meeting: Meeting, minutes: Minutes, newest: Minutes | None, user: object) -> list[Notice]:
    text = f"این متن {minutes.get_state_display()} است و هنوز منتشر نشده است."
    if is_legal("ask", minutes, user):
        text += " با «اصلاح» در پایان هر بند، اصلاح آن را بخواهید."
    link = ("خواندن ویرایش منتشرشده", meeting.get_absolute_url()) if newest else ("", "")
    notices = [Notice(text, *link)]
    if minutes.number > 1 and minutes.reason:
        notices.append(Notice(f"اصلاح ویرایش {ordinal_words(minutes.number - 1)}: «{minutes.reason}»"))
    if minutes.state == State.RETURNED:
        events = Event.objects.about(meeting).filter(action="minutes.returned", version=minutes.number)
        event = events.defer("snapshot").order_by("-sequence").first()
        if event and event.reason:
            notices.append(Notice(f"برگشت‌خورده، {event.actor_name}: «{event.reason}»", kind="warning"))
    return notices
