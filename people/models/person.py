from __future__ import annotations

from typing import Any, Self

from django.db import models
from django.urls import reverse

from people.models.body import Body
from persian.partial_date_column import PartialDateColumn
from persian.text import search_key, sort_key
from records.audience import Audience


class Confidence(models.TextChoices):
    CERTAIN = "certain", "قطعی"
    PROBABLE = "probable", "محتمل"


# Where rooms above may name a person, down to the audience of what was published.
STANDS_IN = (
    "turns__minutes__edition__audience",
    "mentions__block__turn__minutes__edition__audience",
    "attendance__meeting__minutes__edition__audience",
    "chaired__minutes__edition__audience",
    "kept_minutes_of__minutes__edition__audience",
    "signed__statement_text__edition__audience",
)


class PersonQuerySet(models.QuerySet["Person"]):
    def in_use(self) -> Self:
        return self.filter(is_retired=False)

    def found_by(self, text: str) -> Self:
        """Those whose name, in any of its spellings, holds every word of `text`."""
        people = self
        for word in search_key(text).split()[:8]:
            people = people.filter(models.Q(search_key__contains=word) | models.Q(names__key__contains=word))
        return people.distinct()

    def visible_to(self, user: object) -> Self:
        """Members read of everybody; others of those who have a seat in a round or stand in what is for everyone."""
        if getattr(user, "reads_for_members", False):
            return self
        shown = models.Q()
        for path in STANDS_IN:
            shown |= models.Q(pk__in=Person.objects.filter(**{path: Audience.EVERYONE}).values("pk"))
        return self.filter(shown | models.Q(pk__in=Person.objects.filter(memberships__isnull=False).values("pk")))


class Person(models.Model):
    """A natural person. A given name that no document tells stays empty.

    `email` is for letters to whoever has no account. It is shown to those who keep persons and to nobody else, and
    stays out of the chain, which forgets nothing.
    """

    honorific = models.CharField("عنوان", max_length=40, blank=True)
    given_name = models.CharField("نام", max_length=80, blank=True)
    family_name = models.CharField("نام خانوادگی", max_length=80)
    email = models.EmailField("نشانی رایانامه", blank=True)
    is_retired = models.BooleanField("کنارگذاشته", default=False)
    search_key = models.CharField(max_length=250, editable=False)
    sort_key = models.CharField(max_length=250, editable=False, db_index=True)
    version = models.PositiveIntegerField("نسخه", default=1, editable=False)

    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name = "شخص"
        verbose_name_plural = "اشخاص"
        ordering = ["sort_key", "id"]
        constraints = [models.CheckConstraint(condition=~models.Q(family_name=""), name="person_has_a_family_name")]

    def __str__(self) -> str:
        return " ".join(part for part in (self.honorific, self.given_name, self.family_name) if part)

    def save(self, **options: object) -> None:
        self.search_key = search_key(f"{self.honorific} {self.given_name} {self.family_name}")[:250]
        self.sort_key = (sort_key(self.family_name)[:125] + "00" + sort_key(self.given_name))[:250]
        if options.get("update_fields") is not None:
            options["update_fields"] = {*options["update_fields"], "search_key", "sort_key"}  # type: ignore[misc]
        super().save(**options)  # type: ignore[arg-type]

    def get_absolute_url(self) -> str:
        return reverse("person", args=[self.pk])

    def snapshot(self) -> dict[str, Any]:
        """What an event keeps of a person: the name, the spellings and the posts, as they stand now."""
        return {
            "honorific": self.honorific,
            "given_name": self.given_name,
            "family_name": self.family_name,
            "is_retired": self.is_retired,
            "names": [[name.written, name.confidence] for name in self.names.order_by("id")],
            "posts": [post.snapshot() for post in self.posts.order_by("id")],
        }


class PersonName(models.Model):
    """A spelling under which documents know a person: certain, or probable until a human says so. Can be undone."""

    person = models.ForeignKey(Person, verbose_name="شخص", on_delete=models.CASCADE, related_name="names")
    written = models.CharField("نام در سند", max_length=200)
    key = models.CharField(max_length=200, editable=False, db_index=True)
    confidence = models.CharField("اطمینان", max_length=10, choices=Confidence.choices, default=Confidence.PROBABLE)

    class Meta:
        verbose_name = "نام در سند"
        verbose_name_plural = "نام‌ها در سند"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["person", "key"], name="person_name_once"),
            models.CheckConstraint(
                condition=models.Q(confidence__in=["certain", "probable"]), name="person_name_confidence"
            ),
            models.UniqueConstraint(
                fields=["key"], condition=models.Q(confidence="certain"), name="certain_name_is_one_person"
            ),
        ]

    def __str__(self) -> str:
        return self.written

    def save(self, **options: object) -> None:
        self.key = search_key(self.written)[:200]
        if options.get("update_fields") is not None:
            options["update_fields"] = {*options["update_fields"], "key"}  # type: ignore[misc]
        super().save(**options)  # type: ignore[arg-type]


class Post(models.Model):
    """What a person is known to have held, and when. Minutes print the post of their day, whatever stands here."""

    person = models.ForeignKey(Person, verbose_name="شخص", on_delete=models.PROTECT, related_name="posts")
    title = models.CharField("سمت", max_length=150)
    body = models.ForeignKey(
        Body, verbose_name="دستگاه", on_delete=models.PROTECT, null=True, blank=True, related_name="posts"
    )
    since = PartialDateColumn("از")
    until = PartialDateColumn("تا")

    class Meta:
        verbose_name = "سمت"
        verbose_name_plural = "سمت‌ها"
        ordering = ["person", models.F("since").asc(nulls_last=True), "id"]
        constraints = [models.CheckConstraint(condition=~models.Q(title=""), name="post_has_a_title")]

    def __str__(self) -> str:
        return self.title

    def snapshot(self) -> dict[str, Any]:
        column = Post._meta.get_field("since")
        return {
            "title": self.title,
            "body": self.body_id,
            "since": column.get_prep_value(self.since),
            "until": column.get_prep_value(self.until),
        }
