"""What a Word file says, paragraph by paragraph, as plain values; and what in it is no text, so that it can be told."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from records.word_package import Package, WordError
from records.word_styles import Numbering, Styles, toggle

MAX_PARAGRAPHS = 20_000
EXCERPT = 200
_THROUGH = {"hyperlink", "smartTag", "sdt", "sdtContent", "fldSimple", "customXml", "bdo", "dir", "ruby", "rubyBase"}
_SIGNS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad"}
_PAGE_NUMBER = re.compile(r"(?:[\W\d_]|صفحه|از|page|of)*", re.IGNORECASE)
_NOTES = {"footnoteReference": "footnote", "endnoteReference": "footnote", "commentReference": "comment"}


@dataclass(frozen=True, slots=True)
class Piece:
    """Text in one form. `bold` is what the text says of itself, None where it leaves that to its paragraph.

    `style` is the name of the character style.
    """

    text: str
    bold: bool | None = None
    style: str = ""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Something that is no text of the document: its kind, and what can be read of it, in 200 characters."""

    kind: str
    text: str = ""


@dataclass(slots=True)
class Paragraph:
    """A paragraph. `item` is its list and level (from 0), `indent` how far it stands in (twentieths of a point).

    `style` is the name of its style, `is_bold` whether that is bold; `marked` says that it lies inside the bookmark.
    """

    style: str = ""
    is_heading: bool = False
    is_bold: bool = False
    item: tuple[str, int] | None = None
    indent: int | None = None
    marked: bool = False
    pieces: list[Piece] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)


def read(content: bytes, *, bookmark: str = "") -> list[Paragraph | LeftOut]:
    """The paragraphs of a Word file in their order, with the tables and what else stands between them.

    `bookmark` is the name by which paragraphs are `marked`. Raises WordError, also for more than 20,000 paragraphs.
    """
    return list(_Reader(Package(content), bookmark).items())


class _Reader:
    """One pass over the document."""

    def __init__(self, package: Package, bookmark: str) -> None:
        self.package = package
        self.bookmark = bookmark
        self.inside: set[str] = set()  # ids of the open bookmarks of that name
        self.styles = Styles(package.related("styles"))
        self.numbering = Numbering(package.related("numbering"))
        self.notes = {
            kind: {note.get("id", ""): note for part in package.related(name) for note in part}
            for kind, name in {
                "footnoteReference": "footnotes",
                "endnoteReference": "endnotes",
                "commentReference": "comments",
            }.items()
        }
        self.fields: list[bool] = []  # of each open field whether its result has begun
        self.count = 0

    def items(self) -> Iterator[Paragraph | LeftOut]:
        document = self.package.xml(self.package.main)
        body = document.find("body") if document is not None else None
        if body is None:
            raise WordError("این سند Word متنی ندارد یا سالم نیست. چیزی ثبت نشد.")
        yield from self.blocks(body)
        for kind in ("header", "footer"):
            said = {plain(part) for part in self.package.related(kind)}
            yield from (LeftOut("margin", text) for text in sorted(said) if not _PAGE_NUMBER.fullmatch(text))

    def blocks(self, parent: Element) -> Iterator[Paragraph | LeftOut]:
        for child in parent:
            if child.tag == "p":
                self.count += 1
                if self.count > MAX_PARAGRAPHS:
                    raise WordError("این سند بیش از ۲۰٬۰۰۰ بند دارد. آن را چند پاره کنید. چیزی ثبت نشد.")
                yield self.paragraph(child)
            elif child.tag == "tbl":
                yield from self.table(child)
            elif child.tag in ("sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo"):
                yield from self.blocks(child)
            elif child.tag == "mc:AlternateContent":
                yield from self.blocks(chosen(child))
            elif child.tag in ("del", "moveFrom"):
                yield LeftOut("deleted", plain(child))
            elif child.tag in ("m:oMathPara", "m:oMath"):
                yield LeftOut("formula", plain(child))
            elif child.tag == "altChunk":
                yield LeftOut("object")
            else:
                self.mark(child)

    def table(self, table: Element) -> Iterator[Paragraph | LeftOut]:
        """A frame, which is a table of one cell, is looked into; any other table is told."""
        cells = [cell for row in table.findall("tr") for cell in row.findall("tc")]
        if len(cells) == 1:
            yield from self.blocks(cells[0])
        else:
            yield LeftOut("table", " | ".join(filter(None, map(plain, cells)))[:EXCERPT])

    def mark(self, element: Element) -> bool:
        """Notes where the bookmark begins and ends; whether it begins here."""
        if element.tag == "bookmarkStart" and element.get("name") == self.bookmark:
            self.inside.add(element.get("id", ""))
            return True
        if element.tag == "bookmarkEnd":
            self.inside.discard(element.get("id", ""))
        return False

    def paragraph(self, element: Element) -> Paragraph:
        properties = element.find("pPr")
        style = self.styles.paragraph(properties)
        item = self.numbering.item(properties, style)
        made = Paragraph(
            style=style.name,
            is_heading=style.is_heading(properties),
            is_bold=style.is_bold,
            item=item,
            indent=self.numbering.indent(properties, style, item),
            marked=bool(self.inside),
        )
        self.runs(element, made)
        return made

    def runs(self, parent: Iterable[Element], made: Paragraph) -> None:
        for child in parent:
            tag = child.tag
            if tag == "r":
                self.run(child, made)
            elif tag in _THROUGH:
                self.runs(child, made)
            elif tag in ("ins", "moveTo"):
                made.left_out.append(LeftOut("inserted", plain(child)))
                self.runs(child, made)
            elif tag in ("del", "moveFrom"):
                made.left_out.append(LeftOut("deleted", plain(child)))
            elif tag in ("m:oMath", "m:oMathPara"):
                made.left_out.append(LeftOut("formula", plain(child)))
            elif tag == "mc:AlternateContent":
                self.runs(chosen(child), made)
            elif self.mark(child):
                made.marked = True

    def run(self, run: Element, made: Paragraph) -> None:
        properties = run.find("rPr")
        if properties is not None and toggle(properties, "vanish"):
            made.left_out.append(LeftOut("hidden", plain(run)))
            return
        style, bold = self.styles.character(properties)
        text = "".join(self.signs(run, made))
        if text:
            made.pieces.append(Piece(text, bold, style))
            made.marked = made.marked or bool(self.inside)

    def signs(self, run: Iterable[Element], made: Paragraph) -> Iterator[str]:
        """The text of a run; what in it is none is noted in its paragraph."""
        for child in run:
            tag = child.tag
            if tag == "fldChar":
                self.step(child.get("fldCharType", ""))
            elif self.fields and not all(self.fields):
                continue  # the instruction of a field, not what it shows
            elif tag == "t":
                yield (child.text or "").replace("\r\n", "\n").replace("\r", "\n")
            elif tag in _SIGNS:
                yield _SIGNS[tag]
            elif tag == "sym":
                yield _sign(child.get("char", ""))
            elif tag in _NOTES:
                note = self.notes[tag].get(child.get("id", ""))
                made.left_out.append(LeftOut(_NOTES[tag], plain(note) if note is not None else ""))
            elif tag in ("drawing", "pict", "object"):
                made.left_out.append(_picture(child))
            elif tag == "mc:AlternateContent":
                yield from self.signs(chosen(child), made)

    def step(self, kind: str) -> None:
        if kind == "begin":
            self.fields.append(False)
        elif self.fields and kind == "separate":
            self.fields[-1] = True
        elif self.fields and kind == "end":
            self.fields.pop()


def chosen(alternatives: Element) -> Element:
    """Of contents that say the same in several ways, the first."""
    return next(iter(alternatives), alternatives)


def plain(element: Element) -> str:
    """The words anywhere inside, 200 characters of them at most."""
    words, length = [], 0
    for node in element.iter():
        if node.tag in ("t", "delText", "m:t"):
            words.append(node.text or "")
            length += len(words[-1])
        elif node.tag in ("p", "tab", "br"):
            words.append(" ")
        if length > EXCERPT:
            break
    return re.sub(r"\s+", " ", "".join(words)).strip()[:EXCERPT]


def _picture(element: Element) -> LeftOut:
    box = next(element.iter("txbxContent"), None)
    if box is not None:
        return LeftOut("text_box", plain(box))
    told = (node.get("descr") or node.get("alt") or "" for node in element.iter())
    return LeftOut("picture", next(filter(None, told), "")[:EXCERPT])


def _sign(code: str) -> str:
    """The character of a symbol's font; such a font's own place for it, where the file names a place."""
    try:
        return chr(int(code, 16)) if 0x20 <= int(code, 16) < 0xD800 or 0xE000 <= int(code, 16) < 0xFFFE else "\ufffd"
    except ValueError:
        return "\ufffd"
