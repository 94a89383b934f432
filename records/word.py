"""A Word file of the house: its sheet, its styles, one real list, head and foot, and what is put between them.

python-docx alone writes from left to right, and the time of now; here every paragraph, run, table and section says that
it runs the other way, and the same words give the same bytes. The styles lie in records/word_style/.
"""

from __future__ import annotations

import base64
import io
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from xml.sax.saxutils import quoteattr

from records import sample
from records.word_text import page_number, paragraph, sayable

STYLE = Path(__file__).resolve().parent / "word_style"
EARLIEST = (1980, 1, 1, 0, 0, 0)  # the one time in the file: the first that a zip can say
MEASURE = 9638  # 170 mm in twentieths of a point: A4 less 20 mm at either side
EMU = 36_000  # a millimetre in the measure of pictures
# Of python-docx's template a paper of ours takes none of these.
UNUSED = {"stylesWithEffects", "webSettings", "theme", "fontTable", "customXml", "thumbnail", "extended-properties"}
SHEET = (
    '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1247" w:right="1134" w:bottom="1247" w:left="1134" '
    'w:header="567" w:footer="567" w:gutter="0"/><w:cols w:space="720"/><w:titlePg/><w:bidi/>'
)
NAMESPACES = " ".join(
    f'xmlns:{prefix}="http://schemas.openxmlformats.org/{rest}"'
    for prefix, rest in {
        "w": "wordprocessingml/2006/main",
        "r": "officeDocument/2006/relationships",
        "wp": "drawingml/2006/wordprocessingDrawing",
        "a": "drawingml/2006/main",
        "pic": "drawingml/2006/picture",
    }.items()
)


class WordFile:
    """A document in the making: `parts` is its XML from top to bottom."""

    def __init__(self, *, title: str, author: str) -> None:
        from docx import Document  # 0.07 s, which a page that makes no Word file need not pay

        self.parts: list[str] = []
        self.pictures = 0
        self.document = Document()
        part: Any = self.document.part
        for owner in (part, part.package):
            for key, link in list(owner.rels.items()):
                if link.reltype.rsplit("/", 1)[1] in UNUSED:
                    del owner.rels[key]
        part._styles_part._element = _styled("styles.xml")
        part._settings_part._element = _styled("settings.xml")
        part.numbering_part._element = _styled("numbering.xml")
        _fonts(part)
        core = self.document.core_properties
        for child in list(core._element):
            core._element.remove(child)
        core.title, core.author, core.language = sayable(title)[:255], sayable(author)[:255], "fa-IR"

    def add(self, *parts: str) -> None:
        """Put paragraphs and tables, as `word_text` makes them, at the end."""
        self.parts += parts

    def picture(self, png: bytes, *, millimetres: float, description: str, style: str = "House") -> str:
        """A paragraph with a square picture. Raises what python-docx raises for what is none."""
        link, _ = self.document.part.get_or_add_image(io.BytesIO(png))
        self.pictures += 1
        side = f'cx="{round(millimetres * EMU)}" cy="{round(millimetres * EMU)}"'
        name = f'id="{self.pictures}" name="{self.pictures}.png"'
        return (
            f'<w:p><w:pPr><w:pStyle w:val="{style}"/><w:bidi/></w:pPr><w:r><w:rPr><w:rtl/></w:rPr><w:drawing>'
            f'<wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {side}/>'
            f"<wp:docPr {name} descr={quoteattr(sayable(description))}/><a:graphic>"
            '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
            f'<pic:nvPicPr><pic:cNvPr {name}/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="{link}"/>'
            f'<a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {side}/>'
            '</a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
            "</wp:inline></w:drawing></w:r></w:p>"
        )

    def save(self, *, head: Iterable[str] = (), foot: Iterable[str] = ()) -> bytes:
        """The file. `head` are the paragraphs over every page after the first, `foot` those under every page's number;
        a sample says what it is.

        The same calls give the same bytes, today and tomorrow.
        """
        label = [paragraph(sample.PAPER_LABEL, style="Sample")] if sample.is_sample() else []
        first, under = [*label] or [paragraph(style="Header")], [page_number(), *foot]
        section: Any = self.document.sections[0]
        for place, parts in (
            (section.header, [*label, *head]),
            (section.footer, under),
            (section.first_page_header, first),
            (section.first_page_footer, under),
        ):
            place.is_linked_to_previous = False
            _fill(place.part._element, parts or first)
        references = [child for child in section._sectPr if child.tag.endswith("Reference")]
        body = self.document.element.body
        _fill(body, [*self.parts, f"<w:sectPr>{SHEET}</w:sectPr>"])
        for at, reference in enumerate(references):
            body[-1].insert(at, reference)
        return self._packed()

    def _packed(self) -> bytes:
        raw, out = io.BytesIO(), io.BytesIO()
        self.document.save(raw)
        with zipfile.ZipFile(raw) as source, zipfile.ZipFile(out, "w") as target:
            for name in source.namelist():
                entry = zipfile.ZipInfo(name, EARLIEST)
                entry.compress_type, entry.create_system, entry.external_attr = zipfile.ZIP_DEFLATED, 3, 0o600 << 16
                target.writestr(entry, source.read(name))
        return out.getvalue()


def emblem_png(data: str) -> bytes | None:
    """The organisation's emblem for a letterhead: the portal's own where it has none, None where it is no PNG.

    `data` is the data: address of records.organisation.Paper; Word shows no SVG.
    """
    if not data:
        return (STYLE / "emblem.png").read_bytes()
    kind, _, content = data.partition(";base64,")
    return base64.b64decode(content) if kind == "data:image/png" else None


def _fonts(document: Any) -> None:
    """Joins the table of fonts, with the face of the page numbers embedded."""
    from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    table = Part(
        PackURI("/word/fontTable.xml"),
        CONTENT_TYPE.WML_FONT_TABLE,
        (STYLE / "fontTable.xml").read_bytes(),
        document.package,
    )
    digits = Part(
        PackURI("/word/fonts/digits.odttf"),
        "application/vnd.openxmlformats-officedocument.obfuscatedFont",
        (STYLE / "digits.odttf").read_bytes(),
        document.package,
    )
    table.relate_to(digits, RELATIONSHIP_TYPE.FONT)
    document.relate_to(table, RELATIONSHIP_TYPE.FONT_TABLE)


def _styled(name: str) -> Any:
    from docx.oxml import parse_xml

    return parse_xml((STYLE / name).read_bytes())


def _fill(element: Any, parts: Iterable[str]) -> None:
    """Puts `parts` into the place of everything that `element` holds."""
    from docx.oxml import parse_xml

    for child in list(element):
        element.remove(child)
    for child in list(parse_xml(f"<w:body {NAMESPACES}>{''.join(parts)}</w:body>")):
        element.append(child)
