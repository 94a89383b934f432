"""Form fields for Persian text, numbers and dates.

They take digits of any keyboard, tidy what was typed before it is judged, say in Persian what is wrong and what to do,
and show again what was typed. Lengths are judged here, not by the browser: its `maxlength` cuts pasted text in silence.
"""

import re
from collections.abc import Mapping
from datetime import date, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from persian.jalali import DateError, PartialDate, parse_date, short_date
from persian.numbers import ascii_digits, parse_number, persian_digits
from persian.text import is_blank, tidy, tidy_line

LARGEST_INTEGER = 2_147_483_647  # what an integer column holds on PostgreSQL
# Control characters and unpaired surrogates, which no page can carry back to the browser.
_UNPRINTABLE = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 127, *range(0xD800, 0xE000)])


class _Shown(forms.Field):
    """What the fields below share: attributes of their input, and what is shown again after an error."""

    input_attributes: Mapping[str, str] = {}

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        attributes = super().widget_attrs(widget)
        attributes.pop("maxlength", None)
        return {**self.input_attributes, **attributes}

    def bound_data(self, data: Any, initial: Any) -> Any:
        data = super().bound_data(data, initial)
        return data.translate(_UNPRINTABLE) if isinstance(data, str) else data


class PersianCharField(_Shown, forms.CharField):
    """Text, tidied: one line, or several with `multiline=True`.

    Cleans to a string, "" for nothing. `stored` (an attribute, too, for forms to set) is the text as it is in the
    database: lines of it that come back unchanged stay as they are. A required field refuses text in which nothing
    would be seen.
    """

    input_attributes = {"dir": "rtl"}
    default_error_messages = {"required": "این قسمت خالی است. آن را پر کنید."}

    def __init__(self, *, multiline: bool = False, stored: str = "", **kwargs: Any) -> None:
        self.multiline = multiline
        self.stored = stored
        self.longest: int | None = kwargs.pop("max_length", None)
        if multiline:
            kwargs.setdefault("widget", forms.Textarea)
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> str:
        text = "" if value is None else str(value)
        if self.multiline:
            text = tidy(text, self.stored)
            text = text.strip("\n") if self.strip else text
        elif not (self.stored and text == self.stored):
            text = tidy_line(text)
            text = text.strip() if self.strip else text
        return "" if is_blank(text) else text

    def validate(self, value: str) -> None:
        super().validate(value)
        if self.longest is not None and len(value) > self.longest:
            raise ValidationError(
                f"این متن {persian_digits(len(value))} نویسه دارد و بیش از {persian_digits(self.longest)} نویسه "
                "پذیرفته نمی‌شود. آن را کوتاه کنید.",
                code="max_length",
            )


class PersianIntegerField(_Shown):
    """A whole number in any digits, from `min_value` to `max_value` (by default what a column holds).

    Cleans to an int, None for nothing.
    """

    widget = forms.TextInput
    input_attributes = {"inputmode": "numeric", "autocomplete": "off"}
    default_error_messages = {
        "required": "عددی نوشته نشده است. عدد را بنویسید.",
        "invalid": "این نوشته یک عدد صحیح نیست. عدد را فقط با رقم بنویسید، مانند ۱۲.",
    }

    def __init__(self, *, min_value: int = 0, max_value: int = LARGEST_INTEGER, **kwargs: Any) -> None:
        self.min_value = min_value
        self.max_value = max_value
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> int | None:
        text = "" if value is None else tidy_line(str(value)).strip()
        if is_blank(text):
            return None
        digits = text.lstrip("+-\u2212")
        if digits.isdecimal() and len(digits) > 20:  # a number without doubt, but no one that is meant
            raise self._out_of_range()
        try:
            number = parse_number(text)
        except ValueError:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from None
        if not self.min_value <= number <= self.max_value:
            raise self._out_of_range()
        return number

    def _out_of_range(self) -> ValidationError:
        least, most = persian_digits(self.min_value), persian_digits(self.max_value)
        return ValidationError(f"این عدد باید میان {least} و {most} باشد. آن را اصلاح کنید.", code="out_of_range")

    def prepare_value(self, value: Any) -> Any:
        return persian_digits(value) if isinstance(value, int) else value


class PartialDateField(_Shown):
    """A Jalali date of which the day or month may be unknown; with `whole_day=True` both must be given.

    Cleans to a `PartialDate`, None for nothing. Takes a PartialDate or a Gregorian date as its initial value.
    """

    widget = forms.TextInput
    input_attributes = {"dir": "rtl", "autocomplete": "off", "data-date-field": "day"}  # static/js/date-field.js
    default_error_messages = {
        "required": "تاریخ نوشته نشده است. آن را مانند ۱۴۰۵/۹/۲ بنویسید.",
        "whole_day": "تاریخ کامل نیست. سال، ماه و روز را بنویسید، مانند ۱۴۰۵/۹/۲.",
    }

    def __init__(self, *, whole_day: bool = False, **kwargs: Any) -> None:
        self.whole_day = whole_day
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> PartialDate | None:
        if value is None or isinstance(value, PartialDate):
            return value
        if isinstance(value, date):
            value = short_date(value)
        if is_blank(str(value)):
            return None
        try:
            parsed = parse_date(str(value))
        except DateError as error:
            raise ValidationError(str(error), code="invalid") from error
        if self.whole_day and parsed.precision != "day":
            raise ValidationError(self.error_messages["whole_day"], code="whole_day")
        return parsed

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, PartialDate):
            return value.written
        return short_date(value) if isinstance(value, date) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return self.to_python(initial) != self.to_python(data)
        except ValidationError:
            return True


_CLOCK = re.compile(r"(?:ساعت\s*)?([0-9]{1,2})(?:\s*[:.٫/]\s*([0-9]{2})|([0-9]{2}))?")


class ClockField(_Shown):
    """An hour of the day in any digits: «۱۶:۳۰», «16.30», «۱۶۳۰», «۹».

    Cleans to a `time`, None for nothing. Hours go from 0 to 23: what «۴» alone means nobody guesses.
    """

    widget = forms.TextInput
    input_attributes = {"inputmode": "text", "autocomplete": "off", "dir": "ltr"}
    default_error_messages = {
        "required": "ساعت نوشته نشده است. آن را مانند ۱۶:۳۰ بنویسید.",
        "invalid": "این نوشته ساعت نیست. آن را از ۰۰:۰۰ تا ۲۳:۵۹ بنویسید، مانند ۱۶:۳۰.",
    }

    def to_python(self, value: Any) -> time | None:
        if value is None or isinstance(value, time):
            return value
        text = tidy_line(str(value)[:40]).strip()
        if is_blank(text):
            return None
        match = _CLOCK.fullmatch(ascii_digits(text))
        hour, minute = (int(match[1]), int(match[2] or match[3] or 0)) if match else (24, 0)
        if hour > 23 or minute > 59:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return time(hour, minute)

    def prepare_value(self, value: Any) -> Any:
        return persian_digits(f"{value:%H:%M}") if isinstance(value, time) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return self.to_python(initial) != self.to_python(data)
        except ValidationError:
            return True
