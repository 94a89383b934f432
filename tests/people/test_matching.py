"""Which persons a written name may mean: certain, probable or somebody new."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from people.matching import Match, match_names, new_person, split_name
from people.models import Person, PersonName
from tests import cast

pytestmark = pytest.mark.django_db


def known(family: str, given: str = "", *, written: str = "", confidence: str = "certain", **columns) -> Person:
    person = cast.make_person(family, given, **columns)
    if written:
        PersonName.objects.create(person=person, written=written, confidence=confidence)
    return person


def match(written: str) -> Match:
    return match_names([written])[written]


@pytest.mark.parametrize(
    ("written", "honorific", "rest"),
    [
        ("مهندس رضا نمونه", "مهندس", "رضا نمونه"),
        ("آقای مهندس رضا نمونه", "آقای مهندس", "رضا نمونه"),
        ("جناب آقای دکتر نمونه", "جناب آقای دکتر", "نمونه"),
        ("جناب آقای نمونه", "جناب آقای", "نمونه"),
        ("سرکار خانم مثال", "سرکار خانم", "مثال"),
        ("حجت‌الاسلام نمونه", "حجت الاسلام", "نمونه"),
        ("حاج آقا نمونه", "حاج آقا", "نمونه"),
        ("آقاي نمونه", "آقای", "نمونه"),
        ("  خانم   مثال ", "خانم", "مثال"),
        ("رضا نمونه", "", "رضا نمونه"),
        ("آقای", "", "آقای"),
        ("دکترپور", "", "دکترپور"),
        ("مهندسی نمونه", "", "مهندسی نمونه"),
        ("خانم نمونه‌پور", "خانم", "نمونه‌پور"),
        ("", "", ""),
    ],
)
def test_honorifics_are_told_from_names(written, honorific, rest):
    found, name = split_name(written)
    assert (found.replace("\u200c", " "), name) == (honorific, rest)


def test_a_spelling_that_is_certain_is_certain():
    person = known("نمونه", "رضا", written="مهندس رضا نمونه")
    assert match("مهندس رضا نمونه") == Match("مهندس رضا نمونه", person, "certain", (person,))


@pytest.mark.parametrize(
    "written", ["مهندس رضا نمونه پور", "مهندس رضا نمونه‌پور", "مهندس رضا نمونه‌پور ", "مهندس  رضا نمونه‌پور"]
)
def test_spaces_and_half_spaces_do_not_matter(written):
    person = known("نمونه‌پور", "رضا", written="مهندس رضا نمونه‌پور")
    assert match(written).person == person
    assert match(written).confidence == "certain"


def test_arabic_letters_do_not_matter():
    person = known("کریمی", "علی", written="آقای علی کریمی")
    assert match("آقاى على كريمى").person == person


def test_a_spelling_that_is_probable_is_offered_as_probable():
    person = known("نمونه", "رضا", written="آقای نمونه", confidence="probable")
    found = match("آقای نمونه")
    assert (found.person, found.confidence) == (person, "probable")


def test_a_family_name_alone_is_probable_and_all_who_bear_it_are_offered():
    first, second = known("نمونه", "رضا"), known("نمونه", "حسن")
    known("نمونه‌پور", "رضا")
    known("مثال", "رضا")
    found = match("آقای نمونه")
    assert found.confidence == "probable"
    assert set(found.others) == {first, second}


def test_given_and_family_name_are_told_apart_from_those_who_share_the_family_name():
    person = known("نمونه", "رضا")
    known("نمونه", "حسن")
    found = match("خانم دکتر رضا نمونه")
    assert found.others == (person,)


def test_a_certain_one_comes_first_and_the_others_stay_to_be_chosen():
    other = known("نمونه", "حسن")
    person = known("نمونه", "رضا", written="آقای نمونه")
    found = match("آقای نمونه")
    assert (found.person, found.confidence) == (person, "certain")
    assert set(found.others) == {person, other}


def test_a_name_that_nobody_bears_is_new():
    known("نمونه", "رضا")
    found = match("خانم زهرا مثال")
    assert found.is_new
    assert (found.confidence, found.others) == ("", ())


def test_the_end_of_a_longer_family_name_is_no_match():
    known("بزرگ‌نمونه")
    assert match("آقای نونه").is_new
    assert match("آقای مونه").is_new


def test_retired_persons_are_no_longer_offered():
    known("نمونه", "رضا", written="مهندس رضا نمونه", is_retired=True)
    assert match("آقای رضا نمونه").is_new
    assert match("مهندس رضا نمونه").is_new


@pytest.mark.parametrize("written", ["", " ", "\u200c", "*", "۱۲۳", "%", "_", "a\\", "ب" * 200, "😀"])
def test_odd_names_find_nobody_and_break_nothing(written):
    known("نمونه", "رضا")
    found = match_names([written])
    assert all(one.is_new for one in found.values())


def test_signs_of_searching_are_only_signs():
    known("نمونه", "رضا")
    assert match("آقای %").is_new
    assert match("آقای _____").is_new


@pytest.mark.once
def test_any_number_of_names_takes_two_queries():
    for number in range(30):
        known(f"نمونه{number}", "رضا", written=f"آقای نمونه{number}")
    for count in (3, 300):
        with CaptureQueriesContext(connection) as queries:
            found = match_names([f"آقای نمونه{number}" for number in range(count)])
        assert len(found) == count
        assert len(queries) == 2


def test_of_somebody_new_only_what_was_written_is_known():
    person = new_person("جناب آقای دکتر بهرام نمونه‌پور")
    assert (person.honorific, person.given_name, person.family_name) == ("جناب آقای دکتر", "", "بهرام نمونه‌پور")
    assert new_person("آقای").family_name == "آقای"
    assert len(new_person("ن" * 200).family_name) == 80


def test_a_name_is_certain_for_one_person_only():
    known("نمونه", "رضا", written="آقای نمونه")
    other = cast.make_person("نمونه", "حسن")
    with pytest.raises(IntegrityError), transaction.atomic():
        PersonName.objects.create(person=other, written="آقاي نمونه", confidence="certain")
    PersonName.objects.create(person=other, written="آقای نمونه", confidence="probable")
