"""A mail address in a form, of an account or of a person who has none."""

from __future__ import annotations

from typing import Any

from django import forms

from people.row_field import latin

UNREADABLE = "در این نوشته نویسه‌ای ناخوانا هست؛ دوباره بنویسید."


class MailAddressField(forms.EmailField):
    """Optional. What is too long is told, not cut off while it is typed."""

    def __init__(self, **options: Any) -> None:
        messages = {
            "invalid": "این نشانی رایانامه درست نیست؛ مانند name@example.org بنویسید یا خالی بگذارید.",
            "null_characters_not_allowed": UNREADABLE,
            "max_length": "این نشانی رایانامه بیش از اندازه بلند است.",
        }
        super().__init__(
            label="نشانی رایانامه", required=False, max_length=254, **{"error_messages": messages, **options}
        )
        latin(self).widget.attrs.pop("maxlength", None)
