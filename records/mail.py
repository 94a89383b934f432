"""Mail, if there is any: letters are laid down with the step that they tell of, and sent once it is done.

`lay` belongs into the transaction of the step. What it lays is sent after the commit, outside any transaction, over one
connection and within bounds of time; whatever is left by then waits for `bin/manage send_mail` or a button.
"""

from __future__ import annotations

import logging
import smtplib
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import connection, models, transaction
from django.template.loader import render_to_string
from django.utils import timezone

from persian.text import tidy_line
from records import organisation, sample
from records.models import Mailing, StoredFile
from records.models.mailing import UNFINISHED

SECONDS = 20  # so long somebody may wait for the page after a step
MOST_AT_ONCE = 500
log = logging.getLogger(__name__)

REFUSED = "سرور رایانامه این نشانی را نپذیرفت. نشانی را بررسی کنید."
SIGN_IN = "سرور رایانامه نام یا گذرواژه پرتال را نپذیرفت. به مدیر سامانه خبر دهید."
AWAY = "سرور رایانامه در دسترس نبود. دوباره ارسال کنید؛ اگر تکرار شد، به مدیر سامانه خبر دهید."
REJECTED = "سرور رایانامه نامه را نپذیرفت. دوباره ارسال کنید؛ اگر تکرار شد، به مدیر سامانه خبر دهید."
WRONG = "این نشانی رایانامه درست نیست. آن را اصلاح کنید."
LOST = "پیوست نامه روی دیسک سرور نیست. به مدیر سامانه خبر دهید."
UNHEARD = "ارسال ناتمام ماند و دانسته نیست که نامه رسیده باشد. اگر نرسیده، دوباره ارسال کنید."


@dataclass(frozen=True)
class Letter:
    """What one recipient is told. `recipient` says who he is («person:12»); an empty `address` is none.

    `paragraphs` are plain text; `link` is words and an address; `files` are attached, their bytes being on the disk.
    """

    recipient: str
    name: str
    address: str
    subject: str
    paragraphs: tuple[str, ...]
    link: tuple[str, str] | None = None
    files: tuple[StoredFile, ...] = ()

    @property
    def text(self) -> str:
        parts = [*self.paragraphs, *([f"{self.link[0]}:\n{self.link[1]}"] if self.link else [])]
        return "\n\n".join([*parts, f"-- \n{organisation.known().name}"]) + "\n"

    @property
    def html(self) -> str:
        context = {"letter": self, "organisation": organisation.known().name}
        return render_to_string("records/mail/letter.html", context)


def sends() -> bool:
    """Whether letters go out at all: there is a mail server, and the archive is no sample."""
    return bool(settings.SENDS_MAIL) and not sample.is_sample()


def lay(kind: str, about: models.Model, letters: Iterable[Letter], *, occasion: str = "", href: str = "") -> int:
    """Lay down these letters about a record, in the surrounding transaction, and return how many are new.

    A recipient who was told of it on this `occasion` before is told nothing again. They are sent after the commit.
    Raises TransactionManagementError outside a transaction.
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("a letter belongs into the transaction of its step")
    thing = {"kind": kind, "object_type": about._meta.label_lower, "object_id": about.pk, "occasion": occasion}
    told = set(Mailing.objects.filter(**thing).values_list("recipient", flat=True))
    new = {letter.recipient: letter for letter in letters if letter.recipient not in told}
    rows = Mailing.objects.bulk_create(
        Mailing(
            **thing,
            recipient=letter.recipient,
            recipient_name=tidy_line(letter.name)[:200],
            address=letter.address,
            subject=tidy_line(letter.subject)[:200],
            text=letter.text,
            html=letter.html,
            href=href,
        )
        for letter in new.values()
    )
    joined = Mailing.files.through
    joined.objects.bulk_create(
        joined(mailing_id=row.pk, storedfile_id=file.pk)
        for row, letter in zip(rows, new.values(), strict=True)
        for file in letter.files
    )
    if rows and sends():
        transaction.on_commit(partial(send_waiting, [row.pk for row in rows]), robust=True)
    return len(rows)


@dataclass(frozen=True)
class Sent:
    """How many letters went out, how many failed, and how many still wait."""

    sent: int
    failed: int
    waiting: int


def send_waiting(ids: Iterable[int] | None = None, *, seconds: float = SECONDS) -> Sent:
    """Send what waits (of these ids), over one connection, for at most about `seconds`. To be called outside a
    transaction; two processes that do so at once send no letter twice."""
    _give_up_unheard()
    waiting = Mailing.objects.to_send()
    if ids is not None:
        waiting = waiting.filter(pk__in=[*ids])
    rows = list(waiting.prefetch_related("files").order_by("id")[:MOST_AT_ONCE]) if sends() else []
    until, sent, failed, left = time.monotonic() + seconds, 0, 0, len(rows)
    server = get_connection()
    why_not = _opened(server) if rows else ""
    for row in rows:
        if why_not or time.monotonic() >= until:
            break
        left -= 1
        if not row.take_up():
            continue
        why = _sent(row, server)
        if not why:
            row.succeed()
            sent += 1
            continue
        row.fail(why)
        failed += 1
        if why == AWAY:  # some servers hang up after so many letters
            _close(server)
            why_not = _opened(server)
    _close(server)
    if why_not:  # the others would not get through either
        failed += _fail_rest(rows, why_not)
        left = 0
    return Sent(sent, failed, left)


def _fail_rest(rows: list[Mailing], why: str) -> int:
    rest = Mailing.objects.to_send().filter(pk__in=[row.pk for row in rows])
    return rest.update(state=Mailing.State.FAILED, error=why, tried_at=timezone.now())


def _give_up_unheard() -> None:
    begun = Mailing.objects.filter(state=Mailing.State.SENDING, tried_at__lt=timezone.now() - UNFINISHED)
    begun.update(state=Mailing.State.FAILED, error=UNHEARD)


def _sent(row: Mailing, server: BaseEmailBackend) -> str:
    """Send one letter; empty where it went out, else why not."""
    message = _message(row.subject, row.text, row.html, row.address, server)
    try:
        for file in sorted(row.files.all(), key=lambda file: file.pk):
            message.attach(file.original_name or "file", file.read(), file.content_type)
    except FileNotFoundError:
        return LOST
    return _tried(message.send)


def send_now(letter: Letter) -> str:
    """Send a letter that is not laid down, since nobody else may ever read it; empty where it went out, else why not.

    To be called outside a transaction.
    """
    return _tried(_message(letter.subject, letter.text, letter.html, letter.address).send)


def _message(
    subject: str, text: str, html: str, address: str, server: BaseEmailBackend | None = None
) -> EmailMultiAlternatives:
    message = EmailMultiAlternatives(subject, text, None, [address], connection=server)
    message.attach_alternative(html, "text/html")
    return message


def _opened(server: BaseEmailBackend) -> str:
    """Open the connection that all letters go over; empty where that went well, else why not."""
    return _tried(server.open)


def _tried(act: Callable[[], object]) -> str:
    """Do something with the mail server; empty where it went well, else a Persian sentence that says why not."""
    try:
        act()
    except smtplib.SMTPRecipientsRefused:
        return REFUSED
    except smtplib.SMTPAuthenticationError:
        return SIGN_IN
    except (smtplib.SMTPServerDisconnected, smtplib.SMTPConnectError) as error:
        log.error("mail: %s", error)
        return AWAY
    except smtplib.SMTPException as error:
        log.error("mail: %s", error)
        return REJECTED
    except OSError as error:
        log.error("mail: %s", error)
        return AWAY
    except ValueError:
        return WRONG
    return ""


def _close(server: BaseEmailBackend) -> None:
    try:
        server.close()
    except (OSError, smtplib.SMTPException):
        log.warning("mail: the server did not say goodbye")
