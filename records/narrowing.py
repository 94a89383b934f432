"""What narrows a list, as it lives in the address: choices among what there is, and words to look for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from persian.numbers import ascii_digits
from persian.text import tidy_line

LONGEST_QUERY = 100


@dataclass(frozen=True)
class Choice:
    value: str
    label: str
    is_chosen: bool


@dataclass(frozen=True)
class Narrowing:
    """One select: `everything` is its first entry, which narrows nothing; `value` is what is chosen, or empty."""

    name: str
    label: str
    everything: str
    choices: tuple[Choice, ...]

    @property
    def value(self) -> str:
        return next((choice.value for choice in self.choices if choice.is_chosen), "")

    @property
    def chosen(self) -> str:
        return next((choice.label for choice in self.choices if choice.is_chosen), "")


def narrowing(
    asked: Mapping[str, str], name: str, label: str, everything: str, choices: Iterable[tuple[object, str]]
) -> Narrowing:
    """The select `name` with what the address asks for chosen; what is none of the choices narrows nothing."""
    written = asked.get(name, "")
    wanted = {written, ascii_digits(written)} - {""}
    return Narrowing(
        name, label, everything, tuple(Choice(str(value), text, str(value) in wanted) for value, text in choices)
    )


def query_of(asked: Mapping[str, str]) -> str:
    """The words that the address asks for, tidied, at most LONGEST_QUERY letters of them."""
    return tidy_line(asked.get("q", "")[:LONGEST_QUERY]).strip()


@dataclass(frozen=True)
class Filters:
    """All that narrows one list. `box` is the label of the field for words (`query`); without it there is none."""

    action: str
    narrowings: tuple[Narrowing, ...] = ()
    box: str = ""
    query: str = ""

    @property
    def values(self) -> dict[str, str]:
        """What is in force, by the name that it has in the address."""
        values = {"q": self.query} | {narrowing.name: narrowing.value for narrowing in self.narrowings}
        return {name: value for name, value in values.items() if value}

    @property
    def words(self) -> str:
        """What is in force, to read: «با «آب» در متن، وضعیت: متوقف». Empty for the whole list."""
        said = [f"با «{self.query}»"] if self.query else []
        return "، ".join(
            [*said, *(f"{narrowing.label}: {narrowing.chosen}" for narrowing in self.narrowings if narrowing.value)]
        )

    @property
    def clear_href(self) -> str:
        """Where the whole list is; empty where nothing is narrowed."""
        return self.action if self.values else ""

    def href(self, page: int = 1, **changed: str) -> str:
        """The address of page `page` of the list as it is narrowed, with some of it changed."""
        values = {**self.values, **changed, "page": str(page) if page > 1 else ""}
        asked = urlencode({name: value for name, value in values.items() if value})
        return f"{self.action}?{asked}" if asked else self.action
