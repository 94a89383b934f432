"""How many of the guilds were heard, and in which round."""

from __future__ import annotations

from django.db.models import Count

from guilds.guild_page import Coverage, RoundCoverage
from guilds.models import Guild, Visit
from guilds.models.guild import GuildQuerySet
from people.models import Round
from persian.numbers import persian_digits
from records.pager import Link


def told_of(user: object) -> GuildQuerySet:
    """The guilds of the lists that `user` gets: those in use, and of the retired ones those that were heard."""
    visible = Guild.objects.visible_to(user)
    heard = Visit.objects.visible_to(user).values("guild")
    return visible.in_use() | visible.filter(pk__in=heard)


def coverage(user: object) -> Coverage:
    """What share of the guilds was heard, and how many each round heard. Three queries."""
    visits = Visit.objects.visible_to(user)
    rounds = (
        visits.values("meeting__round__number")
        .annotate(guilds=Count("guild", distinct=True), visits=Count("pk"))
        .order_by("meeting__round__number")
    )
    return Coverage(
        heard=visits.aggregate(guilds=Count("guild", distinct=True))["guilds"],
        total=told_of(user).count(),
        rounds=tuple(_round(row["meeting__round__number"], row["guilds"], row["visits"]) for row in rounds),
    )


def _round(number: int, guilds: int, visits: int) -> RoundCoverage:
    round = Round(number=number)
    again = f"، در {persian_digits(visits)} حضور" if visits != guilds else ""
    return RoundCoverage(Link(str(round), round.get_absolute_url()), guilds, f"{persian_digits(guilds)} صنف{again}")
