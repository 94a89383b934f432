"""What breaks others, and how it is sent by whoever has no scruples."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from html.parser import HTMLParser
from unittest.mock import patch
from urllib.parse import quote_from_bytes
from zlib import crc32

from django.db import connection, transaction
from django.http import QueryDict
from django.test import Client

from tests import cast
from tests.conftest import LONG as LONG_FORM

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


def share(address: str, parts: int) -> dict[str, str]:
    """What is sent to an address: everything in the long form, one of so many parts in the short one, to another
    address another part, and on the other database the next one. Of two parts, the two databases get everything.
    """
    if LONG_FORM:
        return HOSTILE
    first = part(address) % parts
    return {what: value for place, (what, value) in enumerate(HOSTILE.items()) if place % parts == first}


def in_turns(addresses: Iterable[str], is_second: bool) -> list[str]:
    """The addresses that one of two readers opens: all of them in the long form, in the short one every other address,
    the other reader the rest; on the other database it is the other way round."""
    if LONG_FORM:
        return list(addresses)
    return [address for address in addresses if (part(address) + is_second) % 2 == 0]


def part(address: str) -> int:
    """A number that hangs on the address and on the database alone."""
    return crc32(address.encode()) + (connection.vendor == "postgresql")


VERY_LONG = 1_000  # letters: to read so much costs time
CLEAR = {200, 301, 302, 304, 400, 403, 404, 405, 409, 413, 422, 429}


def encoded(fields: dict[str, str]) -> str:
    """A query or body as a browser without scruples writes it: surrogates and all."""
    return "&".join(
        f"{name}={quote_from_bytes(value.encode('utf-8', 'surrogatepass'))}" for name, value in fields.items()
    )


class Asking(QueryDict):
    """A query that remembers by which names it was read."""

    names: set[str] = set()

    def __contains__(self, name: object) -> bool:
        self.names.add(str(name))
        return super().__contains__(name)

    def __getitem__(self, name):
        self.names.add(name)
        return super().__getitem__(name)

    def getlist(self, name, default=None):
        self.names.add(name)
        return super().getlist(name, default)


def asked_for(browser: Client, address: str) -> set[str]:
    """The names of the parameters that the page at `address` reads, whether they are there or not."""
    names: set[str] = set()
    with patch("django.core.handlers.wsgi.QueryDict", type("Asked", (Asking,), {"names": names})):
        browser.get(address)
    return names


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
