"""From requests for corrections to their pages, for one reader."""

from __future__ import annotations

from django.db.models import Case, QuerySet, Value, When
from django.urls import reverse
from django.utils import timezone

from meetings.access import may_write_minutes
from meetings.confirmation.corrections_page import CorrectionPage, CorrectionsPage, RequestRow
from meetings.confirmation.steps import is_legal
from meetings.models import CorrectionRequest, Meeting
from people.models import User
from persian.jalali import long_datetime
from persian.numbers import ordinal_words, persian_digits
from records.pager import Link, pager

PAGE = 50
OPEN = CorrectionRequest.State.OPEN


def readable_by(user: User, meeting: Meeting) -> QuerySet[CorrectionRequest]:
    """All requests about the meeting's minutes for whoever writes them; for others their own."""
    rows = CorrectionRequest.objects.filter(minutes__meeting=meeting)
    if not may_write_minutes(user):
        rows = rows.filter(asked_by=user)
    return rows.select_related("minutes__meeting__round", "minutes__edition", "block", "asked_by", "answered_by")


def corrections_page(meeting: Meeting, user: User, number: int) -> CorrectionsPage:
    """Page `number` of the requests that the user reads, those that wait for an answer first."""
    rows = readable_by(user, meeting)
    count, waiting = rows.count(), rows.filter(state=OPEN).count()
    pages = max(1, -(-count // PAGE))
    number = min(max(number, 1), pages)
    waits = Case(When(state=OPEN, then=Value(0)), default=Value(1))
    shown = rows.order_by(waits, "-asked_at", "-id")[(number - 1) * PAGE : number * PAGE]
    here = reverse("corrections", args=meeting.address)
    return CorrectionsPage(
        over=(Link(str(meeting), meeting.get_absolute_url()),),
        standfirst="آنچه اعضا درباره بندهای صورتجلسه خواسته‌اند و پاسخ دبیرخانه."
        if may_write_minutes(user)
        else "آنچه شما درباره بندهای صورتجلسه خواسته‌اید و پاسخ دبیرخانه.",
        rows=tuple(_row(row) for row in shown),
        waiting=f"{persian_digits(waiting)} درخواست در انتظار پاسخ است." if waiting else "",
        pager=pager(number, pages, lambda page: f"{here}?page={page}"),
    )


def correction_page(request: CorrectionRequest, user: User) -> CorrectionPage:
    meeting = request.minutes.meeting
    answers = request.state == OPEN and is_legal("answer", request.minutes, user)
    here = [*meeting.address, request.pk]
    return CorrectionPage(
        over=(
            Link(str(meeting), meeting.get_absolute_url()),
            Link("درخواست‌های اصلاح", reverse("corrections", args=meeting.address)),
        ),
        row=_row(request),
        accept=reverse("correction_accept", args=here) if answers else "",
        decline=reverse("correction_decline", args=here) if answers else "",
    )


def _row(request: CorrectionRequest) -> RequestRow:
    minutes, block = request.minutes, request.block
    answered = ""
    if request.answered_at:
        who = f"، {request.answered_by}" if request.answered_by else ""
        answered = f"{long_datetime(timezone.localtime(request.answered_at))}{who}"
    page = reverse("meeting_draft", args=minutes.meeting.address)
    if minutes.is_published:
        page = reverse("edition", args=[*minutes.meeting.address, minutes.number])
    edition = f"، ویرایش {ordinal_words(minutes.number)}" if minutes.number > 1 else ""
    return RequestRow(
        href=reverse("correction", args=[*minutes.meeting.address, request.pk]),
        line=f"بند {persian_digits(block.number)}{edition}" if block else "بندی که دیگر نیست",
        line_href=f"{page}#b{block.number}" if block else "",
        text=request.block_text,
        wish=request.wish,
        who=str(request.asked_by),
        when=long_datetime(timezone.localtime(request.asked_at)),
        state=str(request.get_state_display()),
        is_open=request.state == OPEN,
        now=block.text if block and block.text != request.block_text else "",
        is_gone=block is None,
        answer=request.answer,
        answered=answered,
    )
