"""The forms of signing in, in the portal's own words."""

from typing import Any

from allauth.account import forms

UNREADABLE = "در این نوشته نویسه‌ای ناخوانا هست؛ دوباره بنویسید."


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
        self.fields[
            "password1"
        ].help_text = "دست‌کم ۱۰ نویسه؛ نه تنها از رقم، نه از گذرواژه‌های رایج و نه همانند نام کاربری شما."

    def clean(self) -> dict[str, Any]:
        first, second = self.cleaned_data.get("password1"), self.cleaned_data.get("password2")
        if first and second and first != second:
            self.add_error("password2", "با گذرواژه تازه یکی نیست. گذرواژه تغییری نکرده است؛ هر دو را دوباره بنویسید.")
        return self.cleaned_data
