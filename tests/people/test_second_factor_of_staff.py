"""On an https site the staff must have a second factor; elsewhere it is offered. And passkeys, which are for https."""

import re

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from tests import cast
from tests.markup import parse_errors
from tests.people.doors import entered, words
from tests.people.telephone import APP, CODE, CODES, HOME, knock, set_up

pytestmark = pytest.mark.django_db


@pytest.fixture
def https(settings):
    settings.SECOND_FACTOR_FOR_STAFF = True


STAFF = ["secretary", "confirmer", "administrator"]
EVERYWHERE = ["/", "/meetings/", "/account/", "/import/", "/v/", "/accounts/password/change/", "/admin/", "/no/such/"]


@pytest.mark.parametrize("role", STAFF)
def test_staff_get_nowhere_before_they_have_one(https, clock, role):
    user = cast.ROLES[role]()
    browser = entered(user)
    for address in EVERYWHERE[:-1]:
        for answer in (browser.get(address), browser.post(address, {"name": "x"})):
            assert (answer.status_code, answer["Location"]) == (302, HOME), address
    page = browser.get(HOME)
    assert "تا یکی فعال نشود، صفحه‌های دیگر باز نمی‌شود" in words(page)
    set_up(browser, clock)
    assert browser.get(CODES).status_code == 200
    assert browser.get("/import/").status_code == 200


def test_the_others_are_offered_one(https):
    for role in ("member", "liaison"):
        browser = entered(cast.ROLES[role]())
        assert browser.get("/meetings/").status_code == 200
        assert "فعال‌کردن عامل دوم" in words(browser.get("/account/"))
    assert Client().get("/meetings/").status_code == 200


def test_whoever_becomes_staff_in_an_open_session_must_have_one(https):
    maryam = cast.maryam()
    browser = entered(maryam)
    assert browser.get("/meetings/").status_code == 200
    maryam.is_secretary = True
    maryam.save()
    assert browser.get("/meetings/")["Location"] == HOME


def test_staff_keep_the_only_one(https, clock):
    browser = entered(cast.sara())
    set_up(browser, clock)
    for answer in (browser.get(f"{APP}remove/"), browser.post(f"{APP}remove/")):
        assert "برای نقش شما عامل دوم لازم است" in words(answer)
    assert Authenticator.objects.filter(type="totp").exists()


def test_signing_out_is_open_and_so_are_emblem_and_health(https):
    browser = entered(cast.sara())
    assert browser.get("/healthz").status_code == 200
    assert browser.get("/emblem/0000/").status_code == 404
    assert browser.post("/accounts/logout/")["Location"] == "/"


def test_on_loopback_it_is_offered():
    browser = entered(cast.sara())
    assert browser.get("/import/").status_code == 200
    assert "برنامه رمزساز" in words(browser.get(HOME))
    assert "کلید عبور" not in words(browser.get(HOME))


def test_every_page_of_it_is_persian_and_sound(https, clock, settings):
    settings.MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
    browser = entered(cast.sara())
    pages = [browser.get(HOME), browser.get(f"{HOME}passkey/new/"), browser.get(APP)]
    set_up(browser, clock)
    pages += [browser.get(path) for path in (HOME, CODES, f"{CODES}new/", f"{APP}remove/")]
    in_between = knock()
    pages += [in_between.get(CODE), in_between.post(CODE, {"code": "1"}), in_between.post(CODE, {})]
    for page in pages:
        assert page.status_code == 200
        assert parse_errors(page.content) == []
        seen = re.sub(r"[A-Z2-7]{32}", "", words(page))
        assert not re.search(r"[A-Za-z]{3,}", seen), re.findall(r"[A-Za-z]{3,}", seen)


@pytest.mark.parametrize(
    "sent", ["", "{}", "[]", "1", '"x"', "null", '{"response": {}}', '{"response": [], "id": 1}', "\0"]
)
def test_what_is_no_passkey_is_refused_in_words(https, clock, settings, sent):
    settings.MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
    browser = entered(cast.sara())
    answer = browser.post(f"{HOME}passkey/new/", {"name": "x", "credential": sent})
    assert answer.status_code == 200
    assert "کلید عبور پذیرفته نشد" in words(answer)
    set_up(browser, clock)
    answer = knock().post(CODE, {"credential": sent})
    assert answer.status_code == 200
    assert "کلید عبور پذیرفته نشد" in words(answer)
