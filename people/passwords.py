"""Which passwords are too weak: Django's rules, told in the portal's words."""

from __future__ import annotations

from django.contrib.auth import password_validation as rules

from persian.numbers import persian_digits


class LongEnough(rules.MinimumLengthValidator):
    def get_error_message(self) -> str:
        return f"گذرواژه کوتاه است؛ دست‌کم {persian_digits(self.min_length)} نویسه می‌خواهد."


class UnlikeTheAccount(rules.UserAttributeSimilarityValidator):
    def get_error_message(self) -> str:
        return "گذرواژه به نام شما یا نام کاربری نزدیک است؛ گذرواژه دیگری برگزینید."


class Uncommon(rules.CommonPasswordValidator):
    def get_error_message(self) -> str:
        return "این گذرواژه رایج است و زود حدس زده می‌شود؛ گذرواژه دیگری برگزینید."


class NotOnlyDigits(rules.NumericPasswordValidator):
    def get_error_message(self) -> str:
        return "گذرواژه تنها از رقم است؛ حرف هم در آن بیاورید."
