"""What the guilds add to the pages below: a meeting's guests, a round's guilds, a body's demands."""

from __future__ import annotations

from datetime import date

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone

from guilds.demand_page import DemandRow
from guilds.demand_rows import bare_row, guild_link, is_late, late_words, meeting_link
from guilds.models import Demand, DemandReferral, Guild, Visit
from meetings.models import Meeting
from people.models import Body, Round
from persian.jalali import tehran_today
from records import sections
from records.pager import Link

DEMANDS_SHOWN = 10
SHOWN_OF_A_DEMAND = ("id", "number", "text", "state")
Data = dict[str, object]


def at_meeting(meeting: Meeting, user: object) -> Data | None:
    """The guilds that were heard at the meeting, each with its demands. One query: the page has many of its own."""
    readable = Demand.objects.visible_to(user).filter(pk=OuterRef("demands"))
    found = (
        Visit.objects.visible_to(user)
        .filter(meeting=meeting)
        .annotate(is_told=Exists(readable))
        .order_by("id", "demands__number", "demands__id")
        .values("id", "guild_id", "guild__name", "is_told", *(f"demands__{name}" for name in SHOWN_OF_A_DEMAND))
    )
    visits: dict[int, tuple[Link, list[DemandRow]]] = {}
    for row in found:
        guild = Guild(pk=row["guild_id"], name=row["guild__name"])
        _, demands = visits.setdefault(row["id"], (Link(f"صنف {guild.name}", guild.get_absolute_url()), []))
        if row["is_told"]:
            demands.append(bare_row(Demand(**{name: row[f"demands__{name}"] for name in SHOWN_OF_A_DEMAND})))
    return {"visits": list(visits.values())} if visits else None


def in_round(round: Round, user: object) -> Data | None:
    """The guilds that the round heard, in the order in which it did."""
    visits = (
        Visit.objects.visible_to(user)
        .filter(meeting__round=round)
        .select_related("guild", "meeting__round")
        .order_by("meeting__number", "id")
    )
    rows = [
        (
            Link(visit.guild.name, visit.guild.get_absolute_url()),
            Link(str(visit.meeting), visit.meeting.get_absolute_url()),
        )
        for visit in visits
    ]
    return {"rows": rows, "href": f"{reverse('guilds')}?round={round.number}"} if rows else None


def of_body(body: Body, user: object) -> Data | None:
    """The demands that were referred to the body, the newest first. One query: the page has many of its own."""
    referrals = (
        DemandReferral.objects.filter(body=body, demand__in=Demand.objects.visible_to(user).values("pk"))
        .select_related("demand__visit__guild", "demand__visit__meeting__round")
        .order_by("-demand_id", "id")
    )
    shown = list(referrals[: DEMANDS_SHOWN + 1])
    if not shown:
        return None
    today = tehran_today(timezone.now())
    whole = Link("همه خواسته‌های ارجاع‌شده", f"{reverse('demands')}?body={body.pk}")
    return {
        "rows": [_referred(referral, user, today) for referral in shown[:DEMANDS_SHOWN]],
        "more": whole if len(shown) > DEMANDS_SHOWN else None,
    }


def _referred(referral: DemandReferral, user: object, today: date) -> DemandRow:
    demand = referral.demand
    return bare_row(
        demand,
        guild_link(demand.visit.guild, user),
        meeting_link(demand.visit.meeting, user),
        late_words(referral) if is_late(referral, demand, today) else "",
    )


def provide() -> None:
    """Take these places. Called once, when the rooms are ready."""
    sections.provide("meeting", name="guilds", order=20, template="guilds/_at_meeting.html", build=at_meeting)
    sections.provide("round", name="guilds", order=30, template="guilds/_in_round.html", build=in_round)
    sections.provide("body", name="demands", order=30, template="guilds/_of_body.html", build=of_body)
