from __future__ import annotations

from typing import Self

from django.db import models
from django.urls import reverse

from meetings.models.meeting import Meeting
from records.audience import AudienceQuerySet, audience_check, audience_column, audiences_of
from records.models import StoredFile


class AttachmentQuerySet(AudienceQuerySet):
    def visible_to(self, user: object) -> Self:
        """Those whose own audience and whose meeting's audience the user belongs to."""
        return super().visible_to(user).filter(meeting__audience__in=audiences_of(user))


class Attachment(models.Model):
    """A file that belongs to a meeting; the scan of the signed paper is the authoritative copy."""

    class Kind(models.TextChoices):
        SIGNED = "signed", "نسخه امضاشده"
        ANNEX = "annex", "پیوست"

    meeting = models.ForeignKey(Meeting, verbose_name="جلسه", on_delete=models.PROTECT, related_name="attachments")
    file = models.ForeignKey(StoredFile, verbose_name="پرونده", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField("نوع", max_length=8, choices=Kind.choices, default=Kind.ANNEX)
    title = models.CharField("عنوان", max_length=200)
    position = models.PositiveSmallIntegerField("ترتیب", default=1)
    audience = audience_column()

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        verbose_name = "پیوست"
        verbose_name_plural = "پیوست‌ها"
        ordering = ["meeting", "position", "id"]
        constraints = [
            models.CheckConstraint(condition=models.Q(kind__in=["signed", "annex"]), name="attachment_kind"),
            audience_check("attachment_audience"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("attachment", args=[*self.meeting.address, self.pk])
