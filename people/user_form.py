"""The form of an account."""

from __future__ import annotations

from typing import Any

from django import forms

from people.mail_address import UNREADABLE, MailAddressField
from people.models import User
from people.models.user import ROLES
from people.row_field import BodyField, PersonField, latin
from persian.fields import PersianCharField

ROLE_NAMES = tuple(f"is_{role}" for role in ROLES)
DUTIES = {
    "is_member": "آنچه را برای اعضا منتشر شده است می‌خواند.",
    "is_liaison": "درباره آنچه بر عهده دستگاه اوست گزارش می‌دهد.",
    "is_secretary": "پیش‌نویس می‌نویسد، سند وارد می‌کند، اشخاص و دورها را نگه می‌دارد.",
    "is_confirmer": "صورتجلسه را تأیید و منتشر و بیانیه را صادر می‌کند.",
    "is_administrator": "کاربران و تنظیمات سامانه را نگه می‌دارد.",
}


class UserForm(forms.ModelForm):
    """Name, roles, and whom the account stands for. `version` is what the browser saw."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0, max_value=2**31 - 1)
    name = PersianCharField(label="نام و نام خانوادگی", max_length=150)
    email = MailAddressField()
    person = PersonField(
        label="شخص پیوسته",
        required=False,
        help_text="نام یا شماره کسی که این حساب از آن اوست، اگر در فهرست اشخاص هست.",
    )
    body = BodyField(label="دستگاه", required=False, help_text="برای نماینده دستگاه: نام یا شماره دستگاه او.")

    class Meta:
        model = User
        fields = ["username", "name", "email", *ROLE_NAMES, "person", "body"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].help_text = "حرف لاتین، رقم، نقطه و خط تیره، مانند sara.a؛ با همین نام وارد می‌شود."
        self.fields["username"].error_messages |= {
            "required": "نام کاربری را بنویسید.",
            "null_characters_not_allowed": UNREADABLE,
            "max_length": "نام کاربری بیش از ۶۰ نویسه دارد؛ کوتاهش کنید.",
        }
        latin(self.fields["username"]).widget.attrs.pop("maxlength", None)
        for name, duty in DUTIES.items():
            self.fields[name].help_text = duty
        if self.instance.pk:
            self.fields["version"].initial = self.instance.version
            self.initial.update(person=self.instance.person, body=self.instance.body)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not any(cleaned.get(name) for name in ROLE_NAMES):
            self.add_error(None, "حساب بی نقش به کاری نمی‌آید. دست‌کم یک نقش را برگزینید.")
        if cleaned.get("is_liaison") and not cleaned.get("body") and "body" not in self.errors:
            self.add_error("body", "نماینده دستگاه باید دستگاهی داشته باشد. نام دستگاه را بنویسید.")
        person = cleaned.get("person")
        taken = User.objects.filter(person=person).exclude(pk=self.instance.pk).first() if person else None
        if taken:
            self.add_error("person", f"این شخص حساب دیگری دارد: {taken.username}. یکی را برگزینید.")
        return cleaned

    def _get_validation_exclusions(self) -> set[str]:
        # What was said above about these would be said again, less clearly.
        return super()._get_validation_exclusions() | {"person", "body"}  # type: ignore[misc]

    @property
    def roles(self) -> list[forms.BoundField]:
        return [self[name] for name in ROLE_NAMES]
