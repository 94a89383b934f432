from __future__ import annotations

from django.db import models

from people.models import Body, Person
from statements.models.text import StatementText


class Addressee(models.Model):
    """Somebody to whom the letter goes, as it names him: a recipient, or one who gets a copy (رونوشت) and what for."""

    class Purpose(models.TextChoices):
        RECIPIENT = "recipient", "گیرنده"
        INFORMATION = "information", "رونوشت جهت آگاهی"
        ACTION = "action", "رونوشت جهت اقدام"

    statement_text = models.ForeignKey(
        StatementText, verbose_name="متن بیانیه", on_delete=models.CASCADE, related_name="addressees"
    )
    position = models.PositiveSmallIntegerField("ترتیب")
    purpose = models.CharField("به‌عنوان", max_length=12, choices=Purpose.choices, default=Purpose.RECIPIENT)
    name_as_written = models.CharField("نام در سند", max_length=300)
    body = models.ForeignKey(
        Body, verbose_name="دستگاه", on_delete=models.PROTECT, null=True, blank=True, related_name="addressed"
    )

    class Meta:
        verbose_name = "گیرنده"
        verbose_name_plural = "گیرندگان"
        ordering = ["statement_text_id", "position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["statement_text", "position"],
                name="addressee_position_once",
            ),
            models.CheckConstraint(
                condition=models.Q(purpose__in=["recipient", "information", "action"]), name="addressee_purpose"
            ),
            models.CheckConstraint(condition=~models.Q(name_as_written=""), name="addressee_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name_as_written


class Signatory(models.Model):
    """Who signs the letter, with the post of that day, which is never changed afterwards."""

    statement_text = models.ForeignKey(
        StatementText, verbose_name="متن بیانیه", on_delete=models.CASCADE, related_name="signatories"
    )
    position = models.PositiveSmallIntegerField("ترتیب")
    person = models.ForeignKey(
        Person, verbose_name="شخص", on_delete=models.PROTECT, null=True, blank=True, related_name="signed"
    )
    name_as_written = models.CharField("نام در سند", max_length=200)
    post_as_written = models.CharField("سمت در سند", max_length=200, blank=True)

    class Meta:
        verbose_name = "امضاکننده"
        verbose_name_plural = "امضاکنندگان"
        ordering = ["statement_text_id", "position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["statement_text", "position"],
                name="signatory_position_once",
            ),
            models.CheckConstraint(condition=~models.Q(name_as_written=""), name="signatory_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name_as_written
