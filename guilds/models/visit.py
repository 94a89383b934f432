from __future__ import annotations

from typing import Self

from django.core.exceptions import ValidationError
from django.db import models

from guilds.models.guild import Guild
from meetings.models import Attendance, Meeting
from records.audience import audiences_of


class VisitQuerySet(models.QuerySet["Visit"]):
    def visible_to(self, user: object) -> Self:
        """Those of which `user` may read the guild and the meeting."""
        audiences = audiences_of(user)
        return self.filter(guild__audience__in=audiences, meeting__audience__in=audiences)


class Visit(models.Model):
    """A guild heard at a meeting. A meeting may hear several, and a guild may come again."""

    guild = models.ForeignKey(Guild, verbose_name="صنف", on_delete=models.PROTECT, related_name="visits")
    meeting = models.ForeignKey(Meeting, verbose_name="جلسه", on_delete=models.PROTECT, related_name="visits")
    note = models.TextField("یادداشت", max_length=5000, blank=True)
    version = models.PositiveIntegerField("نسخه", default=1)  # of this row and of the invitees

    objects = VisitQuerySet.as_manager()

    class Meta:
        verbose_name = "حضور صنف"
        verbose_name_plural = "حضور اصناف"
        ordering = ["-meeting__round__number", "-meeting__number", "id"]
        constraints = [models.UniqueConstraint(fields=["guild", "meeting"], name="visit_once")]

    def __str__(self) -> str:
        return f"{self.guild} در {self.meeting}"


class Invitee(models.Model):
    """What the guild adds to the seat of one of its invitees: role in the union, unit and branch of trade."""

    visit = models.ForeignKey(Visit, verbose_name="حضور صنف", on_delete=models.CASCADE, related_name="invitees")
    attendance = models.OneToOneField(
        Attendance, verbose_name="حضور در جلسه", on_delete=models.PROTECT, related_name="guild_invitee"
    )
    union_role = models.CharField("سمت در اتحادیه", max_length=150, blank=True)
    unit = models.CharField("واحد صنفی", max_length=200, blank=True)
    branch = models.CharField("رسته", max_length=150, blank=True)

    class Meta:
        verbose_name = "مدعو صنفی"
        verbose_name_plural = "مدعوین صنفی"
        ordering = ["visit_id", "attendance__position", "id"]

    def __str__(self) -> str:
        return str(self.attendance)

    def clean(self) -> None:
        if not (self.attendance_id and self.visit_id):
            return
        if self.attendance.meeting_id != self.visit.meeting_id:
            raise ValidationError({"attendance": "این حضور از جلسه دیگری است؛ حضور همین جلسه را برگزینید."})
        if self.attendance.capacity != Attendance.Capacity.GUILD_INVITEE:
            raise ValidationError({"attendance": "این شخص در جلسه «مدعو صنفی» نیست؛ نخست حضور او را اصلاح کنید."})
