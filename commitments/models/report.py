from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q

from commitments.models.commitment import Commitment
from people.models import Body
from records.followup import Evidence, Report, body_of_liaison


class CommitmentReportQuerySet(models.QuerySet["CommitmentReport"]):
    def visible_to(self, user: object) -> Self:
        """All for whoever keeps them; a liaison his own body's; others accepted ones of what they may read."""
        if getattr(user, "writes_records", False):
            return self.all()
        readable = Q(state=Report.State.ACCEPTED, commitment__in=Commitment.objects.visible_to(user).values("pk"))
        body = body_of_liaison(user)
        if body is not None:
            readable |= Q(body=body)
        return self.filter(readable)


class CommitmentReport(Report):
    """What a body says it did about a commitment."""

    commitment = models.ForeignKey(Commitment, verbose_name="تعهد", on_delete=models.PROTECT, related_name="reports")
    body = models.ForeignKey(
        Body, verbose_name="دستگاه", on_delete=models.PROTECT, null=True, blank=True, related_name="commitment_reports"
    )

    objects = CommitmentReportQuerySet.as_manager()

    class Meta(Report.Meta):
        verbose_name = "گزارش اقدام تعهد"
        verbose_name_plural = "گزارش‌های اقدام تعهدها"


class CommitmentEvidence(Evidence):
    report = models.ForeignKey(
        CommitmentReport, verbose_name="گزارش اقدام", on_delete=models.CASCADE, related_name="evidence"
    )

    class Meta(Evidence.Meta):
        verbose_name = "مستند گزارش تعهد"
        verbose_name_plural = "مستندات گزارش‌های تعهدها"
