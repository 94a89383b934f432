"""What is handed in with the scan of a paper."""

from __future__ import annotations

from typing import Any

from django import forms

from meetings.confirmation.forms import LONGEST_REASON, SeenField
from meetings.models import Attachment
from persian.fields import PersianCharField
from records.scan import MOST_BYTES


class _ScanForm(forms.Form):
    file = forms.FileField(
        label="پرونده اسکن",
        allow_empty_file=True,
        help_text="PDF، JPEG یا PNG، تا ۲۵ مگابایت",
        widget=forms.FileInput(attrs={"accept": "application/pdf,image/jpeg,image/png,.pdf,.jpg,.jpeg,.png"}),
        error_messages={"required": "پرونده‌ای نرسید. پرونده اسکن را برگزینید."},
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(
                "حجم پرونده از ۲۵ مگابایت بیشتر است. با کیفیت کمتری اسکن کنید و دوباره بفرستید."
            )
        return file

    @property
    def scan(self) -> tuple[bytes, str]:
        """The bytes and the name of what was handed in; for a valid form."""
        file = self.cleaned_data["file"]
        return file.read(), file.name


class PaperForm(_ScanForm):
    """A new attachment."""

    kind = forms.ChoiceField(
        label="این پرونده چیست؟",
        choices=[
            (Attachment.Kind.SIGNED, "نسخه امضاشده صورتجلسه (نسخه معتبر)"),
            (Attachment.Kind.ANNEX, "پیوست دیگر"),
        ],
        widget=forms.RadioSelect,
        initial=Attachment.Kind.SIGNED,
        error_messages={"required": "بگویید این پرونده چیست.", "invalid_choice": "یکی از دو گزینه را برگزینید."},
    )
    title = PersianCharField(
        label="عنوان", required=False, max_length=200, help_text="خالی بماند، نام پرونده یا «نسخه امضاشده» می‌آید."
    )

    field_order = ("kind", "file", "title")


class ReplacementForm(_ScanForm):
    """Another file in the place of one that is attached."""

    reason = PersianCharField(
        label="دلیل",
        max_length=LONGEST_REASON,
        error_messages={"required": "دلیل نوشته نشده است. در یک جمله بنویسید چرا؛ در سابقه می‌ماند."},
    )
    seen = SeenField()
