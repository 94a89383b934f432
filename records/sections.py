"""Named lists of sections: a lower room's page offers a place, an upper room fills it from `AppConfig.ready`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

Build = Callable[[Any, Any], Mapping[str, Any] | None]


@dataclass(frozen=True)
class Section:
    """A part of a page: its template, and the data that it is included with."""

    name: str
    template: str
    data: Mapping[str, Any]


@dataclass(frozen=True)
class Provider:
    order: int
    name: str
    template: str
    build: Build


_providers: dict[str, list[Provider]] = {}


def provide(page: str, *, name: str, order: int, template: str, build: Build) -> None:
    """Add a section to `page` ("round", "person", "meeting", …). `build(obj, user)` returns its data or None."""
    others = [provider for provider in _providers.get(page, []) if provider.name != name]
    _providers[page] = sorted([*others, Provider(order, name, template, build)], key=lambda provider: provider.order)


def sections_for(page: str, obj: object, user: object) -> list[Section]:
    """The sections of `page` about `obj` that `user` gets to see, in their order."""
    built = ((provider, provider.build(obj, user)) for provider in _providers.get(page, []))
    return [Section(provider.name, provider.template, data) for provider, data in built if data is not None]
