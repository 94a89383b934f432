"""An hour of the day is read in any digits, and what is none is said."""

from datetime import time

import pytest
from django.core.exceptions import ValidationError

from persian.fields import ClockField


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("۱۶:۳۰", time(16, 30)),
        ("16.30", time(16, 30)),
        ("1630", time(16, 30)),
        ("٩", time(9)),
        ("ساعت ۹", time(9)),
        (" 09:05 ", time(9, 5)),
        ("930", time(9, 30)),
        ("0", time(0)),
        ("", None),
        ("\u200c", None),
    ],
)
def test_an_hour_in_any_digits_is_read(typed, read):
    assert ClockField(required=False).clean(typed) == read


@pytest.mark.parametrize("typed", ["24", "16:60", "سه و نیم", "-1", "NaN", "16:3", "۹" * 5000, "4 pm"])
def test_what_is_no_hour_is_said(typed):
    with pytest.raises(ValidationError, match="این نوشته ساعت نیست"):
        ClockField(required=False).clean(typed)


def test_it_is_shown_in_persian_digits():
    assert ClockField().prepare_value(time(9, 5)) == "۰۹:۰۵"
    assert not ClockField().has_changed(time(9, 5), "9:05")
