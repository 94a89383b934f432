import pytest
from hypothesis import given
from hypothesis import strategies as st

from persian.numbers import ascii_digits, cardinal_words, ordinal_words, parse_number, persian_digits
from tests.persian.any_text import ANY_TEXT, BOUNDED


def test_digits_turn_persian_and_back_and_all_else_stays():
    assert persian_digits("جلسه 12، ٣ نفر") == "جلسه ۱۲، ۳ نفر"
    assert persian_digits(1405) == "۱۴۰۵"
    assert ascii_digits("۱۴۰۵/٠٩/02 الف") == "1405/09/02 الف"


@BOUNDED
@given(st.integers(-(10**40), 10**40))
def test_a_number_comes_back_from_its_digits(number):
    assert parse_number(persian_digits(number)) == number
    assert parse_number(f" {number} ") == number


def test_thousands_may_be_separated():
    assert parse_number("۱٬۲۰۰٬۰۰۰") == parse_number("1,200,000") == 1_200_000


@pytest.mark.parametrize(
    "text", ["", " ", "۱۲ب", "۱.۵", "1e3", "1_000", "۱٬۲", "--1", "NaN", "۱\x00", "१२", "9" * 101, "\ud800"]
)
def test_what_is_no_whole_number_is_refused_in_persian(text):
    with pytest.raises(ValueError, match="عدد صحیح نیست"):
        parse_number(text)


@BOUNDED
@given(ANY_TEXT)
def test_any_text_is_a_number_or_refused(text):
    try:
        assert isinstance(parse_number(text), int)
    except ValueError as error:
        assert "عدد" in str(error)


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "صفر"),
        (21, "بیست و یک"),
        (100, "یکصد"),
        (113, "یکصد و سیزده"),
        (1388, "یک هزار و سیصد و هشتاد و هشت"),
        (2_000_050, "دو میلیون و پنجاه"),
        (10**12, "یک تریلیون"),
        (-3, "منفی سه"),
    ],
)
def test_numbers_in_words(number, words):
    assert cardinal_words(number) == words


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (1, "اول"),
        (2, "دوم"),
        (3, "سوم"),
        (5, "پنجم"),
        (10, "دهم"),
        (20, "بیستم"),
        (21, "بیست و یکم"),
        (23, "بیست و سوم"),
        (30, "سی‌ام"),
        (33, "سی و سوم"),
        (100, "یکصدم"),
        (113, "یکصد و سیزدهم"),
        (130, "یکصد و سی‌ام"),
        (1003, "یک هزار و سوم"),
    ],
)
def test_places_in_words(number, words):
    assert ordinal_words(number) == words


def test_all_meetings_that_can_be_numbered_have_words_of_their_own():
    assert len({ordinal_words(number) for number in range(1, 10_000)}) == 9_999


def test_numbers_without_words_are_refused():
    for call in (lambda: ordinal_words(0), lambda: cardinal_words(10**15), lambda: ordinal_words(10**30)):
        with pytest.raises(ValueError, match="عدد"):
            call()
