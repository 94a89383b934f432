from __future__ import annotations

from datetime import timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.utils import timezone

from meetings.models.minutes import Minutes

HERE = timedelta(seconds=45)  # the editor's page says every few seconds that it is still open


class PresenceQuerySet(models.QuerySet["Presence"]):
    def here(self) -> Self:
        """Those whose page was open a moment ago."""
        return self.filter(seen_at__gte=timezone.now() - HERE)


class Presence(models.Model):
    """Somebody who has the draft open, and in which turn; a hint for the others, no lock."""

    minutes = models.ForeignKey(Minutes, verbose_name="صورتجلسه", on_delete=models.CASCADE, related_name="presences")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="کاربر", on_delete=models.CASCADE, related_name="presences"
    )
    turn_key = models.UUIDField("شناسه نوبت", null=True, blank=True)
    seen_at = models.DateTimeField("زمان", default=timezone.now)

    objects = PresenceQuerySet.as_manager()

    class Meta:
        verbose_name = "حضور در نگارش"
        verbose_name_plural = "حاضران در نگارش"
        ordering = ["minutes", "user"]
        constraints = [models.UniqueConstraint(fields=["minutes", "user"], name="presence_once")]

    def __str__(self) -> str:
        return f"{self.user}، {self.minutes}"
