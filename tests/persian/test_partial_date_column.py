import pytest
from django.core.exceptions import ValidationError

from persian.jalali import parse_date
from persian.partial_date_column import PartialDateColumn


@pytest.mark.parametrize("written", ["۱۴۰۵/۹/۲", "۲ آذر ۱۴۰۵", "آذر ۱۴۰۵", "سال ۸۸", " " * 27 + "۱۴۰۵ / ۱۲ / ۲۹"])
def test_a_partial_date_comes_back_from_its_column_as_it_was(written):
    column = PartialDateColumn()
    stored = column.get_prep_value(parse_date(written))
    assert len(stored) <= 120
    assert column.from_db_value(stored, None, None) == parse_date(written)


def test_stored_dates_sort_by_their_first_day():
    column = PartialDateColumn()
    stored = [column.get_prep_value(parse_date(text)) for text in ("سال ۸۸", "۱۳۸۸/۲/۱", "۲ آذر ۱۴۰۵")]
    assert stored == sorted(stored)


def test_no_date_is_none():
    column = PartialDateColumn()
    assert column.get_prep_value(None) is column.to_python("") is column.from_db_value(None, None, None) is None


def test_a_text_that_is_no_stored_date_is_refused():
    with pytest.raises(ValidationError, match="تاریخ نیست"):
        PartialDateColumn().to_python("فردا")


def test_a_whole_check_of_a_column_with_a_date_passes():
    column = PartialDateColumn()
    assert column.clean(parse_date("سال ۸۸"), None) == parse_date("سال ۸۸")
