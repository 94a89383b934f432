from __future__ import annotations

from typing import Any, Self

from django.db import models
from django.db.models import Exists, OuterRef, Prefetch, Q, Subquery

from meetings.models.meeting import Meeting
from records.audience import audiences_of
from records.models import Edition, StoredFile


class MinutesQuerySet(models.QuerySet["Minutes"]):
    def published(self) -> Self:
        return self.filter(state=Minutes.State.PUBLISHED)

    def open(self) -> Self:
        """Those that are being worked on; a meeting has one at most."""
        return self.exclude(state=Minutes.State.PUBLISHED)

    def readable_by(self, user: object) -> Self:
        """Published ones of the user's audiences; those in review for members; drafts for whoever writes them."""
        readable = Q(state=Minutes.State.PUBLISHED, edition__audience__in=audiences_of(user))
        if getattr(user, "reads_for_members", False):
            readable |= Q(state__in=[Minutes.State.IN_REVIEW, Minutes.State.CONFIRMED])
        if getattr(user, "writes_records", False):
            readable |= Q(state__in=[Minutes.State.DRAFT, Minutes.State.RETURNED])
        return self.filter(readable)

    def newest_published_for(self, user: object) -> Self:
        """Of each meeting, the newest edition that `user` may read."""
        mine = {"state": Minutes.State.PUBLISHED, "edition__audience__in": audiences_of(user)}
        newer = Minutes.objects.filter(meeting=OuterRef("meeting"), number__gt=OuterRef("number"), **mine)
        return self.filter(~Exists(newer), **mine)

    def newest_number_for(self, user: object, meeting: str) -> Subquery:
        """The number of the newest edition that `user` may read, of the meeting at the end of the path `meeting`."""
        return Subquery(self.newest_published_for(user).filter(meeting=OuterRef(meeting)).values("number")[:1])


class Minutes(models.Model):
    """The minutes (صورتجلسه) of a meeting: one edition in the making, or as published, after which nothing changes.

    A correction is another row with the next number, whose turns and blocks carry the keys of those they come from.
    """

    class State(models.TextChoices):
        DRAFT = "draft", "پیش‌نویس"
        IN_REVIEW = "in_review", "در انتظار تأیید"
        RETURNED = "returned", "برگشت‌خورده برای اصلاح"
        CONFIRMED = "confirmed", "تأییدشده"
        PUBLISHED = "published", "ابلاغ‌شده"

    class Kind(models.TextChoices):
        SEMI_VERBATIM = "semi_verbatim", "صورتجلسه نیمه‌مشروح"
        FULL = "full", "صورتجلسه مشروح"
        SUMMARY = "summary", "صورتجلسه خلاصه"

    meeting = models.ForeignKey(Meeting, verbose_name="جلسه", on_delete=models.PROTECT, related_name="minutes")
    number = models.PositiveSmallIntegerField("شماره ویرایش", default=1)
    kind = models.CharField("نوع", max_length=14, choices=Kind.choices, default=Kind.SEMI_VERBATIM)
    state = models.CharField("وضعیت", max_length=10, choices=State.choices, default=State.DRAFT)
    source = models.ForeignKey(
        StoredFile, verbose_name="سند مبدأ", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    edition = models.OneToOneField(
        Edition, verbose_name="ویرایش منتشرشده", on_delete=models.PROTECT, null=True, blank=True, related_name="minutes"
    )
    confirmed_at_meeting = models.ForeignKey(
        Meeting,
        verbose_name="تأییدشده در جلسه",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="confirmed",
    )
    reason = models.CharField("دلیل اصلاح", max_length=2000, blank=True)
    version = models.PositiveIntegerField("نسخه", default=1)  # of the order of turns
    created_at = models.DateTimeField("زمان ساخت", auto_now_add=True)
    changed_at = models.DateTimeField("زمان آخرین تغییر", auto_now=True)

    # What meetings.confirmation.stand_of.with_requests adds.
    has_requests: bool
    waiting_requests: int

    objects = MinutesQuerySet.as_manager()

    class Meta:
        verbose_name = "صورتجلسه"
        verbose_name_plural = "صورتجلسه‌ها"
        ordering = ["meeting", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "number"], name="minutes_number_once"),
            models.UniqueConstraint(
                fields=["meeting"], condition=~Q(state="published"), name="one_open_draft_of_a_meeting"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "in_review", "returned", "confirmed"], edition__isnull=True)
                | Q(state="published", edition__isnull=False),
                name="published_minutes_have_an_edition",
            ),
            models.CheckConstraint(condition=Q(kind__in=["semi_verbatim", "full", "summary"]), name="minutes_kind"),
            models.CheckConstraint(condition=Q(number__gte=1), name="minutes_number_from_one"),
        ]

    def __str__(self) -> str:
        return f"صورتجلسه {self.meeting.name}"

    def get_absolute_url(self) -> str:
        return self.meeting.get_absolute_url()

    @property
    def is_summary(self) -> bool:
        return self.kind == self.Kind.SUMMARY

    @property
    def is_published(self) -> bool:
        return self.state == self.State.PUBLISHED

    def number_lines(self) -> None:
        """Store the running number of every line. A draft's lines are counted when they are read; whatever points at
        a line (a correction request, an edition) needs its number to stay."""
        from meetings.models.block import Block

        changed = []
        for number, block in enumerate(Block.objects.filter(turn__minutes=self).in_order(), start=1):
            if block.number != number:
                block.number = number
                changed.append(block)
        Block.objects.bulk_update(changed, ["number"], batch_size=500)

    def snapshot(self) -> dict[str, Any]:
        """The whole text with its marks, decisions and mentions, as a transition's event keeps it."""
        from meetings.models.block import Block

        blocks = Block.objects.select_related("executor", "follow_up").prefetch_related("mentions").order_by("position")
        turns = self.turns.prefetch_related(Prefetch("blocks", blocks)).order_by("position")
        return {
            "meeting": self.meeting.snapshot(),
            "number": self.number,
            "kind": self.kind,
            "state": self.state,
            "source": self.source.sha256 if self.source else None,
            "turns": [
                {
                    "key": str(turn.key),
                    "version": turn.version,
                    "speaker": turn.speaker_as_written,
                    "post": turn.post_as_written,
                    "person": turn.person_id,
                    "confidence": turn.confidence,
                    "blocks": [block.snapshot() for block in turn.blocks.all()],
                }
                for turn in turns
            ],
        }
