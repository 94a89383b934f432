from __future__ import annotations

from typing import Any, Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.urls import reverse

from people.models import Round
from persian.numbers import persian_digits
from persian.partial_date_column import PartialDateColumn
from records.audience import AudienceQuerySet, audience_check, audience_column, audiences_of


class StatementQuerySet(AudienceQuerySet):
    def numbered(self) -> Self:
        """Those that were issued, whatever became of them later. A draft has no number."""
        return self.filter(number__isnull=False)

    def drafts(self) -> Self:
        return self.filter(state=Statement.State.DRAFT)

    def in_order(self) -> Self:
        """Drafts first, newest first; then by number, from the last to the first."""
        return self.order_by(F("number").desc(nulls_first=True), "-id")

    def with_neighbours(self, user: object) -> Self:
        """Each with `before` and `after`: the numbers of the nearest ones that `user` may read, None for none."""
        others = Statement.objects.visible_to(user).numbered()
        lower = others.filter(number__lt=OuterRef("number")).order_by("-number")
        higher = others.filter(number__gt=OuterRef("number")).order_by("number")
        return self.annotate(before=Subquery(lower.values("number")[:1]), after=Subquery(higher.values("number")[:1]))

    def visible_to(self, user: object) -> Self:
        """Issued ones of the user's audiences; drafts in review for members; every draft for whoever writes them."""
        from statements.models.text import StatementText

        readable = ~Q(state=Statement.State.DRAFT) & Q(audience__in=audiences_of(user))
        if getattr(user, "writes_records", False):
            readable |= Q(state=Statement.State.DRAFT)
        elif getattr(user, "reads_for_members", False):
            in_review = StatementText.objects.filter(statement=OuterRef("pk"), state=StatementText.State.IN_REVIEW)
            readable |= Q(Exists(in_review), state=Statement.State.DRAFT)
        return self.filter(readable)


class Statement(models.Model):
    """A statement (بیانیه) of the working group. It may be known by its number alone; then it has no text.

    What stands in the letter lies in its texts, one row for each edition. As long as nothing was issued, how far the
    statement has come (being written, in review, returned) is the state of its open text, and stands nowhere else.
    """

    class State(models.TextChoices):
        DRAFT = "draft", "پیش‌نویس"
        ISSUED = "issued", "صادرشده"
        SUPERSEDED = "superseded", "جایگزین‌شده"
        WITHDRAWN = "withdrawn", "بازپس‌گرفته‌شده"

    number = models.PositiveSmallIntegerField("شماره بیانیه", unique=True, null=True, blank=True)
    round = models.ForeignKey(
        Round, verbose_name="دور", on_delete=models.PROTECT, null=True, blank=True, related_name="statements"
    )
    title = models.CharField("عنوان بیانیه", max_length=300, blank=True)
    state = models.CharField("وضعیت", max_length=10, choices=State.choices, default=State.DRAFT)
    issued_on = PartialDateColumn("تاریخ صدور", db_index=True)
    letter_number = models.CharField("شماره نامه", max_length=40, blank=True)
    letter_attachment = models.CharField("پیوست", max_length=100, blank=True)
    superseded_by = models.ForeignKey(
        "self", verbose_name="جایگزین", on_delete=models.PROTECT, null=True, blank=True, related_name="supersedes"
    )
    reason = models.CharField("دلیل جایگزینی یا بازپس‌گیری", max_length=2000, blank=True)
    audience = audience_column()
    version = models.PositiveIntegerField("نسخه", default=1)  # of this header

    # What `with_neighbours` adds.
    before: int | None
    after: int | None

    objects = StatementQuerySet.as_manager()

    class Meta:
        verbose_name = "بیانیه"
        verbose_name_plural = "بیانیه‌ها"
        ordering = [F("number").desc(nulls_first=True), "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(number__gte=1, number__lte=9999), name="statement_number_range"),
            models.CheckConstraint(
                condition=Q(state="draft", number__isnull=True)
                | Q(state__in=["issued", "superseded", "withdrawn"], number__isnull=False),
                name="statement_number_with_issue",
                violation_error_message="پیش‌نویس شماره ندارد و بیانیه صادرشده شماره دارد.",
            ),
            models.CheckConstraint(
                condition=Q(superseded_by__isnull=True) | (Q(state="superseded") & ~Q(superseded_by=F("id"))),
                name="statement_superseded_by_another",
                violation_error_message="فقط بیانیه جایگزین‌شده جایگزین دارد، و آن بیانیه دیگری است.",
            ),
            audience_check("statement_audience"),
        ]

    def __str__(self) -> str:
        if self.number is None:
            return f"پیش‌نویس بیانیه: {self.title}" if self.title else "پیش‌نویس بیانیه"
        return f"بیانیه شماره {persian_digits(self.number)}"

    def get_absolute_url(self) -> str:
        if self.number is None:
            return reverse("statement_draft", args=[self.pk])
        return reverse("statement", args=[self.number])

    def edition_url(self, number: int) -> str:
        return reverse("statement_edition", args=[self.number, number])

    def edition_pdf_url(self, number: int) -> str:
        return reverse("statement_edition_pdf", args=[self.number, number])

    @property
    def is_draft(self) -> bool:
        return self.state == self.State.DRAFT

    @property
    def withdrawal(self) -> str:
        """That it was withdrawn, and why, in words; empty for one that was not."""
        if self.state != self.State.WITHDRAWN:
            return ""
        return self.reason or "دلیل آن در سند درج نشده است."

    def snapshot(self) -> dict[str, Any]:
        """The header as an event keeps it."""
        return {
            "number": self.number,
            "round": self.round.number if self.round else None,
            "title": self.title,
            "state": self.state,
            "issued_on": Statement._meta.get_field("issued_on").get_prep_value(self.issued_on),
            "letter_number": self.letter_number,
            "letter_attachment": self.letter_attachment,
            "superseded_by": self.superseded_by.number if self.superseded_by else None,
            "reason": self.reason,
            "audience": self.audience,
        }
