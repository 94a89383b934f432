"""Requests that say that they are written in something else than UTF-8."""

import pytest
from django.test import RequestFactory
from django.test.client import FakePayload

from qazvin20.wsgi import application

pytestmark = pytest.mark.django_db


def asked(method: str, target: str, content_type: str, body: bytes = b"") -> int:
    """The status that the server's own way in gives, which is not quite the test client's."""
    path, _, query = target.partition("?")
    environ = RequestFactory()._base_environ(
        REQUEST_METHOD=method,
        PATH_INFO=path,
        QUERY_STRING=query,
        CONTENT_TYPE=content_type,
        CONTENT_LENGTH=str(len(body)),
        **{"wsgi.input": FakePayload(body)},
    )
    statuses: list[str] = []
    list(application(environ, lambda status, headers: statuses.append(status)))
    return int(statuses[0].split()[0])


@pytest.mark.parametrize(
    "content_type",
    [
        "text/plain; charset=unicode_escape",
        "multipart/form-data; boundary=x; charset=unicode_escape",
        "multipart/form-data; boundary=x; charset=idna",
        "application/x-www-form-urlencoded; charset=utf-7",
        "application/x-www-form-urlencoded; charset=rot13",
        "application/x-www-form-urlencoded; charset=no-such-thing",
        "application/x-www-form-urlencoded; charset=\0",
    ],
)
def test_a_request_in_another_encoding_is_refused(content_type):
    body = b'--x\r\nContent-Disposition: form-data; name="login"\r\n\r\n\\ud800\\x00\r\n--x--\r\n'
    assert asked("POST", "/accounts/login/?next=\\ud800", content_type, body) == 400
    assert asked("GET", "/meetings/?page=\\ud800", content_type) == 400


def test_a_request_in_utf_8_is_read():
    for name in ("", "utf-8", "UTF-8", "utf8"):
        content_type = "application/x-www-form-urlencoded" + (f"; charset={name}" if name else "")
        assert asked("GET", "/accounts/login/?next=%D9%82", content_type) == 200
