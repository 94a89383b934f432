"""A form that knows which version of the record it was filled in over."""

from __future__ import annotations

from typing import Any

from django import forms

from persian.jalali import PartialDate

STALE = (
    "پس از آنکه این صفحه را باز کردید، کس دیگری همین را تغییر داد. نوشته شما اینجاست و هنوز ثبت نشده است. "
    "آنچه را اکنون ثبت است ببینید؛ اگر باز هم نوشته خود را می‌خواهید، دوباره ثبت کنید."
)


class VersionField(forms.IntegerField):
    """The version that was shown, hidden in the form. Whatever else is sent counts as an old one."""

    def __init__(self) -> None:
        super().__init__(widget=forms.HiddenInput, required=False)

    def clean(self, value: Any) -> int:
        text = str(value or "")
        return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0


class VersionedForm(forms.Form):
    """`version` is that of the record on the first showing, and afterwards what the browser sends."""

    version = VersionField()

    def __init__(self, *args: Any, version: int = 0, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["version"].initial = version

    @property
    def seen(self) -> int:
        return self.cleaned_data.get("version") or 0

    def turn_stale(self, now: int) -> None:
        """Say that the record has changed meanwhile; sent once more, the form counts over version `now`."""
        self.add_error(None, STALE)
        if hasattr(self.data, "copy"):
            self.data = self.data.copy()
        self.data["version"] = str(now)  # type: ignore[index]


def check_span(form: forms.Form, since: str, until: str) -> None:
    """An end before its beginning is an error beside the end."""
    wrong = span_error(form.cleaned_data.get(since), form.cleaned_data.get(until))
    if wrong:
        form.add_error(until, wrong)


def span_error(since: PartialDate | None, until: PartialDate | None) -> str:
    """What is said of an end before its beginning; empty where nothing is wrong."""
    if since is not None and until is not None and until.last < since.first:
        return "پایان پیش از آغاز است. یکی از دو تاریخ را اصلاح کنید."
    return ""
