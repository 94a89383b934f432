"""Bodies are kept in the browser: the city council, which no document names, is added here."""

import pytest
from django.urls import reverse

from people.models import Body
from records.models import Event
from tests import cast

pytestmark = pytest.mark.django_db
COUNCIL = {"name": "شورای اسلامی شهر قزوین", "kind": "council"}


@pytest.fixture
def sara():
    return cast.client_for(cast.sara())


def edit(body):
    return reverse("body_edit", args=[body.pk])


def test_the_city_council_is_added(sara):
    answer = sara.post(reverse("body_new"), COUNCIL, follow=True)
    body = Body.objects.get()
    assert answer.redirect_chain == [(body.get_absolute_url(), 302)]
    assert "شورای اسلامی شهر قزوین ثبت شد." in answer.content.decode()
    event = Event.objects.about(body).get()
    assert (event.action, event.content["kind"], event.version) == ("body.registered", "council", 1)


def test_a_body_is_there_once_however_it_is_spelled(sara):
    cast.make_body("شورای اسلامی شهر قزوین")
    answer = sara.post(reverse("body_new"), {**COUNCIL, "name": "شوراي اسلامي  شهر قزوين"})
    assert answer.status_code == 422
    assert "دستگاهی با این نام هست" in answer.content.decode()
    assert Body.objects.count() == 1


def test_a_retired_body_is_pointed_to_instead_of_made_twice(sara):
    cast.make_body("شورای اسلامی شهر قزوین", is_retired=True)
    answer = sara.post(reverse("body_new"), COUNCIL)
    assert answer.status_code == 422
    assert "همان را برگردانید" in answer.content.decode()


@pytest.mark.parametrize(
    ("field", "sent"),
    [("name", ""), ("name", "\u064b"), ("name", "ن" * 201), ("kind", "?"), ("kind", ""), ("parent", "نیست")],
)
def test_what_is_wrong_is_said_beside_its_field(sara, field, sent):
    answer = sara.post(reverse("body_new"), {**COUNCIL, field: sent})
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]


def test_a_body_is_part_of_another_but_never_of_itself(sara):
    city, council = cast.make_body("شهر نمونه"), cast.make_body("شورای نمونه")
    office = cast.make_body("دفتر شورا")
    for child, parent, version in ((council, city, 1), (office, council, 1)):
        typed = {"name": child.name, "kind": "other", "parent": parent.name, "version": version}
        assert sara.post(edit(child), typed).status_code == 302
    for child, parent in ((city, office), (city, city)):
        typed = {"name": child.name, "kind": "other", "parent": str(parent.pk), "version": 1}
        answer = sara.post(edit(child), typed)
        assert answer.status_code == 422
        assert "خود زیرمجموعه همین دستگاه است" in str(answer.context["form"].errors["parent"])
    city.refresh_from_db()
    assert (city.parent, city.version) == (None, 1)


def test_two_who_change_one_body_do_not_overwrite_each_other(sara):
    body = cast.make_body()
    assert sara.post(edit(body), {"name": "یکم", "kind": "city", "version": "1"}).status_code == 302
    answer = sara.post(edit(body), {"name": "دوم", "kind": "city", "version": "1"})
    assert answer.status_code == 409
    assert 'value="دوم"' in answer.content.decode()
    assert Body.objects.get(pk=body.pk).name == "یکم"


def test_a_retired_body_can_not_be_chosen_and_comes_back(sara):
    body = cast.make_body()
    address = reverse("body_retire", args=[body.pk])
    sara.post(address, {"step": "retire", "version": "1"})
    answer = sara.post(reverse("body_new"), {**COUNCIL, "parent": body.name})
    assert list(answer.context["form"].errors) == ["parent"]
    assert "برگرداندن به فهرست‌ها" in sara.get(edit(body)).content.decode()
    sara.post(address, {"step": "restore", "version": "2"})
    assert sara.post(reverse("body_new"), {**COUNCIL, "parent": body.name}).status_code == 302
    assert [event.action for event in Event.objects.about(body)] == ["body.retired", "body.restored"]
