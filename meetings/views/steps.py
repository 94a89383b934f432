"""What every step of minutes has in common: who may, over which minutes, and what is answered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from meetings.confirmation.forms import ReasonForm
from meetings.confirmation.publication import NotPublished
from meetings.confirmation.review import NotTaken
from meetings.confirmation.steps import is_ever_for, is_legal
from meetings.models import Meeting, Minutes
from meetings.views.meetings import visible_meeting
from people.editing import FormPage
from people.models import User
from people.views.forms import shown
from records.pager import Link
from records.pdf import PdfError

GONE = "این کار دیگر انجام‌شدنی نیست: برای این جلسه صورتجلسه‌ای در دست نیست. شاید کسی پیش از شما آن را پیش برده است."
SECTION = "meetings"


@dataclass(frozen=True)
class Asked:
    """A step that somebody asks for: of which meeting, over which minutes (None where there are none), by whom."""

    name: str
    meeting: Meeting
    minutes: Minutes | None
    user: User
    back: str

    @property
    def is_legal(self) -> bool:
        return is_legal(self.name, self.minutes, self.user)

    @property
    def refusal(self) -> str:
        """Why the step can't be taken as things stand."""
        if self.minutes is None:
            return GONE
        return (
            f"این صورتجلسه اکنون «{self.minutes.get_state_display()}» است و این کار برای شما در این وضعیت انجام "
            "نمی‌شود؛ شاید کسی پیش از شما آن را پیش برده است. چیزی تغییر نکرد."
        )


def meeting_for(request: HttpRequest, name: str, round_number: int, number: int) -> tuple[Meeting, User]:
    """The meeting, for whom the step can be for in any state. To others the address is not there."""
    if not isinstance(request.user, User) or not is_ever_for(name, request.user):
        raise Http404
    return visible_meeting(request, round_number, number), request.user


def over_draft(request: HttpRequest, name: str, round_number: int, number: int) -> Asked:
    """A step over the minutes of the meeting that are open."""
    meeting, user = meeting_for(request, name, round_number, number)
    draft = meeting.minutes.open().select_related("meeting__round", "edition").first()
    back = reverse("meeting_draft", args=meeting.address) if draft else meeting.get_absolute_url()
    return Asked(name, meeting, draft, user, back)


def over_edition(
    request: HttpRequest, name: str, round_number: int, number: int, edition_number: int | None = None
) -> Asked:
    """A step over an edition of the meeting, the newest one without `edition_number`."""
    meeting, user = meeting_for(request, name, round_number, number)
    published = meeting.minutes.published().select_related("meeting__round", "edition").order_by("-number")
    if edition_number is not None:
        published = published.filter(number=edition_number)
    minutes = published.first()
    if minutes is None:
        raise Http404
    back = reverse("edition", args=[*meeting.address, minutes.number]) if edition_number else meeting.get_absolute_url()
    return Asked(name, meeting, minutes, user, back)


def refused(request: HttpRequest, asked: Asked) -> HttpResponse:
    """Back to the page, which says why the step can't be taken."""
    messages.error(request, asked.refusal)
    return redirect(asked.back)


def taken(form: Form, asked: Asked, take: Callable[[], object]) -> int:
    """Take the step of a bound form: 303, or the status of what is in its way; the form says why."""
    if not form.is_valid():
        return 422
    if not asked.is_legal:
        form.add_error(None, asked.refusal)
        return 409
    try:
        take()
    except (NotTaken, NotPublished) as reason:
        form.add_error(None, str(reason))
        return 409
    except PdfError as reason:
        form.add_error(None, f"{reason} چیزی تغییر نکرد.")
        return 503
    return 303


@dataclass(frozen=True)
class Words:
    """What the page of a step says."""

    title: str
    standfirst: str
    submit: str
    done: str


def with_reason(
    request: HttpRequest, asked: Asked, words: Words, take: Callable[[str], object], onward: str = ""
) -> HttpResponse:
    """A step that needs a reason: its form, or the step taken and the page at `onward`."""
    if request.method != "POST" and not asked.is_legal:
        return refused(request, asked)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    status = taken(form, asked, lambda: take(form.cleaned_data["reason"])) if form.is_bound else 200
    if status == 303:
        messages.success(request, words.done)
        return redirect(onward or asked.back)
    return page_of_step(request, form, asked, words, status)


def page_of_step(
    request: HttpRequest,
    form: Form,
    asked: Asked,
    words: Words,
    status: int = 200,
    quote: str = "",
    beside: tuple[Link, ...] = (),
) -> HttpResponse:
    """The page with the form of the step, the words that it is about, and what to look at before."""
    page = FormPage(
        over=(Link(str(asked.meeting), asked.back),),
        title=words.title,
        standfirst=words.standfirst,
        quote=quote,
        beside=beside,
        submit=words.submit,
        cancel=asked.back,
        section=SECTION,
    )
    return shown(request, form, page, status)
