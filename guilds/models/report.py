from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q

from guilds.models.demand import Demand
from people.models import Body
from records.followup import Evidence, Report, body_of_liaison


class DemandReportQuerySet(models.QuerySet["DemandReport"]):
    def visible_to(self, user: object) -> Self:
        """All for whoever keeps guilds; a liaison his own body's; others the accepted ones of demands they may read."""
        if getattr(user, "writes_records", False):
            return self.all()
        readable = Q(state=Report.State.ACCEPTED, demand__in=Demand.objects.visible_to(user).values("pk"))
        body = body_of_liaison(user)
        if body is not None:
            readable |= Q(body=body)
        return self.filter(readable)


class DemandReport(Report):
    """What a body says it did about a demand."""

    demand = models.ForeignKey(Demand, verbose_name="خواسته صنفی", on_delete=models.PROTECT, related_name="reports")
    body = models.ForeignKey(
        Body, verbose_name="دستگاه", on_delete=models.PROTECT, null=True, blank=True, related_name="demand_reports"
    )

    objects = DemandReportQuerySet.as_manager()

    class Meta(Report.Meta):
        verbose_name = "گزارش اقدام خواسته"
        verbose_name_plural = "گزارش‌های اقدام خواسته‌ها"


class DemandEvidence(Evidence):
    report = models.ForeignKey(
        DemandReport, verbose_name="گزارش اقدام", on_delete=models.CASCADE, related_name="evidence"
    )

    class Meta(Evidence.Meta):
        verbose_name = "مستند گزارش خواسته"
        verbose_name_plural = "مستندات گزارش‌های خواسته‌ها"
