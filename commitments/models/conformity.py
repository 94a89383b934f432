from __future__ import annotations

from typing import Self

from django.db import models

from persian.partial_date_column import PartialDateColumn
from records.audience import AudienceQuerySet, audience_check, audience_column, audiences_of
from statements.models import Clause


class ConformityQuerySet(AudienceQuerySet):
    def visible_to(self, user: object) -> Self:
        """All for whoever keeps them; others those of their audiences, of issued clauses that are for them too."""
        if getattr(user, "writes_records", False):
            return self.all()
        return super().visible_to(user).filter(clause__statement_text__edition__audience__in=audiences_of(user))


class ConformityAssessment(models.Model):
    """How far the city conformed with a clause (تطابق), as last assessed. A clause without a row was not assessed."""

    class State(models.TextChoices):
        CONFORMING = "conforming", "منطبق"
        PARTLY = "partly", "نسبتاً منطبق"
        NOT_CONFORMING = "not_conforming", "نامنطبق"
        NOT_ASSESSED = "not_assessed", "ارزیابی‌نشده"

    clause = models.OneToOneField(
        Clause, verbose_name="بند بیانیه", on_delete=models.PROTECT, related_name="conformity"
    )
    state = models.CharField("تطابق", max_length=14, choices=State.choices, default=State.NOT_ASSESSED)
    note = models.TextField("یادداشت", max_length=20_000, blank=True)
    assessed_on = PartialDateColumn("تاریخ ارزیابی")
    assessed_by_id = models.BigIntegerField("شناسه ارزیاب", null=True, blank=True)
    assessed_by_name = models.CharField("ارزیاب", max_length=200, blank=True)
    audience = audience_column()
    version = models.PositiveIntegerField("نسخه", default=1)

    objects = ConformityQuerySet.as_manager()

    class Meta:
        verbose_name = "ارزیابی تطابق"
        verbose_name_plural = "ارزیابی‌های تطابق"
        ordering = ["clause_id", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=["conforming", "partly", "not_conforming", "not_assessed"]),
                name="conformity_state",
            ),
            audience_check("conformity_audience"),
        ]

    def __str__(self) -> str:
        return f"{self.clause}: {self.get_state_display()}"
