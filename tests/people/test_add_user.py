"""Accounts made from the command line."""

import io
import sys

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from people.models import Body, User
from people.models.user import ROLES
from records.models import Event
from tests import cast

pytestmark = pytest.mark.django_db
PASSWORD = "three tall cypresses"


@pytest.fixture
def typed(monkeypatch):
    """Hands the command its standard input."""

    def hand_in(text: str) -> None:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode()), encoding="utf-8"))

    hand_in(PASSWORD + "\n")
    return hand_in


def add_user(*words: str) -> str:
    out = io.StringIO()
    call_command("add_user", *words, stdout=out)
    return out.getvalue()


def test_the_account_holds_the_roles_and_can_sign_in(typed):
    body, person = cast.make_body(), cast.make_person()
    added = add_user("zahra.m", "--role=liaison", "--role=member", f"--person={person.pk}", f"--body={body.pk}")
    assert added == "user zahra.m was made (liaison, member)\n"
    user = User.objects.get(username="zahra.m")
    assert (user.is_liaison, user.is_member, user.is_administrator) == (True, True, False)
    assert (user.person, user.body) == (person, body)
    assert user.check_password(PASSWORD)
    assert Client().post("/accounts/login/", {"login": "zahra.m", "password": PASSWORD}).status_code == 302


def test_the_chain_tells_of_it_without_the_password(typed):
    add_user("zahra", "--role=secretary")
    event = Event.objects.get(action="user.created")
    assert (event.actor_name, event.actor_id, event.object_id) == ("سامانه", None, User.objects.get().pk)
    assert event.content["roles"] == ["secretary"]
    assert "password" not in event.snapshot and "pbkdf2" not in event.snapshot


def test_the_password_is_the_first_line_as_it_stands(typed):
    typed(" سه سرو بلند \r\nsecond line\n")
    add_user("zahra", "--role=member")
    assert User.objects.get().check_password(" سه سرو بلند ")


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (["zahra", "--role=liaison"], "a liaison speaks for a body: name it with --body ID"),
        (["زهرا", "--role=member"], "a user name has 1 to 60 Latin letters"),
        (["z" * 61, "--role=member"], "a user name has 1 to 60 Latin letters"),
        (["zahra\n", "--role=member"], "a user name has 1 to 60 Latin letters"),
        (["MARYAM", "--role=member"], "there is already a user 'MARYAM' (capitals make no difference)"),
        (["zahra", "--role=member", "--person=404"], "there is no person with the number 404"),
        (["zahra", "--role=member", f"--person={10**20}"], "there is no person with the number 1000"),
        (["zahra", "--role=liaison", "--body=404"], "there is no body with the number 404"),
    ],
)
def test_what_is_wrong_is_told_in_one_line_and_nothing_is_made(typed, words, reason):
    cast.maryam()
    with pytest.raises(CommandError) as told:
        add_user(*words)
    assert str(told.value).startswith(f"No account was made: {reason}")
    assert "\n" not in str(told.value)
    assert User.objects.count() == 1
    assert not Event.objects.filter(action="user.created").exists()


@pytest.mark.parametrize(
    ("password", "reason"),
    [
        ("", "no password on standard input"),
        ("kurz", "it is too short (10 characters at least)"),
        ("1234567890", "it is too common, it is entirely numeric"),
        ("password123", "it is too common"),
        ("zahra.rezai1", "it is too similar to the user name"),
    ],
)
def test_a_weak_password_is_refused(typed, password, reason):
    typed(password + "\n")
    with pytest.raises(CommandError, match="No account was made") as told:
        add_user("zahra.rezai", "--role=member")
    assert reason in str(told.value)
    assert not User.objects.exists()


def test_one_person_has_one_account(typed):
    person = cast.make_person()
    cast.make_user("first", roles=("member",), person=person)
    with pytest.raises(CommandError, match=f"person {person.pk} already has an account: 'first'"):
        add_user("second", "--role=member", f"--person={person.pk}")


def test_an_unknown_role_is_refused(typed):
    with pytest.raises(CommandError, match="invalid choice: 'chief'"):
        add_user("zahra", "--role=chief")


def first_account() -> str:
    out = io.StringIO()
    call_command("first_account", stdout=out)
    return out.getvalue()


def test_the_first_account_holds_every_role_and_its_password_is_shown():
    told = first_account()
    user = User.objects.get()
    assert (user.username, len(user.roles)) == ("admin", len(ROLES))
    password = told.split("password:")[1].strip()
    assert len(password) == 16
    assert Client().post("/accounts/login/", {"login": "admin", "password": password}).status_code == 302
    assert [event.action for event in Event.objects.order_by("sequence")] == ["body.registered", "user.created"]


def test_the_first_account_is_made_once():
    first_account()
    before = User.objects.get().password
    assert first_account() == ""
    assert User.objects.get().password == before
    assert Body.objects.count() == 1


def test_no_first_account_where_anybody_is():
    cast.maryam()
    assert first_account() == ""
    assert User.objects.count() == 1
