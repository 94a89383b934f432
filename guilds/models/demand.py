from __future__ import annotations

from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse

from guilds.models.visit import Invitee, Visit
from meetings.models import Block
from meetings.outline import MAX_BLOCK
from persian.numbers import persian_digits
from records.audience import AudienceQuerySet, audience_check, audience_column, audiences_of
from records.followup import body_of_liaison


class DemandQuerySet(AudienceQuerySet):
    def referred_to(self, body_id: int) -> Self:
        """Those that were referred to a body, each once."""
        from guilds.models.referral import DemandReferral

        return self.filter(pk__in=DemandReferral.objects.filter(body=body_id).values("demand"))

    def visible_to(self, user: object) -> Self:
        """Those of the user's audiences, of guilds and meetings he may read; for a liaison also his own body's."""
        audiences = audiences_of(user)
        readable = Q(
            audience__in=audiences, visit__meeting__audience__in=audiences, visit__guild__audience__in=audiences
        )
        body = body_of_liaison(user)
        if body is not None:
            readable |= Q(pk__in=Demand.objects.referred_to(body).values("pk"))
        return self.filter(readable)


class Demand(models.Model):
    """A guild's demand (خواسته صنفی), as it was put at a meeting. Answers say how far it can be met."""

    class State(models.TextChoices):
        RECORDED = "recorded", "ثبت‌شده"
        REFERRED = "referred", "ارجاع‌شده"
        ANSWERED = "answered", "پاسخ‌داده‌شده"
        CLOSED = "closed", "مختومه"

    visit = models.ForeignKey(Visit, verbose_name="حضور صنف", on_delete=models.PROTECT, related_name="demands")
    number = models.PositiveSmallIntegerField("شماره")
    text = models.TextField("خواسته", max_length=MAX_BLOCK)
    block = models.ForeignKey(
        Block, verbose_name="بند صورتجلسه", on_delete=models.PROTECT, null=True, blank=True, related_name="demands"
    )
    invitee = models.ForeignKey(
        Invitee, verbose_name="مطرح‌کننده", on_delete=models.PROTECT, null=True, blank=True, related_name="demands"
    )
    state = models.CharField("وضعیت", max_length=10, choices=State.choices, default=State.RECORDED, db_index=True)
    audience = audience_column()
    version = models.PositiveIntegerField("نسخه", default=1)
    created_at = models.DateTimeField("زمان ثبت", auto_now_add=True)

    objects = DemandQuerySet.as_manager()

    class Meta:
        verbose_name = "خواسته صنفی"
        verbose_name_plural = "خواسته‌های صنفی"
        ordering = ["visit_id", "number", "id"]
        constraints = [
            models.UniqueConstraint(fields=["visit", "number"], name="demand_number_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="demand_number_from_one"),
            models.CheckConstraint(condition=~Q(text=""), name="demand_has_a_text"),
            models.CheckConstraint(
                condition=Q(state__in=["recorded", "referred", "answered", "closed"]), name="demand_state"
            ),
            audience_check("demand_audience"),
        ]

    def __str__(self) -> str:
        return f"{persian_digits(self.number)}. {self.text[:60]}"

    def get_absolute_url(self) -> str:
        return reverse("demand", args=[self.pk])

    def clean(self) -> None:
        if not self.visit_id:
            return
        if self.invitee and self.invitee.visit_id != self.visit_id:
            raise ValidationError({"invitee": "این مدعو از حضور صنفی دیگری است؛ از مدعوین همین حضور برگزینید."})
        if self.block and self.block.turn.minutes.meeting_id != self.visit.meeting_id:
            raise ValidationError({"block": "این بند از صورتجلسه جلسه دیگری است؛ بندی از همین جلسه را برگزینید."})
