"""Converters for addresses: numbers that fit the database, in Latin digits, each written in one way only.

`<small:n>` is 1–9999 (round, meeting, statement, theme), `<id:n>` is 1–999,999,999,999,999,999 (a row), `<code:c>` is a
verification code like «7K3M-9QXA». What does not match is no address, hence 404: «007», «+7» and «۷» among them.
"""

import re

from django.urls import register_converter
from django.urls.converters import get_converters

from persian.numbers import parse_number


class _NumberConverter:
    regex = ""

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int | str) -> str:
        return str(int(value))


class SmallNumberConverter(_NumberConverter):
    """Numbers that people give: 1 to 9999."""

    regex = "[1-9][0-9]{0,3}"


class IdConverter(_NumberConverter):
    """Numbers that the database gives: 1 to 10**18 - 1, which fits its 64 bits."""

    regex = "[1-9][0-9]{0,17}"


class CodeConverter:
    """Verification codes: two groups of four digits or capital letters."""

    regex = "[0-9A-Z]{4}-[0-9A-Z]{4}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


def register() -> None:
    """Make `<small:…>`, `<id:…>` and `<code:…>` known to `django.urls.path`. Calling it again does nothing."""
    for name, converter in (("small", SmallNumberConverter), ("id", IdConverter), ("code", CodeConverter)):
        if name not in get_converters():
            register_converter(converter, name)


def read_small(text: str) -> int | None:
    """The number from 1 to 9999 that a query string gives in any digits; None for anything else."""
    try:
        number = parse_number(text)
    except ValueError:
        return None
    return number if 1 <= number <= 9999 else None


def read_id(text: str) -> int | None:
    """The number of a row that a form gives in Latin digits, as `<id:…>` takes it; None for anything else."""
    return int(text) if re.fullmatch(IdConverter.regex, text) else None
