"""Files, encodings and cookies that nobody means well with."""

import io

import pytest
from django.test import Client, RequestFactory
from django.test.client import FakePayload
from django.urls import reverse

from qazvin20.wsgi import application
from tests import cast
from tests.house.hostility import CLEAR, reader, send
from tests.house.world import lay_out

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return lay_out()


FILES = {
    "nothing": b"",
    "NUL": b"\0" * 100,
    "no text in any encoding": bytes(range(256)) * 10,
    "surrogates in UTF-8": b"**\xed\xa0\x80:** \xed\xb0\x80\n- \xed\xa0\x80",
    "surrogates in UTF-16": b"\xff\xfe*\0*\0\x00\xd8:\0*\0*\0",
    "an odd byte of UTF-16": b"\xff\xfea",
    "a NUL in text": "**آقای \0مثال:** سلام\0".encode(),
    "one line of a megabyte": ("- " + "ق" * 500_000).encode(),
    "thousands of speakers": "".join(f"**نام{number}:** سخن\n\n" for number in range(2000)).encode(),
    "a picture": b"\x89PNG\r\n\x1a\n" + b"\0" * 50,
    "a PDF of nothing": b"%PDF-1.7\n%%EOF",
}
NAMES = ["../../../etc/passwd", "a\0b.md", "‮txt.exe", "ق" * 400 + ".md", ".", "con.md\r\nX: y", '"; x="']


def hand_in(browser: Client, verify: str, content: bytes, name: str) -> None:
    """Imports the file, looks it through and saves it as far as that is let happen; then compares it as a PDF."""
    file = io.BytesIO(content)
    file.name = name
    meeting = {"round": str(cast.make_round().pk), "number": "9"}
    answer = browser.post(reverse("import"), {**meeting, "file": file})
    assert answer.status_code in CLEAR
    if answer.status_code == 302:
        assert browser.get(answer["Location"]).status_code == 200
        assert send(browser, answer["Location"], {"step": "save"}).status_code in CLEAR
    for field in ("file", "pdf"):
        file.seek(0)
        assert browser.post(verify, {field: file}).status_code in CLEAR


@pytest.mark.parametrize("content", FILES.values(), ids=FILES)
def test_a_hostile_file_gets_a_clear_answer(world, content):
    hand_in(reader(cast.sara()), world.address("verify_code"), content, "minutes.md")


@pytest.mark.parametrize("name", NAMES, ids=range(len(NAMES)))
def test_a_hostile_name_of_a_file_gets_a_clear_answer(world, name):
    hand_in(reader(cast.sara()), world.address("verify_code"), "**آقای مثال:** سلام".encode(), name)


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


@pytest.mark.parametrize("written", ['"\\000abcdefgh"', "x" * 60_000, '"\\355\\240\\200abcdefg"', "؟" * 40])
def test_a_hostile_cookie_gets_a_clear_answer(written):
    for name in ("session", "csrf", "messages"):
        browser = reader(headers={"cookie": f"{name}={written}".encode().decode("latin-1")})
        assert browser.get("/meetings/").status_code in (200, 400)
        assert browser.get("/import/").status_code in (302, 400)
