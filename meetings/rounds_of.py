"""From the rows of the rounds to their pages and to the line of time, for one reader."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.urls import reverse

from meetings.accounts_of import SHOWN, accounts_of, number_said_by
from meetings.models import Meeting, Mention
from people.models import Membership, Round
from people.round_page import Member, RoundLine, RoundMeeting, RoundPage, RoundsPage
from people.spans import span_of
from persian.jalali import partial_date
from persian.numbers import ordinal_words, persian_digits
from records.pager import Link
from records.sections import sections_for

MEETINGS_COUNTED = 2000
MEETINGS_SHOWN = 60
MEMBERS_SHOWN = 300


def time_line(user: object) -> tuple[RoundLine, ...]:
    """All rounds with the meetings that are known of and those whose minutes `user` can read. Three queries."""
    rounds = list(Round.objects.prefetch_related("foci").order_by("number"))
    held: dict[int, list[int]] = defaultdict(list)
    known: dict[int, int] = defaultdict(int)
    meetings = Meeting.objects.visible_to(user).with_minutes_for(user)
    for round_id, number, has_minutes in meetings.values_list("round_id", "number", "has_minutes").order_by("number"):
        known[round_id] = max(known[round_id], number)
        if has_minutes:
            held[round_id].append(number)
    mentions = list(Mention.objects.current_for(user).filter(round__isnull=False).with_line().order_by("id")[:SHOWN])
    return tuple(_line(round, known[round.pk], held[round.pk], mentions) for round in rounds)


def _line(round: Round, known: int, held: Sequence[int], mentions: Iterable[Mention]) -> RoundLine:
    total = max(round.known_meetings or 0, known)
    return RoundLine(
        name=str(round),
        href=round.get_absolute_url(),
        total=total,
        held=tuple(held),
        is_open=round.status == Round.Status.ACTIVE,
        status=str(round.get_status_display()),
        count=f"{persian_digits(total)} جلسه" if total else "",
        said_by=number_said_by(round, mentions),
        focus="، ".join(focus.title for focus in round.foci.all()),
        number=round.number,
    )


def rounds_page(user: object) -> RoundsPage:
    lines = time_line(user)
    total = sum(line.total for line in lines if not line.is_open)
    return RoundsPage(
        over=(),
        standfirst=f"دورهای پایان‌یافته روی هم {persian_digits(total)} جلسه داشته‌اند." if total else "",
        rounds=lines,
    )


def round_page(round: Round, user: object) -> RoundPage:
    """The page of one round. The same number of queries whatever it holds."""
    mentions = list(
        Mention.objects.current_for(user)
        .filter(round=round)
        .with_line()
        .order_by(
            "-block__turn__minutes__meeting__round__number",
            "-block__turn__minutes__meeting__number",
            "block__number",
            "id",
        )[:SHOWN]
    )
    visible = Meeting.objects.visible_to(user).filter(round=round).with_minutes_for(user)
    known = list(visible.order_by("number")[:MEETINGS_COUNTED])
    meetings = sorted(known, key=lambda meeting: not meeting.has_minutes)[:MEETINGS_SHOWN]
    members = Membership.objects.filter(round=round).select_related("person").order_by("person__sort_key", "id")
    line = _line(
        round,
        max((meeting.number for meeting in known), default=0),
        [meeting.number for meeting in known if meeting.has_minutes],
        mentions,
    )
    beside = {
        row.number: Link(str(row), row.get_absolute_url())
        for row in Round.objects.filter(number__in=(round.number - 1, round.number + 1))
    }
    return RoundPage(
        over=(Link("دورها", reverse("rounds")),),
        line=line,
        standfirst=_standfirst(round, line),
        accounts=accounts_of(mentions),
        meetings=tuple(_meeting(meeting, round) for meeting in meetings),
        all_meetings=Link(
            f"همه {persian_digits(len(known))} جلسه این دور", f"{reverse('meetings')}?round={round.number}"
        )
        if len(known) > len(meetings)
        else None,
        members=tuple(_member(membership) for membership in members[:MEMBERS_SHOWN]),
        previous=beside.get(round.number - 1),
        following=beside.get(round.number + 1),
        sections=sections_for("round", round, user),
    )


def _standfirst(round: Round, line: RoundLine) -> str:
    opened = round.opened
    since = f"آغاز: {partial_date(opened.first, opened.last, opened.precision)}. " if opened else ""
    held = f"صورتجلسه {persian_digits(len(line.held))} جلسه در بایگانی هست." if line.held else ""
    return f"{since}{held or 'هنوز صورتجلسه‌ای از این دور در بایگانی نیست.'}"


def _meeting(meeting: Meeting, round: Round) -> RoundMeeting:
    meeting.round = round
    held = meeting.held_on
    return RoundMeeting(
        label=f"جلسه {ordinal_words(meeting.number)}",
        href=meeting.get_absolute_url(),
        title=meeting.title,
        known=known_of(meeting),
        date=partial_date(held.first, held.last, held.precision) if held else "",
        is_held=meeting.has_minutes,
    )


def known_of(meeting: Meeting) -> str:
    """What the archive holds of a meeting found by `with_minutes_for`, in words; empty for nothing."""
    if not meeting.has_minutes:
        return ""
    return "خلاصه صورتجلسه" if meeting.published_is_summary else "صورتجلسه"


def _member(membership: Membership) -> Member:
    role = "" if membership.role == Membership.Role.MEMBER else f"{membership.get_role_display()}، "
    return Member(
        name=str(membership.person),
        href=membership.person.get_absolute_url(),
        basis=f"{role}{membership.get_basis_display()}",
        span=span_of(membership.since, membership.until),
    )
