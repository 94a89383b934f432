"""Signing in: by name and password, into accounts that others made."""

import re

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from people.models import User
from records.models import Event
from tests import cast

pytestmark = pytest.mark.django_db
LOGIN = "/accounts/login/"
CHANGE = "/accounts/password/change/"
WRONG = "نام کاربری یا گذرواژه درست نیست"
CLOSED = "شمار تلاش‌های ناموفق از اندازه گذشت"


def sign_in(name: str, password: str = cast.PASSWORD, browser: Client | None = None, **options):
    return (browser or Client()).post(options.pop("address", LOGIN), {"login": name, "password": password}, **options)


def words(response) -> str:
    page = response.content.decode().partition("<body>")[2]
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def test_name_and_password_open_the_door():
    cast.sara()
    browser = Client()
    answer = sign_in("sara", browser=browser)
    assert (answer.status_code, answer["Location"]) == (302, "/desk/")
    assert "سارا فرضی" in words(browser.get("/meetings/"))


def test_the_name_may_be_written_in_capitals_and_with_spaces_around_it():
    cast.sara()
    assert sign_in(" SARA ").status_code == 302


def test_the_session_ends_with_the_browser_unless_it_shall_stay():
    cast.sara()
    brief = sign_in("sara").cookies["session"]
    assert (brief["httponly"], brief["samesite"], brief["expires"]) == (True, "Lax", "")
    lasting = Client().post(LOGIN, {"login": "sara", "password": cast.PASSWORD, "remember": "on"}).cookies["session"]
    assert lasting["max-age"] == 14 * 24 * 3600


def test_a_session_from_before_is_not_taken_over():
    cast.sara()
    browser = Client()
    planted = browser.session
    planted["planted"] = "1"
    planted.save()
    sign_in("sara", browser=browser)
    assert browser.session.session_key != planted.session_key
    assert not Session.objects.filter(session_key=planted.session_key).exists()


def test_an_account_that_is_there_and_one_that_is_not_answer_alike():
    cast.sara()
    there, missing = sign_in("sara", "wrong word"), sign_in("nobody", "wrong word")
    assert (there.status_code, missing.status_code) == (200, 200)
    assert WRONG in words(there)
    same = re.sub(
        r'(name="csrfmiddlewaretoken" value)="\w+"', r"\1", missing.content.decode().replace("nobody", "sara")
    )
    assert re.sub(r'(name="csrfmiddlewaretoken" value)="\w+"', r"\1", there.content.decode()) == same


@pytest.mark.parametrize("name", ["sara", "nobody"])
def test_after_five_wrong_tries_the_right_password_does_not_help(name):
    cast.sara()
    for _ in range(5):
        assert WRONG in words(sign_in(name, "wrong word"))
    refused = sign_in(name)
    assert refused.status_code == 200
    assert CLOSED in words(refused)
    cast.maryam()
    assert sign_in("maryam").status_code == 302


def test_tries_under_another_host_or_in_capitals_are_counted_together():
    cast.sara()
    for name, host in [("sara", "localhost"), ("SARA", "localhost"), ("sara", "127.0.0.1"), ("Sara", "127.0.0.1")]:
        sign_in(name, "wrong word", headers={"host": host})
    sign_in(" sara ", "wrong word")
    assert CLOSED in words(sign_in("sara"))


def test_right_tries_are_not_counted():
    cast.sara()
    for _ in range(7):
        assert sign_in("sara").status_code == 302


def guess_from(address: str, count: int, **options) -> None:
    for number in range(count):
        sign_in(f"nobody{number}", "wrong word", REMOTE_ADDR=address, **options)


def test_twenty_wrong_tries_close_an_address_for_every_name():
    cast.sara()
    guess_from("192.0.2.1", 20)
    assert CLOSED in words(sign_in("sara", REMOTE_ADDR="192.0.2.1"))
    assert sign_in("sara", REMOTE_ADDR="192.0.2.2").status_code == 302


def test_a_made_up_forwarded_address_is_not_believed():
    cast.sara()
    for number in range(20):
        forged = {"x-forwarded-for": f"198.51.100.{number}"}
        sign_in(f"nobody{number}", "wrong word", REMOTE_ADDR="192.0.2.1", headers=forged)
    assert CLOSED in words(sign_in("sara", REMOTE_ADDR="192.0.2.1", headers={"x-forwarded-for": "198.51.100.99"}))


def test_behind_our_own_proxy_its_word_counts_and_nobody_elses(settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    cast.sara()
    for number in range(20):
        told = {"x-forwarded-for": f"203.0.113.{number}, 192.0.2.1"}
        sign_in(f"nobody{number}", "wrong word", REMOTE_ADDR="127.0.0.1", headers=told)
    assert CLOSED in words(sign_in("sara", headers={"x-forwarded-for": "203.0.113.99, 192.0.2.1"}))
    assert sign_in("sara", headers={"x-forwarded-for": "192.0.2.2"}).status_code == 302


@pytest.mark.parametrize("told", ["", "nonsense", "192.0.2.1", "::1,x"])
def test_an_address_that_cannot_be_told_is_no_fault(settings, told):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 2
    cast.sara()
    assert sign_in("sara", REMOTE_ADDR="", headers={"x-forwarded-for": told}).status_code == 302


@pytest.mark.parametrize(
    "elsewhere",
    [
        "//evil.example",
        "https://evil.example/",
        "/\\evil.example",
        "javascript:alert(1)",
        "http:///evil.example",
        "\\\\x",
    ],
)
def test_the_way_after_signing_in_stays_on_the_site(elsewhere):
    cast.sara()
    assert Client().post(LOGIN, {"login": "sara", "password": cast.PASSWORD, "next": elsewhere})["Location"] == "/desk/"


def test_a_closed_page_asks_to_sign_in_and_is_opened_then():
    cast.sara()
    browser = Client()
    asked = browser.get("/import/?round=5")
    assert asked["Location"] == f"{LOGIN}?next=/import/%3Fround%3D5"
    page = browser.get(asked["Location"])
    hidden = re.search(r'name="next" value="([^"]+)"', page.content.decode())
    answer = browser.post(LOGIN, {"login": "sara", "password": cast.PASSWORD, "next": hidden[1]})
    assert answer["Location"] == "/import/?round=5"


def test_nobody_signs_himself_up():
    for answer in (
        Client().get("/accounts/signup/"),
        Client().post("/accounts/signup/", {"username": "new", "password1": cast.PASSWORD, "password2": cast.PASSWORD}),
    ):
        assert answer.status_code == 200
        assert not re.search(r"[A-Za-z]{3,}", words(answer))
    assert not User.objects.exists()


def test_a_closed_account_says_so_to_whoever_knows_its_password():
    cast.make_user("parviz", roles=("member",), is_active=False)
    assert WRONG in words(sign_in("parviz", "wrong word"))
    answer = sign_in("parviz", follow=True)
    assert answer.redirect_chain == [("/accounts/inactive/", 302)]
    assert not re.search(r"[A-Za-z]{3,}", words(answer))
    assert "session" not in answer.cookies or "_auth_user_id" not in answer.client.session


def test_a_session_dies_with_its_account():
    user = cast.sara()
    browser = cast.client_for(user)
    User.objects.filter(pk=user.pk).update(is_active=False)
    assert browser.get("/import/").status_code == 302


def test_signing_out_takes_a_form_and_ends_the_session():
    browser = cast.client_for(cast.sara())
    key = browser.session.session_key
    assert "خروج از حساب" in words(browser.get("/accounts/logout/"))
    assert Session.objects.filter(session_key=key).exists()
    assert browser.post("/accounts/logout/")["Location"] == "/"
    assert not Session.objects.filter(session_key=key).exists()
    assert "از سامانه خارج شدید." in words(browser.get("/meetings/"))
    assert browser.get("/import/").status_code == 302


def test_signing_out_when_nobody_is_signed_in():
    assert Client().get("/accounts/logout/")["Location"] == "/"
    assert Client().post("/accounts/logout/")["Location"] == "/"


def change(browser: Client, old: str, new: str, again: str):
    return browser.post(CHANGE, {"oldpassword": old, "password1": new, "password2": again})


def test_a_changed_password_is_noted_and_ends_the_other_sessions():
    user = cast.sara()
    here, elsewhere = cast.client_for(user), cast.client_for(user)
    assert change(here, cast.PASSWORD, "چهار چنار کهن ۸", "چهار چنار کهن ۸")["Location"] == "/account/"
    assert here.get("/import/").status_code == 200
    assert elsewhere.get("/import/").status_code == 302
    assert sign_in("sara", "چهار چنار کهن ۸").status_code == 302
    event = Event.objects.get(action="user.password_changed")
    assert (event.actor_id, event.object_id) == (user.pk, user.pk)
    assert "چنار" not in event.snapshot


@pytest.mark.parametrize(
    ("old", "new", "again", "told"),
    [
        ("wrong word", "چهار چنار کهن ۸", "چهار چنار کهن ۸", "گذرواژه کنونی درست نیست"),
        (cast.PASSWORD, "چهار چنار کهن ۸", "چهار چنار", "با گذرواژه تازه یکی نیست"),
        (cast.PASSWORD, "کوتاه", "کوتاه", "گذرواژه کوتاه است؛ دست‌کم ۱۰ نویسه می‌خواهد."),
        (cast.PASSWORD, "8372659104", "8372659104", "تنها از رقم"),
        (cast.PASSWORD, "password123", "password123", "رایج"),
        (cast.PASSWORD, "سارا فرضی۱", "سارا فرضی۱", "به نام شما یا نام کاربری نزدیک است"),
        ("", "", "", "گذرواژه کنونی را بنویسید."),
    ],
)
def test_a_password_is_not_changed_without_good_reason(old, new, again, told):
    user = cast.sara()
    answer = change(cast.client_for(user), old, new, again)
    assert answer.status_code == 200
    assert told in words(answer)
    assert not re.search(r"[A-Za-z]{3,}", words(answer).replace("sara", "")), words(answer)
    user.refresh_from_db()
    assert user.check_password(cast.PASSWORD)


def test_old_passwords_can_not_be_guessed_in_an_open_session():
    browser = cast.client_for(cast.sara())
    statuses = [change(browser, f"wrong word {number}", "چهار چنار کهن ۸", "چهار چنار کهن ۸") for number in range(6)]
    assert [answer.status_code for answer in statuses] == [200] * 5 + [429]


def test_what_would_need_mail_is_not_there():
    browser = cast.client_for(cast.sara())
    for address in ("email/", "confirm-email/", "confirm-email/x/", "password/reset/", "password/set/", "login/code/"):
        assert browser.get(f"/accounts/{address}").status_code == 404


def test_the_pages_of_signing_in_speak_persian():
    for answer in (Client().get(LOGIN), sign_in("nobody", "wrong word"), sign_in("", ""), sign_in("n" * 61, "x")):
        assert not re.search(r"[A-Za-z]{3,}", words(answer)), words(answer)


def test_the_back_door_counts_tries_as_well():
    asked = Client().get("/admin/people/person/", follow=True)
    assert asked.redirect_chain[-1] == (f"{LOGIN}?next=/admin/people/person/", 302)
    cast.ali()
    refused = Client().post("/admin/login/", {"username": "ali", "password": cast.PASSWORD})
    assert refused["Location"] == f"{LOGIN}?next=/admin/"
    assert "session" not in refused.cookies
    assert cast.client_for(cast.kamran()).get("/admin/").status_code == 404
    administrator = cast.client_for(cast.ali())
    assert administrator.get("/admin/").status_code == 200
    assert administrator.get("/admin/password_change/")["Location"] == CHANGE
