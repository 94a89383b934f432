from __future__ import annotations

from typing import Self

from django.db import models

from people.models import Body
from persian.partial_date_column import PartialDateColumn
from records.audience import AudienceQuerySet, audience_check, audience_column, audiences_of
from records.models import StoredFile
from statements.models.clause import Clause
from statements.models.statement import Statement


class StatementReplyQuerySet(AudienceQuerySet):
    def visible_to(self, user: object) -> Self:
        """Those of the user's audiences, to statements that are for him too."""
        return super().visible_to(user).filter(statement__audience__in=audiences_of(user))


class StatementReply(models.Model):
    """What a body wrote back to a statement (پاسخ): its letter, or as much as is known of it."""

    statement = models.ForeignKey(Statement, verbose_name="بیانیه", on_delete=models.PROTECT, related_name="replies")
    body = models.ForeignKey(
        Body, verbose_name="دستگاه", on_delete=models.PROTECT, null=True, blank=True, related_name="statement_replies"
    )
    body_as_written = models.CharField("پاسخ‌دهنده در سند", max_length=300, blank=True)
    replied_on = PartialDateColumn("تاریخ پاسخ")
    letter_number = models.CharField("شماره نامه", max_length=40, blank=True)
    text = models.TextField("متن پاسخ", max_length=100_000, blank=True)
    file = models.ForeignKey(
        StoredFile, verbose_name="پرونده", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    audience = audience_column()
    version = models.PositiveIntegerField("نسخه", default=1)
    created_at = models.DateTimeField("زمان ثبت", auto_now_add=True)

    objects = StatementReplyQuerySet.as_manager()

    class Meta:
        verbose_name = "پاسخ بیانیه"
        verbose_name_plural = "پاسخ‌های بیانیه"
        ordering = ["statement_id", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(body__isnull=False) | ~models.Q(body_as_written=""),
                name="statement_reply_is_somebodys",
                violation_error_message="دستگاه پاسخ‌دهنده را برگزینید یا نام آن را چنان‌که در سند آمده بنویسید.",
            ),
            models.CheckConstraint(
                condition=~models.Q(text="") | models.Q(file__isnull=False),
                name="statement_reply_says_something",
                violation_error_message="متن پاسخ را بنویسید یا پرونده آن را بیفزایید.",
            ),
            audience_check("statement_reply_audience"),
        ]

    def __str__(self) -> str:
        return f"پاسخ {self.body_as_written or self.body} به {self.statement}"


class ClauseReply(models.Model):
    """What a reply says to one clause of the statement."""

    reply = models.ForeignKey(
        StatementReply, verbose_name="پاسخ بیانیه", on_delete=models.CASCADE, related_name="to_clauses"
    )
    clause = models.ForeignKey(Clause, verbose_name="بند بیانیه", on_delete=models.PROTECT, related_name="replies")
    text = models.TextField("متن پاسخ", max_length=20_000)

    class Meta:
        verbose_name = "پاسخ به بند"
        verbose_name_plural = "پاسخ‌ها به بندها"
        ordering = ["reply_id", "clause__position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["reply", "clause"], name="clause_reply_once"),
            models.CheckConstraint(condition=~models.Q(text=""), name="clause_reply_has_a_text"),
        ]

    def __str__(self) -> str:
        return self.text[:60]
