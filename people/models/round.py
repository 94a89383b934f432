from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models.functions import Coalesce
from django.urls import reverse

from people.models.person import Person
from persian.numbers import ordinal_words
from persian.partial_date_column import PartialDateColumn


class Round(models.Model):
    """A round (دور) of the working group. Its focus is what was decided of it, not what speakers said of it later."""

    class Status(models.TextChoices):
        ACTIVE = "active", "جاری"
        CLOSED = "closed", "پایان‌یافته"

    number = models.PositiveSmallIntegerField("شماره", unique=True)
    status = models.CharField("وضعیت", max_length=10, choices=Status.choices, default=Status.ACTIVE)
    opened = PartialDateColumn("آغاز")
    closed = PartialDateColumn("پایان")
    known_meetings = models.PositiveSmallIntegerField("تعداد جلسات اعلام‌شده", null=True, blank=True)
    version = models.PositiveIntegerField("نسخه", default=1, editable=False)

    class Meta:
        verbose_name = "دور"
        verbose_name_plural = "دورها"
        ordering = ["number"]
        constraints = [
            models.CheckConstraint(condition=models.Q(number__gte=1, number__lte=99), name="round_number_range"),
            models.CheckConstraint(condition=models.Q(status__in=["active", "closed"]), name="round_status"),
            models.UniqueConstraint(fields=["status"], condition=models.Q(status="active"), name="one_active_round"),
        ]

    def __str__(self) -> str:
        return f"دور {ordinal_words(self.number)}"

    def get_absolute_url(self) -> str:
        return reverse("round", args=[self.number])

    def snapshot(self) -> dict[str, Any]:
        """What an event keeps of a round, its foci among it; its members are events of their own."""
        column = Round._meta.get_field("opened")
        return {
            "number": self.number,
            "status": self.status,
            "opened": column.get_prep_value(self.opened),
            "closed": column.get_prep_value(self.closed),
            "known_meetings": self.known_meetings,
            "foci": [focus.title for focus in self.foci.order_by("position", "id")],
        }


class RoundFocus(models.Model):
    """A focus (محور) that a round set itself."""

    round = models.ForeignKey(Round, verbose_name="دور", on_delete=models.CASCADE, related_name="foci")
    position = models.PositiveSmallIntegerField("ترتیب", default=1)
    title = models.CharField("محور", max_length=200)

    class Meta:
        verbose_name = "محور دور"
        verbose_name_plural = "محورهای دور"
        ordering = ["round", "position", "id"]

    def __str__(self) -> str:
        return self.title


class Membership(models.Model):
    """A person's seat in a round. Members sit as natural persons, so no post stands here."""

    class Role(models.TextChoices):
        CHAIR = "chair", "رئیس"
        SECRETARY = "secretary", "دبیر"
        MEMBER = "member", "عضو"
        SUBSTITUTE = "substitute", "عضو علی‌البدل"
        OBSERVER = "observer", "ناظر"

    class Basis(models.TextChoices):
        NATURAL = "natural", "شخصیت حقیقی"
        LEGAL = "legal", "شخصیت حقوقی"

    person = models.ForeignKey(Person, verbose_name="شخص", on_delete=models.PROTECT, related_name="memberships")
    round = models.ForeignKey(Round, verbose_name="دور", on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField("نقش", max_length=12, choices=Role.choices, default=Role.MEMBER)
    basis = models.CharField("مبنای عضویت", max_length=10, choices=Basis.choices, default=Basis.NATURAL)
    since = PartialDateColumn("تاریخ شروع عضویت")
    until = PartialDateColumn("تاریخ پایان عضویت")
    version = models.PositiveIntegerField("نسخه", default=1, editable=False)

    class Meta:
        verbose_name = "عضویت"
        verbose_name_plural = "عضویت‌ها"
        ordering = ["round", "id"]
        constraints = [
            # The same person may leave and come back, but does not sit twice from the same day on.
            models.UniqueConstraint(
                "person",
                "round",
                Coalesce("since", models.Value("", output_field=models.CharField())),
                name="membership_once",
            ),
            models.CheckConstraint(
                condition=models.Q(role__in=["chair", "secretary", "member", "substitute", "observer"]),
                name="membership_role",
            ),
            models.CheckConstraint(condition=models.Q(basis__in=["natural", "legal"]), name="membership_basis"),
        ]

    def __str__(self) -> str:
        return f"{self.person}، {self.round}"

    def snapshot(self) -> dict[str, Any]:
        """What an event keeps of a seat."""
        column = Membership._meta.get_field("since")
        return {
            "person": self.person_id,
            "name": str(self.person),
            "role": self.role,
            "basis": self.basis,
            "since": column.get_prep_value(self.since),
            "until": column.get_prep_value(self.until),
        }
