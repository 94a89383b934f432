"""From the rows of a meeting to the sheet of its minutes, and from a frozen edition back to it."""

from __future__ import annotations

from datetime import datetime, time

from django.db.models import Prefetch
from django.utils import timezone

from meetings.models import Attendance, Block, Meeting, Minutes
from meetings.sheet import (
    AgendaSheet,
    AttendeeSheet,
    BlockSheet,
    DecisionSheet,
    MinutesSheet,
    SignatureSheet,
    Stamp,
    TurnSheet,
    from_content,
)
from people.models.person import Confidence
from persian.jalali import long_date, partial_date, short_date, weekday
from persian.numbers import ordinal_words, persian_digits
from records import organisation
from records.models import Edition
from records.verification import verify_url

PRESENT = (Attendance.Status.PRESENT, Attendance.Status.LATE, Attendance.Status.LEFT_EARLY, Attendance.Status.STAND_IN)
ABSENT = (Attendance.Status.EXCUSED, Attendance.Status.ABSENT)
OF_THE_GROUP = (Attendance.Capacity.MEMBER, Attendance.Capacity.OBSERVER)


def stamp_of(number: int, code: str, issued_at: datetime) -> Stamp:
    day = timezone.localtime(issued_at).date()
    return Stamp(number=number, code=code, published_on=long_date(day), verify_url=verify_url(code))


def sheet_of_edition(edition: Edition) -> MinutesSheet:
    """What was frozen, with the edition's stamp. Raises ValueError for a content that this version can't read."""
    return from_content(edition.frozen, stamp_of(edition.number, edition.code, edition.issued_at))


def sheet_of(minutes: Minutes, stamp: Stamp | None = None) -> MinutesSheet:
    """The sheet of what the rows say now. Five queries, however long the minutes are."""
    meeting = minutes.meeting
    turns = list(
        minutes.turns.order_by("position").prefetch_related(
            Prefetch("blocks", Block.objects.select_related("executor").order_by("position"))
        )
    )
    # Lines are counted here: a line that comes into a draft does not touch the rows after it.
    numbers = {block.pk: number for number, block in enumerate((b for turn in turns for b in turn.blocks.all()), 1)}
    attendance = list(meeting.attendance.order_by("position", "id"))
    taken = [seat for seat in attendance if seat.status != Attendance.Status.EXPECTED]
    present = [seat for seat in taken if seat.status in PRESENT]
    held = meeting.held_on
    day = held.first if held and held.precision == "day" else None
    return MinutesSheet(
        organisation=organisation.known().name,
        title=str(minutes),
        kind=minutes.get_kind_display(),
        is_summary=minutes.is_summary,
        round_number=meeting.round.number,
        round_name=str(meeting.round),
        meeting_number=meeting.number,
        number_words=ordinal_words(meeting.number),
        number_is_probable=meeting.number_confidence == Confidence.PROBABLE,
        letter_number=persian_digits(meeting.letter_number),
        letter_attachment=persian_digits(meeting.letter_attachment),
        weekday=weekday(day) if day else "",
        date=partial_date(held.first, held.last, held.precision) if held else "",
        date_short=short_date(day) if day else "",
        start=_clock(meeting.starts_at),
        end=_clock(meeting.ends_at),
        place=meeting.place,
        chair=meeting.chair_as_written,
        secretary=meeting.secretary_as_written,
        attendance_known=bool(taken),
        present=tuple(_attendee(seat) for seat in present if seat.capacity in OF_THE_GROUP),
        absent=tuple(_attendee(seat) for seat in taken if seat.status in ABSENT),
        guests=tuple(_attendee(seat) for seat in present if seat.capacity not in OF_THE_GROUP),
        agenda=tuple(
            AgendaSheet(number=index, title=item.title, presenter=item.presenter_as_written)
            for index, item in enumerate(meeting.agenda.order_by("position"), start=1)
        ),
        turns=tuple(
            TurnSheet(
                number=turn.position,
                speaker=turn.speaker_as_written,
                post=turn.post_as_written,
                person_id=turn.person_id,
                blocks=tuple(
                    BlockSheet(
                        numbers[block.pk],
                        block.kind,
                        block.level,
                        block.text,
                        str(Block.Mark(block.mark).label) if block.mark else "",
                    )
                    for block in turn.blocks.all()
                ),
            )
            for turn in turns
        ),
        decisions=tuple(
            DecisionSheet(
                number=persian_digits(block.decision_number or ""),
                text=block.text,
                executor=block.executor_as_written or (block.executor.name if block.executor else ""),
                deadline=short_date(block.deadline) if block.deadline else "",
                block=numbers[block.pk],
            )
            for turn in turns
            for block in turn.blocks.all()
            if block.mark == Block.Mark.DECISION
        ),
        signatures=_signatures(meeting),
        stamp=stamp,
    )


def _clock(at: time | None) -> str:
    return persian_digits(at.strftime("%H:%M")) if at else ""


def _attendee(seat: Attendance) -> AttendeeSheet:
    notes = {
        Attendance.Status.LATE: f"ورود در ساعت {_clock(seat.arrived_at)}" if seat.arrived_at else "با تأخیر",
        Attendance.Status.LEFT_EARLY: f"خروج در ساعت {_clock(seat.left_at)}" if seat.left_at else "ترک پیش از پایان",
        Attendance.Status.STAND_IN: f"جانشین: {seat.stand_in_as_written}"
        if seat.stand_in_as_written
        else "با حضور جانشین",
        Attendance.Status.EXCUSED: "غیبت موجه",
    }
    return AttendeeSheet(
        name=seat.name_as_written,
        post=seat.post_as_written,
        capacity=seat.get_capacity_display(),
        note=notes.get(Attendance.Status(seat.status), ""),
    )


def _signatures(meeting: Meeting) -> tuple[SignatureSheet, ...]:
    """The places at the foot: whoever kept the minutes, and whoever chaired."""
    return (
        SignatureSheet(name=meeting.secretary_as_written, post="دبیر جلسه"),
        SignatureSheet(name=meeting.chair_as_written, post="رئیس جلسه"),
    )
