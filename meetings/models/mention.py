from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q

from meetings.models.block import Block
from meetings.models.minutes import Minutes
from people.models import Body, Person, Round
from projects.models import Project, RaisedTitle, Theme
from records.audience import audiences_of

TARGETS = ("theme", "project", "title", "round", "body", "person")


def exactly_one(names: tuple[str, ...]) -> Q:
    """The condition that one of the foreign keys is set and the others are not, as OR of the cases."""
    cases = Q()
    for chosen in names:
        cases |= Q(**{f"{name}__isnull": name != chosen for name in names})
    return cases


class MentionQuerySet(models.QuerySet["Mention"]):
    def current_for(self, user: object) -> Self:
        """Those of each meeting's newest edition that `user` may read; where that has none yet, of the one before."""
        published = {"state": Minutes.State.PUBLISHED, "edition__audience__in": audiences_of(user)}
        # The question is asked of each minutes, of which there are few, not of each line: asked of the lines, of which
        # there are thousands, it kept PostgreSQL busy for minutes while it had not yet counted its tables.
        speaking = Minutes.objects.filter(
            Exists(Mention.objects.filter(block__turn__minutes=OuterRef("pk"))), **published
        )
        newer = speaking.filter(meeting=OuterRef("meeting"), number__gt=OuterRef("number"))
        return self.filter(
            block__turn__minutes__in=speaking.filter(~Exists(newer)),
        ).annotate(
            # The mentions may be those of an edition before the newest: then the line is read there.
            newest_number=Minutes.objects.newest_number_for(user, "block__turn__minutes__meeting")
        )

    def with_line(self) -> Self:
        """With what it takes to show and cite the line, in one query."""
        return self.select_related("block__turn__minutes__meeting__round", "block__turn__person")


class Mention(models.Model):
    """A tie between a line and what it speaks of: one theme, project, raised title, round, body or person."""

    block = models.ForeignKey(Block, verbose_name="بند", on_delete=models.CASCADE, related_name="mentions")
    theme = models.ForeignKey(
        Theme, verbose_name="موضوع", on_delete=models.PROTECT, null=True, blank=True, related_name="mentions"
    )
    project = models.ForeignKey(
        Project, verbose_name="پروژه", on_delete=models.PROTECT, null=True, blank=True, related_name="mentions"
    )
    title = models.ForeignKey(
        RaisedTitle,
        verbose_name="عنوان مطروحه",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="mentions",
    )
    round = models.ForeignKey(
        Round, verbose_name="دور", on_delete=models.PROTECT, null=True, blank=True, related_name="mentions"
    )
    body = models.ForeignKey(
        Body, verbose_name="دستگاه", on_delete=models.PROTECT, null=True, blank=True, related_name="mentions"
    )
    person = models.ForeignKey(
        Person, verbose_name="شخص", on_delete=models.PROTECT, null=True, blank=True, related_name="mentions"
    )

    objects = MentionQuerySet.as_manager()

    class Meta:
        verbose_name = "ارجاع متقابل"
        verbose_name_plural = "ارجاع‌های متقابل"
        ordering = ["block", "id"]
        constraints = [
            models.CheckConstraint(condition=exactly_one(TARGETS), name="mention_has_one_target"),
            *(
                models.UniqueConstraint(
                    fields=["block", target], condition=Q(**{f"{target}__isnull": False}), name=f"mention_{target}_once"
                )
                for target in TARGETS
            ),
        ]

    def __str__(self) -> str:
        return f"{self.block} ← {self.target}"

    @property
    def cite(self) -> str:
        """How the line is cited: «صورتجلسه آغاز دور پنجم، بند ۹»."""
        return self.block.cite

    @property
    def line_href(self) -> str:
        """Where the line is read, for mentions found by `current_for`."""
        return self.block.href(getattr(self, "newest_number", None))

    @property
    def target(self) -> models.Model:
        """What the line speaks of."""
        return next(getattr(self, name) for name in TARGETS if getattr(self, f"{name}_id") is not None)
