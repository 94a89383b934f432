import time
import unicodedata

import pytest
from hypothesis import given

from persian.text import is_blank, tidy, tidy_line
from tests.persian.any_text import ANY_TEXT, BOUNDED


@pytest.mark.parametrize(
    ("typed", "tidied"),
    [
        ("كتاب علي و موسى", "کتاب علی و موسی"),
        ("ا\u0653ب", "آب"),
        ("مـــدرسـه", "مدرسه"),
        ("قزوین ـ تهران", "قزوین – تهران"),
        ("۱۳۸۸ـ۱۳۹۰", "۱۳۸۸–۱۳۹۰"),
        ("می\u200c\u200c\u200cرود", "می\u200cرود"),
        ("\u200cرود \u200c تا خانه\u200c", "رود  تا خانه"),
        ("ه\u200d ق", "ه\u200d ق"),
        ("\u202eمتن\u202c و \u2067متن\u2069\u200f", "متن و متن"),
        ("الف\u200bب\ufeff", "الفب"),
        ("a\x00b\x1bc\ud800d", "abcd"),
        ("یک\r\nدو\u2028سه", "یک دو سه"),
        ("  \t- بند ", "  \t- بند "),
        ("مسولیتهای گرانبهائی، دبیر خانه", "مسولیتهای گرانبهائی، دبیر خانه"),
        ("ﷺ", "ﷺ"),
    ],
)
def test_a_line_is_tidied_only_where_it_cannot_change_meaning(typed, tidied):
    assert tidy_line(typed) == tidied


@BOUNDED
@given(ANY_TEXT)
def test_tidying_takes_any_text_and_changes_nothing_the_second_time(text):
    line = tidy_line(text)
    assert tidy_line(line) == line
    whole = tidy(text)
    assert tidy(whole) == whole
    whole.encode("utf-8")
    assert not set(line) & set("\x00\r\n\u200b\u202e\ufeffيكـ")


@BOUNDED
@given(ANY_TEXT)
def test_what_is_tidied_is_composed_and_never_longer(text):
    assert unicodedata.is_normalized("NFC", tidy_line(text))
    assert len(tidy_line(text)) <= len(text)


def test_line_ends_of_all_kinds_become_one_kind():
    assert tidy("یک\r\nدو\rسه\nچهار\vپنج\u2028شش\x85هفت") == "یک\nدو\nسه\nچهار\nپنج\nشش\nهفت"
    assert tidy("یک\n\n\nدو\n") == "یک\n\n\nدو\n"


def test_a_line_that_is_as_stored_stays_as_it_is():
    stored = "كتاب اول\u200b\nسطر دوم\nعلي"
    assert tidy("كتاب اول\u200b\r\nسطر دوم، كامل\r\nعلي", stored) == "كتاب اول\u200b\nسطر دوم، کامل\nعلي"
    assert tidy("كتاب اول\u200b ", stored) == "کتاب اول "


@BOUNDED
@given(ANY_TEXT)
def test_text_that_equals_the_stored_text_stays_as_it_is(text):
    stored = text.replace("\r\n", "\n").replace("\r", "\n")
    assert tidy(stored, stored) == stored
    assert tidy(stored.replace("\n", "\r\n"), stored) == stored


@pytest.mark.parametrize(
    "text", ["", " ", "\u200b\u200b", "\t\n", "\u200c\u200d", "\u202e", "\xad", "\u2800", "\ud800", "\u3164"]
)
def test_text_in_which_nothing_would_be_seen_is_blank(text):
    assert is_blank(text)


@pytest.mark.parametrize("text", ["ا", "\u200cا", "۰", "-", "…", "\u064b"])
def test_text_in_which_something_would_be_seen_is_not_blank(text):
    assert not is_blank(text)


@pytest.mark.parametrize("unit", ["\u0316\u0301", "ﷺ", "م\u200c", " \u200c", "ـ", "ـ ", "ا\u0653", "\u200c\u200b"])
def test_text_made_to_be_slow_is_tidied_in_a_moment(unit):
    start = time.monotonic()
    tidy("ا" + unit * 100_000)
    assert time.monotonic() - start < 2
