from __future__ import annotations

from django import forms

from people.models import User
from persian.fields import PersianCharField


class OwnNameForm(forms.ModelForm):
    name = PersianCharField(
        label="نام و نام خانوادگی",
        max_length=150,
        help_text="با این نام دیده می‌شوید. ثبت‌های پیشین با همان نام پیشین می‌مانند.",
    )

    class Meta:
        model = User
        fields = ["name"]
