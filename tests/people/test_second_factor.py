"""The second factor: set up, asked for, lost, taken away."""

import re
import time
from types import SimpleNamespace
from urllib.parse import unquote

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from qazvin20.second_factor import SecondFactors
from records.models import Event
from tests import cast
from tests.markup import parse_errors
from tests.people.doors import LOGIN, entered, is_in, words
from tests.people.telephone import APP, CODE, CODES, HOME, code_of, codes_of, knock, set_up, to_persian

pytestmark = pytest.mark.django_db
WRONG = "این کد درست نیست یا پیش از این به کار رفته است"


def test_it_is_set_up_with_a_code_to_be_scanned_and_noted(clock):
    sara = cast.sara()
    browser = entered(sara)
    page = browser.get(APP)
    assert parse_errors(page.content) == []
    assert '<svg role="img"' in page.content.decode() and "data:" not in page.content.decode()
    assert "style=" not in page.content.decode()
    set_up(browser, clock)
    assert "عامل دوم فعال است: برنامه رمزساز" in words(browser.get("/account/"))
    assert [event.action for event in Event.objects.about(sara)] == ["user.second_factor_added"]
    assert browser.get(APP)["Location"] == f"{APP}remove/"


def test_a_wrong_first_code_sets_nothing_up(clock):
    browser = entered(cast.sara())
    browser.get(APP)
    assert WRONG in words(browser.post(APP, {"code": "000000"}))
    assert "کد را بنویسید." in words(browser.post(APP, {"code": ""}))
    assert not Authenticator.objects.exists()


def test_the_secret_lies_encrypted_and_the_chain_does_not_tell_it(clock):
    browser = entered(cast.sara())
    secret = set_up(browser, clock)
    rows = str(list(Authenticator.objects.values()))
    assert secret not in rows
    assert SecondFactors().decrypt(Authenticator.objects.get(type="totp").data["secret"]) == secret
    assert not Event.objects.filter(snapshot__contains=secret).exists()


def test_under_another_key_no_code_fits_and_nothing_breaks(clock, settings):
    secret = set_up(entered(cast.sara()), clock)
    settings.SECRET_KEY = "another key, as of another data folder, which is long enough"
    browser = knock()
    assert WRONG in words(browser.post(CODE, {"code": code_of(secret, clock)}))


def test_the_telephones_code_opens_in_any_digits(clock):
    secret = set_up(entered(cast.sara()), clock)
    for dressed in (lambda code: code, lambda code: f" {code[:3]} {code[3:]} ", lambda code: to_persian(code)):
        browser = knock()
        assert browser.post(CODE, {"code": dressed(code_of(secret, clock))})["Location"] == "/desk/"
        assert is_in(browser)
        clock(300)


def test_a_code_is_right_once_and_half_a_minute_early_or_late(clock):
    secret = set_up(entered(cast.sara()), clock)
    for steps, opens in ((-2, False), (-1, True), (1, True), (2, False)):
        answer = knock().post(CODE, {"code": code_of(secret, clock, steps)})
        assert (answer.status_code == 302) is opens, steps
        clock(300)
    code = code_of(secret, clock)
    assert knock().post(CODE, {"code": code}).status_code == 302
    assert WRONG in words(knock().post(CODE, {"code": code}))
    clock(31)
    assert WRONG in words(knock().post(CODE, {"code": code}))


def test_after_five_wrong_codes_the_right_one_does_not_help(clock):
    secret = set_up(entered(cast.sara()), clock)
    browser = knock()
    for _ in range(5):
        assert WRONG in words(browser.post(CODE, {"code": "000000"}))
    for late in (browser, knock()):
        answer = late.post(CODE, {"code": code_of(secret, clock)})
        assert "شمار تلاش‌های ناموفق از اندازه گذشت" in words(answer)
    assert not is_in(browser)


def test_a_recovery_code_opens_once(clock):
    desk = entered(cast.sara())
    set_up(desk, clock)
    codes = codes_of(desk)
    assert len(set(codes)) == 10
    assert knock().post(CODE, {"code": to_persian(codes[3])})["Location"] == "/desk/"
    assert WRONG in words(knock().post(CODE, {"code": codes[3]}))
    assert "۹ کد به‌کارنرفته" in words(desk.get(HOME))
    assert codes[3] not in codes_of(desk)


def test_new_recovery_codes_end_the_old_and_are_noted(clock):
    sara = cast.sara()
    desk = entered(sara)
    set_up(desk, clock)
    old = codes_of(desk)
    assert "از کار می‌افتند" in words(desk.get(f"{CODES}new/"))
    assert desk.post(f"{CODES}new/")["Location"] == CODES
    new = codes_of(desk)
    assert not set(old) & set(new)
    assert WRONG in words(knock().post(CODE, {"code": old[0]}))
    assert Event.objects.about(sara).last().action == "user.codes_made"


def test_the_codes_come_as_a_text_file(clock):
    desk = entered(cast.sara())
    set_up(desk, clock)
    file = desk.get(f"{CODES}download/")
    assert file["Content-Type"] == "text/plain; charset=utf-8"
    assert file.content.decode().split() == codes_of(desk)
    assert "no-store" in file["Cache-Control"]


def test_somebody_in_between_may_turn_back_and_sees_nothing(clock):
    set_up(entered(cast.sara()), clock)
    browser = knock()
    assert browser.get("/import/").status_code == 302
    assert browser.get(LOGIN)["Location"] == CODE
    assert browser.post("/accounts/logout/", {"next": LOGIN})["Location"] == LOGIN
    assert browser.get(LOGIN).status_code == 200
    assert browser.get(CODE)["Location"] == LOGIN


def test_the_password_is_asked_again_after_five_minutes(clock, monkeypatch):
    browser = entered(cast.sara())
    assert browser.get(APP).status_code == 200
    later = time.time() + 301
    monkeypatch.setattr("qazvin20.accounts.time", SimpleNamespace(time=lambda: later))
    asked = browser.get(APP)
    assert unquote(asked["Location"]) == f"/accounts/password/confirm/?next={APP}"
    assert "گذرواژه درست نیست" in words(browser.post(asked["Location"], {"password": "wrong word", "next": APP}))
    page = browser.get(asked["Location"])
    assert parse_errors(page.content) == []
    assert (
        browser.post(asked["Location"], {"password": cast.PASSWORD, "next": "//evil.example"})["Location"] == "/desk/"
    )


def test_it_is_taken_away_by_its_owner(clock):
    sara = cast.sara()
    desk = entered(sara)
    set_up(desk, clock)
    assert desk.post(f"{APP}remove/")["Location"] == HOME
    assert not Authenticator.objects.exists()
    assert is_in(entered(sara))
    assert Event.objects.about(sara).last().action == "user.second_factor_removed"


def test_the_administrator_drops_it_for_whoever_lost_his_telephone(clock):
    sara, ali = cast.sara(), cast.client_for(cast.ali())
    desk = entered(sara)
    set_up(desk, clock)
    assert "عامل دوم" in words(ali.get("/users/"))
    assert "عامل دوم برداشته شد" in words(ali.post(f"/users/{sara.pk}/second-factor/drop/", follow=True))
    assert not is_in(desk)
    assert is_in(entered(sara))
    event = Event.objects.about(sara).last()
    assert (event.action, event.actor_name) == ("user.second_factor_dropped", "علی فرضی")


def test_a_link_does_not_go_around_the_second_factor(clock):
    sara, ali = cast.sara(), cast.client_for(cast.ali())
    secret = set_up(entered(sara), clock)
    page = ali.post(f"/users/{sara.pk}/link/").content.decode()
    link = re.search(r"/accounts/enter/[^\"]+", page)[0]
    browser = Client()
    new = {"password1": "چهار چنار کهن ۸", "password2": "چهار چنار کهن ۸"}
    assert browser.post(link, new)["Location"] == CODE
    assert not is_in(browser)
    assert browser.post(CODE, {"code": code_of(secret, clock)})["Location"] == "/desk/"
