"""Whom a person is merged with."""

from __future__ import annotations

from django import forms

from people.row_field import PersonField


class MergeForm(forms.Form):
    other = PersonField(
        label="شخص ماندگار",
        help_text="نام یا شماره کسی که همین شخص است و می‌ماند.",
        error_messages={"required": "نام یا شماره شخص دیگر را بنویسید."},
    )
