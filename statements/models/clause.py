from __future__ import annotations

import uuid
from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q

from guilds.models import Demand
from meetings.models import Block
from meetings.models.mention import exactly_one
from meetings.outline import MAX_BLOCK
from people.models import Body, Person, Round
from persian.numbers import persian_digits
from projects.models import Project, RaisedTitle, Theme
from records.audience import audiences_of
from statements.models.text import StatementText

TOPICS = ("theme", "project", "title", "round", "body", "person")
ORIGINS = ("block", "demand")


class Clause(models.Model):
    """A clause (بند) of a statement. Its number is its anchor and how it is cited: 3, and 3-2 for a part of it."""

    class Kind(models.TextChoices):
        CLAUSE = "clause", "بند"
        SUBHEADING = "subheading", "عنوان میانی"

    statement_text = models.ForeignKey(
        StatementText, verbose_name="متن بیانیه", on_delete=models.CASCADE, related_name="clauses"
    )
    position = models.PositiveSmallIntegerField("ترتیب")
    kind = models.CharField("نوع", max_length=10, choices=Kind.choices, default=Kind.CLAUSE)
    number = models.CharField("شماره بند", max_length=30, blank=True)
    level = models.PositiveSmallIntegerField("سطح", default=1)
    text = models.TextField("متن", max_length=MAX_BLOCK)
    key = models.UUIDField(default=uuid.uuid4, editable=False)  # the same clause through all editions

    class Meta:
        verbose_name = "بند بیانیه"
        verbose_name_plural = "بندهای بیانیه"
        ordering = ["statement_text_id", "position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["statement_text", "position"],
                name="clause_position_once",
            ),
            models.UniqueConstraint(fields=["statement_text", "key"], name="clause_key_once"),
            models.UniqueConstraint(
                fields=["statement_text", "number"], condition=~Q(number=""), name="clause_number_once"
            ),
            models.CheckConstraint(
                condition=(Q(kind="clause", level__gte=1, level__lte=9) & ~Q(number=""))
                | Q(kind="subheading", level=0, number=""),
                name="clause_kind_number_and_level",
                violation_error_message="بند شماره و سطح ۱ تا ۹ دارد؛ عنوان میانی بی‌شماره و در سطح صفر است.",
            ),
            models.CheckConstraint(condition=~Q(text=""), name="clause_has_a_text"),
        ]

    def __str__(self) -> str:
        return f"{persian_digits(self.number)}. {self.text[:60]}" if self.number else self.text[:60]

    @property
    def anchor(self) -> str:
        """Its place in the page of the statement; empty for a sub-heading."""
        return f"clause-{self.number}" if self.number else ""


class ClauseTopicQuerySet(models.QuerySet["ClauseTopic"]):
    def current_for(self, user: object) -> Self:
        """Those of each statement's newest edition that `user` may read."""
        mine = {"state": StatementText.State.ISSUED, "edition__audience__in": audiences_of(user)}
        newer = StatementText.objects.filter(
            statement=OuterRef("clause__statement_text__statement"),
            number__gt=OuterRef("clause__statement_text__number"),
            **mine,
        )
        return self.filter(~Exists(newer), **{f"clause__statement_text__{name}": value for name, value in mine.items()})


class ClauseTopic(models.Model):
    """A tie between a clause and what it speaks of: one theme, project, raised title, round, body or person."""

    clause = models.ForeignKey(Clause, verbose_name="بند بیانیه", on_delete=models.CASCADE, related_name="topics")
    theme = models.ForeignKey(
        Theme, verbose_name="موضوع", on_delete=models.PROTECT, null=True, blank=True, related_name="clause_topics"
    )
    project = models.ForeignKey(
        Project, verbose_name="پروژه", on_delete=models.PROTECT, null=True, blank=True, related_name="clause_topics"
    )
    title = models.ForeignKey(
        RaisedTitle,
        verbose_name="عنوان مطروحه",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="clause_topics",
    )
    round = models.ForeignKey(
        Round, verbose_name="دور", on_delete=models.PROTECT, null=True, blank=True, related_name="clause_topics"
    )
    body = models.ForeignKey(
        Body, verbose_name="دستگاه", on_delete=models.PROTECT, null=True, blank=True, related_name="clause_topics"
    )
    person = models.ForeignKey(
        Person, verbose_name="شخص", on_delete=models.PROTECT, null=True, blank=True, related_name="clause_topics"
    )

    objects = ClauseTopicQuerySet.as_manager()

    class Meta:
        verbose_name = "ارجاع متقابل بند"
        verbose_name_plural = "ارجاع‌های متقابل بندها"
        ordering = ["clause_id", "id"]
        constraints = [
            models.CheckConstraint(
                condition=exactly_one(TOPICS),
                name="clause_topic_is_one",
                violation_error_message="دقیقاً یکی از موضوع، پروژه، عنوان، دور، دستگاه یا شخص را برگزینید.",
            ),
            *(
                models.UniqueConstraint(
                    fields=["clause", topic],
                    condition=Q(**{f"{topic}__isnull": False}),
                    name=f"clause_topic_{topic}_once",
                )
                for topic in TOPICS
            ),
        ]

    def __str__(self) -> str:
        return f"{self.clause} ← {self.target}"

    @property
    def target(self) -> models.Model:
        """What the clause speaks of."""
        return next(getattr(self, name) for name in TOPICS if getattr(self, f"{name}_id") is not None)


class ClauseOrigin(models.Model):
    """Where a clause comes from: a line that was said in a meeting, or a guild's demand."""

    clause = models.ForeignKey(Clause, verbose_name="بند بیانیه", on_delete=models.CASCADE, related_name="origins")
    block = models.ForeignKey(
        Block,
        verbose_name="بند صورتجلسه",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="clause_origins",
    )
    demand = models.ForeignKey(
        Demand,
        verbose_name="خواسته صنفی",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="clause_origins",
    )

    class Meta:
        verbose_name = "خاستگاه بند"
        verbose_name_plural = "خاستگاه‌های بندها"
        ordering = ["clause_id", "id"]
        constraints = [
            models.CheckConstraint(
                condition=exactly_one(ORIGINS),
                name="clause_origin_is_one",
                violation_error_message="دقیقاً یکی از بند صورتجلسه یا خواسته صنفی را برگزینید.",
            ),
            *(
                models.UniqueConstraint(
                    fields=["clause", origin],
                    condition=Q(**{f"{origin}__isnull": False}),
                    name=f"clause_origin_{origin}_once",
                )
                for origin in ORIGINS
            ),
        ]

    def __str__(self) -> str:
        return f"{self.clause} ← {self.block or self.demand}"
