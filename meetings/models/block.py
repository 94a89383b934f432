from __future__ import annotations

import uuid
from typing import Any, Self

from django.db import models
from django.db.models import Max, Min
from django.urls import reverse

from meetings.models.minutes import Minutes
from meetings.outline import MAX_BLOCK
from people.models import Body, Person
from people.models.person import Confidence
from persian.numbers import persian_digits


class TurnQuerySet(models.QuerySet["Turn"]):
    def current_for(self, user: object) -> Self:
        """The turns of each meeting's newest edition that `user` may read."""
        return self.filter(minutes__in=Minutes.objects.newest_published_for(user))

    def with_span(self) -> Self:
        return self.annotate(first=Min("blocks__number"), last=Max("blocks__number"))


class Turn(models.Model):
    """A turn of speech: the speaker as the document writes him, the person that he is matched to, and his blocks."""

    minutes = models.ForeignKey(Minutes, verbose_name="صورتجلسه", on_delete=models.CASCADE, related_name="turns")
    position = models.PositiveSmallIntegerField("ترتیب")
    speaker_as_written = models.CharField("سخنران در سند", max_length=200, blank=True)
    post_as_written = models.CharField("سمت در سند", max_length=200, blank=True)
    person = models.ForeignKey(
        Person, verbose_name="شخص", on_delete=models.PROTECT, null=True, blank=True, related_name="turns"
    )
    confidence = models.CharField("اطمینان", max_length=10, choices=Confidence.choices, blank=True)
    key = models.UUIDField(default=uuid.uuid4, editable=False)  # the same turn through all editions
    version = models.PositiveIntegerField("نسخه", default=1)

    # What `with_span` adds: the numbers of the first and the last line.
    first: int | None
    last: int | None

    objects = TurnQuerySet.as_manager()

    class Meta:
        verbose_name = "نوبت سخن"
        verbose_name_plural = "نوبت‌های سخن"
        ordering = ["minutes", "position"]
        constraints = [
            models.UniqueConstraint(fields=["minutes", "position"], name="turn_position_once"),
            models.UniqueConstraint(fields=["minutes", "key"], name="turn_key_once"),
            models.CheckConstraint(
                condition=models.Q(person__isnull=True, confidence="")
                | models.Q(person__isnull=False, confidence__in=["certain", "probable"]),
                name="turn_person_has_confidence",
            ),
        ]

    def __str__(self) -> str:
        return self.speaker_as_written or "بی‌نام"


class BlockQuerySet(models.QuerySet["Block"]):
    def in_order(self) -> Self:
        return self.order_by("turn__position", "position")


class Block(models.Model):
    """A line of the minutes. Its number runs through the whole minutes and is its anchor."""

    class Kind(models.TextChoices):
        LEAD = "lead", "سخن آغازین"
        PARAGRAPH = "paragraph", "بند"
        SUBHEADING = "subheading", "عنوان میانی"
        BULLET = "bullet", "بند نشانه‌دار"

    class Mark(models.TextChoices):
        NONE = "", "بی‌نشان"
        PROPOSAL = "proposal", "پیشنهاد"
        EXPECTATION = "expectation", "انتظار شهروندی"
        INTENTION = "intention", "برنامه اعلام‌شده"
        DECISION = "decision", "مصوبه"

    turn = models.ForeignKey(Turn, verbose_name="نوبت سخن", on_delete=models.CASCADE, related_name="blocks")
    position = models.PositiveSmallIntegerField("ترتیب در نوبت")
    number = models.PositiveSmallIntegerField("شماره در صورتجلسه")
    kind = models.CharField("نوع", max_length=10, choices=Kind.choices)
    level = models.PositiveSmallIntegerField("سطح", default=0)
    text = models.TextField("متن", max_length=MAX_BLOCK)
    line = models.PositiveIntegerField("سطر سند", null=True, blank=True)
    key = models.UUIDField(default=uuid.uuid4, editable=False)  # the same line through all editions
    mark = models.CharField("نشان", max_length=12, choices=Mark.choices, default=Mark.NONE, blank=True)
    # A decision as adopted; what becomes of it afterwards is a commitment's.
    decision_number = models.PositiveIntegerField("شماره مصوبه", null=True, blank=True)
    executor = models.ForeignKey(
        Body, verbose_name="دستگاه مسئول", on_delete=models.PROTECT, null=True, blank=True, related_name="decisions"
    )
    executor_as_written = models.CharField("مسئول اجرا در متن", max_length=200, blank=True)
    deadline = models.DateField("مهلت اجرا", null=True, blank=True)
    follow_up = models.ForeignKey(
        Person, verbose_name="مسئول پیگیری", on_delete=models.PROTECT, null=True, blank=True, related_name="follows_up"
    )

    objects = BlockQuerySet.as_manager()

    class Meta:
        verbose_name = "بند"
        verbose_name_plural = "بندها"
        ordering = ["turn", "position"]
        constraints = [
            models.UniqueConstraint(fields=["turn", "position"], name="block_position_once"),
            models.UniqueConstraint(fields=["turn", "key"], name="block_key_once"),
            models.CheckConstraint(
                condition=models.Q(kind="bullet", level__gte=1, level__lte=9)
                | models.Q(kind__in=["lead", "paragraph", "subheading"], level=0),
                name="block_kind_and_level",
            ),
            models.CheckConstraint(
                condition=models.Q(mark__in=["", "proposal", "expectation", "intention", "decision"]), name="block_mark"
            ),
            models.CheckConstraint(
                condition=models.Q(mark="decision")
                | models.Q(
                    decision_number__isnull=True, executor__isnull=True, executor_as_written="", deadline__isnull=True
                ),
                name="only_decisions_have_executors",
            ),
        ]
        indexes = [models.Index(fields=["mark", "id"], name="block_marked", condition=~models.Q(mark=""))]

    def __str__(self) -> str:
        return self.text[:60]

    def get_absolute_url(self) -> str:
        return f"{reverse('meeting', args=self.turn.minutes.meeting.address)}#b{self.number}"

    @property
    def cite(self) -> str:
        """How the line is cited: «صورتجلسه آغاز دور پنجم، بند ۹»."""
        return f"{self.turn.minutes}، بند {persian_digits(self.number)}"

    def href(self, newest: int | None) -> str:
        """Where the line is read: at its meeting if `newest`, the newest edition that the reader may read, is its own
        or is not known; else in its own edition. Empty for a line that is not published."""
        minutes = self.turn.minutes
        if not minutes.is_published:
            return ""
        if newest in (None, minutes.number):
            return self.get_absolute_url()
        return f"{minutes.meeting.edition_url(minutes.number)}#b{self.number}"

    def snapshot(self) -> list[Any]:
        """Key, kind, level, text and mark, as an event keeps them; and as a sixth what few lines have, if this has."""
        from meetings.models.mention import TARGETS

        decision = {
            "number": self.decision_number,
            "executor": self.executor_id,
            "executor_name": self.executor.name if self.executor else "",
            "executor_as_written": self.executor_as_written,
            "deadline": self.deadline.isoformat() if self.deadline else None,
            "follow_up": self.follow_up_id,
            "follow_up_name": str(self.follow_up) if self.follow_up else "",
        }
        mentions = sorted(
            [target, getattr(mention, f"{target}_id")]
            for mention in self.mentions.all()
            for target in TARGETS
            if getattr(mention, f"{target}_id") is not None
        )
        more: dict[str, Any] = {
            "line": self.line,
            "decision": decision if any(decision.values()) else None,
            "mentions": mentions,
        }
        few = {name: value for name, value in more.items() if value}
        return [str(self.key), self.kind, self.level, self.text, self.mark, *([few] if few else [])]


class TurnRevision(models.Model):
    """What an editor had written of a turn, kept at every autosave, so that no text is silently gone.

    `text` is what stood in the field, character for character: what stands below the speaker's label. A revision that
    did not become the turn's text (somebody else was quicker, a line that carries marks would have been lost) is kept
    as well, and says so.
    """

    class Kind(models.TextChoices):
        SAVED = "saved", "ذخیره‌شده"
        CONFLICTING = "conflicting", "هم‌زمان با نوشته دیگری"
        WAITING = "waiting", "در انتظار پاسخ نویسنده"
        REMOVED = "removed", "حذف نوبت"
        RESTORED = "restored", "بازگردانده‌شده"

    minutes = models.ForeignKey(Minutes, verbose_name="صورتجلسه", on_delete=models.CASCADE, related_name="revisions")
    turn_key = models.UUIDField("شناسه نوبت")
    version = models.PositiveIntegerField("نسخه")
    kind = models.CharField("چگونه", max_length=11, choices=Kind.choices, default=Kind.SAVED)
    speaker_as_written = models.CharField("سخنران در سند", max_length=200, blank=True)
    post_as_written = models.CharField("سمت در سند", max_length=200, blank=True)
    text = models.TextField("متن", max_length=1_000_000)
    editor_id = models.BigIntegerField("شناسه کاربر", null=True)
    editor_name = models.CharField("کاربر", max_length=200)
    page = models.CharField("صفحه فرستنده", max_length=8, blank=True)  # what it calls itself; "" without a script
    sending = models.PositiveIntegerField("شماره ارسال", default=0)  # of that page
    at = models.DateTimeField("زمان", auto_now_add=True)

    class Meta:
        verbose_name = "نسخه نوبت"
        verbose_name_plural = "نسخه‌های نوبت"
        ordering = ["minutes", "turn_key", "version", "id"]
        indexes = [models.Index(fields=["minutes", "turn_key", "version"], name="revision_turn")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=["saved", "conflicting", "waiting", "removed", "restored"]),
                name="revision_kind",
            )
        ]

    def __str__(self) -> str:
        return f"{self.turn_key} {self.version}"
