"""Dates of the Iranian calendar: written out, and read as people write them.

Everything else in the house keeps Gregorian `date`s; this is the one module that knows the calendar's arithmetic (and
persiantools, whose days of 1300–1450 agree with ICU's).
"""

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal
from zoneinfo import ZoneInfo

from persiantools.jdatetime import JalaliDate

from persian.numbers import ordinal_words, persian_digits
from persian.text import search_key, tidy_line

TEHRAN = ZoneInfo("Asia/Tehran")
FIRST_YEAR, LAST_YEAR = 1300, 1450  # of dates that are read; outside them it is a slip of the pen or another calendar
LONGEST_DATE = 60  # characters

MONTHS = (
    *("فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد", "شهریور"),
    *("مهر", "آبان", "آذر", "دی", "بهمن", "اسفند"),
)
WEEKDAYS = ("دوشنبه", "سه‌شنبه", "چهارشنبه", "پنج‌شنبه", "جمعه", "شنبه", "یکشنبه")  # as `date.weekday` counts

Precision = Literal["day", "month", "year"]


class DateError(ValueError):
    """What was typed is no date. Its text says so in Persian and tells what to do."""


@dataclass(frozen=True)
class PartialDate:
    """A day, month or year: first and last day (Gregorian), how much is known, and the form as written."""

    first: date
    last: date
    precision: Precision
    written: str

    def __str__(self) -> str:
        return partial_date(self.first, self.last, self.precision)


# --- the calendar


def jalali_parts(d: date) -> tuple[int, int, int]:
    """Year, month and day of the Gregorian date `d`. Raises ValueError before 622-03-22, where the calendar begins."""
    jalali = JalaliDate(date(d.year, d.month, d.day))
    return jalali.year, jalali.month, jalali.day


def from_jalali(year: int, month: int, day: int) -> date:
    """The Gregorian date of a Jalali day. Raises ValueError for a day that does not exist."""
    return JalaliDate(year, month, day).to_gregorian()


def days_in_month(year: int, month: int) -> int:
    """29, 30 or 31. Raises ValueError for a month that is not 1–12."""
    return int(JalaliDate.days_in_month(month, year))


def is_leap(year: int) -> bool:
    """Whether Esfand of the Jalali year has 30 days."""
    return bool(JalaliDate.is_leap(year))


def year(d: date) -> int:
    """The Jalali year of a Gregorian date: 1405."""
    return jalali_parts(d)[0]


def month(d: date) -> int:
    """The Jalali month of a Gregorian date, 1–12."""
    return jalali_parts(d)[1]


def day(d: date) -> int:
    """The day of the Jalali month of a Gregorian date, 1–31."""
    return jalali_parts(d)[2]


def year_of(jalali_year: int) -> tuple[date, date]:
    """The first and last day (Gregorian) of a Jalali year."""
    return from_jalali(jalali_year, 1, 1), from_jalali(jalali_year, 12, days_in_month(jalali_year, 12))


# --- writing


def long_date(d: date) -> str:
    """«۲ آذر ۱۴۰۵»."""
    y, m, n = jalali_parts(d)
    return persian_digits(f"{n} {MONTHS[m - 1]} {y}")


def short_date(d: date) -> str:
    """«۱۴۰۵/۰۹/۰۲»."""
    y, m, n = jalali_parts(d)
    return persian_digits(f"{y:04}/{m:02}/{n:02}")


def weekday(d: date) -> str:
    """«دوشنبه»."""
    return WEEKDAYS[d.weekday()]


def partial_date(first: date, last: date, precision: str) -> str:
    """«۲ آذر ۱۴۰۵», «آذر ۱۴۰۵» or «سال ۱۴۰۵», by `precision` ("day", "month", "year"); `last` adds nothing to it."""
    if precision == "day":
        return long_date(first)
    y, m, _ = jalali_parts(first)
    return persian_digits(f"{MONTHS[m - 1]} {y}" if precision == "month" else f"سال {y}")


def in_tehran(dt: datetime) -> datetime:
    """The same moment on Tehran's clock. Raises ValueError for a datetime without a time zone."""
    if dt.tzinfo is None:
        raise ValueError("a datetime without a time zone is no moment")
    return dt.astimezone(TEHRAN)


def long_datetime(dt: datetime) -> str:
    """«۲ آذر ۱۴۰۵، ساعت ۱۴:۰۵», in Tehran's time. Raises ValueError for a datetime without a time zone."""
    local = in_tehran(dt)
    return f"{long_date(local)}، ساعت {persian_digits(f'{local:%H:%M}')}"


def tehran_today(now: datetime) -> date:
    """The day in Tehran at the moment `now`. Raises ValueError for a datetime without a time zone."""
    return in_tehran(now).date()


# --- reading

_MONTH_OF = {search_key(name): place for place, name in enumerate(MONTHS, 1)} | {"امرداد": 5}
_DAY_OF = {search_key(ordinal_words(n)): n for n in range(1, 32)} | {"یکم": 1, "سیم": 30}
_WEEKDAY = re.compile(r"(?:(یک|دو|سه|چهار|پنج)? ?(شنبه)|(جمعه|ادینه))\s*،?\s+(?=\S)")
_WEEKDAY_OF = {"": 5, "یک": 6, "دو": 0, "سه": 1, "چهار": 2, "پنج": 3}
_BEFORE = re.compile(r"^(?:(?:به )?تاریخ|مورخه?|روز)\s*:?\s+")
_AFTER = re.compile(r"\s*\(?(?:(?:هجری )?(?:شمسی|خورشیدی)|ه ?\. ?ش ?\.?)\)?$")
_BETWEEN = r"(?:\s*[/.\-–\u2212٫]\s*|\s+)"
_NUMBERS = re.compile(rf"([0-9]{{1,4}}){_BETWEEN}([0-9]{{1,4}})(?:{_BETWEEN}([0-9]{{1,4}}))?")
_WORDS = re.compile(
    rf"(?:([0-9]{{1,4}}|{'|'.join(sorted(_DAY_OF, key=len, reverse=True))})(?: ?ام| ?م)?\s+)?"
    rf"({'|'.join(_MONTH_OF)})(?: ?ماه)?(?:\s*،?\s*(?:سال\s+)?([0-9]{{1,4}}))?"
)
_YEAR = re.compile(r"(?:سال(?: های)?\s*)?([0-9]{4}|[0-9]{2})")

_HOW = "تاریخ را مانند ۱۴۰۵/۹/۲، ۲ آذر ۱۴۰۵، آذر ۱۴۰۵ یا ۱۴۰۵ بنویسید."


def parse_date(s: str) -> PartialDate:
    """The day, month or year that the text names, in any digits.

    Takes «۱۴۰۵/۹/۲» (also with - or . and with the day first), «۲ آذر ۱۴۰۵», «دوشنبه دوم آذرماه سال ۱۴۰۵», «۱۴۰۵/۹»,
    «آذر ۱۴۰۵», «۱۴۰۵», «سال ۸۸». Of two-digit years, 50–99 are 1350–1399 and 00–49 are 1400–1449: the group's papers
    begin in 1388, and «۰۵» is this century. `written` is the text as typed, tidied and trimmed.

    Raises DateError, in Persian, for all else: no year, a year outside 1300–1450, a month 13, a day that the month does
    not have, a weekday that does not fall on that day, more than 60 characters.
    """
    written = tidy_line(s[: 4 * LONGEST_DATE]).strip()
    if len(s) > LONGEST_DATE:
        raise DateError(f"این نوشته برای یک تاریخ بلند است (بیش از {persian_digits(LONGEST_DATE)} نویسه). {_HOW}")
    if not written:
        raise DateError(f"تاریخی نوشته نشده است. {_HOW}")
    key = _AFTER.sub("", _BEFORE.sub("", search_key(written)))
    named = _WEEKDAY.match(key)
    key = _BEFORE.sub("", key[named.end() :]) if named else key
    y, m, d = _numbers_of(key)
    first, last = _days(y, m, d)
    if named and d is not None:
        expected = 4 if named[3] else _WEEKDAY_OF[named[1] or ""]
        if first.weekday() != expected:
            raise DateError(
                f"{long_date(first)} {weekday(first)} است، نه {WEEKDAYS[expected]}. روز هفته یا تاریخ را اصلاح کنید."
            )
    precision: Precision = "day" if d is not None else "month" if m is not None else "year"
    return PartialDate(first, last, precision, written)


def _numbers_of(key: str) -> tuple[int, int | None, int | None]:
    """Year, month and day of the folded text; what is not there is None. Months and days may be out of range."""
    if match := _WORDS.fullmatch(key):
        day_text, month_name, year_text = match.groups()
        if day_text and day_text.isdigit() and _is_backwards([year_text or "1", day_text]):
            day_text, year_text = year_text, day_text
        if year_text is None:
            raise DateError("سال نوشته نشده است. سال را هم بنویسید، مانند ۲ آذر ۱۴۰۵.")
        n = None if day_text is None else int(_DAY_OF.get(day_text, day_text))
        return _full_year(year_text), _MONTH_OF[month_name], n
    if match := _YEAR.fullmatch(key):
        return _full_year(match[1]), None, None
    if match := _NUMBERS.fullmatch(key.removeprefix("سال ")):
        parts = [part for part in match.groups() if part is not None]
        if _is_backwards(parts):
            parts.reverse()
        y, m, *rest = parts
        return _full_year(y), int(m), int(rest[0]) if rest else None
    raise DateError(f"این نوشته به‌عنوان تاریخ شناخته نشد. {_HOW}")


def _is_backwards(parts: list[str]) -> bool:
    """Whether the numbers stand as day, month, year: the last can only be a year, and the first can't."""

    def only_a_year(part: str) -> bool:
        return len(part) > 2 or int(part) > 31

    return only_a_year(parts[-1]) and not only_a_year(parts[0])


def _full_year(text: str) -> int:
    if len(text) in (1, 3):
        raise DateError(f"سال «{persian_digits(text)}» کامل نیست. سال را با چهار رقم بنویسید، مانند ۱۴۰۵.")
    number = int(text)
    if len(text) == 2:
        number += 1300 if number >= 50 else 1400
    if not FIRST_YEAR <= number <= LAST_YEAR:
        raise DateError(
            f"سال {persian_digits(number)} بیرون از {persian_digits(FIRST_YEAR)} تا {persian_digits(LAST_YEAR)} است. "
            "تاریخ را به سال شمسی بنویسید."
        )
    return number


def _days(y: int, m: int | None, d: int | None) -> tuple[date, date]:
    """The first and last day of the year, month or day. Raises DateError for a month or day that does not exist."""
    if m is None:
        return year_of(y)
    if not 1 <= m <= 12:
        raise DateError(f"ماه {persian_digits(m)} وجود ندارد. شماره ماه از ۱ تا ۱۲ است.")
    length = days_in_month(y, m)
    if d is None:
        return from_jalali(y, m, 1), from_jalali(y, m, length)
    if m == 12 and d == 30 and length == 29:
        raise DateError(f"سال {persian_digits(y)} کبیسه نیست و اسفند آن ۲۹ روز دارد. روز یا سال را اصلاح کنید.")
    if not 1 <= d <= length:
        raise DateError(persian_digits(f"{MONTHS[m - 1]} سال {y} تنها {length} روز دارد. روز را اصلاح کنید."))
    only = from_jalali(y, m, d)
    return only, only
