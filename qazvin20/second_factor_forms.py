"""The forms of the second factor, in the portal's own words."""

from __future__ import annotations

from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, AuthenticateWebAuthnForm
from django import forms
from django.core.cache import cache

from persian.fields import PersianCharField
from persian.numbers import ascii_digits

CODE_SECONDS = 120  # longer than a code can be right, so that none is right twice


class CodeField(PersianCharField):
    """A code in any digits, with or without spaces. Cleans to Latin digits; "0" for what has none."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
            error_messages={"required": "کد را بنویسید."},
            max_length=100,
            **options,
        )

    input_attributes = {"dir": "ltr"}

    def clean(self, value: Any) -> str:
        return "".join(letter for letter in ascii_digits(super().clean(value)) if letter.isdecimal()) or "0"


class CodeForm(AuthenticateForm):
    code = CodeField(label="کد", help_text="کد شش‌رقمی برنامه رمزساز، یا یکی از کدهای بازیابی.")

    def clean_code(self) -> str:
        code = super().clean_code()
        if self.authenticator.type == Authenticator.Type.TOTP and not cache.add(
            f"second-factor-{self.user.pk}-{code}", "used", CODE_SECONDS
        ):
            raise get_adapter().validation_error("incorrect_code")
        return code


class FirstCodeForm(ActivateTOTPForm):
    code = CodeField(label="کدی که برنامه نشان می‌دهد", help_text="شش رقم؛ هر نیم دقیقه عوض می‌شود.")


class NewPasskeyForm(AddWebAuthnForm):
    name = PersianCharField(label="نام این کلید", required=False, max_length=60)

    def clean(self) -> dict[str, Any]:
        try:
            return super().clean()
        except (AttributeError, KeyError, IndexError, TypeError, ValueError) as error:
            raise get_adapter().validation_error("incorrect_code") from error


class PasskeyForm(AuthenticateWebAuthnForm):
    def clean_credential(self) -> Authenticator:
        try:
            return super().clean_credential()
        except (AttributeError, KeyError, IndexError, TypeError, ValueError) as error:
            raise get_adapter().validation_error("incorrect_code") from error
