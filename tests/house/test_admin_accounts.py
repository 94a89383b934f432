"""Accounts behind the back door: made, given another password, never with one that the chain could tell."""

import pytest
from django.urls import reverse

from people.models import User
from records.models import Event
from tests import cast


def address(page, *args):
    return reverse(f"admin:people_user_{page}", args=args)


def errors_of(page):
    return page.context["adminform"].form.errors.as_text()


@pytest.fixture
def door(db):
    return cast.client_for(cast.ali())


def test_an_account_is_made_with_a_password_that_the_chain_does_not_keep(door):
    door.post(
        address("add"),
        {"username": "babak", "email": "babak@example.org", "password1": cast.PASSWORD, "password2": cast.PASSWORD}
        | {"is_secretary": "on"},
    )
    babak = User.objects.get(username="babak")
    assert babak.check_password(cast.PASSWORD)
    assert babak.is_secretary
    snapshot = Event.objects.about(babak).get().snapshot
    assert "password" not in snapshot
    assert "example.org" not in snapshot
    assert babak.password not in snapshot


def test_a_liaison_without_a_body_is_refused(door):
    page = door.post(
        address("add"),
        {"username": "babak", "password1": cast.PASSWORD, "password2": cast.PASSWORD, "is_liaison": "on"},
    )
    assert "نماینده دستگاه باید دستگاهی داشته باشد" in errors_of(page)
    assert not User.objects.filter(username="babak").exists()


def test_a_weak_password_is_refused(door):
    page = door.post(address("add"), {"username": "babak", "password1": "1234567", "password2": "1234567"})
    assert errors_of(page)
    assert not User.objects.filter(username="babak").exists()


def test_another_password_is_set_and_noted(door):
    maryam = cast.maryam()
    fresh = "چهار چنار کهن ۱۴۰۶"
    url = reverse("admin:auth_user_password_change", args=[maryam.pk])
    assert door.get(url).status_code == 200
    door.post(url, {"password1": fresh, "password2": fresh, "usable_password": "true", "set-password": "1"})
    maryam.refresh_from_db()
    assert maryam.check_password(fresh)
    event = Event.objects.about(maryam).get()
    assert (event.action, event.content) == ("user.password_changed", {"username": "maryam"})


def test_nobody_deletes_the_account_he_is_signed_in_with(door):
    ali = User.objects.get(username="ali")
    assert door.post(address("delete", ali.pk), {"post": "yes"}).status_code == 403
