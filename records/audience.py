"""For whom a record can be read: everyone, or members. The rule of every list and look-up."""

from __future__ import annotations

from typing import Self

from django.db import models


class Audience(models.TextChoices):
    EVERYONE = "everyone", "همگان"
    MEMBERS = "members", "اعضا"


def audiences_of(user: object) -> list[str]:
    """The audiences that `user` belongs to; a visitor or a liaison reads only what is for everyone."""
    if getattr(user, "reads_for_members", False):
        return [Audience.EVERYONE.value, Audience.MEMBERS.value]
    return [Audience.EVERYONE.value]


def told_name(name: str, account_id: int | None, user: object) -> str:
    """The name of who acted, as `user` is told it: members know the accounts, a visitor only «سامانه»."""
    return name if account_id is None or getattr(user, "reads_for_members", False) else ""


class AudienceQuerySet(models.QuerySet):
    """Rows of a model that has an `audience` column."""

    def visible_to(self, user: object) -> Self:
        return self.filter(audience__in=audiences_of(user))


def audience_column(**options: object) -> models.CharField:
    """The column of every record that can be read; members is the default for what is new."""
    return models.CharField(
        "مخاطب",
        max_length=10,
        choices=Audience.choices,
        default=Audience.MEMBERS,
        **options,  # type: ignore[arg-type]
    )


def audience_check(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(condition=models.Q(audience__in=Audience.values), name=name)
