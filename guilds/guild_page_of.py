"""From the guilds to their list and to the page of one, for one reader."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from django.core.paginator import Paginator
from django.db.models import Count, Exists, OuterRef, Prefetch
from django.urls import reverse

from guilds.coverage import coverage, told_of
from guilds.demand_page import DemandRow
from guilds.demand_rows import demand_row, with_parts
from guilds.guild_page import GuildPage, GuildRow, GuildsPage, InviteeRow, VisitRow
from guilds.models import Demand, Guild, Invitee, Visit
from people.models import Round
from persian.jalali import partial_date
from persian.numbers import cardinal_words, persian_digits
from records.models import Edition
from records.narrowing import Filters, narrowing, query_of
from records.pager import Link, pager
from records.sections import sections_for

PAGE_SIZE = 50
VISITS_SHOWN = 3
HEARD, NOT_HEARD = "yes", "no"
NEWEST_FIRST = ("-meeting__round__number", "-meeting__number", "id")


def guilds_page(user: object, asked: Mapping[str, str], page: int) -> GuildsPage:
    """Page `page` of the guilds, narrowed to what `asked` (the address) names, with how many of all were heard."""
    covered = coverage(user)
    rounds = [(round.number, str(round)) for round in Round.objects.order_by("number")]
    filters = Filters(
        reverse("guilds"),
        (
            narrowing(asked, "heard", "حضور", "همه اصناف", [(HEARD, "شنیده‌شده"), (NOT_HEARD, "هنوز نشنیده")]),
            narrowing(asked, "round", "شنیده‌شده در", "همه دورها", rounds),
            narrowing(asked, "kind", "نوع", "همه انواع", [choice for choice in Guild.Kind.choices if choice[0]]),
        ),
        "بخشی از نام",
        query_of(asked),
    )
    values = filters.values
    guilds = told_of(user).found_by(filters.query)
    visits = Visit.objects.visible_to(user)
    if "heard" in values:
        heard = Exists(visits.filter(guild=OuterRef("pk")))
        guilds = guilds.filter(heard if values["heard"] == HEARD else ~heard)
    if "round" in values:
        guilds = guilds.filter(pk__in=visits.filter(meeting__round__number=values["round"]).values("guild"))
    if "kind" in values:
        guilds = guilds.filter(kind=values["kind"])
    shown = Prefetch("visits", visits.select_related("meeting__round").order_by(*NEWEST_FIRST), to_attr="heard_at")
    pages = Paginator(guilds.order_by("sort_key", "id").prefetch_related(shown), PAGE_SIZE)
    found = pages.get_page(page)
    demands = _demand_counts(user, [guild.pk for guild in found])
    return GuildsPage(
        coverage=covered,
        lacking_href=f"{reverse('guilds')}?heard={NOT_HEARD}",
        filters=filters,
        total=f"{persian_digits(pages.count)} صنف",
        rows=tuple(_row(guild, guild.heard_at, demands.get(guild.pk, 0)) for guild in found),
        pager=pager(found.number, pages.num_pages, filters.href),
    )


def _demand_counts(user: object, guilds: list[int]) -> dict[int, int]:
    rows = Demand.objects.visible_to(user).filter(visit__guild__in=guilds).values_list("visit__guild")
    return dict(rows.annotate(count=Count("pk")).order_by())


def _row(guild: Guild, visits: list[Visit], demands: int) -> GuildRow:
    last = visits[0].meeting if visits else None
    return GuildRow(
        name=guild.name,
        href=guild.get_absolute_url(),
        kind=str(guild.get_kind_display()) if guild.kind else "",
        visits=f"{persian_digits(len(visits))} بار" if len(visits) > 1 else "",
        heard=Link(str(last), last.get_absolute_url()) if last else None,
        demands=f"{persian_digits(demands)} خواسته" if demands else "",
        is_retired=guild.is_retired,
    )


def guild_page(guild: Guild, user: object, *, page: int, today: date) -> GuildPage:
    """The page of one guild, with page `page` of its visits. The same number of queries whatever it holds."""
    published = Edition.objects.visible_to(user).filter(
        object_type="meetings.meeting", object_id=OuterRef("meeting_id")
    )
    visits = (
        Visit.objects.visible_to(user)
        .filter(guild=guild)
        .select_related("meeting__round")
        .annotate(is_published=Exists(published))
        .order_by(*NEWEST_FIRST)
        .prefetch_related(
            Prefetch("invitees", Invitee.objects.select_related("attendance").order_by("attendance__position", "id"))
        )
    )
    pages = Paginator(visits, VISITS_SHOWN)
    found = pages.get_page(page)
    demands = _demands(user, found, today)
    count = Demand.objects.visible_to(user).filter(visit__guild=guild).count()
    return GuildPage(
        over=(Link("اصناف", reverse("guilds")),),
        name=f"صنف {guild.name}",
        kind=str(guild.get_kind_display()) if guild.kind else "",
        union=Link(guild.union.name, guild.union.get_absolute_url()) if guild.union else None,
        is_retired=guild.is_retired,
        summary=_summary(pages.count, count),
        visits=tuple(_visit(visit, demands[visit.pk], user) for visit in found),
        all_demands=Link(f"همه {persian_digits(count)} خواسته این صنف", f"{reverse('demands')}?guild={guild.pk}")
        if count
        else None,
        pager=pager(
            found.number,
            pages.num_pages,
            lambda number: guild.get_absolute_url() + (f"?page={number}" if number > 1 else ""),
        ),
        sections=sections_for("guild", guild, user),
    )


def _summary(visits: int, demands: int) -> str:
    if not visits:
        return ""
    asked = f" و {persian_digits(demands)} خواسته از آن ثبت شده" if demands else ""
    meetings = cardinal_words(visits) if visits <= 10 else persian_digits(visits)
    return f"در {meetings} جلسه شنیده شده{asked} است."


def _demands(user: object, visits: Iterable[Visit], today: date) -> dict[int, list[DemandRow]]:
    visible = Demand.objects.visible_to(user).filter(visit__in=[visit.pk for visit in visits])
    rows: dict[int, list[DemandRow]] = defaultdict(list)
    for demand in with_parts(visible.order_by("visit_id", "number", "id"), user):
        rows[demand.visit_id].append(demand_row(demand, user, today))
    return rows


def _visit(visit: Visit, demands: list[DemandRow], user: object) -> VisitRow:
    held = visit.meeting.held_on
    # Who was invited is told with the minutes; before that the secretariat alone knows.
    told = getattr(visit, "is_published", False) or getattr(user, "writes_records", False)
    return VisitRow(
        meeting=Link(str(visit.meeting), visit.meeting.get_absolute_url()),
        date=partial_date(held.first, held.last, held.precision) if held else "",
        note=visit.note if getattr(user, "reads_for_members", False) else "",
        invitees=tuple(_invitee(invitee) for invitee in visit.invitees.all()) if told else (),
        invitees_told=told,
        demands=tuple(demands),
    )


def _invitee(invitee: Invitee) -> InviteeRow:
    seat = invitee.attendance
    about = (seat.post_as_written, invitee.union_role, invitee.unit, invitee.branch)
    return InviteeRow(
        name=seat.name_as_written,
        href=reverse("person", args=[seat.person_id]) if seat.person_id else "",
        about="، ".join(dict.fromkeys(part for part in about if part)),
    )
