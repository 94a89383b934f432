"""Who was there: the roll of a meeting as it is taken, and its summary beside the minutes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import time

from django.db import transaction
from django.urls import reverse

from meetings.models import Attendance, Meeting
from meetings.planning.header_words import clock
from meetings.planning.invitations import NewSeat, add_seats, drop_seats
from people.keeping import Refused
from persian.numbers import persian_digits
from records import chain, organisation

Status = Attendance.Status
TAKEN = tuple(status for status in Status if status != Status.EXPECTED)
# A stand-in does not make the member present: members sit as natural persons.
COUNTED = (Status.PRESENT, Status.LATE, Status.LEFT_EARLY)
COLUMNS = ("status", "arrived_at", "left_at", "stand_in_as_written", "post_as_written", "capacity")
QUORUM_MET = "{count} عضو حاضر؛ حد نصاب {quorum} است و جلسه رسمی است."
QUORUM_MISSED = "{count} عضو حاضر؛ حد نصاب {quorum} است و {lacking} عضو کم است."
QUORUM_UNKNOWN = "{count} عضو حاضر؛ حد نصاب در تنظیمات نهاده نشده است."


@dataclass(frozen=True)
class SeatTaken:
    """How it was with somebody: `seat` as stored, or not yet saved for a member who had none."""

    seat: Attendance
    status: str
    arrived_at: time | None
    left_at: time | None
    stand_in: str
    post: str
    capacity: str
    remove: bool


@dataclass(frozen=True)
class SeatMark:
    """A seat in one line: `mark` is the class of its shape, `note` the hour or the stand-in."""

    name: str
    word: str
    mark: str
    note: str = ""


@dataclass(frozen=True)
class AttendanceBar:
    """The roll beside the minutes: «۶ حاضر، ۱ با تأخیر», whether that makes a quorum, every seat, where to change it.

    `summary` and `quorum` are empty where nobody has been noted yet.
    """

    summary: str
    quorum: str
    marks: tuple[SeatMark, ...]
    href: str


def bar_of(meeting: Meeting, *, is_open: bool = True) -> AttendanceBar:
    """The roll of a meeting in short, for the include `meetings/_attendance_bar.html`; one query.

    Where it is not open, `href` is empty: nothing can be changed.
    """
    seats = list(meeting.attendance.order_by("position", "id"))
    taken = [seat for seat in seats if seat.status != Status.EXPECTED]
    return AttendanceBar(
        summary=summary_of(taken),
        quorum=quorum_words(counted(taken)) if taken else "",
        marks=tuple(SeatMark(str(seat), str(seat.get_status_display()), seat.status, note_of(seat)) for seat in seats),
        href=reverse("meeting_attendance", args=meeting.address) if is_open else "",
    )


def summary_of(seats: Sequence[Attendance]) -> str:
    """«۶ حاضر، ۱ با تأخیر، ۲ غایب»: as many of each as there are; empty for nobody."""
    many = Counter(seat.status for seat in seats)
    return "، ".join(f"{persian_digits(many[status])} {status.label}" for status in TAKEN if many[status])


def counted(seats: Sequence[Attendance]) -> int:
    """How many count for the quorum: members who were there themselves, be it for a part."""
    return sum(1 for seat in seats if seat.capacity == Attendance.Capacity.MEMBER and seat.status in COUNTED)


def quorum_words(count: int) -> str:
    """Whether `count` members make the meeting official, by the settings."""
    quorum = organisation.known().quorum
    if quorum is None:
        return QUORUM_UNKNOWN.format(count=persian_digits(count))
    words = QUORUM_MET if count >= quorum else QUORUM_MISSED
    return words.format(
        count=persian_digits(count), quorum=persian_digits(quorum), lacking=persian_digits(max(quorum - count, 0))
    )


def note_of(seat: Attendance) -> str:
    if seat.status == Status.LATE:
        return clock(seat.arrived_at)
    if seat.status == Status.LEFT_EARLY:
        return clock(seat.left_at)
    return seat.stand_in_as_written if seat.status == Status.STAND_IN else ""


def keep_roll(
    meeting: Meeting, rows: Sequence[SeatTaken], new: Sequence[NewSeat], *, version: int, by: chain.Actor
) -> None:
    """Save the roll; the meeting is held from now on. Raises Stale, Refused; then nothing was changed."""
    with transaction.atomic():
        with meeting.changing("meeting.attendance_taken", version=version, by=by) as noted:
            meeting.state = Meeting.objects.values_list("state", flat=True).get(pk=meeting.pk)
            if meeting.state in (Meeting.State.POSTPONED, Meeting.State.CANCELLED):
                raise Refused(not_held_words(meeting))
            drop_seats(row.seat for row in rows if row.remove and row.seat.pk)
            _keep([row for row in rows if not row.remove])
            add_seats(meeting, new, by=by)
            noted["attendance"] = snapshot(meeting)
        meeting.hold(by=by)


def _keep(rows: Sequence[SeatTaken]) -> None:
    changed = []
    for row in rows:
        seat = row.seat
        wanted = {
            "status": row.status,
            "arrived_at": row.arrived_at if row.status == Status.LATE else None,
            "left_at": row.left_at if row.status == Status.LEFT_EARLY else None,
            "stand_in_as_written": row.stand_in if row.status == Status.STAND_IN else "",
            "post_as_written": row.post,
            "capacity": row.capacity,
        }
        if seat.pk is None or any(getattr(seat, name) != value for name, value in wanted.items()):
            for name, value in wanted.items():
                setattr(seat, name, value)
            changed.append(seat)
    Attendance.objects.bulk_update([seat for seat in changed if seat.pk], COLUMNS, batch_size=100)
    Attendance.objects.bulk_create([seat for seat in changed if not seat.pk])


def not_held_words(meeting: Meeting) -> str:
    return f"این جلسه {meeting.get_state_display()} است و حضور و غیاب ندارد. نخست تاریخ تازه‌ای برای آن بنویسید."


def snapshot(meeting: Meeting) -> list[list[object]]:
    """The roll as an event keeps it."""
    return [
        [seat.name_as_written, seat.post_as_written, seat.capacity, seat.status, note_of(seat)]
        for seat in meeting.attendance.order_by("position", "id")
    ]
