"""The meetings of the sample: when and where, who sat there, what was on the agenda, and what was said."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, time
from typing import Any

from meetings.models import AgendaItem, Attendance, Invitation, Meeting
from people.models import Person
from persian.jalali import PartialDate, days_in_month, from_jalali, month, year
from persian.numbers import persian_digits
from qazvin20.sample.diary import LAST_DAY, Diary, at, later, on
from qazvin20.sample.draw import Lots, themes, words
from qazvin20.sample.people import Cast, opening_of
from qazvin20.sample.speech import Said, Scene
from qazvin20.sample.themes import Subjects
from records.audience import Audience

MONTHS = (
    "فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد", "شهریور", "مهر", "آبان", "آذر", "دی", "بهمن", "اسفند",
)  # fmt: skip
Status, Capacity = Attendance.Status, Attendance.Capacity
HEARD_FROM, HEARD_TO = 2, 13  # the meetings of round five that hear a guild


@dataclass
class Held:
    """A meeting that was held, before its minutes are written."""

    meeting: Meeting
    day: date
    round_number: int
    themes: list[int]
    lots: Lots
    scene: Scene
    chair: Person
    secretary: Person
    officials: list[tuple[Person, str]]
    guild: list[Attendance] = field(default_factory=list)
    demands: list[str] = field(default_factory=list)
    said: list[Said] = field(default_factory=list)


def plan(cast: Cast, subjects: Subjects, diary: Diary, seed: int, write: Callable[[Held], None]) -> None:
    """Plan every meeting on its day; `write` is given each one held, to write its minutes."""
    for row in words("rounds"):
        opens = opening_of(row)
        for number in range(1, row["meetings"] + 1):
            day = _working_day(later(opens, 5 + (number - 1) * row["every"]))
            lots = Lots(seed, f"meeting {row['number']}/{number}")
            diary.plan(day, _take_place, row["number"], number, day, lots, cast, subjects, diary, write)
    _plan_the_rest(cast, diary, seed)


def _working_day(day: date) -> date:
    """The day, or the Saturday after it: nobody meets at the end of the week."""
    return later(day, {3: 2, 4: 1}.get(day.weekday(), 0))


def _take_place(
    round_number: int,
    number: int,
    day: date,
    lots: Lots,
    cast: Cast,
    subjects: Subjects,
    diary: Diary,
    write: Callable[[Held], None],
) -> None:
    write(_hold(round_number, number, day, lots, cast, subjects, diary))


def guild_of(round_number: int, number: int) -> int | None:
    """Which guild (its place in the list) is heard at a meeting; None for none."""
    return number - HEARD_FROM if round_number == 5 and HEARD_FROM <= number <= HEARD_TO else None


def _hold(round_number: int, number: int, day: date, lots: Lots, cast: Cast, subjects: Subjects, diary: Diary) -> Held:
    seats = cast.seats[round_number]
    chair, secretary = seats[0], seats[1]
    about = [1 + (number * 3 + round_number * 7 + step * 5) % len(themes()) for step in range(3)]
    if round_number == 1:  # the themes are not chosen yet in the first meetings: they are about to be
        about = [1 + (number + step * 6) % len(themes()) for step in range(3)]
    starts = time(lots.one([9, 10, 16, 17]), lots.one([0, 30]))
    meeting = Meeting(
        round=cast.rounds[round_number],
        number=number,
        kind=Meeting.Kind.EXTRAORDINARY if lots.chance(7) else Meeting.Kind.ORDINARY,
        state=Meeting.State.HELD,
        held_on=on(day),
        starts_at=starts,
        ends_at=time(starts.hour + 2, lots.one([0, 15, 40])),
        place=lots.one(words("speech")["halls"]),
        chair=chair,
        chair_as_written=str(chair),
        secretary=secretary,
        secretary_as_written=str(secretary),
        letter_number=f"{persian_digits(round_number)}/{persian_digits(100 * round_number + number)}/ص",
        letter_attachment=lots.one(["ندارد", "دارد", "ندارد"]),
    )
    if number == 1:
        meeting.title = f"آغاز {cast.rounds[round_number]}"
    if round_number == 1 and number in (3, 9, 14):
        _forget(meeting, day, all_of_it=number == 9)
    diary.add(meeting, meeting.snapshot(), cast.users["secretary"])
    said = subjects.words(about[0])
    keys = dict.fromkeys(["municipality", *said["bodies"], "council"])
    everybody = [one for ones in cast.officials.values() for one in ones]
    officials = [lots.one(cast.officials[key]) for key in keys if key in cast.officials][:4]
    officials.append(everybody[(number + 11 * round_number) % len(everybody)])  # so that each is heard some day
    officials = list(dict.fromkeys(officials))
    scene = Scene(lots, cast, subjects, round_number, about)
    held = Held(meeting, day, round_number, about, lots, scene, chair, secretary, officials)
    if meeting.held_on is not None and meeting.chair is not None:
        seat_everybody(held, cast)
        _agenda(held, cast)
    return held


def _forget(meeting: Meeting, day: date, all_of_it: bool) -> None:
    """Of some old meetings little is known."""
    y, m = year(day), month(day)
    first, last = from_jalali(y, m, 1), from_jalali(y, m, days_in_month(y, m))
    meeting.held_on = PartialDate(first, last, "month", f"{MONTHS[m - 1]} {persian_digits(y)}")
    meeting.starts_at = meeting.ends_at = None
    meeting.kind, meeting.letter_number, meeting.letter_attachment = Meeting.Kind.UNKNOWN, "", ""
    if all_of_it:
        meeting.held_on = meeting.chair = meeting.secretary = None
        meeting.place = meeting.chair_as_written = meeting.secretary_as_written = ""


def seat_everybody(held: Held, cast: Cast, *, expected: bool = False) -> None:
    """Attendance: the members of the round, the officials who were asked, and the ten of the guild."""
    rows = []
    for index, person in enumerate(cast.seats[held.round_number]):
        row = _seat(held, person, cast.callings.get(person.pk, ""), Capacity.MEMBER)
        if index > 1 and not expected:
            _vary(row, held, cast)
        rows.append(row)
    rows += [_seat(held, person, post, Capacity.OFFICIAL) for person, post in held.officials]
    guild = guild_of(held.round_number, held.meeting.number)
    if guild is not None:
        ten = cast.invitees[guild * 10 : guild * 10 + 10]
        rows += [_seat(held, person, "", Capacity.GUILD_INVITEE) for person in ten]
    for position, row in enumerate(rows, start=1):
        row.position = position
        if expected:
            row.status = Status.EXPECTED
    saved = Attendance.objects.bulk_create(rows)
    held.guild = [row for row in saved if row.capacity == Capacity.GUILD_INVITEE]


def _seat(held: Held, person: Person, post: str, capacity: Attendance.Capacity) -> Attendance:
    return Attendance(
        meeting=held.meeting,
        person=person,
        name_as_written=str(person),
        post_as_written=post,
        capacity=capacity,
        status=Status.PRESENT,
    )


def _vary(row: Attendance, held: Held, cast: Cast) -> None:
    lots, starts = held.lots, held.meeting.starts_at
    if lots.chance(78):
        return
    row.status = lots.one(
        [Status.ABSENT, Status.EXCUSED, Status.EXCUSED, Status.LATE, Status.LEFT_EARLY, Status.STAND_IN]
    )
    if row.status == Status.LATE and starts:
        row.arrived_at = time(starts.hour, 45)
    elif row.status == Status.LEFT_EARLY and starts:
        row.left_at = time(starts.hour + 1, 15)
    elif row.status == Status.STAND_IN:
        row.stand_in_as_written = cast.named(lots.one(cast.members))


def _agenda(held: Held, cast: Cast) -> None:
    frames = words("speech")["agenda"]
    chosen = frames[:2] + held.lots.some(frames[2:5], 2) + frames[5:]
    AgendaItem.objects.bulk_create(
        AgendaItem(
            meeting=held.meeting,
            position=position,
            title=held.scene.line(frame).text,
            presenter=held.secretary if position < 3 else None,
            presenter_as_written=str(held.secretary) if position < 3 else "",
            minutes_planned=held.lots.one([10, 15, 20, 30]),
            outcome=held.lots.one([AgendaItem.Outcome.DONE, AgendaItem.Outcome.DONE, AgendaItem.Outcome.LEFT]),
        )
        for position, frame in enumerate(chosen, start=1)
    )


def _plan_the_rest(cast: Cast, diary: Diary, seed: int) -> None:
    """Meetings that were not held: one called off in round four, and what is to come in round five."""
    rest: list[tuple[int, int, Meeting.State, int, dict[str, Any]]] = [
        (4, 23, Meeting.State.CANCELLED, -700, {"reason": words("speech")["late_reasons"][0]}),
        (5, 15, Meeting.State.INVITED, 9, {}),
        (5, 16, Meeting.State.PLANNED, 23, {}),
        (5, 17, Meeting.State.POSTPONED, 37, {"reason": words("speech")["late_reasons"][1]}),
    ]
    for round_number, number, state, days, columns in rest:
        day = _working_day(later(LAST_DAY, days))
        values = {"state": state, "held_on": on(day), "starts_at": time(16, 0), **columns}
        lots = Lots(seed, f"meeting {round_number}/{number}")
        diary.plan(min(later(day, -10), LAST_DAY), _announce, round_number, number, values, lots, cast, diary)


def _announce(round_number: int, number: int, values: dict[str, Any], lots: Lots, cast: Cast, diary: Diary) -> None:
    place = lots.one(words("speech")["halls"])
    seats = cast.seats[round_number]
    audience = Audience.EVERYONE if values["state"] == Meeting.State.INVITED else Audience.MEMBERS
    meeting = Meeting(round=cast.rounds[round_number], number=number, place=place, audience=audience, **values)
    diary.add(meeting, meeting.snapshot(), cast.users["secretary"])
    if meeting.state == Meeting.State.INVITED:
        AgendaItem.objects.bulk_create(
            AgendaItem(meeting=meeting, position=position, title=title, minutes_planned=20)
            for position, title in enumerate(words("speech")["agenda"][:2] + words("speech")["agenda"][5:], start=1)
        )
        seats_taken = [
            Attendance(
                meeting=meeting, person=person, name_as_written=str(person), position=position,
                post_as_written=cast.callings.get(person.pk, ""),
            )
            for position, person in enumerate(seats, start=1)
        ]  # fmt: skip
        for row in Attendance.objects.bulk_create(seats_taken):
            _invite(row, meeting, lots)


def _invite(row: Attendance, meeting: Meeting, lots: Lots) -> None:
    reply = lots.one([Invitation.Reply.WILL, Invitation.Reply.WILL, Invitation.Reply.WILL_NOT, Invitation.Reply.NONE])
    Invitation.objects.create(
        attendance=row,
        letter_number=f"۵/{persian_digits(600 + row.position)}/د",
        sent_at=at(later(LAST_DAY, -4), 9),
        reply=reply,
        replied_at=None if reply == Invitation.Reply.NONE else at(later(LAST_DAY, -lots.number(0, 3)), 11),
    )
