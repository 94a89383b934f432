"""The letters that were laid down: read, copied, sent again, said to be handed over. For the secretariat alone."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from persian.addresses import read_small
from persian.numbers import persian_digits
from records import mail
from records.mailings import mailings_page
from records.models import Mailing
from records.serving import serve_file


def _staff_only(request: HttpRequest) -> None:
    if not getattr(request.user, "writes_records", False):
        raise Http404


@require_safe
def mailings(request: HttpRequest) -> HttpResponse:
    _staff_only(request)
    page = mailings_page(request.GET, page=read_small(request.GET.get("page", "")) or 1)
    return render(request, "records/mailings.html", {"page": page, "section": "desk"})


@require_POST
def step(request: HttpRequest, mailing_id: int) -> HttpResponse:
    """Send one letter again, or say that it was handed over."""
    _staff_only(request)
    mailing = get_object_or_404(Mailing, pk=mailing_id)
    asked = request.POST.get("step", "")
    if asked == "handed" and mailing.hand_over():
        messages.success(request, f"ثبت شد که نامه دستی به {mailing.recipient_name} رسیده است.")
    elif asked == "send" and mail.sends() and mailing.wait_again():
        mail.send_waiting([mailing.pk])
        mailing.refresh_from_db()
        if mailing.state == Mailing.State.SENT:
            messages.success(request, f"نامه به {mailing.recipient_name} فرستاده شد.")
        else:
            messages.error(request, f"نامه به {mailing.recipient_name} فرستاده نشد. {mailing.error}")
    else:
        messages.error(request, "کاری انجام نشد: این نامه دیگر در انتظار نیست، یا نشانی یا سرور رایانامه ندارد.")
    return redirect(_back(request))


@require_POST
def send_all(request: HttpRequest) -> HttpResponse:
    """Send whatever waits, as far as the time of one page allows."""
    _staff_only(request)
    if not mail.sends():
        messages.error(request, "سرور رایانامه‌ای تنظیم نشده است و چیزی فرستاده نشد. متن‌ها را رونوشت بردارید.")
        return redirect(_back(request))
    done = mail.send_waiting()
    words = f"{persian_digits(done.sent)} نامه فرستاده شد."
    if done.failed:
        words += f" {persian_digits(done.failed)} نامه نرسید؛ دلیل کنار هر یک آمده است."
    if done.waiting:
        words += f" {persian_digits(done.waiting)} نامه هنوز در انتظار است؛ دوباره بفرستید."
    (messages.error if done.failed else messages.success)(request, words)
    return redirect(_back(request))


@require_safe
def file(request: HttpRequest, mailing_id: int, file_id: int) -> HttpResponse:
    _staff_only(request)
    mailing = get_object_or_404(Mailing, pk=mailing_id)
    return serve_file(request, get_object_or_404(mailing.files, pk=file_id), as_attachment=True)


def _back(request: HttpRequest) -> str:
    """The list that the button stood on; all letters where that is not told."""
    asked = request.POST.get("next", "")[:400]
    is_ours = url_has_allowed_host_and_scheme(asked, allowed_hosts=None) and asked.startswith(reverse("mailings"))
    return asked if is_ours else reverse("mailings")
