from datetime import UTC, date, datetime

import pytest
from django.template import Context, Template

from persian.jalali import parse_date

DAY = date(2026, 11, 23)


def rendered(source, **context):
    return Template(source).render(Context(context))


@pytest.mark.parametrize(
    ("source", "value", "shown"),
    [
        ("{{ v|fa }}", 1405, "۱۴۰۵"),
        ("{{ v|fa }}", "بند 3 از ٤", "بند ۳ از ۴"),
        ("{{ v|fa }}", None, ""),
        ("{{ v|fa }}", "<b>1</b>", "&lt;b&gt;۱&lt;/b&gt;"),
        ("{{ v|jalali }}", DAY, "۲ آذر ۱۴۰۵"),
        ("{{ v|jalali }}", datetime(2026, 11, 23, 10, 35, tzinfo=UTC), "۲ آذر ۱۴۰۵، ساعت ۱۴:۰۵"),
        ("{{ v|jalali }}", parse_date("سال ۸۸"), "سال ۱۳۸۸"),
        ("{{ v|jalali }}", None, ""),
        ("{{ v|jalali_short }}", DAY, "۱۴۰۵/۰۹/۰۲"),
        ("{{ v|jalali_short }}", datetime(2026, 11, 23, 20, 30, tzinfo=UTC), "۱۴۰۵/۰۹/۰۳"),
        ("{{ v|jalali_short }}", parse_date("۲ آذر ۱۴۰۵"), "۱۴۰۵/۰۹/۰۲"),
        ("{{ v|jalali_short }}", parse_date("آذر ۱۴۰۵"), "آذر ۱۴۰۵"),
        ("{{ v|jalali_short }}", None, ""),
        ("{{ v|ordinal }}", 5, "پنجم"),
        ("{{ v|ordinal }}", "۱۱۳", "یکصد و سیزدهم"),
        ("{{ v|ordinal }}", 0, "۰"),
        ("{{ v|ordinal }}", None, ""),
        ("{{ v|words }}", 21, "بیست و یک"),
        ("{{ v|words }}", 10**15, "۱۰۰۰۰۰۰۰۰۰۰۰۰۰۰۰"),
        ("{{ v|words }}", "نامعلوم", "نامعلوم"),
    ],
)
def test_a_template_shows_numbers_and_dates_the_persian_way(source, value, shown):
    assert rendered(source, v=value) == shown
