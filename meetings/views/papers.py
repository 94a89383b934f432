"""The signed paper and other files are attached to published minutes, and replaced."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods

from meetings.confirmation import papers
from meetings.confirmation.paper_forms import PaperForm, ReplacementForm
from meetings.models import Attachment
from meetings.views.steps import Asked, Words, over_edition, page_of_step, taken
from records.scan import NotAScan


@require_http_methods(["GET", "HEAD", "POST"])
def attachment_new(request: HttpRequest, round_number: int, number: int) -> HttpResponse:
    asked = over_edition(request, "attach", round_number, number)
    form = PaperForm(request.POST, request.FILES) if request.method == "POST" else PaperForm()
    words = Words(
        title="پیوست پرونده",
        standfirst="نسخه امضاشده، نسخه معتبر صورتجلسه است. اثر انگشت پرونده کنار آن نوشته می‌شود و مخاطب آن همان مخاطب "
        "صورتجلسه است.",
        submit="پیوست کردن",
        done="پرونده پیوست شد.",
    )

    def take() -> None:
        content, name = form.scan
        given = form.cleaned_data
        papers.attach(asked.meeting, content, kind=given["kind"], title=given["title"], name=name, by=asked.user)

    return _answer(request, asked, form, words, take)


@require_http_methods(["GET", "HEAD", "POST"])
def attachment_replace(request: HttpRequest, round_number: int, number: int, attachment_id: int) -> HttpResponse:
    asked = over_edition(request, "attach", round_number, number)
    attachment = get_object_or_404(asked.meeting.attachments.select_related("file"), pk=attachment_id)
    if not Attachment.objects.filter(pk=attachment.pk).visible_to(asked.user).exists():
        raise Http404
    posted = request.method == "POST"
    seen = {"seen": attachment.file.sha256}
    form = ReplacementForm(request.POST, request.FILES) if posted else ReplacementForm(initial=seen)
    words = Words(
        title=f"جایگزینی «{attachment.title}»",
        standfirst="پرونده پیشین در سابقه می‌ماند.",
        submit="جایگزینی",
        done="پرونده جایگزین شد؛ پرونده پیشین در سابقه است.",
    )

    def take() -> None:
        content, name = form.scan
        given = form.cleaned_data
        papers.replace(attachment, content, name=name, reason=given["reason"], seen=given["seen"], by=asked.user)

    return _answer(request, asked, form, words, take)


def _answer(request: HttpRequest, asked: Asked, form: Form, words: Words, take: Callable[[], None]) -> HttpResponse:
    status = 200
    if form.is_bound:
        try:
            status = taken(form, asked, take)
        except NotAScan as reason:
            form.add_error("file", str(reason))
            status = 422
    if status == 303:
        messages.success(request, words.done)
        return redirect(f"{asked.meeting.get_absolute_url()}#attachments")
    return page_of_step(request, form, asked, words, status)
