"""What is typed about the members of a round, one row each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import TextChoices

from people.forms.versioned import VersionField, check_span, span_error
from people.models import Membership
from persian.fields import PartialDateField, PersianCharField
from persian.text import search_key


class WordField(PersianCharField):
    """One of a few words, however it is spelled; nothing means the first choice given as `default`."""

    def __init__(self, choices: type[TextChoices], default: str, others: Mapping[str, str], **options: Any) -> None:
        self.words = {search_key(str(label)): value for value, label in choices.choices}
        self.words |= {search_key(word): value for word, value in others.items()}
        self.labels = "، ".join(str(label) for _, label in choices.choices)
        self.default = default
        super().__init__(required=False, **options)

    def clean(self, value: Any) -> str:
        text = super().clean(value)
        if not text:
            return self.default
        if search_key(text) not in self.words:
            raise ValidationError(f"«{text[:40]}» شناخته نشد. یکی از این‌ها را بنویسید: {self.labels}.")
        return self.words[search_key(text)]


ROLE_WORDS = {
    "رییس": "chair",
    "رئیس کارگروه": "chair",
    "علی البدل": "substitute",
    "دبیر کارگروه": "secretary",
    "عضو اصلی": "member",
}
BASIS_WORDS = {"حقیقی": "natural", "حقوقی": "legal"}


class SeatForm(forms.Form):
    """Role, basis and dates of a seat that is there; `version` is that of the seat as it was shown."""

    version = VersionField()
    role = forms.ChoiceField(label="نقش", choices=Membership.Role.choices)
    basis = forms.ChoiceField(label="مبنای عضویت", choices=Membership.Basis.choices)
    since = PartialDateField(label="شروع عضویت", required=False)
    until = PartialDateField(label="پایان عضویت", required=False)
    remove = forms.BooleanField(label="برداشته شود", required=False)

    def __init__(self, data: Any = None, *, seat: Membership) -> None:
        self.seat = seat
        columns = ("version", "role", "basis", "since", "until")
        stored = {name: getattr(seat, name) for name in columns}
        super().__init__(data, prefix=f"seat-{seat.pk}", initial=stored)
        wrong = {"required": "یکی را برگزینید.", "invalid_choice": "یکی از گزینه‌های فهرست را برگزینید."}
        for name, field in self.fields.items():
            if not field.widget.is_hidden:
                field.widget.attrs["aria-label"] = f"{field.label}، {seat.person}"
            field.widget.attrs["class"] = _css(field)
            if name in ("role", "basis"):
                field.error_messages |= wrong

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        check_span(self, "since", "until")
        return given

    @property
    def is_touched(self) -> bool:
        """Whether anything but the version differs from what is stored."""
        return bool(set(self.changed_data) - {"version"})


@dataclass(frozen=True)
class NewCell:
    """One cell of an empty row: its name in the form, its heading, its text, and choices if it has any."""

    name: str
    title: str
    value: str
    choices: tuple[str, ...] = ()


class NewMember:
    """A row for a member who is not there yet, as in the columns of the table. What is wrong the review says.

    It is no form: a hundred rows of Django's fields take longer to draw than a page may.
    """

    TITLES = {
        "honorific": "عنوان",
        "given_name": "نام",
        "family_name": "نام خانوادگی",
        "role": "نقش",
        "since": "شروع عضویت",
    }
    ROLES = tuple(str(label) for label in Membership.Role.labels)

    def __init__(self, posted: Mapping[str, str] | None, *, number: int) -> None:
        self.number = number
        given = {name: (posted or {}).get(self._prefixed(name), "") for name in self.TITLES}
        self.values = given if posted is not None else given | {"role": str(Membership.Role.MEMBER.label)}

    def _prefixed(self, name: str) -> str:
        return f"new-{self.number}-{name}"

    @property
    def cells(self) -> list[NewCell]:
        return [
            NewCell(self._prefixed(name), title, self.values[name], self.ROLES if name == "role" else ())
            for name, title in self.TITLES.items()
        ]

    @property
    def typed(self) -> dict[str, str]:
        """What was typed, empty where nothing but the role is there."""
        values = {name: text.strip()[:1000] for name, text in self.values.items()}
        return values if any(text for name, text in values.items() if name != "role") else {}


def _css(field: forms.Field) -> str:
    if isinstance(field, forms.BooleanField):
        return "form-check-input"
    return "form-select" if isinstance(field, forms.ChoiceField) else "form-control"


# One row of a table of members. Two thousand rows would take seconds if each were a form of its own.
ROW_FIELDS: Mapping[str, forms.Field] = {
    "honorific": PersianCharField(max_length=40, required=False),
    "given_name": PersianCharField(max_length=80, required=False),
    "family_name": PersianCharField(
        max_length=80, error_messages={"required": "نام خانوادگی نوشته نشده است. آن را بنویسید."}
    ),
    "role": WordField(Membership.Role, Membership.Role.MEMBER, ROLE_WORDS),
    "basis": WordField(Membership.Basis, Membership.Basis.NATURAL, BASIS_WORDS),
    "since": PartialDateField(required=False),
    "until": PartialDateField(required=False),
}


def read_row(values: Mapping[str, str]) -> tuple[dict[str, Any], dict[str, str]]:
    """What a row of a table says, and by the column what is wrong with it, in words."""
    given: dict[str, Any] = {}
    errors: dict[str, str] = {}
    for name, field in ROW_FIELDS.items():
        try:
            given[name] = field.clean(values[name])
        except ValidationError as error:
            errors[name] = " ".join(error.messages)
    if "family_name" in given and not search_key(given["family_name"]):
        errors["family_name"] = "در این نوشته حرفی نیست. نام خانوادگی را بنویسید."
    wrong = span_error(given.get("since"), given.get("until"))
    if wrong:
        errors["until"] = wrong
    return given, errors


class MembersFileForm(forms.Form):
    """A table of members as a file."""

    file = forms.FileField(
        label="پرونده جدول",
        allow_empty_file=True,
        help_text="اکسل (‎.xlsx) یا CSV، تا ۵ مگابایت و ۲٬۰۰۰ سطر",
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx,.txt,text/csv"}),
        error_messages={"required": "پرونده‌ای نرسید. پرونده جدول را برگزینید."},
    )
