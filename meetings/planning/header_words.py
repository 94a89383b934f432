"""The header of a meeting in words, for the pages on which it is changed."""

from __future__ import annotations

from datetime import time
from typing import Any

from django.forms import Form

from meetings.models import Meeting
from people.models import Round
from people.person_picker import Picked
from persian.jalali import PartialDate
from persian.numbers import persian_digits

NOTHING = "خالی"
PLACES = 20


def clock(at: time | None) -> str:
    """«۱۶:۳۰»; empty for an unknown hour."""
    return persian_digits(f"{at:%H:%M}") if at else ""


def differing(form: Form, stored: Meeting) -> list[tuple[str, str]]:
    """What is stored now otherwise than typed in a valid `form`: label and words, in the order of the form."""
    return [
        (str(form.fields[name].label), _words(stored, name))
        for name, typed in form.cleaned_data.items()
        if name != "version" and _said(typed) != _said(_value(stored, name))
    ]


def places_of(round: Round) -> list[str]:
    """Where the round has met, the latest first: to choose from while typing."""
    rows = Meeting.objects.filter(round=round).exclude(place="").order_by("-number").values_list("place", flat=True)
    return list(dict.fromkeys(rows[:200]))[:PLACES]


def _value(stored: Meeting, name: str) -> Any:
    return getattr(stored, f"{name}_as_written" if name in ("chair", "secretary") else name)


def _said(value: Any) -> Any:
    if isinstance(value, Picked):
        return value.name
    return value or ""


def _words(stored: Meeting, name: str) -> str:
    value = _value(stored, name)
    if name in ("kind", "audience"):
        return str(getattr(stored, f"get_{name}_display")())
    if isinstance(value, time):
        return clock(value)
    return (str(value) if isinstance(value, PartialDate) else persian_digits(value or "")) or NOTHING
