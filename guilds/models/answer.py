from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q

from guilds.models.demand import Demand
from people.models import Body, Person
from persian.partial_date_column import PartialDateColumn
from records.audience import AudienceQuerySet, audience_check, audience_column
from records.followup import body_of_liaison
from records.models import StoredFile


class DemandAnswerQuerySet(AudienceQuerySet):
    def visible_to(self, user: object) -> Self:
        """Those of the user's audiences to demands that he may read; for a liaison also those of his own body."""
        demands = Demand.objects.visible_to(user).values("pk")
        readable = Q(pk__in=super().visible_to(user).values("pk"))
        body = body_of_liaison(user)
        if body is not None:
            readable |= Q(body=body)
        return self.filter(readable, demand__in=demands)


class DemandAnswer(models.Model):
    """What was answered to a demand, within the means and powers of whoever answers. The newest one counts."""

    class Kind(models.TextChoices):
        MET = "met", "برآورده شد"
        WILL_BE_MET = "will_be_met", "برآورده می‌شود"
        PARTLY = "partly", "بخشی"
        BEYOND_POWERS = "beyond_powers", "خارج از اختیارات"
        OTHER_BODY = "other_body", "در صلاحیت دستگاه دیگر"
        IMPOSSIBLE = "impossible", "ناممکن"

    demand = models.ForeignKey(Demand, verbose_name="خواسته صنفی", on_delete=models.PROTECT, related_name="answers")
    kind = models.CharField("نوع پاسخ", max_length=14, choices=Kind.choices)
    text = models.TextField("متن پاسخ", max_length=20_000, blank=True)
    promised_until = models.DateField("تا تاریخ", null=True, blank=True)
    body = models.ForeignKey(
        Body, verbose_name="دستگاه پاسخ‌دهنده", on_delete=models.PROTECT, null=True, blank=True, related_name="answers"
    )
    competent_body = models.ForeignKey(
        Body, verbose_name="دستگاه صالح", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    given_on = PartialDateColumn("تاریخ پاسخ")
    person = models.ForeignKey(
        Person, verbose_name="پاسخ‌دهنده", on_delete=models.PROTECT, null=True, blank=True, related_name="answers"
    )
    given_by_as_written = models.CharField("پاسخ‌دهنده در سند", max_length=200, blank=True)
    letter_number = models.CharField("شماره نامه", max_length=40, blank=True)
    file = models.ForeignKey(
        StoredFile, verbose_name="پرونده", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    audience = audience_column()
    version = models.PositiveIntegerField("نسخه", default=1)
    created_at = models.DateTimeField("زمان ثبت", auto_now_add=True)

    objects = DemandAnswerQuerySet.as_manager()

    class Meta:
        verbose_name = "پاسخ خواسته"
        verbose_name_plural = "پاسخ‌های خواسته‌ها"
        ordering = ["demand_id", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["met", "will_be_met", "partly", "beyond_powers", "other_body", "impossible"]),
                name="answer_kind",
            ),
            models.CheckConstraint(
                condition=Q(promised_until__isnull=True) | Q(kind__in=["will_be_met", "partly"]),
                name="only_promises_have_a_date",
                violation_error_message="«تا تاریخ» فقط با پاسخ «برآورده می‌شود» یا «بخشی» می‌آید.",
            ),
            models.CheckConstraint(
                condition=Q(competent_body__isnull=True) | Q(kind="other_body"),
                name="only_other_body_names_it",
                violation_error_message="«دستگاه صالح» فقط با پاسخ «در صلاحیت دستگاه دیگر» می‌آید.",
            ),
            audience_check("answer_audience"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.text[:60]}" if self.text else self.get_kind_display()
