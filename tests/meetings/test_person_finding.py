"""Persons are found while a name is typed: part of it is enough, and those present come first."""

import pytest
from django.urls import reverse

from meetings.models import Attendance
from people.models import PersonName, Post
from persian.jalali import parse_date
from tests import cast
from tests.queries import queries_of

pytestmark = pytest.mark.django_db


def found(q="", meeting="", user=None):
    answer = cast.client_for(user or cast.sara()).get(reverse("person_find"), {"q": q, "meeting": meeting})
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/json"
    return answer.json()["people"]


def names(q="", meeting=""):
    return [row["name"] for row in found(q, meeting)]


def seat(meeting, person, status, post=""):
    Attendance.objects.create(
        meeting=meeting, person=person, name_as_written=str(person), post_as_written=post, status=status
    )


def test_part_of_a_name_in_any_spelling_finds_the_person():
    person = cast.make_person("ظاهری", "علی حسن", honorific="مهندس")
    PersonName.objects.create(person=person, written="آقای میم")
    cast.make_person("دیگری", "کس")
    for typed in ("ظاه", "علي ظاهري", "ظاهری علی", "میم", "  ظاهری  "):
        assert names(typed) == ["مهندس علی حسن ظاهری"], typed
    assert names("ناکجا") == []


def test_a_name_that_ends_or_begins_so_goes_before_one_that_only_holds_the_letters():
    for family, given in (("الف مدادی", "دارا"), ("ب", "دارا"), ("دا", "پروین")):
        cast.make_person(family, given)
    assert names("دا")[0] == "پروین دا"
    assert names("دی") == ["دارا الف مدادی"]


def test_nobody_is_offered_who_is_out_of_use_and_nobody_to_an_empty_question():
    cast.make_person("کنار", is_retired=True)
    cast.make_person("هست")
    assert names("کنار") == []
    assert names("") == []
    assert names("\u200c ") == []


def test_those_present_come_first_and_alone_where_nothing_is_typed():
    meeting = cast.make_meeting(2)
    people = {word: cast.make_person(f"نمونه {word}", "") for word in ("الف", "ب", "پ", "ت", "ث")}
    seat(meeting, people["ب"], "absent")
    seat(meeting, people["ت"], "late")
    seat(meeting, people["ث"], "expected")
    assert names("نمونه", "5-2") == [f"نمونه {word}" for word in ("ت", "ث", "ب", "الف", "پ")]
    assert [row["present"] for row in found("نمونه", "5-2")] == [True, False, False, False, False]
    assert names("", "5-2") == ["نمونه ت", "نمونه ث"]
    for unknown in ("5-77", "5", "NaN", "99999999999999999999-1", "۵-۲"):
        assert names("نمونه", unknown) == [f"نمونه {word}" for word in ("الف", "ب", "پ", "ت", "ث")]


def test_the_post_is_that_of_the_meeting_or_the_one_held_now():
    person = cast.make_person("سمت‌دار", "")
    past = parse_date("۱۳۹۵")
    Post.objects.create(person=person, title="مدیر پیشین", since=parse_date("۱۳۹۰"), until=past)
    Post.objects.create(person=person, title="رئیس", body=cast.make_body("اتاق فرضی"), since=parse_date("۱۳۹۶"))
    assert found("سمت")[0]["post"] == "رئیس اتاق فرضی"
    office = cast.make_body("شهرداری نمونه")
    Post.objects.create(person=person, title="شهردار نمونه", body=office, since=parse_date("۱۴۰۱"))
    assert found("سمت")[0]["post"] == "شهردار نمونه", "the office is named already"
    seat(cast.make_meeting(2), person, "present", "شهردار آن روز")
    assert found("سمت", "5-2")[0]["post"] == "شهردار آن روز"


@pytest.mark.once
def test_twelve_at_most_and_as_many_queries_for_many():
    meeting = cast.make_meeting(2)
    browser = cast.client_for(cast.sara())
    address = f"{reverse('person_find')}?q=نمونه&meeting=5-2"
    for count in (3, 40):
        for at in range(count):
            seat(meeting, cast.make_person(f"نمونه {count} {at}", ""), "present")
        asked = queries_of(browser, address)
    assert asked == queries_of(browser, address) <= 6
    assert len(names("نمونه", "5-2")) == 12


def test_only_those_who_write_may_ask():
    for user in (cast.maryam(), cast.leila()):
        assert cast.client_for(user).get(reverse("person_find"), {"q": "نام"}).status_code == 404
