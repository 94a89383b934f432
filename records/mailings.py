"""The letters that were laid down, for whoever sends them, as plain Persian strings."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.urls import reverse

from persian.jalali import long_datetime
from persian.numbers import persian_digits
from records import mail
from records.models import Mailing
from records.narrowing import Filters, Narrowing, narrowing
from records.pager import Link, Pager, pager

PAGE_SIZE = 30
OPEN = "open"
ABOUT = re.compile(r"([a-z]+\.[a-z]+)-([0-9]{1,18})")


@dataclass(frozen=True)
class MailingRow:
    """A letter: `state` is «ارسال‌نشده», `when` the hour of it; `may_send` and `may_hand` are what can be done now."""

    pk: int
    recipient: str
    address: str
    subject: str
    href: str
    kind: str
    state: str
    is_failed: bool
    when: str
    error: str
    text: str
    files: tuple[Link, ...]
    may_send: bool
    may_hand: bool


@dataclass(frozen=True)
class MailingsPage:
    """`sends` tells whether there is mail at all; `here` is this very list, to come back to after a step."""

    total: str
    filters: Filters
    rows: tuple[MailingRow, ...]
    pager: Pager | None
    sends: bool
    waiting: str
    here: str


def mailings_page(asked: Mapping[str, str], *, page: int) -> MailingsPage:
    """Page `page` of the letters, the newest first, narrowed by `state`, `kind` and `about` («meetings.meeting-12»)."""
    filters = Filters(reverse("mailings"), _narrowings(asked))
    values = filters.values
    found: QuerySet[Mailing] = Mailing.objects.open() if values.get("state") == OPEN else Mailing.objects.all()
    if values.get("state", OPEN) != OPEN:
        found = found.filter(state=values["state"])
    if "kind" in values:
        found = found.filter(kind=values["kind"])
    if "about" in values:
        object_type, object_id = values["about"].split("-")
        found = found.filter(object_type=object_type, object_id=int(object_id))
    pages = Paginator(found.prefetch_related("files").order_by("-laid_at", "-id"), PAGE_SIZE)
    shown = pages.get_page(page)
    waiting = Mailing.objects.to_send().count() if mail.sends() else 0
    return MailingsPage(
        total=f"{persian_digits(pages.count)} نامه",
        filters=filters,
        rows=tuple(_row(mailing) for mailing in shown),
        pager=pager(shown.number, pages.num_pages, filters.href),
        sends=mail.sends(),
        waiting=f"{persian_digits(waiting)} نامه در انتظار ارسال است." if waiting else "",
        here=filters.href(shown.number),
    )


def about_value(object_type: str, object_id: int) -> str:
    """What `about` is in the address of the letters about one record."""
    return f"{object_type}-{object_id}"


def _narrowings(asked: Mapping[str, str]) -> tuple[Narrowing, ...]:
    states: list[tuple[Any, str]] = [(OPEN, "نرسیده‌ها"), *((state.value, str(state.label)) for state in Mailing.State)]
    kinds = [(kind.value, str(kind.label)) for kind in Mailing.Kind]
    chosen = [
        narrowing(asked, "state", "وضعیت", "همه وضعیت‌ها", states),
        narrowing(asked, "kind", "نوع", "همه نوع‌ها", kinds),
    ]
    about = ABOUT.fullmatch(asked.get("about", "")[:80])
    if about:
        chosen.append(narrowing(asked, "about", "درباره", "همه سندها", [(about[0], "همین سند")]))
    return tuple(chosen)


def _state(mailing: Mailing) -> str:
    by_hand = mailing.state == Mailing.State.WAITING and not (mailing.address and mail.sends())
    return "باید دستی رسانده شود" if by_hand else str(mailing.get_state_display())


def _row(mailing: Mailing) -> MailingRow:
    return MailingRow(
        pk=mailing.pk,
        recipient=mailing.recipient_name,
        address=mailing.address,
        subject=mailing.subject,
        href=mailing.href,
        kind=str(mailing.get_kind_display()),
        state=_state(mailing),
        is_failed=mailing.state == Mailing.State.FAILED,
        when=long_datetime(mailing.sent_at or mailing.tried_at or mailing.laid_at),
        error=mailing.error,
        text=mailing.text,
        files=tuple(
            Link(str(file), reverse("mailing_file", args=[mailing.pk, file.pk])) for file in mailing.files.all()
        ),
        may_send=bool(mailing.is_open and mailing.address and mail.sends()),
        may_hand=mailing.is_open,
    )
