"""What is sent of a turn: by a script every few seconds, or by hand from the form."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError

from meetings.models import Attendance, Meeting, Turn
from meetings.outline_grammar import MAX_NAME
from meetings.writing.turn_revisions import Typed
from meetings.writing.turn_saving import Sent
from meetings.writing.turn_sendings import read_sendings
from meetings.writing.turn_speaker import NEW
from meetings.writing.turn_text import cleaned
from persian.addresses import read_id
from persian.fields import LARGEST_INTEGER, PersianCharField, PersianIntegerField
from persian.numbers import persian_digits

MAX_TEXT = 300_000  # characters of a turn; the field, not the browser, says so
STALE_PAGE = "این صفحه کامل به دست سامانه نرسید. نوشته خود را جایی نگه دارید، صفحه را تازه کنید و دوباره بفرستید."


class BodyText(forms.CharField):
    """The text of a turn, character for character but for line ends and what no page can carry."""

    widget = forms.Textarea

    def __init__(self, **options: Any) -> None:
        super().__init__(strip=False, required=False, **options)
        self.validators = []  # those of Django refuse a NUL, which is taken out instead

    def to_python(self, value: Any) -> str:
        return cleaned(str(value or ""))

    def validate(self, value: str) -> None:
        if len(value) > MAX_TEXT:
            raise ValidationError(
                f"این نوبت {persian_digits(len(value))} نویسه دارد و بیش از {persian_digits(MAX_TEXT)} نویسه پذیرفته "
                "نمی‌شود. آن را به چند نوبت تقسیم کنید؛ نوشته شما سر جای خود است."
            )

    def bound_data(self, data: Any, initial: Any) -> Any:
        return cleaned(data) if isinstance(data, str) else data


def key_field() -> forms.UUIDField:
    return forms.UUIDField(required=False, error_messages={"invalid": STALE_PAGE})


class TurnForm(forms.Form):
    """One turn. `pick` is the form's own way to choose a speaker: a seat of this meeting, or somebody new."""

    speaker = PersianCharField(label="نام سخنران", required=False, max_length=MAX_NAME)
    post = PersianCharField(label="سمت در این جلسه", required=False, max_length=MAX_NAME)
    text = BodyText(label="متن نوبت")
    person = forms.CharField(required=False, max_length=20, error_messages={"max_length": STALE_PAGE})
    pick = forms.CharField(label="از حاضران جلسه", required=False, max_length=20)
    version = PersianIntegerField(
        min_value=0, max_value=LARGEST_INTEGER, error_messages={"required": STALE_PAGE, "invalid": STALE_PAGE}
    )
    after = key_field()
    before = key_field()
    drop = forms.BooleanField(required=False)
    split = forms.BooleanField(required=False)
    minutes = PersianIntegerField(required=False, max_value=10**18 - 1, error_messages={"invalid": STALE_PAGE})
    sending = forms.CharField(required=False, max_length=20, error_messages={"max_length": STALE_PAGE})
    unanswered = forms.CharField(required=False, max_length=200, error_messages={"max_length": STALE_PAGE})

    def __init__(self, *args: Any, meeting: Meeting, turn: Turn | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.meeting = meeting
        # What was imported stays as it is until somebody writes something else.
        if turn is not None:
            for name, stored in (("speaker", turn.speaker_as_written), ("post", turn.post_as_written)):
                self.fields[name].stored = stored  # type: ignore[attr-defined]

    def clean_person(self) -> str:
        word: str = self.cleaned_data["person"]
        if word and word != NEW and read_id(word) is None:
            raise ValidationError(STALE_PAGE)
        return word

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        pick = given.get("pick") or ""
        if pick == NEW:
            given["person"] = NEW
        elif pick:
            pk = read_id(pick)
            seat = Attendance.objects.filter(meeting=self.meeting, pk=pk).first() if pk else None
            if seat is None:
                self.add_error("pick", "این شخص دیگر در فهرست حاضران نیست. نام او را بنویسید یا دوباره برگزینید.")
            else:
                given["speaker"], given["post"] = seat.name_as_written, seat.post_as_written
                given["person"] = str(seat.person_id or "")
        if given.get("person") == NEW and not given.get("speaker") and "speaker" not in self.errors:
            self.add_error("speaker", "نام شخص تازه نوشته نشده است. آن را بنویسید.")
        return given

    @property
    def sent(self) -> Sent:
        """For a valid form."""
        given = self.cleaned_data
        return Sent(
            typed=Typed(given["text"], given["speaker"], given["post"]),
            version=given["version"],
            person=given["person"],
            after=given["after"],
            drop=given["drop"],
            minutes=given["minutes"],
            sending=next(iter(read_sendings(given["sending"])), None),
            unanswered=read_sendings(given["unanswered"]),
        )

    @property
    def hidden_in_pen(self) -> list[forms.BoundField]:
        """The fields that no label stands beside."""
        return [self[name] for name in ("person", "version", "after", "before", "minutes")]


class OrderForm(forms.Form):
    """A step with the order of turns, and the versions that its writer saw."""

    after = key_field()
    order_version = PersianIntegerField(error_messages={"required": STALE_PAGE, "invalid": STALE_PAGE})
    version = PersianIntegerField(required=False, error_messages={"invalid": STALE_PAGE})
    before_version = PersianIntegerField(required=False, error_messages={"invalid": STALE_PAGE})
    drop = forms.BooleanField(required=False)

    @property
    def versions(self) -> dict[str, int]:
        return {name: self.cleaned_data[name] or 0 for name in ("version", "before_version", "order_version")}


def first_errors(form: forms.Form) -> dict[str, str]:
    """For each field that is not in order, the first sentence about it."""
    return {name: str(errors[0]) for name, errors in form.errors.items()}


def key_of(word: str) -> UUID | None:
    """The key of a turn that an address names; None for anything else."""
    try:
        return UUID(word)
    except ValueError:
        return None
