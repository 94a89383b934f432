from __future__ import annotations

from typing import Any

from django.db import models
from django.utils import timezone

from people.models.person import Person


class Merge(models.Model):
    """Two persons turned out to be one: what stood with `absorbed` is with `kept`. Has all that undoing needs."""

    kept = models.ForeignKey(Person, verbose_name="شخص ماندگار", on_delete=models.PROTECT, related_name="merges")
    absorbed = models.ForeignKey(
        Person, verbose_name="شخص ادغام‌شده", on_delete=models.PROTECT, related_name="merges_into"
    )
    at = models.DateTimeField("زمان", default=timezone.now)
    by_name = models.CharField("ادغام‌کننده", max_length=200)
    moved = models.JSONField("آنچه جابه‌جا شد", default=dict)
    undone_at = models.DateTimeField("زمان برگشت", null=True, blank=True)

    class Meta:
        verbose_name = "ادغام"
        verbose_name_plural = "ادغام‌ها"
        ordering = ["-at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(kept=models.F("absorbed")), name="nobody_is_merged_into_himself"
            ),
            models.UniqueConstraint(
                fields=["absorbed"], condition=models.Q(undone_at__isnull=True), name="merged_into_one_person"
            ),
        ]

    def __str__(self) -> str:
        return f"ادغام {self.absorbed} در {self.kept}"

    def snapshot(self) -> dict[str, Any]:
        """What an event keeps of a merge, which is what the row itself keeps."""
        return {"kept": self.kept_id, "absorbed": self.absorbed_id, "moved": self.moved}
