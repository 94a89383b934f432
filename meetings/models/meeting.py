from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, Subquery
from django.urls import reverse

from people.models import Person, Round
from people.models.person import Confidence
from persian.numbers import ordinal_words
from persian.partial_date_column import PartialDateColumn
from records import chain
from records.audience import AudienceQuerySet, audience_check, audience_column
from records.models import Edition


class MeetingQuerySet(AudienceQuerySet):
    def with_minutes_for(self, user: object) -> Any:  # a queryset; mypy can't follow the names that it adds
        """Each with `has_minutes` and `published_is_summary`, of the newest edition that `user` may read."""
        newest = (
            Edition.objects.visible_to(user)
            .filter(object_type="meetings.meeting", object_id=OuterRef("pk"))
            .order_by("-number")
        )
        return self.annotate(
            has_minutes=Exists(newest),
            published_is_summary=Subquery(newest.values("is_summary")[:1]),
        )


class Meeting(models.Model):
    """A meeting of a round. It may be known by its round and number alone; every unknown column stays empty."""

    class State(models.TextChoices):
        PLANNED = "planned", "برنامه‌ریزی‌شده"
        INVITED = "invited", "دعوت‌شده"
        HELD = "held", "برگزارشده"
        POSTPONED = "postponed", "به‌تعویق‌افتاده"
        CANCELLED = "cancelled", "لغوشده"

    class Kind(models.TextChoices):
        UNKNOWN = "", "نامعلوم"
        ORDINARY = "ordinary", "جلسه عادی"
        EXTRAORDINARY = "extraordinary", "جلسه فوق‌العاده"

    round = models.ForeignKey(Round, verbose_name="دور", on_delete=models.PROTECT, related_name="meetings")
    number = models.PositiveSmallIntegerField("شماره جلسه")
    number_confidence = models.CharField(
        "اطمینان شماره", max_length=10, choices=Confidence.choices, default=Confidence.CERTAIN
    )
    title = models.CharField("عنوان", max_length=200, blank=True)  # what follows «جلسه»
    kind = models.CharField("نوع", max_length=14, choices=Kind.choices, default=Kind.UNKNOWN, blank=True)
    state = models.CharField("وضعیت", max_length=10, choices=State.choices, default=State.PLANNED)
    held_on = PartialDateColumn("تاریخ تشکیل جلسه", db_index=True)
    starts_at = models.TimeField("ساعت شروع", null=True, blank=True)
    ends_at = models.TimeField("ساعت پایان", null=True, blank=True)
    place = models.CharField("محل برگزاری", max_length=200, blank=True)
    chair = models.ForeignKey(
        Person, verbose_name="رئیس جلسه", on_delete=models.PROTECT, null=True, blank=True, related_name="chaired"
    )
    chair_as_written = models.CharField("رئیس جلسه در سند", max_length=200, blank=True)
    secretary = models.ForeignKey(
        Person,
        verbose_name="دبیر جلسه",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="kept_minutes_of",
    )
    secretary_as_written = models.CharField("دبیر جلسه در سند", max_length=200, blank=True)
    letter_number = models.CharField("شماره نامه", max_length=40, blank=True)
    letter_attachment = models.CharField("پیوست", max_length=100, blank=True)
    reason = models.CharField("دلیل تعویق یا لغو", max_length=500, blank=True)
    audience = audience_column()
    version = models.PositiveIntegerField("نسخه", default=1)  # of the header, the agenda and the attendance

    # What `with_minutes_for` adds.
    has_minutes: bool
    published_is_summary: bool | None

    objects = MeetingQuerySet.as_manager()

    class Meta:
        verbose_name = "جلسه"
        verbose_name_plural = "جلسات"
        ordering = ["-round__number", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["round", "number"], name="meeting_number_once"),
            models.CheckConstraint(condition=models.Q(number__gte=1, number__lte=9999), name="meeting_number_range"),
            models.CheckConstraint(
                condition=models.Q(state__in=["planned", "invited", "held", "postponed", "cancelled"]),
                name="meeting_state",
            ),
            models.CheckConstraint(condition=models.Q(kind__in=["", "ordinary", "extraordinary"]), name="meeting_kind"),
            models.CheckConstraint(
                condition=models.Q(number_confidence__in=["certain", "probable"]), name="meeting_number_confidence"
            ),
            models.CheckConstraint(
                condition=models.Q(ends_at__isnull=True)
                | models.Q(starts_at__isnull=True)
                | models.Q(ends_at__gte=models.F("starts_at")),
                name="meeting_ends_after_it_starts",
            ),
            audience_check("meeting_audience"),
        ]

    def __str__(self) -> str:
        return f"جلسه {self.name}"

    def get_absolute_url(self) -> str:
        return reverse("meeting", args=self.address)

    @property
    def name(self) -> str:
        """What stands after «جلسه» and «صورتجلسه»: the title, or the ordinal and the round."""
        return self.title or f"{ordinal_words(self.number)} {self.round}"

    @property
    def address(self) -> tuple[int, int]:
        """Round and number, as they stand in addresses."""
        return self.round.number, self.number

    def edition_url(self, number: int) -> str:
        return reverse("edition", args=[*self.address, number])

    def edition_pdf_url(self, number: int) -> str:
        return reverse("edition_pdf", args=[*self.address, number])

    # Every step below notes itself in the chain. To be called in the transaction of what goes with it.

    def hold(self, *, by: chain.Actor | None) -> None:
        """It has begun, or was held: what was planned or invited for turns «برگزارشده», all else stays as it is."""
        if self.state in (self.State.PLANNED, self.State.INVITED):
            self.state = self.State.HELD
            self.version += 1
            self.save(update_fields=["state", "version"])
            chain.append("meeting.held", self, by=by, version=self.version, snapshot=self.snapshot())

    def snapshot(self) -> dict[str, Any]:
        """The header as an event keeps it."""
        return {
            "round": self.round.number,
            "number": self.number,
            "number_confidence": self.number_confidence,
            "title": self.title,
            "kind": self.kind,
            "state": self.state,
            "held_on": Meeting._meta.get_field("held_on").get_prep_value(self.held_on),
            "starts_at": self.starts_at.isoformat() if self.starts_at else None,
            "ends_at": self.ends_at.isoformat() if self.ends_at else None,
            "place": self.place,
            "chair": self.chair_as_written,
            "secretary": self.secretary_as_written,
            "letter_number": self.letter_number,
            "letter_attachment": self.letter_attachment,
            "audience": self.audience,
        }
