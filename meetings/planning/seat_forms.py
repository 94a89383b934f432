"""What is typed about the seats of a meeting: somebody who is added, an invitee of the list."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms

from meetings.models import Attendance, Invitation
from meetings.planning.invitations import InviteeRow, NewSeat, letter_of
from people.person_picker import PickedPersonField
from persian.addresses import read_small
from persian.fields import PersianCharField

FEW, MOST_NEW = 2, 100  # empty rows for whom one adds: at first, and at most
CHOOSE = {"required": "یکی را برگزینید.", "invalid_choice": "یکی از گزینه‌های فهرست را برگزینید."}


class NewSeatForm(forms.Form):
    """Somebody to be added; a row without a name is nobody."""

    person = PickedPersonField(label="نام", required=False)
    post = PersianCharField(label="سمت در آن روز", max_length=200, required=False)
    capacity = forms.ChoiceField(
        label="به‌عنوان", choices=Attendance.Capacity.choices, required=False, error_messages=CHOOSE
    )

    def __init__(self, data: Any = None, *, number: int, capacity: str) -> None:
        super().__init__(data, prefix=f"new-{number}", initial={"capacity": capacity})
        for name, field in self.fields.items():
            field.widget.attrs["class"] = "form-select" if name == "capacity" else "form-control"
        self.fields["person"].widget.attrs["data-person-post"] = f"id_new-{number}-post"

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("post") and not given.get("person") and "person" not in self.errors:
            self.add_error("person", "نام این شخص نوشته نشده است.")
        return given

    def new_seat(self, status: str) -> NewSeat | None:
        """Who is added by a valid row, None for nobody."""
        picked = self.cleaned_data.get("person")
        if not picked:
            return None
        capacity = self.cleaned_data["capacity"] or Attendance.Capacity.GUEST
        return NewSeat(picked, self.cleaned_data["post"], capacity, status)


def new_rows(data: Mapping[str, Any] | None, more: int, capacity: str) -> tuple[list[NewSeatForm], NewSeatForm]:
    """The rows for whom one adds, as sent or empty, and the blank one of which scripts make others."""
    count = max(FEW, more) if data is None else read_small(str(data.get("rows", ""))) or 0
    numbers = range(1, min(count, MOST_NEW) + 1)
    return [NewSeatForm(data, number=at, capacity=capacity) for at in numbers], NewSeatForm(number=0, capacity=capacity)


class SharedForm(forms.Form):
    """What is typed once for all letters."""

    number_for_all = PersianCharField(max_length=40, required=False, label="شماره نامه برای همه")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["number_for_all"].widget.attrs["class"] = "form-control"


class InviteeForm(forms.Form):
    """A seat on the screen of invitations."""

    post = PersianCharField(label="سمت در نامه", max_length=200, required=False)
    capacity = forms.ChoiceField(label="به‌عنوان", choices=Attendance.Capacity.choices, error_messages=CHOOSE)
    letter_number = PersianCharField(label="شماره نامه", max_length=40, required=False)
    reply = forms.ChoiceField(label="اعلام حضور", choices=Invitation.Reply.choices, error_messages=CHOOSE)
    remove = forms.BooleanField(label="برداشتن", required=False)

    def __init__(self, data: Any = None, *, seat: Attendance) -> None:
        self.seat, self.letter = seat, letter_of(seat)
        stored = {
            "post": seat.post_as_written,
            "capacity": seat.capacity,
            "letter_number": self.letter.letter_number,
            "reply": self.letter.reply,
        }
        super().__init__(data, prefix=f"seat-{seat.pk}", initial=stored)
        kinds = {"capacity": "form-select", "reply": "form-select", "remove": "form-check-input"}
        for name, field in self.fields.items():
            field.widget.attrs |= {"class": kinds.get(name, "form-control"), "aria-label": f"{field.label}، {seat}"}
            if name in ("post", "letter_number"):
                field.stored = stored[name]  # type: ignore[attr-defined]

    def row(self, number_for_all: str) -> InviteeRow:
        """The seat as typed; an empty number is the one for all."""
        given = self.cleaned_data
        number = given["letter_number"] or number_for_all
        return InviteeRow(self.seat, given["post"], given["capacity"], number, given["reply"], given["remove"])
