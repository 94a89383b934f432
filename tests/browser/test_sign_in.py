"""Signing in and out and changing the password, as a browser shows it."""

import pytest

from tests import cast
from tests.browser.keyboard import follow, tab_to
from tests.browser.watch import axe_violations, sideways_scrolling


def sign_in_with(page, username: str, password: str) -> None:
    page.fill("input[name=login]", username)
    page.fill("input[name=password]", password)
    with page.expect_navigation():
        page.press("input[name=password]", "Enter")


def test_a_closed_page_leads_through_the_door_and_back_to_itself(live_server, page):
    cast.sara()
    page.goto(f"{live_server.url}/import/?round=5")
    assert page.url.startswith(f"{live_server.url}/accounts/login/?next=")
    sign_in_with(page, "sara", cast.PASSWORD)
    assert page.url == f"{live_server.url}/import/?round=5"
    assert page.locator(".head__me b").inner_text() == "سارا فرضی"


def test_password_keepers_find_the_fields(live_server, page):
    page.goto(f"{live_server.url}/accounts/login/")
    assert page.get_attribute("input[name=login]", "autocomplete") == "username"
    assert page.get_attribute("input[name=password]", "autocomplete") == "current-password"


@pytest.mark.parametrize("scripts", [True, False])
def test_a_wrong_password_is_told_and_the_name_kept(live_server, open_page, scripts):
    cast.sara()
    phone = open_page(width=360, height=740, java_script_enabled=scripts)
    phone.goto(f"{live_server.url}/accounts/login/")
    sign_in_with(phone, "sara", "not that one")
    assert "نام کاربری یا گذرواژه درست نیست" in phone.inner_text("main [role=alert], main .alert")
    assert phone.input_value("input[name=login]") == "sara"
    assert phone.input_value("input[name=password]") == ""
    assert sideways_scrolling(phone) == []
    if scripts:  # axe is one
        assert axe_violations(phone) == []


def test_a_password_is_changed_and_every_objection_stands_at_its_field(live_server, page, sign_in):
    sign_in(page, cast.sara())
    page.goto(f"{live_server.url}/accounts/password/change/")
    for name, value in (("oldpassword", "wrong"), ("password1", "12345"), ("password2", "12345")):
        page.fill(f"input[name={name}]", value)
    with page.expect_navigation():
        page.press("input[name=password2]", "Enter")
    for name in ("oldpassword", "password1"):
        field = page.locator(f"input[name={name}]")
        assert field.get_attribute("aria-invalid") == "true"
        described = field.get_attribute("aria-describedby").split()
        assert any("invalid" in (page.locator(f"[id='{place}']").get_attribute("class") or "") for place in described)
    assert axe_violations(page) == []

    new = "چهار سرو بلند ۱۴۰۶"
    for name, value in (("oldpassword", cast.PASSWORD), ("password1", new), ("password2", new)):
        page.fill(f"input[name={name}]", value)
    with page.expect_navigation():
        page.press("input[name=password2]", "Enter")
    assert "گذرواژه شما تغییر کرد" in page.inner_text("[role=status]")
    assert axe_violations(page) == []


def test_after_signing_out_nothing_of_the_session_can_be_paged_back_to(live_server, page, sign_in):
    sign_in(page, cast.sara())
    page.goto(f"{live_server.url}/import/")
    follow(page, ".head__me a[href^='/accounts/logout/']")
    tab_to(page, "main button")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert "از سامانه خارج شدید" in page.inner_text("[role=status]")
    page.go_back()
    page.go_back()
    assert page.url.startswith(f"{live_server.url}/accounts/login/")
    assert page.locator("textarea").count() == 0


def test_the_first_press_of_tab_leads_past_the_head(live_server, page):
    page.goto(f"{live_server.url}/accounts/login/")
    page.keyboard.press("Tab")
    assert page.locator(":focus").inner_text() == "رفتن به متن"
    assert page.locator(":focus").bounding_box()["y"] >= 0
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.locator(":focus").get_attribute("name") == "login"
