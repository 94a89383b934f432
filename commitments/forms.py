"""What is typed about a commitment: what, by whom, until when; the next state; another deadline."""

from __future__ import annotations

from typing import Any

from django import forms

from commitments.models import Commitment
from people.forms.versioned import VersionedForm
from people.models import Body
from people.row_field import BodyField, PersonField
from persian.fields import PartialDateField, PersianCharField
from records.audience import Audience

COLUMNS = ("task", "executor", "executor_as_written", "deadline", "follow_up", "audience")
MOST_BODIES = 300


class CommitmentForm(VersionedForm):
    """A new commitment or one that is there. What was notified has its deadline extended, not changed."""

    task = PersianCharField(
        label="آنچه باید انجام شود",
        max_length=1000,
        required=False,
        multiline=True,
        help_text="در یک جمله. اگر خالی بماند، متن همان بند به جای آن می‌نشیند.",
    )
    executor = BodyField(
        label="دستگاه مسئول", required=False, help_text="نام یا شماره دستگاه، همان‌گونه که در فهرست دستگاه‌هاست."
    )
    executor_as_written = PersianCharField(
        label="مسئول اجرا در متن", max_length=200, required=False, help_text="همان‌گونه که در صورتجلسه آمده است."
    )
    deadline = PartialDateField(
        label="مهلت اجرا", required=False, whole_day=True, help_text="مانند ۱۴۰۵/۱۲/۲۹؛ اگر تعیین نشده، خالی بماند."
    )
    follow_up = PersonField(label="مسئول پیگیری", required=False, help_text="نام یا شماره شخص، از فهرست اشخاص.")
    audience = forms.ChoiceField(
        label="مخاطب",
        choices=Audience.choices,
        help_text="که این تعهد را بخواند؛ البته تنها اگر خود صورتجلسه را نیز بتواند بخواند.",
        error_messages={
            "required": "همگان یا اعضا؟ یکی را برگزینید.",
            "invalid_choice": "همگان یا اعضا؟ یکی را برگزینید.",
        },
    )

    def __init__(self, *args: Any, commitment: Commitment, **kwargs: Any) -> None:
        self.commitment = commitment
        stored = {name: getattr(commitment, name) for name in COLUMNS}
        super().__init__(*args, initial=stored, version=commitment.version if commitment.pk else 0, **kwargs)
        for name in ("task", "executor_as_written"):
            self.fields[name].stored = stored[name]  # type: ignore[attr-defined]
        self.fields["task"].widget.attrs["rows"] = 3
        self.fields["executor"].widget.attrs |= {"list": "bodies", "autocomplete": "off"}
        if commitment.pk and commitment.deadline and commitment.state != Commitment.State.REGISTERED:
            del self.fields["deadline"]

    @property
    def bodies(self) -> list[str]:
        """The names that the browser offers as one types."""
        return list(Body.objects.in_use().order_by("sort_key", "id").values_list("name", flat=True)[:MOST_BODIES])

    def filled(self) -> list[str]:
        """Puts what was typed into the commitment, not yet saved, and returns the columns that it differs in."""
        changed = []
        for name in COLUMNS:
            if name not in self.fields:
                continue
            value = self.cleaned_data[name]
            if name == "deadline":
                value = value.first if value else None
            if value != getattr(self.commitment, name):
                setattr(self.commitment, name, value)
                changed.append(name)
        return changed


class StateForm(VersionedForm):
    """The next state of a commitment; some need a reason."""

    state = forms.ChoiceField(
        label="وضعیت تازه",
        error_messages={
            "required": "وضعیت تازه را برگزینید.",
            "invalid_choice": "این گام از وضعیت کنونی برداشته نمی‌شود. یکی از گام‌های فهرست را برگزینید.",
        },
    )
    reason = PersianCharField(
        label="دلیل", max_length=2000, required=False, multiline=True, help_text="در سابقه تعهد می‌ماند."
    )

    def __init__(self, *args: Any, commitment: Commitment, **kwargs: Any) -> None:
        super().__init__(*args, version=commitment.version, **kwargs)
        self.fields["state"].choices = [  # type: ignore[attr-defined]
            (state.value, f"{state.label} (با دلیل)" if commitment.asks_why(state) else str(state.label))
            for state in commitment.next_states
        ]
        self.fields["reason"].widget.attrs["rows"] = 3


class ExtensionForm(VersionedForm):
    """Another deadline, after the one that stands, and why."""

    deadline = PartialDateField(label="مهلت تازه", whole_day=True, help_text="مانند ۱۴۰۵/۱۲/۲۹")
    reason = PersianCharField(label="دلیل تمدید", max_length=2000, multiline=True)

    def __init__(self, *args: Any, commitment: Commitment, **kwargs: Any) -> None:
        super().__init__(*args, version=commitment.version, **kwargs)
        self.fields["reason"].widget.attrs["rows"] = 3
