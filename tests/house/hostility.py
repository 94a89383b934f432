"""What breaks others, and how it is sent by whoever has no scruples."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from html.parser import HTMLParser
from urllib.parse import quote_from_bytes
from zlib import crc32

from django.db import transaction
from django.test import Client

from tests import cast

HOSTILE = {
    "a NUL": "\0",
    "a NUL in a word": "قز\0وین",
    "a lone surrogate": "\ud800",
    "60,000 letters": "ق" * 60_000,
    "60,000 wildcards": "%_" * 30_000,
    "not a number": "NaN",
    "30 Esfand of a common year": "۳۰ اسفند ۱۴۰۴",
    "a number of 20 digits": "99999999999999999999",
    "a number of 5,000 digits": "۹" * 5_000,
    "a number below zero": "-1",
    "a power": "1e999",
    "bidi and zero width": "\u202e\u200b\u2066\ufeff",
    "markup": "\"'><script>alert(1)</script>{{ 7 }}{% now %}",
    "another host": "//evil.example/\r\nSet-Cookie: x=1",
}
SHARES = 4  # of the back door each address meets one share in the short form, another address the next one


def share(address: str) -> dict[str, str]:
    """What is sent to an address of the back door: everything in the long form, a quarter of it in the short one."""
    if os.environ.get("QAZVIN20_LONG"):
        return HOSTILE
    first = crc32(address.encode()) % SHARES
    return {what: value for place, (what, value) in enumerate(HOSTILE.items()) if place % SHARES == first}


LONG = 1_000  # to read the longest values costs time, so they go where they might do harm
CLEAR = {200, 301, 302, 304, 400, 403, 404, 405, 409, 413, 422, 429}


def encoded(fields: dict[str, str]) -> str:
    """A query or body as a browser without scruples writes it: surrogates and all."""
    return "&".join(
        f"{name}={quote_from_bytes(value.encode('utf-8', 'surrogatepass'))}" for name, value in fields.items()
    )


def send(browser: Client, address: str, fields: dict[str, str]):
    return browser.post(address, encoded(fields), content_type="application/x-www-form-urlencoded")


@contextmanager
def undone() -> Iterator[None]:
    """What happens inside leaves no trace."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def reader(person=None, **options) -> Client:
    return cast.client_for(person, raise_request_exception=False, **options)


class Fields(HTMLParser):
    """The names of a page's fields, the token left out."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.names: dict[str, None] = {}
        self.feed(page.decode())

    def handle_starttag(self, tag, attrs):
        name = dict(attrs).get("name")
        if tag in ("input", "select", "textarea", "button") and name and name != "csrfmiddlewaretoken":
            self.names[name] = None
