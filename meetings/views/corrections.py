"""Requests for corrections: a member asks, the secretariat answers, who asked reads the answer."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from meetings.access import may_ask_for_corrections, may_write_minutes
from meetings.confirmation import corrections
from meetings.confirmation.corrections import mark_of
from meetings.confirmation.corrections_page_of import correction_page, corrections_page, readable_by
from meetings.confirmation.forms import AcceptForm, DeclineForm, WishForm
from meetings.confirmation.review import NotTaken
from meetings.models import Block, CorrectionRequest, Minutes
from meetings.views.meetings import visible_meeting
from meetings.views.steps import SECTION, Words, over_draft, page_of_step, refused, taken
from people.models import User
from persian.addresses import read_small
from persian.numbers import persian_digits


def _reader(request: HttpRequest) -> User:
    if not isinstance(request.user, User) or not may_ask_for_corrections(request.user):
        raise Http404
    return request.user


@require_safe
def requests(request: HttpRequest, round_number: int, number: int) -> HttpResponse:
    user = _reader(request)
    meeting = visible_meeting(request, round_number, number)
    page = corrections_page(meeting, user, read_small(request.GET.get("page", "")) or 1)
    return render(request, "meetings/corrections.html", {"page": page, "section": SECTION})


@require_http_methods(["GET", "HEAD", "POST"])
def request_new(request: HttpRequest, round_number: int, number: int) -> HttpResponse:
    """Ask for the correction of the line `?line=`."""
    asked = over_draft(request, "ask", round_number, number)
    posted = request.method == "POST"
    if not posted and not asked.is_legal:
        if not may_write_minutes(asked.user):
            raise Http404
        return refused(request, asked)
    line = _line(asked.minutes, (request.POST if posted else request.GET).get("line", "")) if asked.is_legal else None
    if line is None and not posted:
        raise Http404
    seen = {"line": str(line.number), "seen": mark_of(line.text)} if line else {}
    form = WishForm(request.POST if posted else None, initial=seen)

    def take() -> None:
        if asked.minutes is None or line is None:
            raise NotTaken("چنین بندی در این صورتجلسه نیست؛ چیزی ثبت نشد. متن را دوباره ببینید.")
        corrections.ask(asked.minutes, line, form.cleaned_data["wish"], asked.user, seen=form.cleaned_data["seen"])

    status = taken(form, asked, take) if posted else 200
    if status == 303 and line:
        messages.success(request, "درخواست شما ثبت شد. پاسخ دبیرخانه را در «درخواست‌های اصلاح» می‌بینید.")
        return redirect(f"{asked.back}#b{line.number}")
    if status == 409:
        form.data = {**request.POST.dict(), **seen}
    words = Words(
        title=f"درخواست اصلاح بند {persian_digits(line.number)}" if line else "درخواست اصلاح",
        standfirst=f"{asked.minutes or asked.meeting}",
        submit="فرستادن درخواست",
        done="",
    )
    return page_of_step(request, form, asked, words, status, quote=line.text if line else "")


def _line(minutes: Minutes | None, number: str) -> Block | None:
    return Block.objects.filter(turn__minutes=minutes, number=read_small(number) or 0).first()


def _request_for(request: HttpRequest, round_number: int, number: int, request_id: int) -> CorrectionRequest:
    user = _reader(request)
    meeting = visible_meeting(request, round_number, number)
    return get_object_or_404(readable_by(user, meeting), pk=request_id)


def _shown(
    request: HttpRequest,
    found: CorrectionRequest,
    *,
    accept: AcceptForm | None = None,
    decline: DeclineForm | None = None,
    status: int = 200,
) -> HttpResponse:
    page = correction_page(found, _reader(request))
    context: dict[str, object] = {
        "page": page,
        "accept": accept or _accept_form(found),
        "decline": decline or DeclineForm(auto_id="decline_%s"),
        **_not_taken(accept or decline),
        "section": SECTION,
    }
    return render(request, "meetings/correction.html", context, status=status)


def _not_taken(form: Form | None) -> dict[str, str]:
    """What is said, with what was typed, where the request can't be answered any more and its forms are gone."""
    if form is None:
        return {"problem": "", "typed": ""}
    typed = [form.data.get(name, "") for name in ("text", "answer")]
    return {"problem": " ".join(map(str, form.non_field_errors())), "typed": "\n".join(word for word in typed if word)}


def _accept_form(found: CorrectionRequest, data: object = None) -> AcceptForm:
    text = found.block.text if found.block else ""
    form = AcceptForm(data, initial={"text": text, "seen": mark_of(text)}, auto_id="accept_%s")  # type: ignore[arg-type]
    form.fields["text"].stored = text  # type: ignore[attr-defined]
    if found.block is None:
        del form.fields["text"]
    return form


@require_safe
def request_page(request: HttpRequest, round_number: int, number: int, request_id: int) -> HttpResponse:
    return _shown(request, _request_for(request, round_number, number, request_id))


def _answer(request: HttpRequest, found: CorrectionRequest, form: Form, take: Callable[[], object]) -> int:
    if not form.is_valid():
        return 422
    try:
        take()
    except NotTaken as reason:
        form.add_error(None, str(reason))
        return 409
    messages.success(request, "پاسخ ثبت شد و درخواست‌کننده آن را می‌بیند.")
    return 303


@require_POST
def request_accept(request: HttpRequest, round_number: int, number: int, request_id: int) -> HttpResponse:
    found = _to_answer(request, round_number, number, request_id)
    form = _accept_form(found, request.POST)
    given = form.cleaned_data if form.is_valid() else {}
    user = _reader(request)

    def take() -> None:
        corrections.accept(found, user, given.get("text"), given["answer"], seen=given["seen"])

    status = _answer(request, found, form, take)
    if status == 303:
        return redirect("corrections", round_number, number)
    if status == 409:
        found = _request_for(request, round_number, number, request_id)
        form.data = {**request.POST.dict(), "seen": mark_of(found.block.text if found.block else "")}
    return _shown(request, found, accept=form, status=status)


@require_POST
def request_decline(request: HttpRequest, round_number: int, number: int, request_id: int) -> HttpResponse:
    found = _to_answer(request, round_number, number, request_id)
    form = DeclineForm(request.POST, auto_id="decline_%s")
    user = _reader(request)
    status = _answer(request, found, form, lambda: corrections.decline(found, user, form.cleaned_data["answer"]))
    if status == 303:
        return redirect(reverse("corrections", args=[round_number, number]))
    return _shown(request, found, decline=form, status=status)


def _to_answer(request: HttpRequest, round_number: int, number: int, request_id: int) -> CorrectionRequest:
    if not may_write_minutes(request.user):
        raise Http404
    return _request_for(request, round_number, number, request_id)
