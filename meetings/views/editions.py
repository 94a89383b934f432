"""Published minutes: a correction over them is begun and given up, and who reads them is changed."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from meetings.confirmation import editions
from meetings.views.steps import Asked, Words, over_draft, over_edition, with_reason
from persian.numbers import ordinal_words


@require_http_methods(["GET", "HEAD", "POST"])
def correction_start(request: HttpRequest, round_number: int, number: int) -> HttpResponse:
    asked = over_edition(request, "correct", round_number, number)
    words = Words(
        title="آغاز اصلاح",
        standfirst="صورتجلسه منتشرشده تغییر نمی‌کند. متن آن در پیش‌نویس تازه‌ای باز می‌شود که پس از تأیید، "
        "ویرایش بعدی است؛ ویرایش کنونی خواندنی می‌ماند. دلیل همراه ویرایش تازه منتشر می‌شود.",
        submit="آغاز اصلاح",
        done="پیش‌نویس اصلاح آماده است. ویرایش منتشرشده تا انتشار ویرایش بعدی همان است که بود.",
    )
    onward = reverse("meeting_draft", args=asked.meeting.address)
    if request.method != "POST" and asked.meeting.minutes.open().exists():
        messages.info(request, "اصلاح این صورتجلسه پیش از این آغاز شده است؛ پیش‌نویس آن این است.")
        return redirect(onward)
    return with_reason(
        request, asked, words, lambda reason: editions.start_correction(asked.meeting, asked.user, reason), onward
    )


@require_http_methods(["GET", "HEAD", "POST"])
def correction_abandon(request: HttpRequest, round_number: int, number: int) -> HttpResponse:
    asked = over_draft(request, "abandon", round_number, number)
    words = Words(
        title="کنار گذاشتن اصلاح",
        standfirst="پیش‌نویس اصلاح بسته می‌شود و ویرایش منتشرشده همان می‌ماند که هست. متن آن در سابقه می‌ماند.",
        submit="کنار گذاشتن اصلاح",
        done="اصلاح کنار گذاشته شد؛ متن آن در سابقه است.",
    )

    def take(reason: str) -> None:
        if asked.minutes is not None:
            editions.abandon_correction(asked.minutes, asked.user, reason)

    return with_reason(request, asked, words, take, asked.meeting.get_absolute_url())


def _name(asked: Asked) -> str:
    return f"ویرایش {ordinal_words(asked.minutes.number)} {asked.minutes}" if asked.minutes else ""


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, round_number: int, number: int, edition_number: int) -> HttpResponse:
    asked = over_edition(request, "withdraw", round_number, number, edition_number)
    words = Words(
        title=f"محدود کردن {_name(asked)} به اعضا",
        standfirst="از این پس تنها اعضا این ویرایش، ویرایش‌های پیش از آن و پیوست‌هایش را می‌خوانند. خود سند تغییر نمی‌کند "
        "و راستی‌آزمایی آن برجاست. هر زمان می‌توان آن را دوباره برای همگان گشود.",
        submit="محدود کردن به اعضا",
        done="این ویرایش از این پس تنها برای اعضاست.",
    )

    def take(reason: str) -> None:
        if asked.minutes is not None and asked.minutes.edition is not None:
            editions.withdraw(asked.minutes.edition, asked.user, reason)

    return with_reason(request, asked, words, take)


@require_http_methods(["GET", "HEAD", "POST"])
def give_back(request: HttpRequest, round_number: int, number: int, edition_number: int) -> HttpResponse:
    asked = over_edition(request, "give_back", round_number, number, edition_number)
    words = Words(
        title=f"گشودن {_name(asked)} برای همگان",
        standfirst="از این پس همگان این ویرایش را می‌خوانند، با پیوست‌هایی که همراه آن محدود شده بود.",
        submit="گشودن برای همگان",
        done="این ویرایش از این پس برای همگان است.",
    )

    def take(reason: str) -> None:
        if asked.minutes is not None and asked.minutes.edition is not None:
            editions.give_back(asked.minutes.edition, asked.user, reason)

    return with_reason(request, asked, words, take)
