"""Browsers in which somebody signed in through the form, as people do, so that the register knows of it."""

import re

from django.test import Client

from people.models import User
from tests import cast

LOGIN = "/accounts/login/"
CHROME = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0 Safari/537.36"


def entered(user: User, password: str = cast.PASSWORD, **options) -> Client:
    """A browser in which `user` has signed in by name and password."""
    browser = Client(headers={"user-agent": CHROME}, **options)
    answer = browser.post(LOGIN, {"login": user.username, "password": password})
    assert answer.status_code == 302
    return browser


def words(response) -> str:
    """What a reader sees of a page."""
    page = response.content.decode().partition("<body>")[2]
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def link_of(response) -> str:
    """The path of the link that a page shows for copying."""
    return re.search(r'value="http://[^/"]+(/accounts/enter/[^"]+)"', response.content.decode())[1]


def is_in(browser: Client) -> bool:
    return browser.get("/account/").status_code == 200
