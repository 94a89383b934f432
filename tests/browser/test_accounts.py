"""Users, their links, second factors and the settings in a real browser, on an empty archive as bin/run leaves it."""

import re
import shutil
import threading
import time
from http.client import HTTPConnection
from types import SimpleNamespace
from urllib.parse import urlencode, urlsplit

import pytest
from allauth.mfa.models import Authenticator

from tests import cast
from tests.browser.conftest import Served, served_again, start, wait_until_alive
from tests.browser.watch import axe_violations, sideways_scrolling
from tests.markup import parse_errors
from tests.people.telephone import code_of

NEW = "چهار چنار کهن ۸"
LOGIN = "/accounts/login/"


@pytest.fixture(scope="module")
def portal(first_start, tmp_path_factory):
    """A portal of this module's own: what happens here is nobody else's archive."""
    with served_again(first_start, tmp_path_factory.mktemp("accounts")) as served:
        yield served


def sign_in(page, portal, username: str, password: str) -> None:
    page.goto(portal.url + LOGIN)
    page.fill("input[name=login]", username)
    page.fill("input[name=password]", password)
    with page.expect_navigation():
        page.press("input[name=password]", "Enter")


def press(page, words: str) -> None:
    with page.expect_navigation():
        page.locator("main").locator("a, button").filter(has_text=words).first.click()


def made(page, portal, username: str, name: str, role: str = "is_secretary") -> str:
    """Makes an account and its link, by hand, and returns the link; the page is left on the one that shows it."""
    page.goto(f"{portal.url}/users/")
    press(page, "حساب تازه")
    page.fill("input[name=name]", name)
    page.fill("input[name=username]", username)
    page.check(f"input[name={role}]")
    press(page, "ساختن حساب")
    assert "حساب ساخته شد" in page.inner_text("[role=status]")
    press(page, "ساختن پیوند ورود")
    return page.input_value("#link")


def choose_password(page, link: str, password: str = NEW) -> None:
    page.goto(link)
    for name in ("password1", "password2"):
        page.fill(f"input[name={name}]", password)
    press(page, "ثبت گذرواژه و ورود")


@pytest.fixture
def desk(open_page, portal):
    """The first account, signed in."""
    page = open_page()
    sign_in(page, portal, portal.username, portal.password)
    return page


def test_a_second_user_is_made_and_signs_in_by_the_link(portal, desk, open_page):
    desk.click("text=کاربران")
    link = made(desk, portal, "sara", "سارا نمونه")
    assert axe_violations(desk) == []
    phone = open_page(width=360, height=740, java_script_enabled=False)
    choose_password(phone, link)
    assert phone.url == f"{portal.url}/desk/"
    assert phone.inner_text(".head__me b") == "سارا نمونه"
    phone.goto(f"{portal.url}/import/")
    assert phone.locator("textarea").count() == 1
    phone.goto(f"{portal.url}/users/")
    assert "خطای" in phone.inner_text("main")
    desk.goto(f"{portal.url}/users/sign-ins/")
    assert "سارا نمونه" in desk.inner_text("main li >> nth=0")


def test_the_link_is_copied_with_a_button(portal, desk):
    desk.context.grant_permissions(["clipboard-read", "clipboard-write"])
    link = made(desk, portal, "copied", "رونوشت نمونه")
    desk.click("text=رونوشت از پیوند")
    desk.wait_for_selector("text=رونوشت برداشته شد.")
    assert desk.evaluate("navigator.clipboard.readText()") == link


def test_closing_an_account_while_its_owner_types_ends_his_session_and_loses_nothing_acknowledged(
    portal, desk, open_page
):
    page = open_page()
    choose_password(page, made(desk, portal, "writer", "نویسنده نمونه"))
    for number in ("21", "22"):
        page.goto(f"{portal.url}/import/")
        page.fill("textarea", f"**آقای مثال:** سخن جلسه {number}.\n\n- بندی از آن.\n")
        page.select_option("select[name=round]", index=1)
        page.fill("input[name=number]", number)
        if number == "21":
            press(page, "خواندن سند")
            with page.expect_navigation():
                page.click("button[value=save]")
            saved = page.url
    desk.goto(f"{portal.url}/users/")
    press(desk, "نویسنده نمونه")
    press(desk, "بستن حساب و پایان نشست‌هایش")
    assert "حساب بسته شد" in desk.inner_text("[role=status]")
    press(page, "خواندن سند")
    assert page.url.startswith(portal.url + LOGIN)
    desk.goto(saved)
    assert "سخن جلسه 21" in desk.inner_text("main")
    page.goto(saved)
    assert page.url.startswith(portal.url + LOGIN)


def test_a_telephone_is_set_up_and_asked_for(portal, desk, open_page):
    page = open_page()
    choose_password(page, made(desk, portal, "phoned", "تلفن نمونه", role="is_member"))
    page.click(".head__me b")
    press(page, "فعال‌کردن عامل دوم")
    press(page, "فعال‌کردن برنامه رمزساز")
    assert page.locator("svg.qr").bounding_box()["width"] >= 200
    secret = page.inner_text(".secret")
    page.fill("input[name=code]", code_of(secret, SimpleNamespace(now=[time.time()])))
    press(page, "فعال‌کردن")
    told = page.inner_text("[role=status]")
    assert "عامل دوم فعال شد" in told
    assert "کدهای پیشین" not in told, "these are the first"
    assert axe_violations(page) == []
    recovery = page.locator(".codes li").first.inner_text()
    other = open_page(width=360, height=740)
    sign_in(other, portal, "phoned", NEW)
    assert axe_violations(other) == [] and sideways_scrolling(other) == []
    other.fill("input[name=code]", recovery)
    press(other, "ورود")
    assert other.url == f"{portal.url}/"
    other.goto(f"{portal.url}/account/")
    with other.expect_navigation():
        other.click("text=پایان‌دادن به همه نشست‌های دیگر")
    page.goto(f"{portal.url}/account/")
    assert page.url.startswith(portal.url + LOGIN)


def test_a_passkey_is_made_and_opens(live_server, open_page, settings):
    """Chromium's own virtual key; browsers take http://localhost for as good as https."""
    settings.MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
    settings.SECOND_FACTOR_FOR_STAFF = True
    cast.sara()
    portal = Served(live_server.url, None, "sara", cast.PASSWORD)
    page = open_page()
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "hasUserVerification": True, "isUserVerified": True}
    key = {**options, "hasResidentKey": True, "automaticPresenceSimulation": True}
    session.send("WebAuthn.addVirtualAuthenticator", {"options": key})
    sign_in(page, portal, "sara", cast.PASSWORD)
    assert page.url == f"{portal.url}/accounts/second-factor/"
    press(page, "افزودن کلید عبور")
    press(page, "افزودن کلید")
    assert "کلید عبور افزوده شد" in page.inner_text("[role=status]")
    assert Authenticator.objects.filter(type="webauthn").count() == 1
    page.goto(f"{portal.url}/import/")
    assert page.locator("textarea").count() == 1
    page.goto(f"{portal.url}/accounts/logout/")
    press(page, "خروج")
    sign_in(page, portal, "sara", cast.PASSWORD)
    assert page.url.endswith("/code/")
    press(page, "ورود با کلید عبور")
    assert page.url == f"{portal.url}/desk/"
    page.goto(f"{portal.url}/accounts/second-factor/")
    press(page, "برداشتن")
    press(page, "برداشتن")
    assert "نخست عامل دیگری بیفزایید" in page.inner_text("[role=status]")


def test_the_settings_are_saved_with_an_emblem(portal, desk, open_page):
    svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><circle cx="4" cy="4" r="4" fill="#9b3a22"/></svg>'
    desk.goto(f"{portal.url}/settings/")
    desk.fill("input[name=name]", "کارگروه نمونه")
    desk.set_input_files("input[name=picture]", {"name": "e.svg", "mimeType": "image/svg+xml", "buffer": svg.encode()})
    press(desk, "ثبت تنظیمات")
    assert "تنظیمات ثبت شد" in desk.inner_text("[role=status]")
    assert desk.inner_text(".brand") == "کارگروه نمونه"
    assert desk.evaluate("document.querySelector('.brand img').naturalWidth") > 0
    visitor = open_page(width=360, height=740, color_scheme="dark")
    deadline = time.monotonic() + 10
    visitor.goto(f"{portal.url}/meetings/")
    while visitor.inner_text(".brand") != "کارگروه نمونه" and time.monotonic() < deadline:
        visitor.reload()  # another server process may remember the earlier name for a second
    assert visitor.inner_text(".brand") == "کارگروه نمونه"
    desk.check("input[name=drop_picture]")
    desk.fill("input[name=name]", "کارگروه قزوین + ۲۰")
    press(desk, "ثبت تنظیمات")
    assert desk.locator(".brand img").count() == 0


PAGES = [
    *("/users/", "/users/?q=zzz", "/users/new/", "/users/1/", "/users/1/edit/", "/users/sign-ins/", "/account/"),
    *("/settings/", "/accounts/second-factor/", "/accounts/second-factor/app/"),
]


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (360, "dark")])
def test_every_page_is_sound(portal, open_page, width, scheme):
    page = open_page(width=width, height=740, color_scheme=scheme)
    sign_in(page, portal, portal.username, portal.password)
    found = []
    for path in PAGES:
        answer = page.goto(portal.url + path)
        objections = parse_errors(answer.body()) + axe_violations(page) + sideways_scrolling(page)
        found += [f"{path}: {line}" for line in objections]
    assert found == []


def tried(url: str, number: int, answers: list) -> None:
    """One wrong try, with an X-Forwarded-For of its own."""
    parts = urlsplit(url)
    connection = HTTPConnection(parts.hostname, parts.port, timeout=60)
    connection.request("GET", LOGIN)
    answer = connection.getresponse()
    cookie = answer.headers["Set-Cookie"].partition(";")[0]
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', answer.read().decode())[1]
    headers = {
        "Cookie": cookie,
        "Content-Type": "application/x-www-form-urlencoded",
        "X-Forwarded-For": f"198.51.100.{number}",
    }
    sent = {"csrfmiddlewaretoken": token, "login": "admin", "password": f"wrong word {number}"}
    connection.request("POST", LOGIN, urlencode(sent), headers)
    answers.append(connection.getresponse().read().decode())


def test_of_twenty_four_wrong_tries_at_once_five_are_looked_at(portal, tmp_path):
    """On all server processes together, wherever they say that they come from."""
    shutil.copytree(portal.folder, tmp_path / "data")
    process, url = start(tmp_path / "said", tmp_path / "data")
    try:
        wait_until_alive(url, process, tmp_path / "said")
        answers: list[str] = []
        threads = [threading.Thread(target=tried, args=(url, number, answers)) for number in range(24)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        looked_at = [answer for answer in answers if "نام کاربری یا گذرواژه درست نیست" in answer]
        refused = [answer for answer in answers if "شمار تلاش‌های ناموفق از اندازه گذشت" in answer]
        assert len(answers) == 24
        assert len(looked_at) <= 5
        assert len(looked_at) + len(refused) == 24
    finally:
        process.terminate()
        process.wait(30)
