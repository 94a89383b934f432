"""The second factor of signing in: codes of a telephone, codes on paper, and on https sites passkeys.

django-allauth does the work; here are its words, its pages in our frame, and who may not go without.
"""

from __future__ import annotations

import base64
import hashlib
import logging
import secrets
from collections.abc import Callable
from typing import Any

import segno
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.safestring import SafeString

from people.models import User
from persian.numbers import persian_digits
from records.json_answers import json_answer, wants_json

NAME = "Qazvin+20"
log = logging.getLogger(__name__)
COUNTING = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
SEEN = "has_second_factor"  # in the session, once the database said so
# What is open to somebody of the staff who has none yet, besides what is open to visitors' browsers (static files).
BEFORE = {
    "mfa_index",
    "mfa_activate_totp",
    "mfa_add_webauthn",
    "account_reauthenticate",
    "account_logout",
    "emblem",
    "healthz",
    "readyz",
}


def has_second_factor(user: User) -> bool:
    return Authenticator.objects.filter(user=user, type__in=COUNTING).exists()


def must_have_one(user: object) -> bool:
    """On an https site all of the staff must; elsewhere it is offered."""
    return settings.SECOND_FACTOR_FOR_STAFF and isinstance(user, User) and user.works_here


def passkeys_are_offered() -> bool:
    return Authenticator.Type.WEBAUTHN in settings.MFA_SUPPORTED_TYPES


class SecondFactorFirst:
    """Leads whoever must have a second factor and has none to where it is set up, from every other page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        name = request.resolver_match.view_name if request.resolver_match else ""
        if name in BEFORE or not must_have_one(request.user) or request.session.get(SEEN):
            return None
        if isinstance(request.user, User) and has_second_factor(request.user):
            request.session[SEEN] = True
            return None
        if wants_json(request):
            return json_answer({"sign_in": reverse("mfa_index")}, status=401)
        return redirect("mfa_index")


class SecondFactors(DefaultMFAAdapter):
    """What django-allauth asks of us about second factors."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "cannot_delete_authenticator": (
            "برای نقش شما عامل دوم لازم است و این یکی تنها عامل شماست؛ چیزی تغییر نکرد. نخست عامل دیگری بیفزایید."
        ),
        "cannot_generate_recovery_codes": "کد بازیابی پس از فعال‌کردن عامل دوم ساخته می‌شود. نخست آن را فعال کنید.",
        "incorrect_code": "این کد درست نیست یا پیش از این به کار رفته است. کد تازه را بنویسید.",
        "unverified_email": "عامل دوم فعال نشد. با مدیر سامانه تماس بگیرید.",
    }

    def get_totp_label(self, user: Any) -> str:
        return str(user.username)

    def get_totp_issuer(self) -> str:
        """In Latin letters: in Persian the code to scan would be twice as dense, and not every telephone reads it."""
        return NAME

    def build_totp_svg(self, url: str) -> SafeString:
        """The QR code as an element of the page: black on white in the dark as well, with its quiet zone."""
        code = segno.make(url, error="m", micro=False)
        drawn = code.svg_inline(
            dark="#000",
            light="#fff",
            border=4,
            omitsize=True,
            svgclass="qr",
            lineclass=None,
            title="رمزینه برنامه رمزساز",
        )
        return SafeString(drawn.replace("<svg ", '<svg role="img" ', 1))  # nosec B703

    def encrypt(self, text: str) -> str:
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """The text; a secret that no code fits where the key of the data folder is another than it was."""
        try:
            return _cipher().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            log.error("a second factor was encrypted under another key; its owner needs a new one")
            return base64.b32encode(secrets.token_bytes(20)).decode()

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        if authenticator.type not in COUNTING or not must_have_one(authenticator.user):
            return True
        others = Authenticator.objects.filter(user=authenticator.user, type__in=COUNTING).exclude(pk=authenticator.pk)
        return others.exists()

    def generate_authenticator_name(self, user: Any, type: Any) -> str:
        count = Authenticator.objects.filter(user_id=user.pk, type=type).count()
        return f"کلید {persian_digits(count + 1)}"

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return {**super().get_public_key_credential_rp_entity(), "name": NAME}


def _cipher() -> Fernet:
    """Under a key made of the one in the data folder, so the database alone tells nobody a code."""
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(b"second factor " + settings.SECRET_KEY.encode()).digest()))
