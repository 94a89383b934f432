"""What the styles and lists of a Word file make of a paragraph: a heading, an item of a list, bold, indented."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

_HEADING = re.compile(r"(heading [1-9]|title|subtitle)", re.IGNORECASE)
_OFF = ("0", "false", "off", "none")
LONGEST_CHAIN = 20  # styles that rest on one another


def toggle(properties: Element, *names: str) -> bool | None:
    """Whether one of these is switched on; None where none of them is named."""
    named = [mark for name in names if (mark := properties.find(name)) is not None]
    return any(mark.get("val", "1") not in _OFF for mark in named) if named else None


def value(parent: Element | None, path: str) -> str:
    found = parent.find(path) if parent is not None else None
    return found.get("val", "") if found is not None else ""


@dataclass(frozen=True)
class Style:
    """A paragraph's style: its name, and the elements of it and of those that it rests on, nearest first."""

    name: str = ""
    key: str = ""
    chain: tuple[Element, ...] = ()

    @property
    def is_bold(self) -> bool:
        said = (toggle(font, "b", "bCs") for each in self.chain if (font := each.find("rPr")) is not None)
        return next((bold for bold in said if bold is not None), False)

    def is_heading(self, properties: Element | None) -> bool:
        """Whether a paragraph of this style and with these properties is a heading."""
        outline = value(properties, "outlineLvl")
        if outline:
            return outline in "012345678"
        return any(
            _HEADING.fullmatch(value(each, "name")) or value(each, "pPr/outlineLvl") in tuple("012345678")
            for each in self.chain
        )


@dataclass
class Styles:
    """The styles by their key in the file."""

    parts: Iterable[Element]
    by_key: dict[tuple[str, str], Element] = field(default_factory=dict)
    defaults: dict[str, str] = field(default_factory=dict)
    known: dict[str, Style] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for part in self.parts:
            for style in part.findall("style"):
                kind, key = style.get("type", ""), style.get("styleId", "")
                self.by_key[kind, key] = style
                if style.get("default", "0") not in _OFF:
                    self.defaults[kind] = key

    def paragraph(self, properties: Element | None) -> Style:
        key = value(properties, "pStyle") or self.defaults.get("paragraph", "")
        if key not in self.known:
            chain = self._chain("paragraph", key)
            self.known[key] = Style(value(chain[0], "name") if chain else key, key, chain)
        return self.known[key]

    def character(self, properties: Element | None) -> tuple[str, bool | None]:
        """The name of a run's character style, and whether run or style say that it is bold."""
        if properties is None:
            return "", None
        key = value(properties, "rStyle")
        chain = self._chain("character", key) if key else ()
        said = [toggle(properties, "b", "bCs")]
        said += [toggle(font, "b", "bCs") for each in chain if (font := each.find("rPr")) is not None]
        name = value(chain[0], "name") if chain else key
        return name, next((bold for bold in said if bold is not None), None)

    def _chain(self, kind: str, key: str) -> tuple[Element, ...]:
        chain: list[Element] = []
        while (kind, key) in self.by_key and len(chain) < LONGEST_CHAIN:
            chain.append(self.by_key[kind, key])
            key = value(chain[-1], "basedOn")
        return tuple(chain)


@dataclass
class Numbering:
    """The lists by their number in the file: for each level its element."""

    parts: Iterable[Element]
    levels: dict[str, dict[int, Element]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for part in self.parts:
            forms = {form.get("abstractNumId", ""): form for form in part.findall("abstractNum")}
            for number in part.findall("num"):
                form = forms.get(value(number, "abstractNumId"))
                levels = list(form.findall("lvl")) if form is not None else []
                levels += [level for over in number.findall("lvlOverride") for level in over.findall("lvl")]
                self.levels[number.get("numId", "")] = {_whole(level.get("ilvl")) or 0: level for level in levels}

    def item(self, properties: Element | None, style: Style) -> tuple[str, int] | None:
        """The list that a paragraph is an item of, and its level there from 0; None for one that shows no marker."""
        number, level = value(properties, "numPr/numId"), value(properties, "numPr/ilvl")
        if not number:
            for each in style.chain:
                number = value(each, "pPr/numPr/numId")
                if number:
                    level = level or value(each, "pPr/numPr/ilvl") or self._level_of(number, style.key)
                    break
        if not number or number == "0":
            return None
        at = min(max(_whole(level) or 0, 0), 8)
        form = self.levels.get(number, {}).get(at)
        return None if value(form, "numFmt") == "none" else (number, at)

    def _level_of(self, number: str, key: str) -> str:
        """The level that a list keeps for a style."""
        levels = self.levels.get(number, {})
        return next((str(at) for at, level in levels.items() if value(level, "pStyle") == key), "0")

    def indent(self, properties: Element | None, style: Style, item: tuple[str, int] | None) -> int | None:
        """How far a paragraph stands in, in twentieths of a point; None where nobody says so."""
        own = _indent(properties)
        if own is not None:
            return own
        if item is not None:
            level = self.levels.get(item[0], {}).get(item[1])
            listed = _indent(level.find("pPr")) if level is not None else None
            if listed is not None:
                return listed
        said = (_indent(each.find("pPr")) for each in style.chain)
        return next((indent for indent in said if indent is not None), None)


def _indent(properties: Element | None) -> int | None:
    found = properties.find("ind") if properties is not None else None
    return _whole(found.get("start", found.get("left"))) if found is not None else None


def _whole(text: str | None) -> int | None:
    return int(text) if text and re.fullmatch(r"-?[0-9]{1,6}", text) else None
