from __future__ import annotations

from typing import Self

from django.db import models
from django.urls import reverse

from people.models import Body
from persian.folded_column import FoldedColumn
from persian.partial_date_column import PartialDateColumn
from persian.text import search_key
from projects.models.theme import Theme
from records.audience import AudienceQuerySet, audience_check, audience_column, audiences_of


class ProjectQuerySet(AudienceQuerySet):
    def visible_to(self, user: object) -> Self:
        """Those whose own audience and whose theme's audience the user belongs to."""
        return super().visible_to(user).filter(theme__audience__in=audiences_of(user))

    def found_by(self, text: str) -> Self:
        """Those whose title holds every word of `text`, spelling folded."""
        projects = self
        for word in search_key(text).split()[:8]:
            projects = projects.filter(search_key__contains=word)
        return projects


class Project(models.Model):
    """A project (پروژه) under a theme."""

    class State(models.TextChoices):
        PROPOSED = "proposed", "پیشنهادشده"
        APPROVED = "approved", "مصوب"
        UNDER_STUDY = "under_study", "در دست مطالعه"
        NOT_STARTED = "not_started", "شروع‌نشده"
        UNDER_WAY = "under_way", "در دست اجرا"
        HALF_FINISHED = "half_finished", "نیمه‌تمام"
        HALTED = "halted", "متوقف"
        FINISHED = "finished", "خاتمه‌یافته"
        DROPPED = "dropped", "منتفی"

    theme = models.ForeignKey(Theme, verbose_name="موضوع", on_delete=models.PROTECT, related_name="projects")
    title = models.CharField("عنوان", max_length=300)
    description = models.TextField("شرح", max_length=20_000, blank=True)
    field = models.CharField("حوزه", max_length=100, blank=True)
    state = models.CharField("وضعیت", max_length=14, choices=State.choices, default=State.PROPOSED)
    bodies = models.ManyToManyField(Body, verbose_name="دستگاه‌های مسئول", blank=True, related_name="projects")
    employer = models.ForeignKey(
        Body, verbose_name="کارفرما", on_delete=models.PROTECT, null=True, blank=True, related_name="employs"
    )
    contractor = models.CharField("پیمانکار", max_length=200, blank=True)
    site = models.CharField("محل اجرا", max_length=200, blank=True)
    audience = audience_column()
    version = models.PositiveIntegerField("نسخه", default=1)
    search_key = FoldedColumn(of="title", max_length=300, default="")

    objects = ProjectQuerySet.as_manager()

    class Meta:
        verbose_name = "پروژه"
        verbose_name_plural = "پروژه‌ها"
        ordering = ["theme__number", "id"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(title=""), name="project_has_a_title"),
            models.CheckConstraint(
                condition=models.Q(
                    state__in=[
                        "proposed",
                        "approved",
                        "under_study",
                        "not_started",
                        "under_way",
                        "half_finished",
                        "halted",
                        "finished",
                        "dropped",
                    ]
                ),
                name="project_state",
            ),
            audience_check("project_audience"),
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, **options: object) -> None:
        if options.get("update_fields") is not None:
            options["update_fields"] = {*options["update_fields"], "search_key"}  # type: ignore[misc]
        super().save(**options)  # type: ignore[arg-type]

    def get_absolute_url(self) -> str:
        return reverse("project", args=[self.pk])


class ProjectStage(models.Model):
    """A stage of a project, its planned and its real days, and how far it has come (percent of each kind)."""

    project = models.ForeignKey(Project, verbose_name="پروژه", on_delete=models.CASCADE, related_name="stages")
    position = models.PositiveSmallIntegerField("ترتیب")
    title = models.CharField("مرحله", max_length=200)
    weight = models.PositiveSmallIntegerField("وزن (درصد)", null=True, blank=True)
    planned_start = PartialDateColumn("آغاز برنامه‌ای")
    planned_end = PartialDateColumn("پایان برنامه‌ای")
    started = PartialDateColumn("آغاز")
    ended = PartialDateColumn("پایان")
    physical_progress = models.PositiveSmallIntegerField("پیشرفت فیزیکی (درصد)", null=True, blank=True)
    financial_progress = models.PositiveSmallIntegerField("پیشرفت مالی (درصد)", null=True, blank=True)

    class Meta:
        verbose_name = "مرحله"
        verbose_name_plural = "مراحل"
        ordering = ["project", "position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["project", "position"], name="stage_position_once"),
            *(
                models.CheckConstraint(
                    condition=models.Q(**{f"{column}__isnull": True}) | models.Q(**{f"{column}__lte": 100}),
                    name=f"stage_{column}_percent",
                )
                for column in ("weight", "physical_progress", "financial_progress")
            ),
        ]

    def __str__(self) -> str:
        return self.title
