"""The headers of every response, the cookies, and what the address of the site changes about them."""

import json
import os
import subprocess
import sys
from unittest.mock import patch

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import Client

from qazvin20 import environment
from tests import cast
from tests.house.repository import HOUSE

POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self'",
    "font-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}


def assert_guarded(response) -> None:
    policy = dict(part.strip().split(" ", 1) for part in response["Content-Security-Policy"].split(";"))
    assert policy == POLICY
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["X-Frame-Options"] == "DENY"
    assert response["Referrer-Policy"] == "same-origin"
    assert response["Cross-Origin-Opener-Policy"] == "same-origin"
    assert response["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "geolocation=()" in response["Permissions-Policy"]
    assert response["Cache-Control"]


@pytest.mark.parametrize(
    ("method", "address", "status", "host"),
    [
        ("get", "/accounts/login/", 200, "localhost"),
        ("get", "/healthz", 200, "localhost"),
        ("get", "/import/", 302, "localhost"),
        ("get", "/rounds", 301, "localhost"),
        ("get", "/nothing/", 404, "localhost"),
        ("delete", "/", 405, "localhost"),
        ("get", "/", 400, "evil.example"),
        ("get", "/meetings/?page=%00", 400, "localhost"),
        ("post", "/accounts/login/", 403, "localhost"),
    ],
)
def test_every_kind_of_answer_is_guarded(method, address, status, host):
    browser = Client(enforce_csrf_checks=status == 403, headers={"host": host})
    answer = getattr(browser, method)(address)
    assert answer.status_code == status
    assert_guarded(answer)


def test_faults_are_guarded():
    with patch("qazvin20.views.home_page", side_effect=RuntimeError):
        assert_guarded(Client(raise_request_exception=False).get("/"))


def test_too_large_a_body_is_guarded():
    assert_guarded(Client().generic("POST", "/accounts/login/", b"", CONTENT_LENGTH="99999999"))


def test_static_files_are_guarded(settings, tmp_path):
    (tmp_path / "page.css").write_text("main { color: black }")
    settings.STATIC_ROOT = tmp_path
    answer = Client().get("/static/page.css")
    assert (answer.status_code, b"".join(answer)) == (200, b"main { color: black }")
    assert_guarded(answer)
    assert "max-age" in answer["Cache-Control"]


@pytest.mark.django_db
def test_pages_and_files_are_guarded():
    meeting = cast.make_meeting()
    cast.make_edition(meeting)
    annex = cast.make_attachment(meeting)
    for address in ["/", "/meetings/", "/meetings/5/1/", "/meetings/5/1/minutes.pdf", annex.get_absolute_url()]:
        answer = Client().get(address)
        assert answer.status_code == 200
        assert_guarded(answer)


@pytest.mark.django_db
def test_the_back_door_is_guarded_and_keeps_the_policy():
    browser = cast.client_for(cast.ali())
    for address in ["/admin/", "/admin/people/person/", "/admin/people/person/add/", "/admin/jsi18n/"]:
        answer = browser.get(address)
        assert answer.status_code == 200
        assert_guarded(answer)
        for inline in (b"<style", b" style=", b" onclick=", b"<script>"):
            assert inline not in answer.content


@pytest.mark.django_db
def test_nothing_of_a_session_is_stored():
    browser = cast.client_for(cast.maryam())
    assert browser.get("/meetings/")["Cache-Control"] == "private, no-store"
    assert browser.get("/nothing/")["Cache-Control"] == "private, no-store"
    assert "no-store" in browser.post("/accounts/logout/")["Cache-Control"]
    assert Client().get("/meetings/")["Cache-Control"] == "private, no-cache"


@pytest.mark.django_db
def test_signing_in_is_never_stored():
    assert "no-store" in Client().get("/accounts/login/")["Cache-Control"]
    answer = Client().post("/accounts/login/", {"login": cast.maryam().username, "password": cast.PASSWORD})
    assert "no-store" in answer["Cache-Control"]


LOOK = """
import django, json
django.setup()
from django.conf import settings
from django.test import Client
settings.ALLOWED_HOSTS.append("testserver")
plain = Client().get("/accounts/login/")
health = Client().get("/healthz")
passed_on = Client(headers={"x-forwarded-proto": "https"}).get("/accounts/login/")
print(json.dumps({
    "plain": [plain.status_code, plain.headers.get("Location")],
    "health": health.status_code,
    "status": passed_on.status_code,
    "hsts": passed_on.headers.get("Strict-Transport-Security"),
    "cookies": {name: [bool(c["secure"]), bool(c["httponly"]), c["samesite"], c["path"], c["domain"]]
                for name, c in passed_on.cookies.items()},
    "session": [settings.SESSION_COOKIE_NAME, settings.SESSION_COOKIE_SECURE, settings.SESSION_COOKIE_DOMAIN],
    "origins": settings.CSRF_TRUSTED_ORIGINS,
    "hosts": settings.ALLOWED_HOSTS,
}))
"""


def started_with(site_url: str) -> dict:
    """What a fresh process with that address of the site answers."""
    surroundings = {**os.environ, "DATABASE_URL": "", "QAZVIN20_SITE_URL": site_url}
    run = subprocess.run(
        [sys.executable, "-c", LOOK], cwd=HOUSE, env=surroundings, capture_output=True, text=True, check=True
    )
    return json.loads(run.stdout)


def test_with_https_everything_that_needs_it_is_on():
    seen = started_with("https://portal.example.org")
    assert seen["plain"] == [301, "https://testserver/accounts/login/"]
    assert (seen["health"], seen["status"]) == (200, 200)
    assert seen["hsts"] == "max-age=31536000; includeSubDomains; preload"
    assert seen["cookies"] == {"__Host-csrf": [True, True, "Lax", "/", ""]}
    assert seen["session"] == ["__Host-session", True, None]
    assert seen["origins"] == ["https://portal.example.org"]
    assert "portal.example.org" in seen["hosts"]


def test_with_http_what_needs_https_is_off():
    seen = started_with("http://portal.example.org:8000")
    assert (seen["plain"], seen["status"], seen["hsts"]) == ([200, None], 200, None)
    assert seen["cookies"] == {"csrf": [False, True, "Lax", "/", ""]}
    assert seen["session"] == ["session", False, None]
    assert seen["origins"] == ["http://portal.example.org:8000"]
    assert "portal.example.org" in seen["hosts"]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("", ""),
        (" https://Portal.Example.org/ ", "https://portal.example.org"),
        ("https://portal.example.org:443", "https://portal.example.org"),
        ("http://[::1]:8000", "http://[::1]:8000"),
    ],
)
def test_the_address_of_the_site(monkeypatch, written, read):
    monkeypatch.setenv("ADDRESS", written)
    assert environment.site_url("ADDRESS") == read


@pytest.mark.parametrize(
    "wrong",
    [
        "portal.example.org",
        "ftp://portal.example.org",
        "https://",
        "https://portal.example.org/archive",
        "https://portal.example.org?x=1",
        "https://user:word@portal.example.org",
        "https://portal.example.org:port",
        "https://port al.example.org",
        "https://*.example.org",
        "https://[::1",
    ],
)
def test_a_wrong_address_of_the_site_stops_the_start_with_one_line(monkeypatch, wrong):
    monkeypatch.setenv("ADDRESS", wrong)
    with pytest.raises(ImproperlyConfigured, match="ADDRESS must be an address like") as told:
        environment.site_url("ADDRESS")
    assert "\n" not in str(told.value)


def test_the_order_of_the_letterhead(monkeypatch):
    usual = ("number", "date", "attachment")
    assert environment.order("ORDER", usual) == usual
    monkeypatch.setenv("ORDER", "date, number,attachment")
    assert environment.order("ORDER", usual) == ("date", "number", "attachment")
    for wrong in ("date,number", "date,number,attachment,date", "date;number;attachment", "تاریخ"):
        monkeypatch.setenv("ORDER", wrong)
        with pytest.raises(ImproperlyConfigured, match="ORDER must hold number, date, attachment once each"):
            environment.order("ORDER", usual)


@pytest.mark.parametrize("wrong", ["4", "601", "-5", "1e2", "۶۰", "sixty", "9" * 5000])
def test_a_number_out_of_range_stops_the_start(monkeypatch, wrong):
    monkeypatch.setenv("SECONDS", wrong)
    with pytest.raises(ImproperlyConfigured, match="SECONDS must be a whole number from 5 to 600"):
        environment.number("SECONDS", 60, least=5, most=600)
