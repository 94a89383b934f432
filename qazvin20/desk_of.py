"""From the whole archive to the desk of one day: eight queries, however much waits."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import Count, Exists, OuterRef, Q, Subquery, Window
from django.urls import reverse
from django.utils import timezone

from commitments.models import Commitment
from commitments.points_found import Mark, decisions_of_nobody
from commitments.rows import row_of, with_source
from meetings.models import Block, CorrectionRequest, Meeting, Minutes, Turn
from people.models import Round
from persian.jalali import long_date, partial_date, tehran_today, weekday
from persian.numbers import persian_digits
from qazvin20.desk import SHOWN, Desk, DeskRow, Pile
from qazvin20.desk_ahead import day_of, invitations_due, meeting_ahead, meetings_ahead
from qazvin20.desk_piles import counted, pile_of
from records import mail
from records.models import Mailing
from records.pager import Link

State = Minutes.State


def desk_of(user: object, today: date) -> Desk:
    """The desk on the day `today`, Tehran's."""
    ahead = meetings_ahead(today)
    minutes = _open_minutes()
    piles = (
        invitations_due(ahead, today),
        _to_confirm(minutes),
        _to_publish(minutes),
        _corrections(),
        _without_minutes(today),
        _drafts(minutes, today),
        _overdue(user, today),
        _without_executor(user, today),
        _letters(),
    )
    shown = [meeting for meeting in ahead if day_of(meeting) == today] or ahead[:1]
    return Desk(
        day=f"{weekday(today)} {long_date(today)}",
        acts=(
            Link("جلسه تازه", reverse("meeting_new")),
            Link("ورود سند", reverse("import")),
            Link("نامه‌ها", reverse("mailings")),
        ),
        piles=tuple(pile for pile in piles if pile is not None),
        ahead=tuple(meeting_ahead(meeting, today) for meeting in shown[:SHOWN]),
    )


# Minutes on their way


def _open_minutes() -> dict[str, list[Minutes]]:
    """The first of those that are worked on, by where they stand, each with `found`, how many stand there."""
    of_it = Turn.objects.filter(minutes=OuterRef("pk")).order_by().values("minutes")
    rows = (
        Minutes.objects.open()
        .select_related("meeting__round")
        .annotate(
            found=Window(Count("*"), partition_by="state"),
            turns_there=Subquery(of_it.annotate(number=Count("pk")).values("number")),
        )
        .order_by("changed_at", "id")
    )
    found: dict[str, list[Minutes]] = {state.value: [] for state in State}
    for minutes in rows[: 20 * SHOWN]:
        found[minutes.state].append(minutes)
    return found


def _to_confirm(found: dict[str, list[Minutes]]) -> Pile | None:
    rows = found[State.IN_REVIEW]
    return pile_of(
        "confirm", "در انتظار تأیید", rows, (_to_read(row, "خواندن و تأیید") for row in rows[:SHOWN]), _drafts_of()
    )


def _to_publish(found: dict[str, list[Minutes]]) -> Pile | None:
    rows = found[State.CONFIRMED]
    return pile_of(
        "publish", "تأییدشده، در انتظار ابلاغ", rows, (_to_read(row, "ابلاغ") for row in rows[:SHOWN]), _drafts_of()
    )


def _to_read(minutes: Minutes, word: str) -> DeskRow:
    href = reverse("meeting_draft", args=minutes.meeting.address)
    return DeskRow(str(minutes), href, f"از {_since(minutes)}", Link(word, href))


def _since(minutes: Minutes) -> str:
    return long_date(tehran_today(minutes.changed_at))


def _drafts(found: dict[str, list[Minutes]], today: date) -> Pile | None:
    rows = sorted([*found[State.RETURNED], *found[State.DRAFT]], key=lambda row: row.state != State.RETURNED)
    pile = pile_of("drafts", "پیش‌نویس‌ها", rows, (_draft(row, today) for row in rows[:SHOWN]), _drafts_of())
    count = sum(getattr(found[state][0], "found", 0) for state in (State.RETURNED, State.DRAFT) if found[state])
    if pile is None:
        return None
    whole = _drafts_of() if count > len(pile.rows) else None
    return Pile(pile.key, pile.heading, persian_digits(count), pile.rows, whole=whole)


def _draft(minutes: Minutes, today: date) -> DeskRow:
    draft = reverse("meeting_draft", args=minutes.meeting.address)
    is_returned = minutes.state == State.RETURNED
    days = (today - tehran_today(minutes.changed_at)).days
    age = f"{persian_digits(days)} روز دست‌نخورده" if days > 0 else "امروز ویرایش شده"
    turns = getattr(minutes, "turns_there", None)
    written = f"{persian_digits(turns)} نوبت سخن" if turns else "هنوز سخنی نوشته نشده"
    word = "اصلاح" if is_returned else "ادامه"
    do = Link(word, reverse("meeting_write", args=minutes.meeting.address))
    state = f"{minutes.get_state_display()}، " if is_returned else ""
    return DeskRow(str(minutes), draft, f"{state}{written}، {age}", do)


def _drafts_of() -> Link:
    return Link("همه جلسات", reverse("meetings"))


def _corrections() -> Pile | None:
    rows = counted(
        CorrectionRequest.objects.filter(state=CorrectionRequest.State.OPEN)
        .select_related("minutes__meeting__round", "asked_by")
        .order_by("asked_at", "id")
    )
    return pile_of("corrections", "درخواست‌های اصلاح", rows, (_correction(row) for row in rows), _drafts_of())


def _correction(asked: CorrectionRequest) -> DeskRow:
    address = asked.minutes.meeting.address
    do = Link("بررسی", reverse("corrections", args=address))
    wish = asked.wish if len(asked.wish) <= 100 else asked.wish[:100].rsplit(" ", 1)[0] + " …"
    about = f"{asked.asked_by}، {long_date(tehran_today(asked.asked_at))}، {asked.minutes}"
    return DeskRow(f"«{wish}»", do.href, about, do)


def _without_minutes(today: date) -> Pile | None:
    """Of the round that is open: held, or its day is over, and nobody has begun to write."""
    over = Q(
        state__in=[Meeting.State.PLANNED, Meeting.State.INVITED],
        held_on__lt=today.isoformat(),
        held_on__contains="/day/",
    )
    rows = counted(
        Meeting.objects.filter(Q(state=Meeting.State.HELD) | over, round__status=Round.Status.ACTIVE)
        .filter(~Exists(Minutes.objects.filter(meeting=OuterRef("pk"))))
        .select_related("round")
        .order_by("-number", "id")
    )
    round = Link("همه جلسات این دور", f"{reverse('meetings')}?round={rows[0].round.number}") if rows else None
    return pile_of("unwritten", "جلسه‌های بی صورتجلسه", rows, (_unwritten(row) for row in rows), round)


def _unwritten(meeting: Meeting) -> DeskRow:
    held = meeting.held_on
    day = partial_date(held.first, held.last, held.precision) if held else "تاریخ: درج نشده"
    do = Link("نگارش", reverse("meeting_write", args=meeting.address))
    return DeskRow(str(meeting), meeting.get_absolute_url(), f"{meeting.get_state_display()}، {day}", do)


# What came of it


def _overdue(user: object, today: date) -> Pile | None:
    late = with_source(Commitment.objects.visible_to(user).overdue(today), user)
    rows = counted(late.order_by("deadline", "id"))
    whole = Link("همه تعهدات گذشته از مهلت", f"{reverse('commitments')}?late=1")
    return pile_of("overdue", "گذشته از مهلت", rows, (_late(row, today) for row in rows), whole, late=True)


def _late(commitment: Commitment, today: date) -> DeskRow:
    row = row_of(commitment, today)
    about = "، ".join(part for part in (row.body or "دستگاه مسئول: نامعلوم", row.source.cite) if part)
    return DeskRow(
        row.title, row.href, about, Link("پیگیری", row.href), row.timing.words, row.timing.track, row.is_words
    )


def _without_executor(user: object, today: date) -> Pile | None:
    made = Commitment.objects.filter(block__key=OuterRef("key")).order_by("id").values("pk")
    lines = decisions_of_nobody(user, today).select_related("turn__minutes__meeting__round")
    rows = counted(lines.annotate(made=Subquery(made[:1])))
    whole = Link("همه مصوبات بی دستگاه مسئول", f"{reverse('points')}?kind={Mark.DECISION.value}&fate=nobody")
    return pile_of("nobody", "مصوبات بی دستگاه مسئول", rows, (_decision(row) for row in rows), whole)


def _decision(block: Block) -> DeskRow:
    words = block.text if len(block.text) <= 110 else block.text[:110].rsplit(" ", 1)[0] + " …"
    about = block.cite
    made = getattr(block, "made", None)  # a commitment that names no body either
    href = reverse("commitment_edit", args=[made]) if made else f"{reverse('commitment_new')}?line={block.pk}"
    do = Link("تعیین دستگاه", href)
    return DeskRow(words, block.get_absolute_url(), about, do, is_words=True)


def _letters() -> Pile | None:
    """Letters with an address that did not reach anybody. Where there is no mail, nobody waits for any."""
    if not mail.sends():
        return None
    just_now = Q(tried_at=None, laid_at__gte=timezone.now() - timedelta(minutes=2))
    rows = Mailing.objects.open().exclude(address="").exclude(just_now)
    found = counted(rows.order_by("laid_at", "id"))
    whole = Link("همه نامه‌های نرسیده", f"{reverse('mailings')}?state=open")
    return pile_of("letters", "نامه‌های نرسیده", found, (_letter(row) for row in found), whole)


def _letter(mailing: Mailing) -> DeskRow:
    href = f"{reverse('mailings')}?state=open&about={mailing.object_type}-{mailing.object_id}"
    failed = "ارسال نشد" if mailing.state == Mailing.State.FAILED else ""
    about = f"به {mailing.recipient_name}، {mailing.address}"
    return DeskRow(mailing.subject, href, about, Link("رساندن", href), failed)
