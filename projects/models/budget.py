from __future__ import annotations

from django.db import models

from projects.models.project import Project


class BudgetLine(models.Model):
    """Whether and how a project stands in the budget of one year. Amounts are in rial; empty means not known."""

    class Inclusion(models.TextChoices):
        INCLUDED = "included", "گنجانده‌شده"
        PARTLY = "partly", "تا حدی گنجانده‌شده"
        NOT_INCLUDED = "not_included", "گنجانده‌نشده"
        UNKNOWN = "unknown", "نامشخص"

    project = models.ForeignKey(Project, verbose_name="پروژه", on_delete=models.PROTECT, related_name="budget_lines")
    year = models.PositiveSmallIntegerField("سال مالی")  # Jalali
    row_code = models.CharField("ردیف بودجه", max_length=40, blank=True)
    heading = models.CharField("سرفصل", max_length=200, blank=True)
    inclusion = models.CharField(
        "گنجاندن در بودجه", max_length=12, choices=Inclusion.choices, default=Inclusion.UNKNOWN
    )
    approved = models.PositiveBigIntegerField("اعتبار مصوب (ریال)", null=True, blank=True)
    allocated = models.PositiveBigIntegerField("تخصیص اعتبار (ریال)", null=True, blank=True)
    spent = models.PositiveBigIntegerField("عملکرد (ریال)", null=True, blank=True)
    note = models.CharField("یادداشت", max_length=500, blank=True)

    class Meta:
        verbose_name = "ردیف بودجه"
        verbose_name_plural = "ردیف‌های بودجه"
        ordering = ["project", "-year", "id"]
        constraints = [
            models.UniqueConstraint(fields=["project", "year", "row_code"], name="budget_line_once"),
            models.CheckConstraint(condition=models.Q(year__gte=1300, year__lte=1500), name="budget_year_is_jalali"),
            models.CheckConstraint(
                condition=models.Q(inclusion__in=["included", "partly", "not_included", "unknown"]),
                name="budget_inclusion",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.project}، {self.year}"
