from __future__ import annotations

from typing import Self

from django.db import models
from django.urls import reverse

from people.models import Round
from persian.numbers import persian_digits
from persian.text import search_key
from records.audience import AudienceQuerySet, audience_check, audience_column


class Theme(models.Model):
    """One of the twenty transformative themes (موضوع تحول‌گرا). It may be known by its number alone."""

    number = models.PositiveSmallIntegerField("شماره", unique=True)
    title = models.CharField("عنوان", max_length=200, blank=True)
    explanation = models.TextField("تعریف و تبیین", max_length=20_000, blank=True)
    round = models.ForeignKey(
        Round, verbose_name="دور", on_delete=models.PROTECT, null=True, blank=True, related_name="themes"
    )
    audience = audience_column()

    objects = AudienceQuerySet.as_manager()

    class Meta:
        verbose_name = "موضوع تحول‌گرا"
        verbose_name_plural = "موضوعات تحول‌گرا"
        ordering = ["number"]
        constraints = [
            models.CheckConstraint(condition=models.Q(number__gte=1, number__lte=999), name="theme_number_range"),
            audience_check("theme_audience"),
        ]

    def __str__(self) -> str:
        return self.title or self.number_words

    def get_absolute_url(self) -> str:
        return reverse("theme", args=[self.number])

    @property
    def number_words(self) -> str:
        """«موضوع ۷», which is all that is known of some."""
        return f"موضوع {persian_digits(self.number)}"


class RaisedTitleQuerySet(AudienceQuerySet):
    def found_by(self, text: str) -> Self:
        """Those that hold every word of `text`, spelling folded."""
        titles = self
        for word in search_key(text).split()[:8]:
            titles = titles.filter(search_key__contains=word)
        return titles


class RaisedTitle(models.Model):
    """A title that was raised (عنوان مطروحه), of more than 800 from which the themes were chosen."""

    text = models.CharField("عنوان مطروحه", max_length=500)
    field = models.CharField("حوزه", max_length=100, blank=True)
    raised_by = models.CharField("مطرح‌کننده در سند", max_length=200, blank=True)
    round = models.ForeignKey(
        Round, verbose_name="دور", on_delete=models.PROTECT, null=True, blank=True, related_name="titles"
    )
    theme = models.ForeignKey(
        Theme, verbose_name="موضوع", on_delete=models.PROTECT, null=True, blank=True, related_name="titles"
    )
    audience = audience_column()
    search_key = models.CharField(max_length=500, editable=False)

    objects = RaisedTitleQuerySet.as_manager()

    class Meta:
        verbose_name = "عنوان مطروحه"
        verbose_name_plural = "عنوان‌های مطروحه"
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(text=""), name="title_has_a_text"),
            audience_check("title_audience"),
        ]

    def __str__(self) -> str:
        return self.text[:100]

    def save(self, **options: object) -> None:
        self.search_key = search_key(self.text)[:500]
        if options.get("update_fields") is not None:
            options["update_fields"] = {*options["update_fields"], "search_key"}  # type: ignore[misc]
        super().save(**options)  # type: ignore[arg-type]

    def get_absolute_url(self) -> str:
        return reverse("title", args=[self.pk])
