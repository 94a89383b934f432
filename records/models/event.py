from __future__ import annotations

import json
from typing import Any, Self

from django.db import models

SYSTEM = "سامانه"


class EventQuerySet(models.QuerySet["Event"]):
    def about(self, obj: models.Model) -> Self:
        """The events of one record, oldest first."""
        return self.filter(object_type=obj._meta.label_lower, object_id=obj.pk).order_by("sequence")


class Event(models.Model):
    """One link of the chain: who did what to which record, when and why. Rows are only ever added.

    Nothing points from here to another table, so an event outlives the account and the record that it speaks of.
    """

    sequence = models.PositiveBigIntegerField("ردیف", primary_key=True)
    at = models.DateTimeField("زمان")
    actor_id = models.BigIntegerField("شناسه کاربر", null=True)
    actor_name = models.CharField("کاربر", max_length=200)
    action = models.CharField("اقدام", max_length=60)
    object_type = models.CharField("نوع سند", max_length=60)
    object_id = models.BigIntegerField("شناسه سند")
    object_label = models.CharField("سند", max_length=300)
    version = models.PositiveIntegerField("نسخه", default=0)
    reason = models.TextField("دلیل", max_length=2000, blank=True)
    snapshot = models.TextField("محتوا")  # canonical JSON: a JSON column would not keep the bytes that were hashed
    files = models.TextField("پرونده‌ها")
    previous_hash = models.CharField("مهر رویداد پیشین", max_length=64)
    hash = models.CharField("مهر", max_length=64, unique=True)

    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = "رویداد"
        verbose_name_plural = "رویدادها"
        ordering = ["sequence"]
        indexes = [models.Index(fields=["object_type", "object_id", "sequence"], name="event_object")]

    def __str__(self) -> str:
        return f"{self.sequence} {self.action} {self.object_label}"

    @property
    def content(self) -> Any:
        return json.loads(self.snapshot)

    @property
    def file_hashes(self) -> list[str]:
        return json.loads(self.files)


class ChainHead(models.Model):
    """The one row that names the newest event, sealed with the key, so that the loss of the last rows shows as well."""

    sequence = models.PositiveBigIntegerField("ردیف")
    hash = models.CharField("مهر رویداد", max_length=64)
    seal = models.CharField("مهر سر زنجیره", max_length=64)

    class Meta:
        verbose_name = "سر زنجیره"
        verbose_name_plural = "سر زنجیره"
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="chain_head_is_one_row")]

    def __str__(self) -> str:
        return f"{self.sequence} {self.hash}"
