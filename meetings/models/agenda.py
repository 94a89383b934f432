from __future__ import annotations

from django.db import models

from meetings.models.meeting import Meeting
from people.models import Person


class AgendaItem(models.Model):
    class Outcome(models.TextChoices):
        UNKNOWN = "", "نامعلوم"
        DONE = "done", "رسیدگی شد"
        LEFT = "left", "به جلسه آتی ماند"

    meeting = models.ForeignKey(Meeting, verbose_name="جلسه", on_delete=models.CASCADE, related_name="agenda")
    position = models.PositiveSmallIntegerField("ترتیب")
    title = models.CharField("بند دستور جلسه", max_length=500)
    presenter = models.ForeignKey(
        Person, verbose_name="ارائه‌دهنده", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    presenter_as_written = models.CharField("ارائه‌دهنده در سند", max_length=200, blank=True)
    minutes_planned = models.PositiveSmallIntegerField("زمان (دقیقه)", null=True, blank=True)
    outcome = models.CharField("نتیجه", max_length=6, choices=Outcome.choices, default=Outcome.UNKNOWN, blank=True)

    class Meta:
        verbose_name = "بند دستور جلسه"
        verbose_name_plural = "دستور جلسه"
        ordering = ["meeting", "position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "position"], name="agenda_position_once"),
            models.CheckConstraint(condition=models.Q(outcome__in=["", "done", "left"]), name="agenda_outcome"),
            models.CheckConstraint(condition=~models.Q(title=""), name="agenda_item_has_a_title"),
        ]

    def __str__(self) -> str:
        return self.title
