"""Persons, their spellings and posts are kept in the browser."""

import pytest
from django.test import Client
from django.urls import reverse

from people.models import Membership, Person, PersonName, Post
from people.models.person import Confidence
from persian.jalali import parse_date
from records.models import Event
from tests import cast
from tests.forms import fields_of
from tests.queries import queries_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def sara():
    return cast.client_for(cast.sara())


def edit(person):
    return reverse("person_edit", args=[person.pk])


def actions(obj):
    return [event.action for event in Event.objects.about(obj)]


def test_a_new_person_is_registered_with_what_documents_call_him(sara):
    typed = {"honorific": "خانم", "given_name": "نگار", "family_name": "فرضي"}
    answer = sara.post(reverse("person_new"), typed)
    person = Person.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, edit(person))
    assert str(person) == "خانم نگار فرضی"
    assert [(name.written, name.confidence) for name in person.names.all()] == [("خانم نگار فرضی", "certain")]
    event = Event.objects.about(person).get()
    assert (event.action, event.actor_name, event.content["family_name"]) == ("person.registered", "سارا فرضی", "فرضی")


def test_a_person_without_a_family_name_is_refused_beside_the_field_and_nothing_typed_is_lost(sara):
    answer = sara.post(reverse("person_new"), {"given_name": "نگار", "family_name": " "})
    assert answer.status_code == 422
    assert answer.context["form"].errors == {"family_name": ["این قسمت خالی است. آن را پر کنید."]}
    assert 'value="نگار"' in answer.content.decode()
    assert not Person.objects.exists()


def test_a_namesake_however_spelled_must_be_called_another_person(sara):
    known = cast.make_person("کاظمی", "علی‌رضا", honorific="آقای")
    typed = {"given_name": "عليرضا", "family_name": "كاظمي"}
    answer = sara.post(reverse("person_new"), typed)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "آقای علی‌رضا کاظمی" in page and known.get_absolute_url() in page
    assert 'type="checkbox"' in page
    assert sara.post(reverse("person_new"), {**typed, "another": "on"}).status_code == 302
    assert Person.objects.count() == 2


def test_a_name_is_changed_with_its_version_and_event(sara):
    person = cast.make_person()
    answer = sara.post(edit(person), {"given_name": "رضا", "family_name": "دیگر", "version": "1"}, follow=True)
    person.refresh_from_db()
    assert (person.family_name, person.version, actions(person)) == ("دیگر", 2, ["person.changed"])
    assert "همان می‌مانند که بودند" in answer.content.decode()


def test_the_address_of_a_person_is_for_the_secretariat_alone_and_stays_out_of_the_chain(sara):
    person = cast.make_person()
    Membership.objects.create(round=cast.make_round(5), person=person)
    wrong = sara.post(edit(person), {**fields_of(sara.get(edit(person))), "email": "guest@"})
    assert wrong.status_code == 422
    assert 'value="guest@"' in wrong.content.decode()
    assert "این نشانی رایانامه درست نیست" in wrong.content.decode()

    sent = {**fields_of(sara.get(edit(person))), "email": "guest@example.org"}
    assert sara.post(edit(person), sent).status_code == 302
    assert 'value="guest@example.org"' in sara.get(edit(person)).content.decode()
    assert "guest@" not in str(Event.objects.about(person).latest("sequence").content)
    find = f"{reverse('person_find')}?q={person.family_name}"
    for browser in (Client(), cast.client_for(cast.maryam()), sara):
        for address in (person.get_absolute_url(), reverse("people"), reverse("round", args=[5]), find):
            assert "guest@" not in browser.get(address).content.decode(), address


def test_two_who_change_one_person_do_not_overwrite_each_other(sara):
    person = cast.make_person()
    first = {"given_name": "رضا", "family_name": "نخست", "version": "1"}
    second = {"given_name": "رضا", "family_name": "دومی", "version": "1"}
    assert sara.post(edit(person), first).status_code == 302
    answer = sara.post(edit(person), second)
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "کس دیگری همین را تغییر داد" in page and 'value="دومی"' in page
    assert Person.objects.get().family_name == "نخست"
    again = {**second, "version": answer.context["form"]["version"].value()}
    assert sara.post(edit(person), again).status_code == 302
    assert Person.objects.get().family_name == "دومی"


@pytest.mark.parametrize("sent", ["", "0", "-1", "NaN", "9" * 40, "۱"])
def test_a_version_that_is_none_counts_as_an_old_one(sara, sent):
    person = cast.make_person()
    assert sara.post(edit(person), {"family_name": "دیگر", "version": sent}).status_code == 409


def test_a_spelling_is_added_judged_and_judged_again(sara):
    person = cast.make_person()
    added = {"written": "مهندس نمونه", "confidence": "probable", "version": "1"}
    assert sara.post(reverse("person_names", args=[person.pk]), added).status_code == 302
    name = PersonName.objects.get()
    address = reverse("person_name", args=[person.pk, name.pk])
    for version, step in ((2, "certain"), (3, "probable")):
        sara.post(address, {"step": step, "version": version})
        name.refresh_from_db()
        assert name.confidence == step
    assert actions(person) == ["person.name_added", "person.name_certain", "person.name_probable"]


def test_a_spelling_that_was_removed_is_brought_back(sara):
    person = cast.make_person()
    name = PersonName.objects.create(person=person, written="مهندس نمونه", confidence="certain")
    sara.post(reverse("person_name", args=[person.pk, name.pk]), {"step": "remove", "version": "1"})
    assert not PersonName.objects.exists()
    page = sara.get(edit(person))
    assert [(row.text, row.by) for row in page.context["page"].removed] == [("مهندس نمونه", "سارا فرضی")]
    back = {"written": "مهندس نمونه", "confidence": "certain", "version": page.context["page"].version}
    sara.post(reverse("person_names", args=[person.pk]), back)
    assert PersonName.objects.get().confidence == Confidence.CERTAIN
    assert sara.get(edit(person)).context["page"].removed == ()


def test_a_spelling_is_certainly_one_person_at_most(sara):
    known, person = cast.make_person("شناخته"), cast.make_person()
    PersonName.objects.create(person=known, written="آقای نمونه", confidence="certain")
    typed = {"written": "آقاي نمونه", "confidence": "certain", "version": "1"}
    answer = sara.post(reverse("person_names", args=[person.pk]), typed)
    assert answer.status_code == 422
    assert "به‌قطع نام رضا شناخته است" in answer.content.decode()
    probable = PersonName.objects.create(person=person, written="آقای نمونه", confidence="probable")
    step = {"step": "certain", "version": "1"}
    answer = sara.post(reverse("person_name", args=[person.pk, probable.pk]), step, follow=True)
    assert "به‌قطع نام رضا شناخته است" in answer.content.decode()
    probable.refresh_from_db()
    assert (probable.confidence, actions(person)) == ("probable", [])


def test_a_post_has_dates_as_far_as_they_are_known(sara):
    person, body = cast.make_person(), cast.make_body()
    typed = {"title": "شهردار", "body": "شهرداري نمونه", "since": "سال ۸۸", "until": "آذر ۱۴۰۰", "version": "1"}
    assert sara.post(reverse("post_new", args=[person.pk]), typed).status_code == 302
    post = Post.objects.get()
    assert (post.body, post.since.precision, post.until.written) == (body, "year", "آذر ۱۴۰۰")
    wrong = {**typed, "until": "۱۳۸۰", "version": "2"}
    answer = sara.post(reverse("post_edit", args=[person.pk, post.pk]), wrong)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["until"]
    assert 'value="۱۳۸۰"' in answer.content.decode()
    assert sara.post(reverse("post_remove", args=[person.pk, post.pk]), {"version": "2"}).status_code == 302
    assert not Post.objects.exists()
    assert actions(person) == ["person.post_added", "person.post_removed"]


def test_a_changed_post_leaves_published_minutes_as_they_were(sara):
    edition = cast.make_edition(cast.make_meeting())
    content = edition.content
    speaker = Person.objects.get(family_name="نمونه")
    post = Post.objects.create(person=speaker, title="شهردار شهر نمونه", since=parse_date("۱۴۰۰"))
    typed = {"title": "وزیر", "version": "1"}
    sara.post(reverse("post_edit", args=[speaker.pk, post.pk]), typed)
    edition.refresh_from_db()
    assert edition.content == content
    assert "شهردار شهر نمونه" in sara.get(reverse("meeting", args=[5, 1])).content.decode()


def test_a_retired_person_leaves_the_lists_and_comes_back(sara):
    person = cast.make_person()
    address = reverse("person_retire", args=[person.pk])
    sara.post(address, {"step": "retire", "version": "1"})
    assert person.get_absolute_url() not in sara.get(reverse("people")).content.decode()
    assert sara.post(address, {"step": "restore", "version": "1"}, follow=True).status_code == 200
    person.refresh_from_db()
    assert person.is_retired, "an old version restores nothing"
    sara.post(address, {"step": "restore", "version": "2"})
    assert person.get_absolute_url() in sara.get(reverse("people")).content.decode()
    assert actions(person) == ["person.retired", "person.restored"]


def test_the_person_of_another_address_is_not_changed(sara):
    mine, other = cast.make_person(), cast.make_person("دیگر")
    name = PersonName.objects.create(person=other, written="دیگر")
    post = Post.objects.create(person=other, title="مدیر")
    step = {"step": "remove", "version": "1"}
    assert sara.post(reverse("person_name", args=[mine.pk, name.pk]), step).status_code == 404
    assert sara.post(reverse("post_remove", args=[mine.pk, post.pk]), {"version": "1"}).status_code == 404


@pytest.mark.once
def test_the_page_takes_the_same_queries_with_much_and_with_little(sara):
    few, many = cast.make_person(), cast.make_person("پُر")
    for at in range(60):
        PersonName.objects.create(person=many, written=f"نام {at}")
        Post.objects.create(person=many, title=f"سمت {at}", body=cast.make_body(f"دستگاه {at}"))
    assert queries_of(sara, edit(few)) == queries_of(sara, edit(many))


@pytest.mark.parametrize(
    ("address", "links"),
    [
        ("/people/", ["/people/new/"]),
        ("/people/{person}/", ["{here}edit/"]),
        ("/bodies/", ["/bodies/new/"]),
        ("/bodies/{body}/", ["{here}edit/"]),
        ("/rounds/", ["/rounds/new/"]),
        ("/rounds/5/", ["{here}edit/", "{here}members/"]),
    ],
)
def test_the_pages_lead_to_where_they_are_kept_whoever_may_keep_them(sara, address, links):
    body, person = cast.make_body(), cast.make_person()
    cast.make_round(5).memberships.create(person=person)
    address = address.format(person=person.pk, body=body.pk)
    for browser, shown in ((sara, True), (cast.client_for(cast.maryam()), False), (cast.client_for(None), False)):
        page = browser.get(address).content.decode()
        assert [f'href="{link.format(here=address)}"' in page for link in links] == [shown] * len(links)
