"""From the demands to their register and to the page of one, for one reader."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.core.paginator import Paginator
from django.db.models import OuterRef, Subquery
from django.urls import reverse
from django.utils import timezone

from guilds.demand_page import AnswerRow, DemandPage, DemandsPage, ReferralRow, ReportRow
from guilds.demand_rows import demand_row, guild_link, is_late, kind_words, meeting_link, with_parts
from guilds.models import Demand, DemandAnswer, DemandReferral, DemandReport, Guild
from meetings.models import Block, Minutes
from people.models import Body, Round
from persian.jalali import long_date, partial_date
from persian.numbers import persian_digits
from records.audience import audiences_of
from records.followup import body_of_liaison
from records.narrowing import Filters, narrowing
from records.pager import Link, pager
from records.sections import sections_for

PAGE_SIZE = 20
UNANSWERED = "none"


def demands_page(user: object, asked: Mapping[str, str], page: int, today: date) -> DemandsPage:
    """Page `page` of the register, narrowed to what `asked` (the address) names; what it misnames narrows nothing."""
    visible = Demand.objects.visible_to(user)
    filters = _filters(user, asked)
    values = filters.values
    demands = visible
    for name, column in (("guild", "visit__guild"), ("round", "visit__meeting__round__number"), ("state", "state")):
        if name in values:
            demands = demands.filter(**{column: values[name]})
    if "body" in values:
        demands = demands.referred_to(int(values["body"]))
    if "answer" in values:
        newest = DemandAnswer.objects.visible_to(user).filter(demand=OuterRef("pk")).order_by("-id").values("kind")[:1]
        kind = None if values["answer"] == UNANSWERED else values["answer"]
        demands = demands.annotate(answer=Subquery(newest)).filter(answer=kind)
    ordered = demands.order_by("-visit__meeting__round__number", "-visit__meeting__number", "visit_id", "number", "id")
    pages = Paginator(with_parts(ordered, user), PAGE_SIZE)
    found = pages.get_page(page)
    own = body_of_liaison(user)
    return DemandsPage(
        filters=filters,
        total=f"{persian_digits(pages.count)} خواسته",
        rows=tuple(demand_row(demand, user, today) for demand in found),
        own=Link("ارجاع‌شده به دستگاه شما", f"{reverse('demands')}?body={own}", values.get("body") == str(own))
        if own
        else None,
        pager=pager(found.number, pages.num_pages, filters.href),
    )


def _filters(user: object, asked: Mapping[str, str]) -> Filters:
    visible = Demand.objects.visible_to(user).order_by()
    guilds = Guild.objects.filter(pk__in=visible.values("visit__guild")).order_by("sort_key", "id")
    referrals = DemandReferral.objects.filter(demand__in=visible.values("pk"))
    bodies = Body.objects.filter(pk__in=referrals.values("body")).order_by("sort_key", "id")
    rounds = Round.objects.filter(pk__in=visible.values("visit__meeting__round")).order_by("number")
    return Filters(
        reverse("demands"),
        (
            narrowing(asked, "guild", "صنف", "همه اصناف", [(row.pk, row.name) for row in guilds]),
            narrowing(asked, "round", "دور", "همه دورها", [(row.number, str(row)) for row in rounds]),
            narrowing(asked, "state", "وضعیت", "همه وضعیت‌ها", Demand.State.choices),
            narrowing(asked, "body", "ارجاع به", "همه دستگاه‌ها", [(row.pk, row.name) for row in bodies]),
            narrowing(asked, "answer", "پاسخ", "هر پاسخی", [*DemandAnswer.Kind.choices, (UNANSWERED, "هنوز بی‌پاسخ")]),
        ),
    )


def demand_page(demand: Demand, user: object, today: date) -> DemandPage:
    """The page of one demand. The same number of queries whatever came of it."""
    visit = demand.visit
    guild, meeting = guild_link(visit.guild, user), meeting_link(visit.meeting, user)
    beside = Demand.objects.visible_to(user).filter(visit=visit)
    writes = getattr(user, "writes_records", False)
    return DemandPage(
        over=(Link("خواسته‌های صنفی", reverse("demands")), guild),
        title=_name(demand),
        state=str(demand.get_state_display()),
        text=demand.text,
        guild=guild,
        meeting=meeting,
        line=_line(demand.block, user) if demand.block else None,
        raised_by=str(demand.invitee) if demand.invitee and (writes or _is_published(visit.meeting_id, user)) else "",
        referrals=tuple(
            _referral(row, demand, today, writes) for row in demand.referrals.select_related("body").order_by("id")
        ),
        answers=tuple(_answer(row) for row in _answers(demand, user)),
        reports=tuple(_report(row) for row in _reports(demand, user)),
        previous=_beside(beside.filter(number__lt=demand.number).order_by("-number").first()),
        following=_beside(beside.filter(number__gt=demand.number).order_by("number").first()),
        sections=sections_for("demand", demand, user),
    )


def _name(demand: Demand) -> str:
    return f"خواسته {persian_digits(demand.number)}"


def _beside(demand: Demand | None) -> Link | None:
    return Link(_name(demand), demand.get_absolute_url()) if demand else None


def _is_published(meeting_id: int, user: object) -> bool:
    return Minutes.objects.newest_published_for(user).filter(meeting=meeting_id).exists()


def _line(block: Block, user: object) -> Link | None:
    """The line in which the demand was put, in an edition that `user` may read; None while there is none."""
    minutes = block.turn.minutes
    if minutes.edition is None or minutes.edition.audience not in audiences_of(user):
        return None
    newest = Minutes.objects.newest_published_for(user).filter(meeting=minutes.meeting_id).first()
    return Link(block.cite, block.href(newest.number if newest else None))


def _answers(demand: Demand, user: object) -> list[DemandAnswer]:
    visible = DemandAnswer.objects.visible_to(user).filter(demand=demand)
    return list(visible.select_related("body", "competent_body", "person").order_by("-id"))


def _answer(answer: DemandAnswer) -> AnswerRow:
    given = answer.given_on
    return AnswerRow(
        kind=kind_words(answer),
        until=long_date(answer.promised_until) if answer.promised_until else "",
        body=_body(answer.body),
        competent=_body(answer.competent_body),
        by=answer.given_by_as_written or (str(answer.person) if answer.person else ""),
        date=partial_date(given.first, given.last, given.precision) if given else "",
        text=answer.text,
        letter=persian_digits(answer.letter_number),
    )


def _body(body: Body | None) -> Link | None:
    return Link(body.name, body.get_absolute_url()) if body else None


def _referral(referral: DemandReferral, demand: Demand, today: date, writes: bool) -> ReferralRow:
    return ReferralRow(
        body=Link(referral.body.name, referral.body.get_absolute_url()),
        date=long_date(referral.referred_on) if referral.referred_on else "",
        letter=persian_digits(referral.letter_number),
        deadline=long_date(referral.deadline) if referral.deadline else "",
        is_late=is_late(referral, demand, today),
        note=referral.note if writes else "",
    )


def _reports(demand: Demand, user: object) -> list[DemandReport]:
    visible = DemandReport.objects.visible_to(user).filter(demand=demand)
    return list(visible.select_related("body").order_by("-reported_at", "-id")[:PAGE_SIZE])


def _report(report: DemandReport) -> ReportRow:
    return ReportRow(
        body=report.body.name if report.body else "",
        by=report.reporter_name,
        date=long_date(timezone.localtime(report.reported_at).date()),
        text=report.text,
        percent=report.percent,
        state=str(report.get_state_display()),
    )
