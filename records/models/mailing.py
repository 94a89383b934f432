from __future__ import annotations

from datetime import timedelta
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

from records.models.file import StoredFile

UNFINISHED = timedelta(minutes=10)  # whoever took a letter up to send it, and has not been heard of since, is gone


class MailingQuerySet(models.QuerySet["Mailing"]):
    def to_send(self) -> Self:
        """Those that wait and have an address to go to."""
        return self.filter(state=Mailing.State.WAITING).exclude(address="")

    def open(self) -> Self:
        """Those that have not reached anybody as far as is known: failed, waiting, or taken up and never heard of."""
        begun = Q(state=Mailing.State.SENDING, tried_at__lt=timezone.now() - UNFINISHED)
        return self.filter(Q(state__in=[Mailing.State.FAILED, Mailing.State.WAITING]) | begun)


class Mailing(models.Model):
    """A letter to one recipient about one thing (نامه): what it says, and whether it went out.

    It is laid down by the step that it tells of, in the same transaction, and sent afterwards; each recipient gets
    each thing once. Where there is no mail, somebody copies its text and says that it was handed over.
    """

    class Kind(models.TextChoices):
        INVITATION = "invitation", "دعوت‌نامه"
        REVIEW = "review", "درخواست بازبینی"
        PUBLICATION = "publication", "ابلاغ"

    class State(models.TextChoices):
        WAITING = "waiting", "در انتظار ارسال"
        SENDING = "sending", "در حال ارسال"
        SENT = "sent", "ارسال‌شده"
        FAILED = "failed", "ارسال‌نشده"
        HANDED = "handed", "دستی رسانده‌شده"

    kind = models.CharField("نوع", max_length=12, choices=Kind.choices)
    object_type = models.CharField("نوع سند", max_length=60)
    object_id = models.BigIntegerField("شناسه سند")
    occasion = models.CharField("نوبت", max_length=60, blank=True)  # the same thing can be told of again, later
    recipient = models.CharField("گیرنده", max_length=60)  # «person:12»: who it is, whatever he is called
    recipient_name = models.CharField("نام گیرنده", max_length=200)
    address = models.EmailField("نشانی رایانامه", blank=True)
    subject = models.CharField("موضوع", max_length=200)
    text = models.TextField("متن")
    html = models.TextField("متن HTML")
    href = models.CharField("نشانی سند", max_length=300, blank=True)
    files = models.ManyToManyField(StoredFile, verbose_name="پیوست‌ها", blank=True, related_name="+")
    state = models.CharField("وضعیت", max_length=7, choices=State.choices, default=State.WAITING)
    error = models.CharField("خطا", max_length=300, blank=True)
    laid_at = models.DateTimeField("زمان آماده‌سازی", auto_now_add=True)
    tried_at = models.DateTimeField("زمان آخرین تلاش", null=True, blank=True)
    sent_at = models.DateTimeField("زمان ارسال", null=True, blank=True)

    objects = MailingQuerySet.as_manager()

    class Meta:
        verbose_name = "نامه"
        verbose_name_plural = "نامه‌ها"
        ordering = ["-laid_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "object_type", "object_id", "occasion", "recipient"], name="mailing_once"
            ),
            models.CheckConstraint(condition=Q(kind__in=["invitation", "review", "publication"]), name="mailing_kind"),
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "sending", "failed", "handed"], sent_at__isnull=True)
                | Q(state="sent", sent_at__isnull=False),
                name="mailing_state",
            ),
        ]
        indexes = [
            models.Index(
                fields=["state", "id"], name="mailing_open", condition=Q(state__in=["waiting", "sending", "failed"])
            )
        ]

    def __str__(self) -> str:
        return f"{self.subject}، به {self.recipient_name}"

    @property
    def is_open(self) -> bool:
        return self.state in (self.State.WAITING, self.State.SENDING, self.State.FAILED)

    def take_up(self) -> bool:
        """Whether it is ours to send now; False where somebody else was quicker. One row changes once."""
        waiting = Mailing.objects.filter(pk=self.pk, state=self.State.WAITING).exclude(address="")
        return waiting.update(state=self.State.SENDING, tried_at=timezone.now(), error="") == 1

    def succeed(self) -> None:
        Mailing.objects.filter(pk=self.pk).update(state=self.State.SENT, sent_at=timezone.now(), error="")

    def fail(self, why: str) -> None:
        Mailing.objects.filter(pk=self.pk).exclude(state=self.State.SENT).update(state=self.State.FAILED, error=why)

    def wait_again(self) -> bool:
        """Ready to be sent once more, by hand; False where it is not open or has no address."""
        again = Mailing.objects.open().filter(pk=self.pk).exclude(address="")
        return again.update(state=self.State.WAITING, error="") == 1

    def hand_over(self) -> bool:
        """Somebody has brought it to its recipient in another way; False where it is no longer open."""
        return Mailing.objects.open().filter(pk=self.pk).update(state=self.State.HANDED, error="") == 1
