from __future__ import annotations

from typing import Self

from django.db import models

from records.audience import AudienceQuerySet, audience_check, audience_column, audiences_of
from records.models import StoredFile
from statements.models.statement import Statement


class StatementAttachmentQuerySet(AudienceQuerySet):
    def visible_to(self, user: object) -> Self:
        """Those of the user's audiences, of statements that are for him too."""
        return super().visible_to(user).filter(statement__audience__in=audiences_of(user))


class StatementAttachment(models.Model):
    """A file that belongs to a statement; the scan of the signed letter is the authoritative copy."""

    class Kind(models.TextChoices):
        SIGNED = "signed", "نسخه امضاشده"
        ANNEX = "annex", "پیوست"

    statement = models.ForeignKey(
        Statement, verbose_name="بیانیه", on_delete=models.PROTECT, related_name="attachments"
    )
    file = models.ForeignKey(StoredFile, verbose_name="پرونده", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField("نوع", max_length=8, choices=Kind.choices, default=Kind.ANNEX)
    title = models.CharField("عنوان", max_length=200)
    position = models.PositiveSmallIntegerField("ترتیب", default=1)
    audience = audience_column()

    objects = StatementAttachmentQuerySet.as_manager()

    class Meta:
        verbose_name = "پیوست بیانیه"
        verbose_name_plural = "پیوست‌های بیانیه"
        ordering = ["statement_id", "position", "id"]
        constraints = [
            models.CheckConstraint(condition=models.Q(kind__in=["signed", "annex"]), name="statement_attachment_kind"),
            audience_check("statement_attachment_audience"),
        ]

    def __str__(self) -> str:
        return self.title
