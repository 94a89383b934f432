"""Persons who may be one: alike in name however it is spelled. A human decides; this only finds them."""

from __future__ import annotations

from collections.abc import Iterable

from people.matching import split_name
from people.models import Person
from persian.text import search_key


def compact(name: str) -> str:
    """A name without honorific, spaces and half-spaces, folded: the same for «آقای علي رضایی» and «علی‌رضایی»."""
    return search_key(split_name(name)[1]).replace(" ", "")


def namesakes(given_name: str, family_name: str) -> list[Person]:
    """Those in use who are called the same however it is spelled, in the order of the list."""
    wanted = compact(f"{given_name} {family_name}")
    return alike([wanted]).get(wanted, []) if wanted else []


def alike(names: Iterable[str]) -> dict[str, list[Person]]:
    """For each compact name the persons in use who are called so, in one query however many names there are."""
    wanted = set(names)
    found: dict[str, list[Person]] = {}
    if not wanted:
        return found
    for person in Person.objects.in_use().order_by("sort_key", "id").iterator(chunk_size=2000):
        key = compact(f"{person.given_name} {person.family_name}")
        if key in wanted:
            found.setdefault(key, []).append(person)
    return found
