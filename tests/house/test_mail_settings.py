"""The variables of mail, and what a wrong one of any kind looks like on a terminal."""

import os
import subprocess
import sys

import pytest
from django.core.exceptions import ImproperlyConfigured

from qazvin20 import environment
from qazvin20.environment import Mail
from tests.house.repository import HOUSE


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("", Mail()),
        ("smtp://127.0.0.1", Mail("127.0.0.1", 25)),
        ("smtp://mail.example.org:2525/", Mail("mail.example.org", 2525)),
        ("smtps://portal:p%40ss%2Fword@mail.example.org", Mail("mail.example.org", 465, "portal", "p@ss/word", "tls")),
        ("smtp+starttls://u:w@Mail.Example.org", Mail("mail.example.org", 587, "u", "w", "starttls")),
    ],
)
def test_the_mail_server(monkeypatch, written, read):
    monkeypatch.setenv("SMTP", written)
    assert environment.mail("SMTP") == read


@pytest.mark.parametrize(
    "wrong", ["mail.example.org", "http://x", "smtp://", "smtp://a b", "smtp://x/y", "smtp://x:port", "smtp://x?y=1"]
)
def test_a_wrong_mail_server_stops_the_start_without_telling_the_password(monkeypatch, wrong):
    monkeypatch.setenv("SMTP", wrong.replace("://", "://user:secret@", 1))
    with pytest.raises(ImproperlyConfigured, match="SMTP must be smtp://") as told:
        environment.mail("SMTP")
    assert "secret" not in str(told.value)


def test_the_address_that_mail_comes_from(monkeypatch):
    assert environment.mail_address("FROM", "portal@localhost") == "portal@localhost"
    monkeypatch.setenv("FROM", "p@example.org")
    assert environment.mail_address("FROM", "portal@localhost") == "p@example.org"
    for wrong in (
        "example.org",
        "a b@example.org",
        "p@example.org, q@example.org",
        "p@example.org\nBcc: q@example.org",
    ):
        monkeypatch.setenv("FROM", wrong)
        with pytest.raises(ImproperlyConfigured, match="FROM must be one mail address"):
            environment.mail_address("FROM", "portal@localhost")


def test_a_wrong_variable_is_one_line_whatever_the_command():
    for command in ("check", "migrate", "add_user"):
        result = subprocess.run(
            [sys.executable, HOUSE / "manage.py", command],
            env={**os.environ, "QAZVIN20_SMTP": "nonsense"},
            capture_output=True,
            text=True,
        )
        assert result.returncode == 1
        assert result.stderr.startswith("qazvin20: QAZVIN20_SMTP must be smtp://")
        assert result.stderr.count("\n") == 1
