"""Pages travel compressed to who takes it, and files as they are."""

import gzip

import pytest

from tests import cast

pytestmark = pytest.mark.django_db


def test_a_page_is_compressed_for_who_takes_it():
    answer = cast.client_for(cast.visitor()).get("/meetings/", headers={"accept-encoding": "gzip"})
    assert answer.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in answer.headers["Vary"]
    assert "جلسات" in gzip.decompress(answer.content).decode()


def test_a_page_comes_plain_to_who_does_not():
    answer = cast.client_for(cast.visitor()).get("/meetings/")
    assert "Content-Encoding" not in answer.headers
    assert "جلسات" in answer.content.decode()


def test_an_error_page_is_compressed_too():
    answer = cast.client_for(cast.visitor()).get("/nothing/", headers={"accept-encoding": "gzip"})
    assert (answer.status_code, answer.headers["Content-Encoding"]) == (404, "gzip")


def test_a_paper_is_not():
    edition = cast.make_edition(cast.make_meeting())
    address = f"/meetings/5/1/editions/{edition.number}/minutes.pdf"
    answer = cast.client_for(cast.visitor()).get(address, headers={"accept-encoding": "gzip"})
    assert answer.status_code == 200
    assert "Content-Encoding" not in answer.headers
    assert answer.content == edition.pdf.read()
