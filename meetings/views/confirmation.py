"""Minutes on their way from a draft to an edition: sent, returned, confirmed, published."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from meetings.access import may_publish
from meetings.confirmation import review
from meetings.confirmation.forms import ConfirmForm, PublishForm
from meetings.confirmation.publication import publish
from meetings.confirmation.review import NotTaken, later_meetings, waiting_requests
from meetings.views.steps import Asked, Words, over_draft, page_of_step, refused, taken, with_reason
from persian.numbers import persian_digits
from records import organisation
from records.pager import Link


@require_POST
def send(request: HttpRequest, round_number: int, number: int) -> HttpResponse:
    asked = over_draft(request, "send", round_number, number)
    if asked.minutes is None or not asked.is_legal:
        return refused(request, asked)
    try:
        review.send_for_review(asked.minutes, asked.user, seen=request.POST.get("seen", ""))
    except NotTaken as reason:
        messages.error(request, str(reason))
    else:
        messages.success(request, "برای تأیید فرستاده شد. اعضا متن را می‌خوانند و می‌توانند اصلاح بندها را بخواهند.")
    return redirect(asked.back)


@require_http_methods(["GET", "HEAD", "POST"])
def return_for_correction(request: HttpRequest, round_number: int, number: int) -> HttpResponse:
    asked = over_draft(request, "return", round_number, number)
    words = Words(
        title="برگرداندن برای اصلاح",
        standfirst="متن به دبیرخانه برمی‌گردد و تا فرستادن دوباره، اعضا آن را نمی‌بینند. دلیل در سابقه می‌ماند.",
        submit="برگرداندن برای اصلاح",
        done="صورتجلسه برای اصلاح به دبیرخانه برگشت.",
    )

    def take(reason: str) -> None:
        if asked.minutes is not None:
            confirmed = may_publish(asked.user)
            review.return_for_correction(asked.minutes, asked.user, reason, confirmed=confirmed)

    return with_reason(request, asked, words, take)


@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, round_number: int, number: int) -> HttpResponse:
    asked = over_draft(request, "confirm", round_number, number)
    if request.method != "POST" and not asked.is_legal:
        return refused(request, asked)
    words = Words(
        title=f"تأیید {asked.minutes or asked.meeting}",
        standfirst="پس از تأیید، متن تنها با برگرداندن برای اصلاح تغییر می‌کند.",
        submit="تأیید صورتجلسه",
        done="صورتجلسه تأیید شد و آماده انتشار است.",
    )
    form = ConfirmForm(
        request.POST if request.method == "POST" else None,
        later=later_meetings(asked.meeting),
        initial={"seen": request.GET.get("seen", "")[:16]},
    )

    def take() -> None:
        if asked.minutes is not None:
            given = form.cleaned_data
            review.confirm(asked.minutes, asked.user, given["at_meeting"], seen=given["seen"])

    status = taken(form, asked, take) if form.is_bound else 200
    if status == 303:
        messages.success(request, words.done)
        return redirect(asked.back)
    return page_of_step(request, form, asked, words, status, beside=_waiting(asked))


def _waiting(asked: Asked) -> tuple[Link, ...]:
    """What has to be answered before."""
    count = waiting_requests(asked.minutes).count() if asked.minutes else 0
    words = f"{persian_digits(count)} درخواست اصلاح هنوز پاسخی ندارد"
    return (Link(words, reverse("corrections", args=asked.meeting.address)),) if count else ()


@require_http_methods(["GET", "HEAD", "POST"])
def publish_minutes(request: HttpRequest, round_number: int, number: int) -> HttpResponse:
    asked = over_draft(request, "publish", round_number, number)
    if request.method != "POST" and not asked.is_legal:
        return refused(request, asked)
    words = Words(
        title=f"انتشار {asked.minutes or asked.meeting}",
        standfirst="متن تأییدشده با PDF و کد راستی‌آزمایی منتشر می‌شود و از آن پس تغییر نمی‌کند؛ "
        "هر تغییری ویرایش تازه‌ای می‌خواهد. ساختن PDF چند ثانیه زمان می‌برد.",
        submit="انتشار",
        done="صورتجلسه منتشر شد.",
    )
    form = PublishForm(
        request.POST if request.method == "POST" else None,
        initial={
            "seen": request.GET.get("seen", "")[:16],
            "audience": organisation.current().default_audience,
        },
    )

    def take() -> None:
        if asked.minutes is not None:
            given = form.cleaned_data
            publish(asked.minutes, by=asked.user, audience=given["audience"], seen=given["seen"])

    status = taken(form, asked, take) if form.is_bound else 200
    if status == 303:
        messages.success(request, words.done)
        return redirect(asked.meeting)
    return page_of_step(request, form, asked, words, status)
