"""A telephone that makes codes, and the way through the second factor."""

import re

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.test import Client

from tests import cast
from tests.people.doors import LOGIN, is_in

HOME = "/accounts/second-factor/"
CODE, APP, CODES = f"{HOME}code/", f"{HOME}app/", f"{HOME}codes/"


def code_of(secret: str, clock, steps: int = 0) -> str:
    return format_hotp_value(hotp_value(secret, int(clock.now[0]) // 30 + steps))


def set_up(browser: Client, clock) -> str:
    """Sets up the telephone in an open session, and returns its secret."""
    page = browser.get(APP)
    secret = re.search(r'class="secret"><bdi dir="ltr">(\w+)<', page.content.decode())[1]
    assert browser.post(APP, {"code": code_of(secret, clock)})["Location"] == CODES
    clock(300)
    return secret


def knock(name: str = "sara") -> Client:
    """A browser that has given the password and is asked for the second factor."""
    browser = Client()
    assert browser.post(LOGIN, {"login": name, "password": cast.PASSWORD})["Location"] == CODE
    assert not is_in(browser)
    return browser


def codes_of(browser: Client) -> list[str]:
    return re.findall(r"<li>(\d{8})</li>", browser.get(CODES).content.decode())


def to_persian(code: str) -> str:
    return code.translate({ord("0") + digit: chr(ord("۰") + digit) for digit in range(10)})
