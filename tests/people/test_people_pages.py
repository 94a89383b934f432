"""The persons: who is known, by which spellings, and what they said."""

import re

import pytest

from meetings.models import Minutes, Turn
from people.models import Membership, Person, PersonName, Post
from tests import cast
from tests.markup import parse_errors
from tests.queries import queries_of

pytestmark = pytest.mark.django_db


def known(*names: str, **columns) -> Person:
    """A person of whom everyone may know, since he has a seat in the first round."""
    person = cast.make_person(*names, **columns)
    Membership.objects.create(person=person, round=cast.make_round(1))
    return person


def read(address: str, user=None) -> str:
    answer = cast.client_for(user or cast.visitor()).get(address)
    assert answer.status_code == 200, address
    page = answer.content.decode()
    assert parse_errors(page) == []
    return page


def names(page: str) -> list[str]:
    return re.findall(r'<h2 class="rows__t"><a href="/people/\d+/">([^<]*)', page)


def said(person: Person, number: int = 1, audience: str = "everyone", lines: int = 2, **columns) -> Minutes:
    """Published minutes of meeting `number` in which only `person` speaks, in so many lines."""
    text = "**مهندس رضا نمونه (شهردار شهر نمونه):** سخن را آغاز کرد.\n\n" + "- بند\n" * (lines - 1)
    minutes = cast.make_minutes(cast.make_meeting(number), text, published=audience, **columns)
    Turn.objects.filter(minutes=minutes).update(person=person)
    Person.objects.exclude(pk=person.pk).filter(turns=None, names=None).delete()
    return minutes


# The list


def test_without_persons_the_list_says_so():
    assert "هنوز شخصی ثبت نشده است" in read("/people/")


def test_persons_stand_in_the_order_of_their_family_names_in_the_persian_alphabet():
    for family, given in (("یاوری", ""), ("پارسا", "ژاله"), ("گلچین", ""), ("پارسا", "بهار"), ("آذر", "")):
        known(family, given)
    assert names(read("/people/")) == ["آذر", "بهار پارسا", "ژاله پارسا", "گلچین", "یاوری"]


def test_a_row_tells_posts_and_how_much_was_said():
    person = known("نمونه", "رضا")
    Post.objects.create(person=person, title="شهردار شهر نمونه")
    said(person, lines=4)
    said(person, 2, lines=3)
    page = read("/people/")
    assert "شهردار شهر نمونه" in page
    assert "۷ بند در ۲ جلسه" in page


def test_what_was_said_to_members_is_not_counted_for_others():
    person = known("نمونه", "رضا")
    said(person, 1, lines=3)
    said(person, 2, "members", lines=5)
    for user in (None, cast.leila()):
        assert "۳ بند در ۱ جلسه" in read("/people/", user)
    assert "۸ بند در ۲ جلسه" in read("/people/", cast.maryam())


def test_an_older_edition_and_a_draft_are_not_counted():
    person = known("نمونه", "رضا")
    first = said(person, lines=9)
    second = cast.make_minutes(first.meeting, "**آقای الف:** گفت.\n", published="everyone")
    Turn.objects.filter(minutes=second).update(person=person)
    draft = cast.make_minutes(first.meeting, "**آقای الف:** گفت.\n- بند\n")
    Turn.objects.filter(minutes=draft).update(person=person)
    assert "۱ بند در ۱ جلسه" in read("/people/", cast.sara())


@pytest.mark.parametrize("query", ["نمونه", "رضا نمونه", "نمونه رضا", "نمو", "مهندس نم", "شهردار‌سابق", "نمونة"])
def test_a_person_is_found_by_words_of_any_spelling(query):
    person = known("نمونه", "رضا")
    known("مثال", "زهرا")
    PersonName.objects.create(person=person, written="مهندس نمونه شهردار سابق", confidence="probable")
    assert names(read(f"/people/?q={query}")) == ["رضا نمونه"]


def test_arabic_letters_find_persian_names():
    known("کریمی", "علی")
    page = read("/people/?q=كريمي")
    assert names(page) == ["علی کریمی"]
    assert "۱ شخص" in page


def test_who_is_not_found_is_said_and_all_are_a_link_away():
    known()
    page = read("/people/?q=ناموجود")
    assert names(page) == []
    assert "نامی با این نوشته پیدا نشد" in page
    assert 'href="/people/"' in page


@pytest.mark.parametrize("query", ["%25", "_", "%3Cb%3E", "x" * 5000, "%ED%A0%80", "%E2%80%8C", "' OR 1=1", "\\"])
def test_odd_queries_find_nobody_or_everybody_and_break_nothing(query):
    known()
    assert "<b>" not in read(f"/people/?q={query}").partition('role="status"')[2].partition("</p>")[0]


@pytest.mark.parametrize("page", ["NaN", "999999", "0", "-1", "", "2", "۲", "9" * 400])
def test_a_page_that_is_not_there_is_the_nearest_one(page):
    known()
    assert len(names(read(f"/people/?page={page}"))) == 1


def test_a_long_list_has_pages_that_keep_the_query():
    Person.objects.bulk_create(
        Person(family_name=f"نمونه{number}", search_key=f"نمونه{number}", sort_key=f"{number:04}")
        for number in range(120)
    )
    member = cast.maryam()
    first, last = read("/people/?q=نمونه", member), read("/people/?q=نمونه&page=3", member)
    assert (len(names(first)), len(names(last))) == (50, 20)
    assert "page=2" in first.partition('rel="next"')[0].rpartition("<a")[2]
    assert "q=%D9%86" in first.partition('rel="next"')[0].rpartition("<a")[2]
    assert "۱۲۰ شخص" in first


def test_retired_persons_are_not_listed():
    known(is_retired=True)
    assert names(read("/people/")) == []


# One person


def test_a_person_is_shown_with_spellings_posts_seats_and_turns():
    body = cast.make_body("شهرداری نمونه")
    person = known("نمونه", "رضا", honorific="مهندس")
    PersonName.objects.create(person=person, written="مهندس رضا نمونه", confidence="certain")
    PersonName.objects.create(person=person, written="آقای نمونه", confidence="probable")
    Post.objects.create(person=person, title="شهردار شهر نمونه", body=body)
    Membership.objects.create(person=person, round=cast.make_round(5))
    said(person, lines=4)
    page = read(f"/people/{person.pk}/")
    for words in (
        "مهندس رضا نمونه",
        "آقای نمونه",
        "قطعی",
        "محتمل",
        "شهردار شهر نمونه، شهرداری نمونه",
        'href="/rounds/5/"',
        "شخصیت حقیقی",
        '<a href="/meetings/5/1/#t1">صورتجلسه اول دور پنجم</a>',
        "سخن را آغاز کرد.",
        "بند ۱–۴",
        "۲ آذر ۱۴۰۵",
    ):
        assert words in page


def test_a_person_of_whom_only_the_name_is_known_says_what_is_missing():
    person = known()
    page = read(f"/people/{person.pk}/")
    assert page.count("در سند درج نشده") >= 3
    assert "سخنی به نام این شخص نیست" in page


def test_turns_for_members_are_not_shown_to_others():
    person = known()
    said(person, 1, "members")
    for user in (None, cast.leila()):
        page = read(f"/people/{person.pk}/", user)
        assert "سخن را آغاز کرد" not in page
        assert "/meetings/5/1/" not in page
    assert "سخن را آغاز کرد" in read(f"/people/{person.pk}/", cast.maryam())


def test_a_turn_in_a_summary_is_marked():
    person = known()
    said(person, kind=Minutes.Kind.SUMMARY)
    assert '<span class="tag">خلاصه</span>' in read(f"/people/{person.pk}/")


def test_a_long_opening_is_cut_at_a_word():
    person = known()
    minutes = cast.make_minutes(cast.make_meeting(), "**آقای الف:** " + "کلمه " * 100, published="everyone")
    Turn.objects.filter(minutes=minutes).update(person=person)
    assert re.search(r"کلمه کلمه …</p>", read(f"/people/{person.pk}/"))


def test_many_turns_have_pages():
    person = known()
    minutes = cast.make_minutes(cast.make_meeting(), "**آقای الف:** گفت.\n" * 120, published="everyone")
    Turn.objects.filter(minutes=minutes).update(person=person)
    first = read(f"/people/{person.pk}/")
    last = read(f"/people/{person.pk}/?page=3")
    assert (first.count("گفت.</p>"), last.count("گفت.</p>")) == (50, 20)
    assert f'href="/people/{person.pk}/?page=2" rel="next"' in first
    assert read(f"/people/{person.pk}/?page=9999").count("گفت.</p>") == 20
    assert read(f"/people/{person.pk}/?page=NaN").count("گفت.</p>") == 50


@pytest.mark.parametrize("address", ["999999", "0", "abc", "-1", "9" * 18, "9" * 30])
def test_who_is_not_there_is_not_found(address):
    assert cast.client_for(cast.visitor()).get(f"/people/{address}/").status_code == 404


@pytest.mark.once
@pytest.mark.parametrize("who", ["visitor", "secretary"])
def test_the_pages_take_the_same_few_queries_for_3_and_300_rows(who):
    client = cast.client_for(cast.ROLES[who]())
    persons, counts = [], []
    for number, rows in ((1, 3), (2, 300)):
        person = cast.make_person(f"نمونه{number}")
        persons.append(person)
        minutes = cast.make_minutes(cast.make_meeting(number), "**آقای الف:** گفت.\n" * rows, published="everyone")
        Turn.objects.filter(minutes=minutes).update(person=person)
        for place in range(min(rows, 40)):
            PersonName.objects.create(person=person, written=f"نمونه{number} {place}")
            Post.objects.create(person=person, title=f"سمت {place}", body=cast.make_body())
            Membership.objects.create(person=person, round=cast.make_round(1 + place))
        counts.append([queries_of(client, "/people/"), queries_of(client, "/people/?q=نمونه")])
    assert counts[0] == counts[1]
    assert queries_of(client, f"/people/{persons[0].pk}/") == queries_of(client, f"/people/{persons[1].pk}/")


def test_a_person_known_only_from_members_minutes_is_not_there_for_a_visitor():
    person = cast.make_person("پنهانی", "فرزانه")
    said(person, audience="members")
    assert cast.client_for(cast.visitor()).get(person.get_absolute_url()).status_code == 404
    assert "پنهانی" not in read("/people/")
    assert "پنهانی" in read("/people/", cast.maryam())
    assert "پنهانی" in read(person.get_absolute_url(), cast.maryam())


@pytest.mark.parametrize("publish", ["everyone", "seat"])
def test_a_person_in_what_is_for_everyone_is_there_for_a_visitor(publish):
    person = cast.make_person("آشکار")
    if publish == "seat":
        Membership.objects.create(person=person, round=cast.make_round())
    else:
        said(person)
    assert "آشکار" in read(person.get_absolute_url())
