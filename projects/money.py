"""Amounts of money, which are kept in rial."""

from __future__ import annotations

from persian.numbers import persian_digits


def grouped(number: int) -> str:
    """«۱۲٬۵۰۰٬۰۰۰»: Persian digits, three by three."""
    return persian_digits(f"{number:,}".replace(",", "٬"))


def rial(amount: int | None) -> str:
    """«۱۲٬۵۰۰٬۰۰۰ ریال»; empty for an amount that is not known."""
    return "" if amount is None else f"{grouped(amount)} ریال"
