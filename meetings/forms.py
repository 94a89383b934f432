"""What is typed about meetings and their documents."""

from __future__ import annotations

from typing import Any

from django import forms

from meetings.documents.document import MAX_BYTES
from people.models import Round
from persian.fields import PersianIntegerField


class VerbatimField(forms.CharField):
    """Text that is kept character for character, not tidied. NUL alone is refused: no database takes it."""

    default_error_messages = {
        "null_characters_not_allowed": "در این متن نویسه تهی بود که در سند جایی ندارد و برداشته شد. متن زیر را "
        "ببینید و دوباره بفرستید؛ چیزی ذخیره نشده است."
    }

    def __init__(self, **options: Any) -> None:
        super().__init__(strip=False, **options)

    def bound_data(self, data: Any, initial: Any) -> Any:
        return data.replace("\0", "") if isinstance(data, str) else data


class ImportForm(forms.Form):
    """A document, pasted or as a file, and the meeting whose minutes it is."""

    round = forms.ModelChoiceField(
        label="دور",
        queryset=Round.objects.order_by("-number"),
        empty_label="دور را برگزینید",
        error_messages={
            "required": "دور جلسه را برگزینید.",
            "invalid_choice": "چنین دوری در بایگانی نیست. یکی از دورهای فهرست را برگزینید.",
        },
    )
    number = PersianIntegerField(
        label="شماره جلسه",
        min_value=1,
        max_value=9999,
        error_messages={"required": "شماره جلسه را بنویسید، مانند ۱۲."},
    )
    file = forms.FileField(
        label="پرونده متن یا Word",
        required=False,
        allow_empty_file=True,
        help_text="پرونده ‎.docx، ‎.md یا ‎.txt، تا ۵ مگابایت",
        widget=forms.FileInput(attrs={"accept": ".docx,.md,.txt,text/plain,text/markdown"}),
    )
    text = VerbatimField(
        label="یا متن را اینجا بچسبانید",
        required=False,
        widget=forms.Textarea(attrs={"rows": 12, "dir": "auto", "spellcheck": "false"}),
        help_text="هر سخنران در سطر خود، با نام پررنگ: «‎**نام (سمت):** …» و زیر آن بندها با «-».",
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        file, text = given.get("file"), given.get("text") or ""
        if self.errors.keys() & {"file", "text"}:
            return given
        if not file and not text.strip():
            raise forms.ValidationError("متنی نرسید. پرونده‌ای برگزینید یا متن صورتجلسه را بچسبانید.")
        if file and text.strip():
            raise forms.ValidationError("هم پرونده رسید و هم متن. یکی از آن دو را نگه دارید؛ دیگری را خالی کنید.")
        if file and file.size > MAX_BYTES:
            self.add_error(
                "file", "حجم پرونده از ۵ مگابایت بیشتر است. سند را چند پاره کنید و هر پاره را جداگانه وارد کنید."
            )
        return given

    @property
    def document(self) -> tuple[bytes, str]:
        """The bytes and the name of what was handed in; for a valid form."""
        file = self.cleaned_data.get("file")
        if file:
            return file.read(), file.name
        return self.cleaned_data["text"].encode("utf-8", "surrogatepass"), "متن چسبانده‌شده.txt"
