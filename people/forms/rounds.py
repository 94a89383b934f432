"""What is typed about a round."""

from __future__ import annotations

from typing import Any

from django import forms

from people.forms.persons import DATE_HELP
from people.forms.versioned import VersionedForm, check_span
from people.models import Round
from persian.fields import PartialDateField, PersianCharField, PersianIntegerField
from persian.numbers import persian_digits

MOST_FOCI = 20
LONGEST_FOCUS = 200
COLUMNS = ("status", "opened", "closed", "known_meetings")


class RoundForm(VersionedForm):
    """A round: open or closed, when, how many meetings are known of, and its foci, one a line."""

    number = PersianIntegerField(label="شماره دور", min_value=1, max_value=99)
    status = forms.ChoiceField(
        label="وضعیت",
        choices=Round.Status.choices,
        initial=Round.Status.ACTIVE,
        error_messages={"required": "وضعیت دور را برگزینید.", "invalid_choice": "وضعیت دور را از فهرست برگزینید."},
    )
    opened = PartialDateField(label="آغاز", required=False, help_text=DATE_HELP)
    closed = PartialDateField(label="پایان", required=False, help_text="دور جاری پایانی ندارد.")
    known_meetings = PersianIntegerField(
        label="تعداد جلسات اعلام‌شده",
        required=False,
        max_value=9999,
        help_text="شماری که در سندها آمده است، هرچند صورتجلسه‌ها در بایگانی نباشند.",
    )
    foci = PersianCharField(
        label="محورهای دور",
        required=False,
        multiline=True,
        help_text="هر محور در یک سطر، همان‌گونه که دور خود نهاده است.",
    )

    def __init__(self, *args: Any, round: Round | None = None, **kwargs: Any) -> None:
        self.round = round or Round()
        stored: dict[str, Any] = {}
        if self.round.pk:
            stored = {name: getattr(self.round, name) for name in COLUMNS}
            stored["foci"] = "\n".join(focus.title for focus in self.round.foci.order_by("position", "id"))
        super().__init__(*args, initial=stored, version=self.round.version, **kwargs)
        self.fields["foci"].widget.attrs["rows"] = 4
        self.fields["foci"].stored = stored.get("foci", "")  # type: ignore[attr-defined]
        if self.round.pk:
            del self.fields["number"]

    def clean_number(self) -> int:
        number: int = self.cleaned_data["number"]
        if Round.objects.filter(number=number).exists():
            raise forms.ValidationError(f"دوری با شماره {persian_digits(number)} هست. همان را ویرایش کنید.")
        return number

    def clean_status(self) -> str:
        status: str = self.cleaned_data["status"]
        active = Round.objects.filter(status=Round.Status.ACTIVE).exclude(pk=self.round.pk).first()
        if status == Round.Status.ACTIVE and active:
            raise forms.ValidationError(only_one_active(active))
        return status

    def clean_foci(self) -> list[str]:
        lines = [line.strip() for line in self.cleaned_data["foci"].split("\n") if line.strip()]
        if len(lines) > MOST_FOCI:
            raise forms.ValidationError(f"بیش از {persian_digits(MOST_FOCI)} محور نوشته شده است. کوتاهش کنید.")
        if any(len(line) > LONGEST_FOCUS for line in lines):
            raise forms.ValidationError(f"هر محور تا {persian_digits(LONGEST_FOCUS)} نویسه است. کوتاهش کنید.")
        return list(dict.fromkeys(lines))

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        check_span(self, "opened", "closed")
        if given.get("status") == Round.Status.ACTIVE and given.get("closed") and "closed" not in self.errors:
            self.add_error("closed", "دور جاری پایان ندارد. تاریخ را بردارید یا وضعیت را «پایان‌یافته» کنید.")
        return given

    def filled(self) -> Round:
        """The round with what was typed, its foci left out; not yet saved."""
        if "number" in self.cleaned_data:
            self.round.number = self.cleaned_data["number"]
        for name in COLUMNS:
            setattr(self.round, name, self.cleaned_data[name])
        return self.round


def only_one_active(active: Round) -> str:
    """What is said to whoever opens a second round."""
    return f"{active} جاری است و در هر زمان تنها یک دور جاری است. نخست آن را پایان دهید."
