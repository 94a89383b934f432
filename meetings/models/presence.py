from __future__ import annotations

from datetime import timedelta
from typing import Self
from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from meetings.models.minutes import Minutes
from people.models import User

HERE = timedelta(seconds=45)  # the editor's script says every few seconds that its page is still open
LAST_SEEN = timedelta(minutes=10)  # a page without a script says so when it is opened and when it is sent


class PresenceQuerySet(models.QuerySet["Presence"]):
    def here(self) -> Self:
        """Those whose page was open a moment ago; without a script, a while ago."""
        now = timezone.now()
        return self.filter(Q(seen_at__gte=now - HERE) | Q(by_script=False, seen_at__gte=now - LAST_SEEN))

    def note(self, minutes: Minutes, user: User, turn: UUID | None, *, by_script: bool) -> None:
        """Remember that `user` has these minutes open, in this turn. One query."""
        row = self.model(minutes=minutes, user=user, turn_key=turn, by_script=by_script)
        changed = ["turn_key", "seen_at", "by_script"]
        self.bulk_create([row], update_conflicts=True, unique_fields=["minutes", "user"], update_fields=changed)


class Presence(models.Model):
    """Somebody who has the draft open, and in which turn; a hint for the others, no lock."""

    minutes = models.ForeignKey(Minutes, verbose_name="صورتجلسه", on_delete=models.CASCADE, related_name="presences")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="کاربر", on_delete=models.CASCADE, related_name="presences"
    )
    turn_key = models.UUIDField("شناسه نوبت", null=True, blank=True)
    seen_at = models.DateTimeField("زمان", default=timezone.now)
    by_script = models.BooleanField("صفحه خود خبر می‌دهد", default=True)

    objects = PresenceQuerySet.as_manager()

    class Meta:
        verbose_name = "حضور در نگارش"
        verbose_name_plural = "حاضران در نگارش"
        ordering = ["minutes", "user"]
        constraints = [models.UniqueConstraint(fields=["minutes", "user"], name="presence_once")]

    def __str__(self) -> str:
        return f"{self.user}، {self.minutes}"
