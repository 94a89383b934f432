"""The form of the settings: whose archive it is, and what its papers look like."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from persian.fields import PersianCharField, PersianIntegerField
from persian.numbers import persian_digits
from records.emblem import EmblemError, emblem_from
from records.models import Organisation

MOST_LINES = 3
ACCEPT = "image/png,image/svg+xml"


class SettingsForm(forms.ModelForm):
    """`emblem_made` is the picture to keep (bytes and type) where one was handed in. `version` is what was seen."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0, max_value=2**31 - 1)
    name = PersianCharField(label="نام", max_length=120, help_text="در سر همه صفحه‌ها و برگه‌ها می‌آید.")
    lines = PersianCharField(
        label="سطرهای زیر نام",
        required=False,
        multiline=True,
        max_length=300,
        help_text="تا سه سطر؛ تنها در سرنامه برگه‌ها.",
    )
    picture = forms.FileField(
        label="نشان",
        required=False,
        help_text="PNG یا SVG. تصویر از نو ساخته می‌شود؛ آنچه برنامه یا پیوند به بیرون داشته باشد پذیرفته نمی‌شود.",
        widget=forms.ClearableFileInput(attrs={"accept": ACCEPT}),
        error_messages={
            "empty": "این پرونده خالی است. پرونده دیگری بدهید.",
            "invalid": "پرونده‌ای نرسید. دوباره بدهید.",
        },
    )
    drop_picture = forms.BooleanField(label="برداشتن نشان کنونی", required=False)
    footer = PersianCharField(
        label="پانویس برگه‌ها",
        required=False,
        multiline=True,
        max_length=300,
        help_text="تا سه سطر، مانند نشانی و تلفن.",
    )
    quorum = PersianIntegerField(
        label="حد نصاب رسمیت جلسه",
        required=False,
        min_value=1,
        max_value=1000,
        help_text="شمار اعضای حاضری که جلسه با آن رسمی است. اگر نهاده نشده، خالی بگذارید.",
    )
    invitation_days = PersianIntegerField(
        label="مهلت دعوت‌نامه (روز)",
        required=False,
        min_value=1,
        max_value=60,
        help_text="دعوت‌نامه باید چند روز پیش از جلسه فرستاده شود. اگر نهاده نشده، خالی بگذارید.",
    )

    class Meta:
        model = Organisation
        fields = ["name", "lines", "letterhead_order", "footer", "quorum", "invitation_days", "default_audience"]
        labels = {"default_audience": "سند تازه را چه کسانی می‌خوانند؟"}
        help_texts = {
            "default_audience": "پیش‌گزیده هر جلسه تازه؛ برای هر یک جداگانه تغییر می‌کند و به پیشین‌ها دست نمی‌زند.",
            "letterhead_order": "گوشه چپ بالای نامه و صورتجلسه، از سطر نخست.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.emblem_made: tuple[bytes, str] | None = None
        for name in ("letterhead_order", "default_audience"):
            field = self.fields[name]
            field.error_messages |= {
                "invalid_choice": "یکی از گزینه‌های فهرست را برگزینید.",
                "required": "یکی را برگزینید.",
            }
        for name in ("lines", "footer"):
            self.fields[name].widget.attrs["rows"] = MOST_LINES
        self.fields["version"].initial = self.instance.version
        if not self.instance.emblem_id:
            del self.fields["drop_picture"]

    def clean_lines(self) -> str:
        return _few(self.cleaned_data["lines"])

    def clean_footer(self) -> str:
        return _few(self.cleaned_data["footer"])

    def clean_picture(self) -> Any:
        given = self.cleaned_data.get("picture")
        if given:
            try:
                self.emblem_made = emblem_from(given.read())
            except EmblemError as error:
                raise ValidationError(str(error)) from error
        return given


def _few(text: str) -> str:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if len(lines) > MOST_LINES:
        raise ValidationError(f"بیش از {persian_digits(MOST_LINES)} سطر جا نمی‌شود. کوتاهش کنید.")
    return "\n".join(lines)
