from __future__ import annotations

from typing import Any, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q

from meetings.models import Meeting
from records.audience import audiences_of
from records.models import Edition, StoredFile
from statements.models.statement import Statement


class StatementTextQuerySet(models.QuerySet["StatementText"]):
    def issued(self) -> Self:
        return self.filter(state=StatementText.State.ISSUED)

    def open(self) -> Self:
        """Those that are being worked on; a statement has one at most."""
        return self.exclude(state=StatementText.State.ISSUED)

    def readable_by(self, user: object) -> Self:
        """Issued ones of the user's audiences; those in review for members; drafts for whoever writes them."""
        readable = Q(state=StatementText.State.ISSUED, edition__audience__in=audiences_of(user))
        if getattr(user, "reads_for_members", False):
            readable |= Q(state=StatementText.State.IN_REVIEW)
        if getattr(user, "writes_records", False):
            readable |= Q(state__in=[StatementText.State.DRAFT, StatementText.State.RETURNED])
        return self.filter(readable)

    def newest_issued_for(self, user: object) -> Self:
        """Of each statement, the newest edition that `user` may read."""
        mine = {"state": StatementText.State.ISSUED, "edition__audience__in": audiences_of(user)}
        newer = StatementText.objects.filter(statement=OuterRef("statement"), number__gt=OuterRef("number"), **mine)
        return self.filter(~Exists(newer), **mine)


class StatementText(models.Model):
    """The letter of a statement as one edition in the making, or as issued, after which nothing here changes.

    A correction is another row with the next number, whose clauses carry the keys of those they come from.
    """

    class State(models.TextChoices):
        DRAFT = "draft", "پیش‌نویس"
        IN_REVIEW = "in_review", "در انتظار تأیید"
        RETURNED = "returned", "برگشت‌خورده برای اصلاح"
        ISSUED = "issued", "صادرشده"

    statement = models.ForeignKey(Statement, verbose_name="بیانیه", on_delete=models.PROTECT, related_name="texts")
    number = models.PositiveSmallIntegerField("شماره ویرایش", default=1)
    state = models.CharField("وضعیت", max_length=10, choices=State.choices, default=State.DRAFT)
    subject = models.CharField("موضوع", max_length=300, blank=True)
    greeting = models.CharField("سرآغاز", max_length=500, blank=True)
    preamble = models.TextField("مقدمه", max_length=20_000, blank=True)
    closing = models.TextField("خاتمه", max_length=20_000, blank=True)
    source = models.ForeignKey(
        StoredFile, verbose_name="سند مبدأ", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    edition = models.OneToOneField(
        Edition,
        verbose_name="ویرایش منتشرشده",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="statement_text",
    )
    confirmed_at_meeting = models.ForeignKey(
        Meeting,
        verbose_name="تأییدشده در جلسه",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="confirmed_statements",
    )
    reason = models.CharField("دلیل اصلاح", max_length=2000, blank=True)
    version = models.PositiveIntegerField("نسخه", default=1)
    created_at = models.DateTimeField("زمان ساخت", auto_now_add=True)
    changed_at = models.DateTimeField("زمان آخرین تغییر", auto_now=True)

    objects = StatementTextQuerySet.as_manager()

    class Meta:
        verbose_name = "متن بیانیه"
        verbose_name_plural = "متن‌های بیانیه"
        ordering = ["statement_id", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["statement", "number"], name="statement_text_number_once"),
            models.UniqueConstraint(
                fields=["statement"], condition=~Q(state="issued"), name="one_open_text_of_a_statement"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "in_review", "returned"], edition__isnull=True)
                | Q(state="issued", edition__isnull=False),
                name="issued_text_has_an_edition",
                violation_error_message="متن صادرشده، و فقط آن، ویرایش منتشرشده دارد.",
            ),
            models.CheckConstraint(condition=Q(number__gte=1), name="statement_text_number_from_one"),
        ]

    def __str__(self) -> str:
        return str(self.statement)

    @property
    def is_issued(self) -> bool:
        return self.state == self.State.ISSUED

    def snapshot(self) -> dict[str, Any]:
        """The whole letter, as a transition's event keeps it."""
        return {
            "statement": self.statement.snapshot(),
            "number": self.number,
            "state": self.state,
            "subject": self.subject,
            "greeting": self.greeting,
            "preamble": self.preamble,
            "closing": self.closing,
            "source": self.source.sha256 if self.source else None,
            "clauses": [
                [str(clause.key), clause.kind, clause.number, clause.level, clause.text]
                for clause in self.clauses.order_by("position")
            ],
            "addressees": [
                [row.purpose, row.name_as_written, row.body_id] for row in self.addressees.order_by("position")
            ],
            "signatories": [
                [row.name_as_written, row.post_as_written, row.person_id]
                for row in self.signatories.order_by("position")
            ],
        }
