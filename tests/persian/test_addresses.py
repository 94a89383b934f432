import re

import pytest
from django.urls import converters

from persian.addresses import register


def matches(name, text):
    return re.fullmatch(converters.get_converters()[name].regex, text) is not None


@pytest.mark.parametrize("text", ["1", "5", "113", "9999"])
def test_a_small_number_is_one_to_four_latin_digits(text):
    assert matches("small", text)


@pytest.mark.parametrize(
    "text", ["0", "007", "10000", "-1", "+1", "۵", "5 ", "5\n", "1e3", "NaN", "", "99999999999999999999"]
)
def test_no_other_text_is_a_small_number(text):
    assert not matches("small", text)


def test_an_id_fits_the_64_bits_of_the_database():
    assert matches("id", "1")
    assert matches("id", "9" * 18)
    assert int("9" * 18) < 2**63
    assert not matches("id", "1" + "0" * 18)
    assert not matches("id", "0")
    assert not matches("id", "۱۲")


@pytest.mark.parametrize(
    ("text", "known"), [("7K3M-9QXA", True), ("7k3m-9qxa", False), ("7K3M9QXA", False), ("۷K3M-9QXA", False)]
)
def test_a_code_is_two_groups_of_four(text, known):
    assert matches("code", text) is known


def test_numbers_come_as_numbers_and_go_back_as_they_came():
    for name in ("small", "id"):
        converter = converters.get_converters()[name]
        assert converter.to_python("113") == 113
        assert converter.to_url(113) == "113"
    assert converters.get_converters()["code"].to_python("7K3M-9QXA") == "7K3M-9QXA"


def test_registering_twice_is_harmless():
    before = dict(converters.get_converters())
    register()
    assert converters.get_converters() == before
