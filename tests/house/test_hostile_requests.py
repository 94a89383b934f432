"""Files and cookies that nobody means well with."""

import io

import pytest
from django.test import Client
from django.urls import reverse

from tests import cast
from tests.house.hostility import CLEAR, reader, send

pytestmark = pytest.mark.django_db


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


@pytest.mark.parametrize("written", ['"\\000abcdefgh"', "x" * 60_000, '"\\355\\240\\200abcdefg"', "؟" * 40])
def test_a_hostile_cookie_gets_a_clear_answer(written):
    for name in ("session", "csrf", "messages"):
        browser = reader(headers={"cookie": f"{name}={written}".encode().decode("latin-1")})
        assert browser.get("/meetings/").status_code in (200, 400)
        assert browser.get("/import/").status_code in (302, 400)
