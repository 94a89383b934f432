from __future__ import annotations

from typing import Any, Self

from django.db import models
from django.urls import reverse

from persian.text import search_key, sort_key


class BodyQuerySet(models.QuerySet["Body"]):
    def in_use(self) -> Self:
        return self.filter(is_retired=False)


class Body(models.Model):
    """A body that can be spoken to or made responsible: the municipality, the council, a ministry, a union."""

    class Kind(models.TextChoices):
        CITY = "city", "نهاد شهری"
        COUNCIL = "council", "شورا"
        GOVERNMENT = "government", "دستگاه دولتی"
        PARLIAMENT = "parliament", "مجلس"
        ASSEMBLY = "assembly", "مجمع"
        UNION = "union", "تشکل صنفی"
        OTHER = "other", "دیگر"

    name = models.CharField("نام", max_length=200)
    kind = models.CharField("نوع", max_length=12, choices=Kind.choices, default=Kind.OTHER)
    parent = models.ForeignKey(
        "self", verbose_name="زیرمجموعه", on_delete=models.PROTECT, null=True, blank=True, related_name="parts"
    )
    is_retired = models.BooleanField("کنارگذاشته", default=False)
    search_key = models.CharField(max_length=200, editable=False, unique=True)
    sort_key = models.CharField(max_length=200, editable=False, db_index=True)
    version = models.PositiveIntegerField("نسخه", default=1, editable=False)

    objects = BodyQuerySet.as_manager()

    class Meta:
        verbose_name = "دستگاه"
        verbose_name_plural = "دستگاه‌ها"
        ordering = ["sort_key", "id"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(name=""), name="body_has_a_name"),
            models.CheckConstraint(
                condition=models.Q(
                    kind__in=["city", "council", "government", "parliament", "assembly", "union", "other"]
                ),
                name="body_kind",
            ),
            models.CheckConstraint(
                condition=models.Q(parent__isnull=True) | ~models.Q(parent=models.F("id")),
                name="body_is_not_its_own_part",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, **options: object) -> None:
        self.search_key = search_key(self.name)[:200]
        self.sort_key = sort_key(self.name)[:200]
        if options.get("update_fields") is not None:
            options["update_fields"] = {*options["update_fields"], "search_key", "sort_key"}  # type: ignore[misc]
        super().save(**options)  # type: ignore[arg-type]

    def get_absolute_url(self) -> str:
        return reverse("body", args=[self.pk])

    def snapshot(self) -> dict[str, Any]:
        """What an event keeps of a body."""
        return {"name": self.name, "kind": self.kind, "parent": self.parent_id, "is_retired": self.is_retired}
