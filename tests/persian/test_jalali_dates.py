from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from persian.jalali import (
    DateError,
    days_in_month,
    from_jalali,
    is_leap,
    jalali_parts,
    long_date,
    long_datetime,
    parse_date,
    partial_date,
    short_date,
    tehran_today,
    weekday,
    year,
)
from tests.persian.any_text import ANY_TEXT, BOUNDED

FIRST, LAST = from_jalali(1300, 1, 1), from_jalali(1450, 12, 29)
DAY = date(2026, 11, 23)


def test_a_day_is_written_long_short_and_by_its_name():
    assert long_date(DAY) == "۲ آذر ۱۴۰۵"
    assert short_date(DAY) == "۱۴۰۵/۰۹/۰۲"
    assert weekday(DAY) == "دوشنبه"
    assert year(DAY) == 1405
    assert [weekday(DAY + timedelta(n)) for n in (1, 3, 5)] == ["سه‌شنبه", "پنج‌شنبه", "شنبه"]


@pytest.mark.parametrize(
    ("jalali", "gregorian"),
    [
        ((1300, 1, 1), date(1921, 3, 21)),
        ((1357, 11, 22), date(1979, 2, 11)),
        ((1388, 1, 1), date(2009, 3, 21)),
        ((1399, 12, 30), date(2021, 3, 20)),
        ((1403, 12, 30), date(2025, 3, 20)),
        ((1404, 1, 1), date(2025, 3, 21)),
        ((1405, 9, 2), DAY),
    ],
)
def test_known_days_of_both_calendars_agree(jalali, gregorian):
    assert from_jalali(*jalali) == gregorian
    assert jalali_parts(gregorian) == jalali


def test_leap_years_have_a_thirtieth_of_esfand():
    assert [y for y in range(1387, 1410) if is_leap(y)] == [1387, 1391, 1395, 1399, 1403, 1408]
    assert [days_in_month(1405, m) for m in (1, 6, 7, 11, 12)] == [31, 31, 30, 30, 29]


def test_every_day_from_1300_to_1450_follows_the_one_before():
    day, expected = FIRST, (1300, 1, 1)
    while day <= LAST:
        assert jalali_parts(day) == expected
        y, m, d = expected
        expected = (y, m, d + 1) if d < days_in_month(y, m) else (y, m + 1, 1) if m < 12 else (y + 1, 1, 1)
        day += timedelta(1)
    assert expected == (1451, 1, 1)


@BOUNDED
@given(st.dates(FIRST, LAST))
def test_a_day_comes_back_from_each_form_in_which_it_is_written(day):
    for written in (long_date(day), short_date(day), f"{weekday(day)} {long_date(day)}", f"مورخ {short_date(day)}"):
        parsed = parse_date(written)
        assert (parsed.first, parsed.last, parsed.precision, parsed.written) == (day, day, "day", written)


@pytest.mark.parametrize(
    "written",
    [
        *("۱۴۰۵/۹/۲", "١٤٠٥/٠٩/٠٢", "1405-09-02", "1405.9.2", "۱۴۰۵ / ۹ / ۲", "۲/۹/۱۴۰۵", "۰۵/۹/۲", "۱۴۰۵ ۹ ۲"),
        *("۲ آذر ۱۴۰۵", "2 اذر 1405", "۲ آذرماه ۱۴۰۵", "۲ آذر‌ماه سال ۱۴۰۵", "دوم آذر ۱۴۰۵", "۲ آذر ۰۵", "۱۴۰۵ آذر ۲"),
        *("دوشنبه ۲ آذر ۱۴۰۵", "دوشنبه، ۲ آذر ۱۴۰۵", "روز دوشنبه مورخ ۱۴۰۵/۹/۲", "تاریخ: ۱۴۰۵/۹/۲", "۱۴۰۵/۹/۲ ه.ش"),
        *(" ۱۴۰۵/۹/۲ ", "\u202b۱۴۰۵/۹/۲\u202c"),
    ],
)
def test_one_day_is_read_in_many_forms(written):
    parsed = parse_date(written)
    assert (parsed.first, parsed.last, parsed.precision) == (DAY, DAY, "day")
    assert str(parsed) == "۲ آذر ۱۴۰۵"


@pytest.mark.parametrize(
    "written", ["آذر ۱۴۰۵", "آذرماه ۱۴۰۵", "آذر سال ۱۴۰۵", "۱۴۰۵/۹", "۹/۱۴۰۵", "اذر 05", "۱۴۰۵ آذر"]
)
def test_a_month_is_known_by_its_first_and_last_day(written):
    parsed = parse_date(written)
    assert (parsed.first, parsed.last, parsed.precision) == (date(2026, 11, 22), date(2026, 12, 21), "month")
    assert str(parsed) == "آذر ۱۴۰۵"


@pytest.mark.parametrize("written", ["۱۳۸۸", "سال ۱۳۸۸", "سال ۸۸", "۸۸", "سال 88", "۱۳۸۸ هجری شمسی"])
def test_a_year_is_known_by_its_first_and_last_day_and_keeps_its_form(written):
    parsed = parse_date(written)
    assert (parsed.first, parsed.last, parsed.precision) == (date(2009, 3, 21), date(2010, 3, 20), "year")
    assert (str(parsed), parsed.written) == ("سال ۱۳۸۸", written)


@pytest.mark.parametrize(("written", "meant"), [("۵۰", 1350), ("۹۹", 1399), ("۰۰", 1400), ("۰۵", 1405), ("۴۹", 1449)])
def test_two_digits_mean_a_year_from_1350_to_1449(written, meant):
    assert year(parse_date(written).first) == meant


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("۱۴۰۴/۱۲/۳۰", "کبیسه نیست"),
        ("۳۱ مهر ۱۳۹۰", "تنها ۳۰ روز"),
        ("۱۴۰۵/۹/۰", "تنها ۳۰ روز"),
        ("۱۴۰۵/۱۳/۱", "ماه ۱۳ وجود ندارد"),
        ("۱۴۰۵/۰/۱", "ماه ۰ وجود ندارد"),
        ("2026-11-23", "سال شمسی"),
        ("۱۲۹۹", "بیرون از ۱۳۰۰ تا ۱۴۵۰"),
        ("۱۴۵۱/۱/۱", "بیرون از ۱۳۰۰ تا ۱۴۵۰"),
        ("۲ آذر", "سال نوشته نشده"),
        ("۲ آذر ۵", "سال «۵» کامل نیست"),
        ("سه‌شنبه ۲ آذر ۱۴۰۵", "دوشنبه است، نه سه‌شنبه"),
        ("فردا", "شناخته نشد"),
        ("99999999999999999999", "شناخته نشد"),
        ("۱۴۰۵//۲", "شناخته نشد"),
        ("جمعه", "شناخته نشد"),
        ("", "تاریخی نوشته نشده"),
        ("\x00", "تاریخی نوشته نشده"),
        ("\ud800", "تاریخی نوشته نشده"),
        ("۱" * 61, "بیش از ۶۰ نویسه"),
        (" " * 60_000, "بیش از ۶۰ نویسه"),
    ],
)
def test_what_is_no_date_is_refused_with_its_reason(written, why):
    with pytest.raises(DateError, match=why):
        parse_date(written)


@BOUNDED
@given(ANY_TEXT | st.text("۰۱۲۳۴۵۶۷۸۹0123456789/-. آذرمهسالدوشنبهم", max_size=20))
def test_any_text_is_a_date_or_refused(text):
    try:
        parsed = parse_date(text)
    except DateError:
        return
    assert FIRST <= parsed.first <= parsed.last <= LAST + timedelta(1)


def test_partial_dates_are_written_from_their_days():
    first, last = date(2026, 11, 22), date(2026, 12, 21)
    assert partial_date(DAY, DAY, "day") == "۲ آذر ۱۴۰۵"
    assert partial_date(first, last, "month") == "آذر ۱۴۰۵"
    assert partial_date(date(2026, 3, 21), date(2027, 3, 20), "year") == "سال ۱۴۰۵"


def test_moments_are_told_on_the_clock_of_tehran():
    assert long_datetime(datetime(2026, 11, 23, 10, 35, tzinfo=UTC)) == "۲ آذر ۱۴۰۵، ساعت ۱۴:۰۵"
    assert tehran_today(datetime(2026, 11, 23, 20, 29, tzinfo=UTC)) == DAY
    assert tehran_today(datetime(2026, 11, 23, 20, 30, tzinfo=UTC)) == DAY + timedelta(1)


def test_a_datetime_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="time zone"):
        tehran_today(datetime(2026, 11, 23))
