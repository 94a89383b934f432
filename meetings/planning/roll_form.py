"""The screen on which attendance is taken: shown from what is stored, or as it was sent, one row for each seat.

Rows are read and written as plain values: sixty of them as Django forms would take longer than all else on the page.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.forms import Field

from meetings.models import Attendance, Invitation, Meeting
from meetings.planning.header_words import clock
from meetings.planning.invitations import MOST, day_of, letter_of, members_of
from meetings.planning.invitations import ROLES as CAPACITY_OF_ROLE
from meetings.planning.roll import TAKEN, SeatTaken, counted, note_of, quorum_words, summary_of
from meetings.planning.seat_forms import NewSeatForm, new_rows
from people.forms.versioned import VersionField
from people.posts import posts_of
from persian.fields import ClockField, PersianCharField

Status, Capacity = Attendance.Status, Attendance.Capacity
FIELDS: Mapping[str, Field] = {
    "arrived": ClockField(required=False),
    "left": ClockField(required=False),
    "stand_in": PersianCharField(max_length=200, required=False),
    "post": PersianCharField(max_length=200, required=False),
}
WRONG = "برخی ردیف‌ها نادرست است و هنوز چیزی ثبت نشده است. کنار هر یک نوشته شده که چه باید کرد."
# For each state: its value, its word, the letter that a keyboard gives it.
STATES = tuple(
    (status.value, str(status.label), letter)
    for status, letter in zip(TAKEN, ("ح", "ت", "پ", "ج", "م", "غ"), strict=True)
)


@dataclass
class RollRow:
    """A seat on the screen. `key` names its fields: «s12» for a seat, «p7» for a member (person 7) who has none yet.

    `now` is what somebody else saved meanwhile, where that differs from what is shown; `told` the answer to the letter.
    """

    key: str
    seat: Attendance
    status: str
    values: dict[str, str]
    capacity: str
    told: str = ""
    remove: bool = False
    now: str = ""
    errors: dict[str, str] = field(default_factory=dict)

    @property
    def person(self) -> int | None:
        return self.seat.person_id

    @property
    def is_open(self) -> bool:
        """Whether the part with post and capacity ought to be seen."""
        return self.remove or "post" in self.errors


class RollForm:
    """The whole screen. `error` is about all of it."""

    def __init__(self, meeting: Meeting, data: Mapping[str, Any] | None = None, more: int = 0) -> None:
        self.meeting, self.data, self.error = meeting, data, ""
        self.version = meeting.version if data is None else VersionField().clean(data.get("version"))
        seats = list(meeting.attendance.select_related("invitation").order_by("position", "id")[:MOST])
        self.is_taken = any(seat.status != Status.EXPECTED for seat in seats)
        if data is None:
            self.rows = [self._stored(f"s{seat.pk}", seat) for seat in seats]
            if not seats:
                self.rows = [self._stored(f"p{seat.person_id}", seat) for seat in _proposed(meeting)]
        else:
            self.rows = self._sent(data, {f"s{seat.pk}": seat for seat in seats})
        self.new, self.blank = new_rows(data, more, Capacity.GUEST)

    def _stored(self, key: str, seat: Attendance) -> RollRow:
        shown = seat.status if self.is_taken else Status.PRESENT.value
        values = {
            "arrived": clock(seat.arrived_at),
            "left": clock(seat.left_at),
            "stand_in": seat.stand_in_as_written,
            "post": seat.post_as_written,
        }
        reply = letter_of(seat).reply if seat.pk else Invitation.Reply.NONE
        told = "" if reply == Invitation.Reply.NONE else f"اعلام کرده: {Invitation.Reply(reply).label}"
        return RollRow(key, seat, shown, values, seat.capacity, told)

    def _sent(self, data: Mapping[str, Any], seats: Mapping[str, Attendance]) -> list[RollRow]:
        keys = list(dict.fromkeys(str(data.get("seats", ""))[:8000].split(",")))[:MOST]
        proposed = {f"p{seat.person_id}": seat for seat in _proposed(self.meeting)} if any(
            key.startswith("p") for key in keys
        ) else {}  # fmt: skip
        known = {**seats, **proposed}
        # Whoever got a seat since the page was opened is shown too, as stored.
        rows = []
        for key in dict.fromkeys([*keys, *seats]):
            if key not in known:
                continue
            row = self._stored(key, known[key])
            if key in keys:
                for name in row.values:
                    row.values[name] = FIELDS[name].bound_data(data.get(f"{key}-{name}", row.values[name]), None)
                status = data.get(f"{key}-status", "")
                row.status = status if status in Status.values else known[key].status
                capacity = data.get(f"{key}-capacity", "")
                row.capacity = capacity if capacity in Capacity.values else row.capacity
                row.remove = bool(data.get(f"{key}-remove"))
            rows.append(row)
        return rows

    @property
    def keys(self) -> str:
        return ",".join(row.key for row in self.rows)

    def is_valid(self) -> bool:
        """Every row is judged; what is wrong stands in its `errors`."""
        self.taken = [self._read(row) for row in self.rows]
        wrong_new = [row for row in self.new if not row.is_valid()]
        if wrong_new or any(row.errors for row in self.rows):
            self.error = WRONG
        return not self.error

    def _read(self, row: RollRow) -> SeatTaken:
        clean: dict[str, Any] = {}
        for name, text in row.values.items():
            stored = row.seat.post_as_written if name == "post" else ""
            try:
                clean[name] = text if stored and text == stored else FIELDS[name].clean(text)
            except ValidationError as error:
                row.errors[name] = " ".join(error.messages)
                clean[name] = None if name in ("arrived", "left") else ""
        return SeatTaken(
            row.seat,
            row.status,
            clean["arrived"],
            clean["left"],
            clean["stand_in"],
            clean["post"],
            row.capacity,
            row.remove,
        )

    def turn_stale(self, version: int) -> None:
        """Over what somebody else saved: each row that differs says what is stored now."""
        self.version = version
        for row in self.rows:
            if row.seat.pk and row.seat.status != row.status:
                note = note_of(row.seat)
                row.now = f"{row.seat.get_status_display()}{f' ({note})' if note else ''}"

    def shown_seats(self) -> Sequence[Attendance]:
        """The seats as the screen shows them, to be counted."""
        return [Attendance(status=row.status, capacity=row.capacity) for row in self.rows if not row.remove]

    @property
    def summary(self) -> str:
        return summary_of([seat for seat in self.shown_seats() if seat.status != Status.EXPECTED])

    @property
    def quorum(self) -> str:
        return quorum_words(counted(self.shown_seats()))

    def new_forms(self) -> list[NewSeatForm]:
        return self.new


def _proposed(meeting: Meeting) -> list[Attendance]:
    """The members of the round who have no seat, each with one that is not saved."""
    members = members_of(meeting)
    posts = posts_of([seat.person_id for seat in members], day_of(meeting))
    return [
        Attendance(
            meeting=meeting,
            person=seat.person,
            name_as_written=str(seat.person),
            post_as_written=posts.get(seat.person_id, "")[:200],
            capacity=CAPACITY_OF_ROLE.get(seat.role, Capacity.MEMBER),
            position=place,
        )
        for place, seat in enumerate(members, start=1)
    ]
