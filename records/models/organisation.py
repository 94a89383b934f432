from __future__ import annotations

from typing import Any

from django.db import models

from records.audience import Audience
from records.models.file import StoredFile

NAME = "کارگروه قزوین + ۲۰"
ENTRIES = {"number": "شماره", "date": "تاریخ", "attachment": "پیوست"}


class Organisation(models.Model):
    """Whose archive this is and what its papers look like: one row, made when the settings are first saved."""

    class Order(models.TextChoices):
        """The entries at the top left of a letter, from the first line to the last."""

        NUMBER_DATE_ATTACHMENT = "number,date,attachment", "شماره، تاریخ، پیوست"
        NUMBER_ATTACHMENT_DATE = "number,attachment,date", "شماره، پیوست، تاریخ"
        DATE_NUMBER_ATTACHMENT = "date,number,attachment", "تاریخ، شماره، پیوست"
        DATE_ATTACHMENT_NUMBER = "date,attachment,number", "تاریخ، پیوست، شماره"
        ATTACHMENT_NUMBER_DATE = "attachment,number,date", "پیوست، شماره، تاریخ"
        ATTACHMENT_DATE_NUMBER = "attachment,date,number", "پیوست، تاریخ، شماره"

    name = models.CharField("نام", max_length=120, default=NAME)
    lines = models.TextField("سطرهای زیر نام", max_length=300, blank=True)
    emblem = models.ForeignKey(
        StoredFile, verbose_name="نشان", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    letterhead_order = models.CharField("ترتیب سرنامه", max_length=24, choices=Order.choices)
    footer = models.TextField("پانویس برگه‌ها", max_length=300, blank=True)
    quorum = models.PositiveSmallIntegerField("حد نصاب رسمیت جلسه", null=True, blank=True)
    invitation_days = models.PositiveSmallIntegerField("مهلت دعوت‌نامه (روز)", null=True, blank=True)
    default_audience = models.CharField(
        "مخاطب سند تازه", max_length=10, choices=Audience.choices, default=Audience.MEMBERS
    )
    version = models.PositiveIntegerField("نسخه", default=0, editable=False)

    class Meta:
        verbose_name = "تنظیمات"
        verbose_name_plural = "تنظیمات"
        constraints = [
            models.CheckConstraint(condition=models.Q(id=1), name="organisation_is_one_row"),
            models.CheckConstraint(condition=~models.Q(name=""), name="organisation_has_a_name"),
            models.CheckConstraint(
                condition=models.Q(
                    letterhead_order__in=[
                        "number,date,attachment",
                        "number,attachment,date",
                        "date,number,attachment",
                        "date,attachment,number",
                        "attachment,number,date",
                        "attachment,date,number",
                    ]
                ),
                name="organisation_letterhead_order",
            ),
            models.CheckConstraint(
                condition=models.Q(default_audience__in=Audience.values), name="organisation_default_audience"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def order(self) -> tuple[str, ...]:
        """The keys of ENTRIES in the order of the letterhead."""
        return tuple(self.letterhead_order.split(","))

    def snapshot(self) -> dict[str, Any]:
        """What an event keeps of the settings."""
        return {
            "name": self.name,
            "lines": self.lines,
            "emblem": self.emblem.sha256 if self.emblem else "",
            "letterhead_order": self.letterhead_order,
            "footer": self.footer,
            "quorum": self.quorum,
            "invitation_days": self.invitation_days,
            "default_audience": self.default_audience,
        }
