from __future__ import annotations

from typing import Self

from django.db import models
from django.urls import reverse

from people.models import Body
from persian.text import search_key, sort_key
from records.audience import AudienceQuerySet, audience_check, audience_column


class GuildQuerySet(AudienceQuerySet):
    def in_use(self) -> Self:
        return self.filter(is_retired=False)

    def found_by(self, text: str) -> Self:
        """Those whose name holds every word of `text`, spelling folded."""
        guilds = self
        for word in search_key(text).split()[:8]:
            guilds = guilds.filter(search_key__contains=word)
        return guilds


class Guild(models.Model):
    """A guild (صنف). The two kinds are those of article 4 of the guild law; one that no document tells stays empty."""

    class Kind(models.TextChoices):
        UNKNOWN = "", "نامعلوم"
        PRODUCTION = "production_services", "صنوف تولیدی - خدمات فنی"
        DISTRIBUTION = "distribution_services", "صنوف توزیعی - خدماتی"

    name = models.CharField("نام", max_length=200)
    kind = models.CharField("نوع", max_length=24, choices=Kind.choices, default=Kind.UNKNOWN, blank=True)
    union = models.ForeignKey(
        Body, verbose_name="اتحادیه صنفی", on_delete=models.PROTECT, null=True, blank=True, related_name="guilds"
    )
    audience = audience_column()
    is_retired = models.BooleanField("کنارگذاشته", default=False)
    version = models.PositiveIntegerField("نسخه", default=1)
    search_key = models.CharField(max_length=200, editable=False, unique=True)
    sort_key = models.CharField(max_length=200, editable=False, db_index=True)

    objects = GuildQuerySet.as_manager()

    class Meta:
        verbose_name = "صنف"
        verbose_name_plural = "اصناف"
        ordering = ["sort_key", "id"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(name=""), name="guild_has_a_name"),
            models.CheckConstraint(
                condition=models.Q(kind__in=["", "production_services", "distribution_services"]), name="guild_kind"
            ),
            audience_check("guild_audience"),
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
        return reverse("guild", args=[self.pk])
