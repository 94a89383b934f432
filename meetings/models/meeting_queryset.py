from __future__ import annotations

from datetime import date, timedelta
from typing import Any, Self

from django.db.models import Exists, OuterRef, Subquery

from records.audience import AudienceQuerySet
from records.models import Edition

INVITATION_DAYS = 3  # 72 hours, where the settings name no other
PLANNED = "planned"


class MeetingQuerySet(AudienceQuerySet):
    def with_minutes_for(self, user: object) -> Any:  # a queryset; mypy can't follow the names that it adds
        """Each with `has_minutes` and `published_is_summary`, of the newest edition that `user` may read."""
        newest = (
            Edition.objects.visible_to(user)
            .filter(object_type="meetings.meeting", object_id=OuterRef("pk"))
            .order_by("-number")
        )
        return self.annotate(
            has_minutes=Exists(newest),
            published_is_summary=Subquery(newest.values("is_summary")[:1]),
        )

    def invitation_due(self, today: date, days: int | None = None) -> Self:
        """Planned ones to which the letter ought to go out by now: `days` before, or later, and not yet past.

        `days` is what the settings say (`Organisation.invitation_days`), None for three, which are 72 hours. Whose day
        is not known to the day is never due. In the order of their days.
        """
        until = today + timedelta(days=INVITATION_DAYS if days is None else days)
        planned = self.filter(state=PLANNED, held_on__contains="/day/")
        first, after = today.isoformat(), (until + timedelta(days=1)).isoformat()
        return planned.filter(held_on__gte=first, held_on__lt=after).order_by("held_on", "id")
