"""A form field for a person, known or new: typed, or picked from what is found while typing.

With scripts (static/js/person-picker.js) a hidden field carries the id of who was picked, or «new». Without them the
name decides; one that is not found is asked about by a box to tick. No id is believed against the name.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.forms.utils import flatatt
from django.urls import reverse_lazy
from django.utils.html import format_html
from django.utils.safestring import SafeString

from people.matching import new_person
from people.models import Person
from people.person_steps import register_person
from people.row_field import PersonField
from persian.fields import PersianCharField
from persian.text import search_key
from records import chain

NEW = "new"


@dataclass(frozen=True)
class Picked:
    """Who was named, as written. `is_new` where saving makes the person; neither person nor new: a name as it stood."""

    name: str
    person: Person | None = None
    is_new: bool = False

    def settled(self, *, by: chain.Actor) -> Person | None:
        """The person; somebody new is saved now, with the event. To be called in the transaction of what names him."""
        if not self.is_new:
            return self.person
        person = new_person(self.name)
        register_person(person, by=by)
        return person


class PersonPicker(forms.TextInput):
    """The text with its hidden id, `<name>_id`. `asks` shows a box for «somebody new» in place of the hidden one."""

    asks = False

    def __init__(self, *, meeting: str = "", attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        self.meeting = meeting

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> tuple[Any, Any]:
        return data.get(name), data.get(f"{name}_id")

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return name not in data

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
        text, chosen = value if isinstance(value, tuple) else (value, "")
        own = (attrs or {}).get("id") or f"id_{name}"
        address = reverse_lazy("person_find")
        data = {
            "data-person-picker": own + "_id",
            "data-url": f"{address}?meeting={self.meeting}" if self.meeting else address,
        }
        field = super().render(name, text, {**(attrs or {}), "autocomplete": "off", **data}, renderer)
        shared = {"id": f"{own}_id", "name": f"{name}_id"}
        if self.asks:
            box = flatatt({**shared, "type": "checkbox", "value": NEW, "class": "form-check-input"})
            label = format_html('<label class="form-check-label" for="{}">شخص تازه است</label>', f"{own}_id")
            return format_html('{}<span class="form-check"><input{}>{}</span>', field, box, label)
        return format_html("{}<input{}>", field, flatatt({**shared, "type": "hidden", "value": chosen or ""}))


class PickedPersonField(PersonField):
    """Cleans to a Picked, None for nothing. Whom a form keeps (`keep`) stays as he stands, if nobody touches the field.

    Somebody picked as new who is called exactly as one person known is that person: a form that is sent twice makes
    nobody twice. Namesakes are entered on the page of persons.
    """

    widget = PersonPicker

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.kept: Picked | None = None

    def keep(self, name: str, person: Person | None) -> None:
        """What is stored now: shown first, and taken as it is when it comes back untouched."""
        if name:
            self.kept = Picked(name, person)
            self.initial = (name, person.pk if person else "")

    def prepare_value(self, value: Any) -> Any:
        return value

    def bound_data(self, data: Any, initial: Any) -> Any:
        text, chosen = data
        return PersianCharField.bound_data(self, text, initial), chosen

    def has_changed(self, initial: Any, data: Any) -> bool:
        old, new = (value if isinstance(value, tuple) else (value, "") for value in (initial, data))
        return [str(part or "") for part in old] != [str(part or "") for part in new]

    def clean(self, value: Any) -> Picked | None:
        text, chosen = value if isinstance(value, tuple) else (value, "")
        chosen = str(chosen or "")
        if (
            self.kept
            and text == self.kept.name
            and chosen in ("", str(self.kept.person.pk if self.kept.person else ""))
        ):
            return self.kept
        name = PersianCharField.clean(self, text)
        if not name:
            return None
        if len(name) > 200:
            raise ValidationError("نام تا ۲۰۰ نویسه است. کوتاهش کنید.")
        key = search_key(name)[:200]
        if not key:
            raise ValidationError("در این نوشته حرفی نیست. نام شخص را بنویسید.")
        if chosen.isascii() and chosen.isdecimal() and len(chosen) < 19:
            picked = self.named(key).filter(pk=int(chosen)).first()
            if picked:
                return Picked(name, picked)
        if chosen == NEW:
            same = list(self.named(key)[:2])
            return Picked(name, same[0]) if len(same) == 1 else Picked(name, is_new=True)
        try:
            person: Person = super().clean(name)
        except ValidationError:
            self.widget.asks = not self.named(key).exists()
            raise
        return Picked(name if key in self.spellings(person) else str(person), person)

    def named(self, key: str) -> Any:
        """Those in use who are called exactly so, spelling folded."""
        return self.rows().filter(Q(search_key=key) | Q(names__key=key)).distinct().order_by("sort_key", "id")

    def spellings(self, person: Person) -> set[str]:
        return {person.search_key, *person.names.values_list("key", flat=True)}
