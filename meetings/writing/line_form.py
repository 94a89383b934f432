"""What is sent of one line: its mark, and a decision as it was adopted."""

from __future__ import annotations

from typing import Any

from django import forms

from meetings.models import Block
from meetings.writing.line_marks import Decision, stamp_of
from people.row_field import BodyField, PersonField
from persian.fields import PartialDateField, PersianCharField, PersianIntegerField

MAX_NUMBER = 9999


class MarkForm(forms.Form):
    mark = forms.ChoiceField(
        label="این بند چیست؟",
        choices=Block.Mark.choices,
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": "چنین نشانی نیست. یکی از نشان‌های فهرست را برگزینید."},
    )
    drop = forms.BooleanField(required=False, widget=forms.HiddenInput)


class DecisionForm(forms.Form):
    """A decision (مصوبه): whatever is not known stays empty."""

    decision_number = PersianIntegerField(
        label="شماره مصوبه",
        required=False,
        min_value=1,
        max_value=MAX_NUMBER,
        help_text="خالی یعنی شماره بعدی دور",
    )
    executor = BodyField(label="دستگاه مسئول", required=False, help_text="نام یا شماره دستگاه، اگر در فهرست هست")
    executor_as_written = PersianCharField(
        label="مسئول اجرا، چنان‌که تصویب شد", required=False, max_length=200, help_text="همین نوشته چاپ می‌شود"
    )
    deadline = PartialDateField(label="مهلت اجرا", required=False, whole_day=True, help_text="مانند ۱۴۰۵/۹/۲")
    follow_up = PersonField(label="مسئول پیگیری", required=False, help_text="نام یا شماره شخص")
    seen = forms.CharField(required=False, max_length=16, widget=forms.HiddenInput)

    @classmethod
    def of(cls, block: Block, offered: int) -> DecisionForm:
        """The form as the line stands; a decision without a number is offered the next one."""
        initial: dict[str, Any] = {
            "decision_number": block.decision_number or offered,
            "executor": block.executor,
            "executor_as_written": block.executor_as_written,
            "deadline": block.deadline,
            "follow_up": block.follow_up,
            "seen": stamp_of(block),
        }
        return cls(initial=initial)

    @property
    def decision(self) -> Decision:
        """For a valid form."""
        given = self.cleaned_data
        return Decision(
            number=given["decision_number"],
            executor=given["executor"],
            executor_as_written=given["executor_as_written"],
            deadline=given["deadline"].first if given["deadline"] else None,
            follow_up=given["follow_up"],
        )
