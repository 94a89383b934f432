from __future__ import annotations

from django.conf import settings
from django.db import models

from meetings.models.block import Block
from meetings.models.minutes import Minutes


class CorrectionRequest(models.Model):
    """A member's wish that a line of minutes in review be corrected, and what the secretary did with it."""

    class State(models.TextChoices):
        OPEN = "open", "در انتظار بررسی"
        ACCEPTED = "accepted", "پذیرفته‌شده"
        DECLINED = "declined", "ردشده"

    minutes = models.ForeignKey(Minutes, verbose_name="صورتجلسه", on_delete=models.CASCADE, related_name="corrections")
    block = models.ForeignKey(
        Block, verbose_name="بند", on_delete=models.SET_NULL, null=True, blank=True, related_name="corrections"
    )
    block_text = models.TextField("متن بند", blank=True)  # as it stood when the request was made
    wish = models.TextField("نظر اصلاحی", max_length=5000)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="درخواست‌کننده", on_delete=models.PROTECT, related_name="+"
    )
    asked_at = models.DateTimeField("زمان", auto_now_add=True)
    state = models.CharField("وضعیت", max_length=9, choices=State.choices, default=State.OPEN)
    answer = models.TextField("پاسخ", max_length=5000, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="پاسخ‌دهنده",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    answered_at = models.DateTimeField("زمان پاسخ", null=True, blank=True)

    class Meta:
        verbose_name = "درخواست اصلاح"
        verbose_name_plural = "درخواست‌های اصلاح"
        ordering = ["-asked_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=["open", "accepted", "declined"]), name="correction_state"
            ),
            models.CheckConstraint(
                condition=~models.Q(state="declined") | ~models.Q(answer=""), name="declined_correction_has_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return self.wish[:60]
