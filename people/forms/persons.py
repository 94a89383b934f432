"""What is typed about a person: the name, the spellings of documents, the posts."""

from __future__ import annotations

from typing import Any

from django import forms

from people.forms.versioned import VersionedForm, check_span
from people.mail_address import MailAddressField
from people.models import Person, PersonName
from people.models.person import Confidence
from people.namesakes import namesakes
from people.row_field import BodyField
from persian.fields import PartialDateField, PersianCharField
from persian.text import search_key

DATE_HELP = "مانند ۱۴۰۵/۹/۲، آذر ۱۴۰۵ یا ۱۴۰۵؛ اگر دانسته نیست، خالی بماند."
SHOWN = 5


class PersonForm(VersionedForm):
    """A person, without the parts. Somebody new who is called as somebody known asks to be looked at first."""

    COLUMNS = ("honorific", "given_name", "family_name", "email")

    honorific = PersianCharField(label="عنوان", max_length=40, required=False, help_text="مانند آقای مهندس، خانم دکتر")
    given_name = PersianCharField(
        label="نام", max_length=80, required=False, help_text="اگر هیچ سندی نمی‌گوید، خالی بماند."
    )
    family_name = PersianCharField(label="نام خانوادگی", max_length=80)
    email = MailAddressField(
        help_text="برای فرستادن دعوت‌نامه و ابلاغ به کسی که حساب ندارد. جز دبیرخانه کسی آن را نمی‌بیند."
    )
    another = forms.BooleanField(label="این شخص دیگری است، با همین نام", required=False)

    def __init__(self, *args: Any, person: Person | None = None, **kwargs: Any) -> None:
        self.person = person or Person()
        self.alike: list[Person] = []
        named = {name: getattr(self.person, name) for name in ("honorific", "given_name", "family_name")}
        initial = {**named, "email": self.person.email}
        super().__init__(*args, initial=initial, version=self.person.version, **kwargs)
        for name, text in named.items():
            self.fields[name].stored = text  # type: ignore[attr-defined]
        if not self.data.get("another") and self.person.pk:
            del self.fields["another"]
        elif not self.is_bound:
            self.fields["another"].widget = forms.HiddenInput()

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if self.person.pk or self.errors:
            return given
        self.alike = namesakes(given["given_name"], given["family_name"])
        if self.alike and not given.get("another"):
            names = "، ".join(str(person) for person in self.alike[:SHOWN])
            self.add_error("family_name", f"با این نام کسی در فهرست هست: {names}. اگر این شخص دیگری است، نشان بزنید.")
        elif not self.alike:
            self.fields["another"].widget = forms.HiddenInput()
        return given

    def filled(self) -> Person:
        """The person with what was typed; not yet saved."""
        for name in PersonForm.COLUMNS:
            setattr(self.person, name, self.cleaned_data[name])
        return self.person


class NameForm(VersionedForm):
    """A spelling under which documents know a person."""

    written = PersianCharField(label="نامی که در سندها آمده است", max_length=200)
    confidence = forms.ChoiceField(
        label="اطمینان",
        choices=Confidence.choices,
        initial=Confidence.CERTAIN,
        help_text="نام قطعی را سامانه در سندهای تازه بی‌پرسش همین شخص می‌داند؛ نام محتمل را می‌پرسد.",
        error_messages={
            "required": "قطعی یا محتمل؟ یکی را برگزینید.",
            "invalid_choice": "قطعی یا محتمل؟ یکی را برگزینید.",
        },
    )

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        self.person = person
        super().__init__(*args, version=person.version, **kwargs)

    def clean_written(self) -> str:
        written: str = self.cleaned_data["written"]
        key = search_key(written)[:200]
        if not key:
            raise forms.ValidationError("در این نوشته حرفی نیست. نام را همان‌گونه که در سند است بنویسید.")
        if PersonName.objects.filter(person=self.person, key=key).exists():
            raise forms.ValidationError("این نام پیش‌تر برای همین شخص ثبت شده است.")
        return written


class PostForm(VersionedForm):
    """A post that a person holds or held."""

    title = PersianCharField(label="سمت", max_length=150, help_text="مانند رئیس اتاق اصناف")
    body = BodyField(label="دستگاه", required=False, help_text="نام یا شماره دستگاهی که این سمت در آن است.")
    since = PartialDateField(label="از", required=False, help_text=DATE_HELP)
    until = PartialDateField(label="تا", required=False, help_text="اگر هنوز این سمت را دارد، خالی بماند.")

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        check_span(self, "since", "until")
        return given
