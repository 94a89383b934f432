"""What lies ahead on the desk: today's meeting and the next, and to whom invitations are due."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import Count, Exists, OuterRef, Q, Subquery
from django.urls import reverse

from meetings.models import Meeting, Minutes
from meetings.page import Fact
from persian.jalali import long_date, weekday
from persian.numbers import persian_digits
from qazvin20.desk import SHOWN, DeskRow, MeetingAhead, Pile
from qazvin20.desk_piles import pile_of
from records import organisation
from records.pager import Link

INVITATION_DAYS = 3  # 72 hours, where no setting says otherwise
REMINDED = 2  # days before that the desk begins to say so
AHEAD = 20  # meetings that are looked at


def day_of(meeting: Meeting) -> date | None:
    """The day of a meeting whose whole date is known."""
    held = meeting.held_on
    return held.first if held and held.precision == "day" else None


def meetings_ahead(today: date) -> list[Meeting]:
    """Meetings from today on, the next one first, with how many are invited and how they answered."""
    # One that has begun stays on the desk until its minutes are published.
    unpublished = ~Exists(Minutes.objects.published().filter(meeting=OuterRef("pk")))
    coming = Q(state__in=[Meeting.State.PLANNED, Meeting.State.INVITED]) | Q(unpublished, state=Meeting.State.HELD)
    seats = Count("attendance", distinct=True)
    stands = Minutes.objects.open().filter(meeting=OuterRef("pk")).order_by("-number").values("state")[:1]
    replies = {
        name: Count("attendance", filter=Q(attendance__invitation__reply=name), distinct=True)
        for name in ("will", "will_not", "none")
    }
    rows = Meeting.objects.filter(coming, held_on__gte=today.isoformat()).select_related("round")
    rows = rows.annotate(seats=seats, stands=Subquery(stands), **replies)
    return list(rows.order_by("held_on", "starts_at", "id")[:AHEAD])


def meeting_ahead(meeting: Meeting, today: date) -> MeetingAhead:
    day = day_of(meeting)
    hours = [persian_digits(at.strftime("%H:%M")) for at in (meeting.starts_at, meeting.ends_at) if at]
    where = "، ".join(part for part in ("ساعت " + " تا ".join(hours) if hours else "", meeting.place) if part)
    counts: dict[str, int] = {name: getattr(meeting, name) for name in ("seats", "will", "will_not", "none")}
    invited = counts["will"] + counts["will_not"] + counts["none"]
    facts = [Fact("دعوت‌شدگان", persian_digits(counts["seats"]) if counts["seats"] else "")]
    if invited:
        facts += [
            Fact("حضور می‌یابد", persian_digits(counts["will"])),
            Fact("حضور نمی‌یابد", persian_digits(counts["will_not"])),
            Fact("بدون پاسخ", persian_digits(counts["none"])),
        ]
    is_today = day == today
    acts = [*(_acts_of_today(meeting) if is_today else ()), ("دعوت", "meeting_invitations"), ("ویرایش", "meeting_edit")]
    links = tuple(Link(word, reverse(name, args=meeting.address)) for word, name in acts)
    return MeetingAhead(
        heading="جلسه امروز" if is_today else "جلسه آتی",
        day=f"{weekday(day)} {long_date(day)}" if day else str(meeting.held_on or ""),
        name=str(meeting),
        href=meeting.get_absolute_url(),
        about=where,
        facts=tuple(facts),
        acts=links,
        main=links[0] if is_today else None,
    )


def _acts_of_today(meeting: Meeting) -> list[tuple[str, str]]:
    """Words and page of what is done while a meeting takes place, what comes next before the rest."""
    roll, write = ("حضور و غیاب", "meeting_attendance"), ("نگارش صورتجلسه", "meeting_write")
    if getattr(meeting, "stands", None) in (Minutes.State.IN_REVIEW, Minutes.State.CONFIRMED):
        return [("خواندن و تأیید", "meeting_draft"), roll]
    return [write, roll] if meeting.state == Meeting.State.HELD else [roll, write]


def invitations_due(ahead: list[Meeting], today: date) -> Pile | None:
    """Meetings to which nobody was invited yet, from the day on which the letters are due."""
    days = organisation.known().invitation_days
    before = timedelta(INVITATION_DAYS if days is None else days)
    rows = []
    for meeting in ahead:
        day = day_of(meeting)
        if meeting.state != Meeting.State.PLANNED or day is None or day - before > today + timedelta(REMINDED):
            continue
        left = (day - before - today).days
        words = f"{persian_digits(left)} روز تا مهلت دعوت" if left > 0 else "امروز واپسین روز دعوت است"
        late = f"{persian_digits(-left)} روز از مهلت دعوت گذشته" if left < 0 else ""
        do = Link("دعوت", reverse("meeting_invitations", args=meeting.address))
        about = f"{weekday(day)} {long_date(day)}" + ("" if late else f"، {words}")
        rows.append(DeskRow(str(meeting), meeting.get_absolute_url(), about, do, late))
    return pile_of("invitations", "دعوت‌نامه‌ها", rows, rows[:SHOWN], late=any(row.late for row in rows))
