from __future__ import annotations

from django.db import models

from guilds.models.demand import Demand
from people.models import Body
from records.followup import DeadlineExtension


class DemandReferral(models.Model):
    """A demand sent to a body for its answer (ارجاع). The same body gets it once; its deadline can be put off."""

    demand = models.ForeignKey(Demand, verbose_name="خواسته صنفی", on_delete=models.PROTECT, related_name="referrals")
    body = models.ForeignKey(Body, verbose_name="دستگاه", on_delete=models.PROTECT, related_name="referrals")
    referred_on = models.DateField("تاریخ ارجاع", null=True, blank=True)
    letter_number = models.CharField("شماره نامه", max_length=40, blank=True)
    deadline = models.DateField("مهلت پاسخ", null=True, blank=True)
    note = models.CharField("یادداشت", max_length=2000, blank=True)
    version = models.PositiveIntegerField("نسخه", default=1)

    class Meta:
        verbose_name = "ارجاع خواسته"
        verbose_name_plural = "ارجاع‌های خواسته‌ها"
        ordering = ["demand_id", "id"]
        constraints = [
            models.UniqueConstraint(fields=["demand", "body"], name="referral_body_once"),
            models.CheckConstraint(
                condition=models.Q(deadline__isnull=True)
                | models.Q(referred_on__isnull=True)
                | models.Q(deadline__gte=models.F("referred_on")),
                name="referral_deadline_after_it",
                violation_error_message="مهلت پاسخ نمی‌تواند پیش از تاریخ ارجاع باشد.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.demand} ← {self.body}"


class ReferralExtension(DeadlineExtension):
    referral = models.ForeignKey(
        DemandReferral, verbose_name="ارجاع خواسته", on_delete=models.PROTECT, related_name="extensions"
    )

    class Meta(DeadlineExtension.Meta):
        verbose_name = "تمدید مهلت پاسخ"
        verbose_name_plural = "تمدیدهای مهلت پاسخ"
