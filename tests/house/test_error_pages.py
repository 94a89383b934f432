"""The pages that say that something did not work: the right status, in Persian, without asking the database.

No test here but the marked ones may reach the database at all.
"""

import re
from unittest.mock import patch

import pytest
from django.http import HttpResponse
from django.test import Client

from persian.numbers import persian_digits
from tests import cast

LATIN = re.compile(r"[A-Za-z]{2,}")


def words(response) -> str:
    """What a reader sees of a page."""
    page = response.content.decode()
    assert '<html lang="fa" dir="rtl">' in page
    return " ".join(re.sub(r"<[^>]+>", " ", page.partition("<body>")[2]).split())


def assert_persian(response, status: int, title: str = "") -> None:
    assert response.status_code == status
    seen = words(response)
    assert f"خطای {persian_digits(status)}" in seen
    assert title in seen
    assert not LATIN.search(seen), seen
    assert "بایگانی" in seen


def test_an_unknown_address():
    assert_persian(Client().get("/nothing/here/"), 404)


@pytest.mark.django_db
def test_what_a_reader_may_not_see_is_the_same_page_as_what_is_not_there():
    hidden = cast.make_meeting(audience="members")
    refused, missing = Client().get(hidden.get_absolute_url()), Client().get("/meetings/5/77/")
    assert refused.status_code == 404
    assert refused.content == missing.content


def test_a_wrong_method_names_the_right_ones():
    refused = Client().delete("/")
    assert_persian(refused, 405)
    assert refused["Allow"] == "GET, HEAD"


def test_a_foreign_host():
    assert_persian(Client(headers={"host": "evil.example"}).get("/"), 400)


def test_a_form_without_its_token_says_that_the_text_is_not_lost():
    refused = Client(enforce_csrf_checks=True).post("/accounts/login/", {"login": "maryam", "password": "x"})
    assert_persian(refused, 403, "این فرم پذیرفته نشد")
    assert "نوشته شما آنجا مانده است" in words(refused)
    assert "کوکی" in words(refused)


def test_a_form_from_a_stale_page_does_not_speak_of_cookies():
    browser = Client(enforce_csrf_checks=True)
    browser.get("/accounts/login/")
    refused = browser.post("/accounts/login/", {"csrfmiddlewaretoken": "a" * 64})
    assert_persian(refused, 403, "این فرم پذیرفته نشد")
    assert "کوکی" not in words(refused)


def test_a_body_larger_than_its_address_takes():
    assert_persian(Client().post("/accounts/login/", {"login": "x" * 2_700_000}), 413)


def test_the_length_that_is_told_is_enough_to_refuse():
    refused = Client().generic("POST", "/accounts/login/", b"", CONTENT_LENGTH="99999999999999999999999")
    assert refused.status_code == 413


@pytest.mark.django_db
def test_a_document_of_five_megabytes_may_be_pasted_where_documents_come_in():
    """The form is read and answers itself: nothing was said of the round and the number."""
    text = "- " + "سرو" * 10 + "\n"
    answer = cast.client_for(cast.sara()).post("/import/", {"text": text * (5_000_000 // len(text.encode()))})
    assert answer.status_code == 422


@pytest.mark.django_db
def test_fields_beyond_any_document_are_too_large_there_as_well():
    assert_persian(
        cast.client_for(cast.sara()).post("/import/", {"text": "x" * 6_400_000}),
        413,
    )


@pytest.mark.django_db
def test_more_fields_than_any_form_has():
    fields = "&".join(f"f{number}=1" for number in range(20_100))
    answer = Client().generic("POST", "/accounts/login/", fields, content_type="application/x-www-form-urlencoded")
    assert_persian(answer, 400)


@pytest.mark.django_db
def test_a_broken_upload():
    answer = Client().generic("POST", "/accounts/login/", b"--", content_type="multipart/form-data")
    assert_persian(answer, 400)


@pytest.mark.django_db
def test_too_many_requests_says_when_to_come_back(settings):
    settings.ACCOUNT_RATE_LIMITS = {"login": "1/m/ip"}
    Client().post("/accounts/login/", {"login": "nobody"})
    refused = Client().post("/accounts/login/", {"login": "nobody"})
    assert_persian(refused, 429)
    assert refused["Retry-After"] == "60"


def test_a_fault_of_ours():
    with patch("qazvin20.views.home_page", side_effect=RuntimeError("secret detail")):
        answer = Client(raise_request_exception=False).get("/")
    assert_persian(answer, 500)
    assert b"secret" not in answer.content


def test_a_fault_in_the_page_of_faults_is_still_a_page():
    with patch("qazvin20.errors.render_to_string", side_effect=RuntimeError):
        answer = Client().get("/nothing/")
    assert answer.status_code == 404
    assert "این درخواست انجام نشد" in answer.content.decode()


def test_a_refusal_with_words_of_its_own_keeps_them():
    with patch("qazvin20.health.HttpResponse", return_value=HttpResponse("my own words", status=403)):
        assert Client().get("/healthz").content == b"my own words"
