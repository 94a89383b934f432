"""The way back in from the command line."""

import io
from urllib.parse import urlsplit

import pytest
from allauth.mfa.models import Authenticator
from django.core.management import CommandError, call_command
from django.test import Client

from records.models import Event
from tests import cast
from tests.people.doors import entered, is_in
from tests.people.telephone import set_up

pytestmark = pytest.mark.django_db
NEW = {"password1": "چهار چنار کهن ۸", "password2": "چهار چنار کهن ۸"}


def link_for(*words: str) -> str:
    out = io.StringIO()
    call_command("sign_in_link", *words, stdout=out)
    return out.getvalue().strip()


def test_the_link_signs_in_and_the_system_is_noted_as_who_made_it(settings):
    settings.SITE_URL = "https://portal.example.org"
    ali = cast.ali()
    link = link_for("ALI")
    assert link.startswith("https://portal.example.org/accounts/enter/")
    browser = Client()
    assert browser.post(urlsplit(link).path, NEW)["Location"] == "/desk/"
    assert is_in(browser)
    made, used = Event.objects.about(ali)
    assert (made.action, made.actor_name, used.action) == ("user.link_made", "سامانه", "user.link_used")


def test_the_second_factor_is_dropped_when_that_is_asked_for(clock):
    set_up(entered(cast.ali()), clock)
    link_for("ali")
    assert Authenticator.objects.exists()
    link = link_for("ali", "--drop-second-factor")
    assert not Authenticator.objects.exists()
    assert Client().post(urlsplit(link).path, NEW)["Location"] == "/desk/"


@pytest.mark.parametrize("name", ["nobody", "", "\0", "زهرا"])
def test_an_unknown_name_is_told(name):
    with pytest.raises(CommandError, match="there is no user"):
        link_for(name)


def test_a_closed_account_gets_none():
    cast.make_user("parviz", is_active=False)
    with pytest.raises(CommandError, match="is closed"):
        link_for("parviz")
    assert not Event.objects.exists()
