"""What is typed while a meeting is planned: its header, the reason for putting it off, another day."""

from __future__ import annotations

from typing import Any

from django import forms

from meetings.models import Meeting
from meetings.models.meeting import LARGEST_NUMBER
from people.forms.versioned import VersionedForm
from people.models import Membership, Person
from people.person_picker import PickedPersonField
from persian.fields import ClockField, PartialDateField, PersianCharField, PersianIntegerField
from persian.numbers import persian_digits
from records import organisation
from records.audience import Audience

DATE_HELP = "مانند ۱۴۰۵/۹/۲ یا ۲ آذر ۱۴۰۵. تقویم با Alt و ↓ باز می‌شود."
CLOCK_HELP = "مانند ۱۶:۳۰"
PLAIN = ("kind", "title", "held_on", "starts_at", "ends_at", "place", "letter_number", "letter_attachment", "audience")
PERSONS = ("chair", "secretary")
CHOOSE = {"required": "یکی را برگزینید.", "invalid_choice": "یکی از گزینه‌های فهرست را برگزینید."}


class HoursForm(VersionedForm):
    """Day, hours and place; an end before the beginning is an error beside the end."""

    held_on = PartialDateField(label="تاریخ تشکیل جلسه", required=False, help_text=DATE_HELP)
    starts_at = ClockField(label="ساعت شروع", required=False, help_text=CLOCK_HELP)
    ends_at = ClockField(label="ساعت پایان", required=False)
    place = PersianCharField(label="محل برگزاری", max_length=200, required=False)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        starts, ends = given.get("starts_at"), given.get("ends_at")
        if starts and ends and ends < starts:
            self.add_error("ends_at", "ساعت پایان پیش از ساعت شروع است. یکی از دو ساعت را اصلاح کنید.")
        return given


class HeaderForm(HoursForm):
    """The header of a meeting, new or known. What is not known stays empty."""

    number = PersianIntegerField(
        label="شماره جلسه",
        min_value=1,
        max_value=9999,
        error_messages={"required": "شماره جلسه را بنویسید، مانند ۱۲."},
    )
    kind = forms.ChoiceField(label="نوع جلسه", choices=Meeting.Kind.choices, required=False, error_messages=CHOOSE)
    title = PersianCharField(
        label="عنوان", max_length=200, required=False, help_text="آنچه پس از «جلسه» می‌آید، اگر جلسه نامی جز شماره دارد."
    )
    chair = PickedPersonField(label="رئیس جلسه", required=False)
    secretary = PickedPersonField(label="دبیر جلسه", required=False)
    letter_number = PersianCharField(label="شماره نامه", max_length=40, required=False)
    letter_attachment = PersianCharField(label="پیوست", max_length=100, required=False)
    audience = forms.ChoiceField(
        label="این جلسه را چه کسانی می‌بینند؟",
        choices=Audience.choices,
        error_messages=CHOOSE,
        help_text="تاریخ، محل و دستور جلسه، تا پیش از انتشار صورتجلسه.",
    )
    field_order = (
        "version", "number", "kind", "title", "held_on", "starts_at", "ends_at", "place", "chair", "secretary",
        "letter_number", "letter_attachment", "audience",
    )  # fmt: skip

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        self.meeting = meeting
        stored = {name: getattr(meeting, name) for name in PLAIN}
        version = meeting.version if meeting.pk else 0
        super().__init__(*args, initial={**stored, "number": meeting.number}, version=version, **kwargs)
        for name in ("title", "place", "letter_number", "letter_attachment"):
            self.fields[name].stored = stored[name]  # type: ignore[attr-defined]
        for name in PERSONS:
            field = self.fields[name]
            field.keep(getattr(meeting, f"{name}_as_written"), getattr(meeting, name))  # type: ignore[attr-defined]
        self.fields["place"].widget.attrs["list"] = "places"
        if meeting.pk:
            del self.fields["number"]

    def clean_number(self) -> int:
        number: int = self.cleaned_data["number"]
        if Meeting.objects.filter(round=self.meeting.round, number=number).exists():
            raise forms.ValidationError(
                f"جلسه‌ای با شماره {persian_digits(number)} در {self.meeting.round} هست. شماره دیگری بنویسید."
            )
        return number

    @property
    def columns(self) -> dict[str, Any]:
        """The columns as typed; `chair` and `secretary` as Picked or None. For a valid form."""
        return {name: self.cleaned_data[name] for name in (*PLAIN, *PERSONS)}


def new_meeting(round_: Any) -> Meeting:
    """A meeting of the round, not yet saved: the next number, and who chairs and keeps the minutes of that round."""
    meeting = Meeting(
        round=round_,
        number=Meeting.next_number(round_) or LARGEST_NUMBER,
        kind=Meeting.Kind.ORDINARY,
        audience=organisation.current().default_audience,
    )
    seats = Membership.objects.filter(
        round=round_, role__in=["chair", "secretary"], until=None, person__is_retired=False
    ).select_related("person")
    for role, person in {seat.role: seat.person for seat in seats.order_by("-id")}.items():
        _name(meeting, role, person)
    return meeting


def _name(meeting: Meeting, role: str, person: Person) -> None:
    setattr(meeting, role, person)
    setattr(meeting, f"{role}_as_written", str(person))


class ReasonForm(VersionedForm):
    """Why a meeting is put off or called off: said to everybody who sees the meeting."""

    reason = PersianCharField(
        label="دلیل",
        max_length=500,
        multiline=True,
        help_text="همه کسانی که این جلسه را می‌بینند دلیل را می‌خوانند.",
        error_messages={"required": "دلیل نوشته نشده است. آن را در یک جمله بنویسید."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].widget.attrs["rows"] = 3


class AgainForm(HoursForm):
    """The new day of a meeting that was put off; without one it stays put off."""

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        stored = {name: getattr(meeting, name) for name in ("starts_at", "ends_at", "place")}
        super().__init__(*args, initial=stored, version=meeting.version, **kwargs)
        self.fields["held_on"].required = True
        self.fields["place"].stored = meeting.place  # type: ignore[attr-defined]

    @property
    def columns(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("held_on", "starts_at", "ends_at", "place")}
