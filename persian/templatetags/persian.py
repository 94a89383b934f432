"""Filters that every template has without loading them: Persian digits, Jalali dates, numbers in words.

They take text before it is escaped: on markup they would change the digits of entities too, so what they return is
escaped like any other text.
"""

from datetime import date, datetime

from django import template

from persian.jalali import PartialDate, in_tehran, long_date, long_datetime, short_date
from persian.numbers import cardinal_words, ordinal_words, parse_number, persian_digits

register = template.Library()


@register.filter
def fa(value: object) -> str:
    """The value with Persian digits; nothing for None."""
    return "" if value is None else persian_digits(value)


@register.filter
def jalali(value: object) -> str:
    """«۲ آذر ۱۴۰۵» for a date, with the hour in Tehran for a datetime, «سال ۱۴۰۵» for a partial one; nothing for None.

    Anything else comes back with Persian digits and is otherwise as it was.
    """
    if isinstance(value, datetime):
        return long_datetime(value)
    if isinstance(value, date):
        return long_date(value)
    return fa(value)


@register.filter
def jalali_short(value: object) -> str:
    """«۱۴۰۵/۰۹/۰۲» for a date or a datetime (its day in Tehran); a partial date as by `jalali`; nothing for None."""
    if isinstance(value, datetime):
        return short_date(in_tehran(value))
    if isinstance(value, date):
        return short_date(value)
    if isinstance(value, PartialDate) and value.precision == "day":
        return short_date(value.first)
    return fa(value)


def _number(value: object) -> int | None:
    try:
        return value if isinstance(value, int) else parse_number(str(value))
    except ValueError:
        return None


@register.filter
def ordinal(value: object) -> str:
    """«پنجم» for 5, in any digits; what has no ordinal comes back with Persian digits; nothing for None."""
    number = _number(value)
    try:
        return fa(value) if number is None else ordinal_words(number)
    except ValueError:
        return fa(value)


@register.filter
def words(value: object) -> str:
    """«بیست و یک» for 21, in any digits; what is no number comes back with Persian digits; nothing for None."""
    number = _number(value)
    try:
        return fa(value) if number is None else cardinal_words(number)
    except ValueError:
        return fa(value)
