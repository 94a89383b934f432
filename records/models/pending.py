from __future__ import annotations

import uuid
from datetime import timedelta

from django.db import models
from django.utils import timezone

KEPT_FOR = timedelta(days=2)
KEPT_EACH = 10


class PendingImportManager(models.Manager["PendingImport"]):
    def lay_down(
        self, *, purpose: str, owner_id: int, name: str, content: bytes, choices: dict[str, object]
    ) -> PendingImport:
        """Keep what somebody handed in until it is reviewed; his oldest ones beyond ten, and all over two days, go."""
        self.filter(created_at__lt=timezone.now() - KEPT_FOR).delete()
        keep = self.filter(owner_id=owner_id).order_by("-created_at", "-token").values("token")[: KEPT_EACH - 1]
        self.filter(owner_id=owner_id).exclude(token__in=list(keep.values_list("token", flat=True))).delete()
        return self.create(
            purpose=purpose, owner_id=owner_id, original_name=name[-200:], content=content, choices=choices
        )


class PendingImport(models.Model):
    """A document or table that somebody handed in and has not yet looked through. The archive knows nothing of it."""

    token = models.UUIDField("نشانه", primary_key=True, default=uuid.uuid4, editable=False)
    purpose = models.CharField("برای", max_length=30)
    owner_id = models.BigIntegerField("شناسه کاربر", db_index=True)
    original_name = models.CharField("نام پرونده", max_length=200, blank=True)
    content = models.BinaryField("محتوا")
    choices = models.JSONField("گزینه‌ها", default=dict)
    created_at = models.DateTimeField("زمان", auto_now_add=True)

    objects = PendingImportManager()

    class Meta:
        verbose_name = "ورود در انتظار بازبینی"
        verbose_name_plural = "ورودهای در انتظار بازبینی"

    def __str__(self) -> str:
        return self.original_name or str(self.token)
