"""The forms of signing in, in the portal's own words."""

from typing import Any

from allauth.account import forms
from django import forms as django_forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from people.models import User

UNREADABLE = "در این نوشته نویسه‌ای ناخوانا هست؛ دوباره بنویسید."
RULES = "دست‌کم ۱۰ نویسه؛ نه تنها از رقم، نه از گذرواژه‌های رایج و نه همانند نام کاربری شما."


class SignInForm(forms.LoginForm):
    """Name and password. Whether the name or the password was wrong is not told."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = "نام کاربری"
        self.fields["password"].label = "گذرواژه"
        self.fields["remember"].label = "ورود من در این دستگاه تا دو هفته بماند"
        self.fields["login"].error_messages |= {
            "required": "نام کاربری را بنویسید.",
            "max_length": "نام کاربری حداکثر ۶۰ نویسه دارد؛ دوباره بنویسید.",
        }
        self.fields["password"].error_messages["required"] = "گذرواژه را بنویسید."
        for name in ("login", "password"):
            self.fields[name].error_messages["null_characters_not_allowed"] = UNREADABLE
            self.fields[name].help_text = ""
            self.fields[name].widget.attrs.pop("placeholder", None)
        self.fields["login"].widget.attrs |= {"dir": "ltr", "autocapitalize": "none", "spellcheck": "false"}
        self.fields["password"].widget.attrs["dir"] = "ltr"


class ChangePasswordForm(forms.ChangePasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        labels = {"oldpassword": "گذرواژه کنونی", "password1": "گذرواژه تازه", "password2": "تکرار گذرواژه تازه"}
        for name, label in labels.items():
            self.fields[name].label = label
            self.fields[name].error_messages |= {
                "required": f"{label} را بنویسید.",
                "null_characters_not_allowed": UNREADABLE,
            }
            self.fields[name].widget.attrs.pop("placeholder", None)
            self.fields[name].widget.attrs["dir"] = "ltr"
        self.fields["oldpassword"].help_text = ""
        self.fields["password1"].help_text = RULES

    def clean(self) -> dict[str, Any]:
        first, second = self.cleaned_data.get("password1"), self.cleaned_data.get("password2")
        if first and second and first != second:
            self.add_error("password2", "با گذرواژه تازه یکی نیست. گذرواژه تغییری نکرده است؛ هر دو را دوباره بنویسید.")
        return self.cleaned_data


class ConfirmPasswordForm(forms.ReauthenticateForm):
    """The password once more, before what keeps the account safe is changed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["password"]
        field.label, field.help_text = "گذرواژه", ""
        field.error_messages |= {"required": "گذرواژه را بنویسید.", "null_characters_not_allowed": UNREADABLE}
        field.widget.attrs.pop("placeholder", None)
        field.widget.attrs["dir"] = "ltr"


class NewPasswordForm(django_forms.Form):
    """The first password of an account, or a new one for whoever forgot his."""

    password1 = django_forms.CharField(
        label="گذرواژه تازه",
        strip=False,
        help_text=RULES,
        widget=django_forms.PasswordInput(attrs={"autocomplete": "new-password", "dir": "ltr"}),
        error_messages={"required": "گذرواژه تازه را بنویسید.", "null_characters_not_allowed": UNREADABLE},
    )
    password2 = django_forms.CharField(
        label="تکرار گذرواژه تازه",
        strip=False,
        widget=django_forms.PasswordInput(attrs={"autocomplete": "new-password", "dir": "ltr"}),
        error_messages={"required": "تکرار گذرواژه تازه را بنویسید.", "null_characters_not_allowed": UNREADABLE},
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        self.user = user
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        first, second = self.cleaned_data.get("password1"), self.cleaned_data.get("password2")
        if first:
            try:
                validate_password(first, self.user)
            except ValidationError as problem:
                self.add_error("password1", problem)
        if first and second and first != second:
            self.add_error("password2", "با گذرواژه تازه یکی نیست. هر دو را دوباره بنویسید.")
        return self.cleaned_data
