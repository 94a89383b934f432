"""Verification codes: short, unguessable, and without letters that are mistaken for one another."""

import secrets

from django.conf import settings
from django.urls import reverse

from persian.numbers import ascii_digits

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"


def new_code() -> str:
    """A fresh code such as `K7TM-RWQZ`."""
    letters = "".join(secrets.choice(ALPHABET) for _ in range(8))
    return f"{letters[:4]}-{letters[4:]}"


def read_code(typed: str) -> str:
    """The code that somebody typed, in its one form; empty for what can't be a code."""
    letters = "".join(letter for letter in ascii_digits(typed[:60]).upper() if letter not in " -–—_\u200c\t")
    if len(letters) != 8 or any(letter not in ALPHABET for letter in letters):
        return ""
    return f"{letters[:4]}-{letters[4:]}"


def verify_url(code: str) -> str:
    """The address at which the world verifies `code`; empty where the site has no address of its own."""
    return f"{settings.SITE_URL}{reverse('verify_code', args=[code])}" if settings.SITE_URL else ""
