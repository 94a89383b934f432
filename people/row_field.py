"""A form field for one row of a long list, told by its name or number: quicker to type than to look for."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models

from people.models import Body, Person
from people.models.person import PersonQuerySet
from persian.fields import PersianCharField
from persian.numbers import ascii_digits, persian_digits
from persian.text import search_key

NUMBER = re.compile(r"(?:.*\()?([1-9][0-9]{0,17})\)?")
SHOWN = 5


class RowField(PersianCharField):
    """Cleans to the row that «نام»، «۱۲» or «نام (۱۲)» means, None for nothing; one that is retired is no choice."""

    what = ""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=300, **options)

    def rows(self) -> models.QuerySet[Any]:
        raise NotImplementedError

    def found_by(self, name: str) -> models.QuerySet[Any]:
        raise NotImplementedError

    def prepare_value(self, value: Any) -> Any:
        return f"{value} ({persian_digits(value.pk)})" if isinstance(value, models.Model) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        return str(self.prepare_value(initial) or "") != str(data or "")

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        number = NUMBER.fullmatch(ascii_digits(text))
        found = list(self.rows().filter(pk=int(number[1])) if number else self.found_by(text)[: SHOWN + 1])
        if not found:
            raise ValidationError(f"{self.what} با این نام یا شماره پیدا نشد. نام را همان‌گونه که در فهرست است بنویسید.")
        if len(found) > 1:
            names = "؛ ".join(f"{row} ({persian_digits(row.pk)})" for row in found[:SHOWN])
            raise ValidationError(f"بیش از یک {self.what} با این نام هست: {names}. شماره را بنویسید.")
        return found[0]


class PersonField(RowField):
    what = "شخصی"

    def rows(self) -> PersonQuerySet:
        return Person.objects.in_use()

    def found_by(self, name: str) -> models.QuerySet[Any]:
        key = search_key(name)[:200]
        same: models.QuerySet[Any] = self.rows().filter(models.Q(search_key=key) | models.Q(names__key=key)).distinct()
        return same if same.exists() else self.rows().found_by(name)


class BodyField(RowField):
    what = "دستگاهی"

    def rows(self) -> models.QuerySet[Any]:
        return Body.objects.in_use()

    def found_by(self, name: str) -> models.QuerySet[Any]:
        key = search_key(name)[:200]
        same = self.rows().filter(search_key=key)
        return same if same.exists() else self.rows().filter(search_key__contains=key)


def latin(field: forms.Field) -> forms.Field:
    """The field, for Latin text: written from the left, unspoilt by a telephone's corrections."""
    field.widget.attrs |= {"dir": "ltr", "autocapitalize": "none", "spellcheck": "false", "autocomplete": "off"}
    return field
