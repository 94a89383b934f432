"""What is typed about a body."""

from __future__ import annotations

from typing import Any

from django import forms

from people.forms.versioned import VersionedForm
from people.models import Body
from people.row_field import BodyField
from persian.fields import PersianCharField
from persian.text import search_key


class BodyForm(VersionedForm):
    """Name, kind and what the body is a part of."""

    name = PersianCharField(label="نام", max_length=200, help_text="نام رسمی، مانند شورای اسلامی شهر قزوین")
    kind = forms.ChoiceField(
        label="نوع",
        choices=Body.Kind.choices,
        initial=Body.Kind.OTHER,
        error_messages={"required": "نوع دستگاه را برگزینید.", "invalid_choice": "نوع دستگاه را از فهرست برگزینید."},
    )
    parent = BodyField(
        label="زیرمجموعه", required=False, help_text="نام یا شماره دستگاهی که این دستگاه بخشی از آن است، اگر هست."
    )

    def __init__(self, *args: Any, body: Body | None = None, **kwargs: Any) -> None:
        self.body = body or Body()
        stored = {name: getattr(self.body, name) for name in ("name", "kind", "parent")} if self.body.pk else {}
        super().__init__(*args, initial=stored, version=self.body.version, **kwargs)
        self.fields["name"].stored = self.body.name  # type: ignore[attr-defined]

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        key = search_key(name)[:200]
        if not key:
            raise forms.ValidationError("در این نوشته حرفی نیست. نام رسمی دستگاه را بنویسید.")
        same = Body.objects.filter(search_key=key).exclude(pk=self.body.pk).first()
        if same and same.is_retired:
            raise forms.ValidationError(f"دستگاهی با این نام ({same}) هست و کنار گذاشته شده است. همان را برگردانید.")
        if same:
            raise forms.ValidationError(f"دستگاهی با این نام هست: {same}. همان را به کار ببرید یا نام دیگری بنویسید.")
        return name

    def filled(self) -> Body:
        """The body with what was typed; not yet saved."""
        for name in ("name", "kind", "parent"):
            setattr(self.body, name, self.cleaned_data[name])
        return self.body
