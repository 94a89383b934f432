"""What commitments and demands share: reports of what was done, their evidence, and deadlines that were put off.

These are abstract. Each room that follows something up has its own tables, which add what is reported on and the body.
"""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from records.models import StoredFile


def body_of_liaison(user: object) -> int | None:
    """The id of the body that `user` reports for; None for whoever is no liaison."""
    if getattr(user, "is_active", False) and getattr(user, "is_liaison", False):
        return getattr(user, "body_id", None)
    return None


class Report(models.Model):
    """What somebody says was done (گزارش اقدام). The secretariat accepts it, or rejects it with a reason."""

    class State(models.TextChoices):
        PENDING = "pending", "در انتظار بررسی"
        ACCEPTED = "accepted", "پذیرفته‌شده"
        REJECTED = "rejected", "ردشده"

    text = models.TextField("گزارش اقدام", max_length=20_000)
    percent = models.PositiveSmallIntegerField("درصد پیشرفت", null=True, blank=True)
    reported_at = models.DateTimeField("زمان گزارش", default=timezone.now, db_index=True)
    reporter_id = models.BigIntegerField("شناسه گزارش‌دهنده", null=True, blank=True)
    reporter_name = models.CharField("گزارش‌دهنده", max_length=200)
    state = models.CharField("وضعیت", max_length=8, choices=State.choices, default=State.PENDING)
    reason = models.CharField("دلیل رد", max_length=2000, blank=True)
    decided_at = models.DateTimeField("زمان بررسی", null=True, blank=True)
    decided_by_id = models.BigIntegerField("شناسه بررسی‌کننده", null=True, blank=True)
    decided_by_name = models.CharField("بررسی‌کننده", max_length=200, blank=True)
    version = models.PositiveIntegerField("نسخه", default=1)

    class Meta:
        abstract = True
        verbose_name = "گزارش اقدام"
        verbose_name_plural = "گزارش‌های اقدام"
        ordering = ["-reported_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state="pending", reason="", decided_at__isnull=True)
                | models.Q(state="accepted", reason="", decided_at__isnull=False)
                | (models.Q(state="rejected", decided_at__isnull=False) & ~models.Q(reason="")),
                name="%(class)s_state",
                violation_error_message="گزارش بررسی‌شده زمان بررسی می‌خواهد، و فقط گزارش ردشده دلیل دارد.",
            ),
            models.CheckConstraint(
                condition=models.Q(percent__isnull=True) | models.Q(percent__gte=0, percent__lte=100),
                name="%(class)s_percent",
            ),
            models.CheckConstraint(condition=~models.Q(text=""), name="%(class)s_has_a_text"),
        ]

    def __str__(self) -> str:
        return self.text[:60]

    @property
    def is_accepted(self) -> bool:
        return self.state == self.State.ACCEPTED


class Evidence(models.Model):
    """A file that bears a report out (مستند). Whoever may read the report may read it."""

    file = models.ForeignKey(StoredFile, verbose_name="پرونده", on_delete=models.PROTECT, related_name="+")
    title = models.CharField("عنوان", max_length=200, blank=True)
    position = models.PositiveSmallIntegerField("ترتیب", default=1)

    class Meta:
        abstract = True
        verbose_name = "مستند"
        verbose_name_plural = "مستندات"
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.title or str(self.file)


class DeadlineExtension(models.Model):
    """A deadline that was put off (تمدید مهلت): from which day to which, why, and who granted it."""

    old_deadline = models.DateField("مهلت پیشین", null=True, blank=True)
    new_deadline = models.DateField("مهلت تازه")
    reason = models.CharField("دلیل تمدید", max_length=2000)
    granted_on = models.DateField("تاریخ تمدید")
    granted_by_id = models.BigIntegerField("شناسه تمدیدکننده", null=True, blank=True)
    granted_by_name = models.CharField("تمدیدکننده", max_length=200)

    class Meta:
        abstract = True
        verbose_name = "تمدید مهلت"
        verbose_name_plural = "تمدیدهای مهلت"
        ordering = ["granted_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(old_deadline__isnull=True) | models.Q(new_deadline__gt=models.F("old_deadline")),
                name="%(class)s_puts_off",
                violation_error_message="مهلت تازه باید پس از مهلت پیشین باشد.",
            ),
            models.CheckConstraint(condition=~models.Q(reason=""), name="%(class)s_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.old_deadline or '؟'} ← {self.new_deadline}"
