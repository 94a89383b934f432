import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from persian.text import search_key, sort_key, tidy_line
from tests.persian.any_text import ANY_TEXT, BOUNDED


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("كتاب علي", "کتاب علی"),
        ("مُدیر", "مدیر"),
        ("تأیید مسئول", "تایید مسیول"),
        ("آقای ظاهری", "اقای ظاهری"),
        ("إسلام", "اسلام"),
        ("مؤسسه", "موسسه"),
        ("خانۀ ما، خانهٔ ما", "خانه ما، خانه ما"),
        ("امضاء", "امضا"),
        ("می‌رود", "می رود"),
        ("می\u200c رود", "می   رود "),
        ("سال ۱۳۸۸", "سال ١٣٨٨"),
        ("سال ۱۳۸۸", "سال 1388"),
        ("ﻗﺰﻭﯾﻦ", "قزوین"),
        ("Île de FRANCE", "ile de france"),
        ("قـزویـن", "قزوین"),
    ],
)
def test_texts_that_a_reader_takes_for_the_same_have_one_key(one, other):
    assert search_key(one) == search_key(other) != ""


@pytest.mark.parametrize(
    ("one", "other"), [("شهردار", "شهرداری"), ("بار", "پار"), ("دور اول", "دور دوم"), ("۱۲", "۲۱")]
)
def test_texts_that_a_reader_tells_apart_have_two_keys(one, other):
    assert search_key(one) != search_key(other)


@BOUNDED
@given(ANY_TEXT)
def test_the_key_of_a_key_is_the_key(text):
    key = search_key(text)
    assert search_key(key) == key
    assert search_key(tidy_line(text)) == key
    assert len(key) <= 4 * len(text)
    key.encode("utf-8")


ALPHABET = "آابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی"


def test_names_sort_in_the_order_of_the_persian_alphabet():
    letters = [sort_key(letter) for letter in ALPHABET]
    assert letters == sorted(letters)
    assert len(set(letters)) == len(ALPHABET)


def test_names_sort_as_in_a_directory():
    names = [
        "  ",
        "(الف)",
        "۹",
        "۱۰۲",
        "آبادی",
        "ابراهیم",
        "اتحاد",
        "بهرامی",
        "پارسا",
        "چگینی",
        "ژاله",
        "کاظمی",
        "گلی",
        "مالک",
    ]
    names += ["مسئول", "مستوفی", "نصیری", "ویسی", "هاشمی", "یاری", "Ali", "bob", "Zed"]
    expected = [*names[:2], "۱۰۲", "۹", *names[4:14], "مسئول", "مستوفی", *names[16:]]
    assert sorted(names, key=sort_key) == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("كاظمي", "کاظمی"),
        ("می‌رود", "میرود"),
        ("مُدیر", "مدیر"),
        ("ALI", "ali"),
        ("۵", "5"),
        ("é", "e"),
        ("ﻗﺰﻭﯾﻦ", "قزوین"),
    ],
)
def test_what_does_not_count_for_the_order_gives_one_sort_key(one, other):
    assert sort_key(one) == sort_key(other)


@BOUNDED
@given(ANY_TEXT)
def test_a_sort_key_is_digits_that_fit_their_column(text):
    key = sort_key(text * 20)
    assert len(key) <= 160
    assert key == "" or (key.isascii() and key.isdigit() and len(key) % 2 == 0)


@BOUNDED
@given(st.lists(st.text(ALPHABET + " ", min_size=1, max_size=12).map(str.strip), max_size=6))
def test_sort_keys_order_as_letter_by_letter_comparison(words):
    places = {letter: place for place, letter in enumerate(" " + ALPHABET)}
    words = [" ".join(word.split()) for word in words]
    for one, other in pairwise(words):
        spelled = [[places[letter] for letter in word] for word in (one, other)]
        assert (sort_key(one) < sort_key(other)) == (spelled[0] < spelled[1])


@pytest.mark.parametrize("unit", ["\u0316\u0301", "ﷺ", "م\u200c", "é", "ـ "])
def test_keys_of_text_made_to_be_slow_are_made_in_a_moment(unit):
    start = time.monotonic()
    search_key("ا" + unit * 100_000)
    sort_key("ا" + unit * 100_000)
    assert time.monotonic() - start < 3
