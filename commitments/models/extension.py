from __future__ import annotations

from django.db import models

from commitments.models.commitment import Commitment
from records.followup import DeadlineExtension


class Extension(DeadlineExtension):
    """The deadline of a commitment put off. The commitment carries the newest one."""

    commitment = models.ForeignKey(Commitment, verbose_name="تعهد", on_delete=models.PROTECT, related_name="extensions")

    class Meta(DeadlineExtension.Meta):
        pass
