"""A Word file that somebody handed in, opened with care: its sizes before it is unpacked, its XML without entities.

Nothing in it is trusted and nothing is fetched; whatever is wrong with it is one Persian sentence.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

MAX_PARTS = 1000
MAX_XML = 16 * 2**20  # bytes of all parts together, pictures left out: what is read of a file of 5 MB and no more
MAX_DEPTH = 200
MEDIA = ("word/media/", "word/embeddings/", "word/fonts/")
ZIP, EMPTY_ZIP, OLD = b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0"
_AGAIN = "چیزی ثبت نشد."
# The two namespaces of Word, of ordinary and of strict files, have no prefix here; the rest a short one.
_PREFIXES = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "",
    "http://purl.oclc.org/ooxml/wordprocessingml/main": "",
    "http://schemas.openxmlformats.org/officeDocument/2006/math": "m:",
    "http://purl.oclc.org/ooxml/officeDocument/math": "m:",
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc:",
}


class WordError(ValueError):
    """The file is no Word document that can be read whole. Its text says why in Persian, and what to do."""


def looks_like_one(content: bytes, name: str) -> bool:
    """Whether bytes are to be read here, be it only to say what is wrong: a zip, an old Word file, or named as one."""
    return content.startswith((ZIP, EMPTY_ZIP, OLD)) or name.lower().endswith((".docx", ".doc", ".docm"))


class Package:
    """The parts of a Word file. Raises WordError for what is none; a part is unpacked when it is asked for."""

    def __init__(self, content: bytes) -> None:
        if content.startswith(OLD):
            raise WordError(
                "این پرونده قالب قدیمی Word (doc) یا رمزدار است. آن را بی رمز و با قالب docx ذخیره کنید و دوباره "
                f"بفرستید. {_AGAIN}"
            )
        try:
            self.archive = zipfile.ZipFile(io.BytesIO(content))
            parts = self.archive.infolist()
        except (zipfile.BadZipFile, ValueError, OverflowError, NotImplementedError) as error:
            raise WordError(f"این پرونده سند Word نیست یا ناقص رسیده است. {_SAVE}") from error
        self.sizes = {part.filename: part.file_size for part in parts}
        if len(parts) > MAX_PARTS or len(self.sizes) != len(parts):
            raise WordError(f"این پرونده سند Word درستی نیست: بخش‌های آن بیش از اندازه یا تکراری است. {_AGAIN}")
        if sum(size for name, size in self.sizes.items() if not name.startswith(MEDIA)) > MAX_XML:
            raise WordError(
                f"این سند Word بیش از اندازه بزرگ باز می‌شود. تنها متن صورتجلسه را در آن نگه دارید. {_AGAIN}"
            )
        if any(part.flag_bits & 1 for part in parts):
            raise WordError(f"این پرونده رمز دارد. آن را بی رمز ذخیره کنید و دوباره بفرستید. {_AGAIN}")
        self.main = self._main()
        self.links = dict(self._links(self.main))

    def xml(self, name: str) -> Element | None:
        """The part of that name; None where there is none. Tags and attributes of Word's own come without namespace."""
        if name not in self.sizes:
            return None
        try:
            with self.archive.open(name) as part:
                content = part.read(MAX_XML + 1)
            if len(content) > MAX_XML:
                raise WordError(f"این سند Word بیش از اندازه بزرگ باز می‌شود. {_AGAIN}")
            root = fromstring(content, forbid_dtd=True)
        except DefusedXmlException as error:
            raise WordError(f"در این سند Word تعریف‌های بیگانه (DTD) هست و خوانده نشد. {_SAVE}") from error
        except (
            ParseError,
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            OSError,
            ValueError,
            NotImplementedError,
        ) as error:
            if isinstance(error, WordError):
                raise
            raise WordError(f"این سند Word سالم نیست و خوانده نشد. {_SAVE}") from error
        _shorten(root)
        return root

    def related(self, kind: str) -> list[Element]:
        """The parts of a kind ("styles", "header", …) that the document names."""
        found = (self.xml(name) for name, its in sorted(self.links.items()) if its == kind)
        return [part for part in found if part is not None]

    def _main(self) -> str:
        types = self.xml("[Content_Types].xml")
        name = next((target for target, kind in self._links("") if kind == "officeDocument"), "")
        if types is None or name not in self.sizes:
            raise WordError(f"این پرونده فشرده است ولی سند Word (docx) نیست. {_SAVE}")
        its = next((part.get("ContentType", "") for part in types if part.get("PartName", "").lstrip("/") == name), "")
        if "macroEnabled" in its or any(part.endswith("vbaProject.bin") for part in self.sizes):
            raise WordError(f"این سند Word ماکرو دارد. آن را با قالب docx (بی ماکرو) ذخیره کنید. {_AGAIN}")
        if "wordprocessingml" not in its:
            raise WordError(f"این پرونده فشرده است ولی سند Word (docx) نیست. {_SAVE}")
        return name

    def _links(self, source: str) -> Iterator[tuple[str, str]]:
        """The parts that `source` ("" for the file itself) names, and for each of what kind it is."""
        folder, own = posixpath.split(source)
        links = self.xml(posixpath.join(folder, "_rels", f"{own}.rels"))
        for link in links if links is not None else ():
            if link.get("TargetMode") != "External":
                target = link.get("Target", "")
                joined = target[1:] if target.startswith("/") else posixpath.join(folder, target)
                yield posixpath.normpath(joined), link.get("Type", "").rsplit("/", 1)[-1]


_SAVE = f"آن را در Word یا LibreOffice باز کنید، با قالب docx ذخیره کنید و دوباره بفرستید. {_AGAIN}"


def _shorten(root: Element) -> None:
    """Takes the namespaces off names, and refuses what is nested deeper than any document is."""
    level = [root]
    for _ in range(MAX_DEPTH):
        for element in level:
            element.tag = _short(element.tag)
            for name in [name for name in element.attrib if name[0] == "{"]:
                element.attrib[_short(name)] = element.attrib.pop(name)
        level = [child for element in level for child in element]
        if not level:
            return
    raise WordError(f"این سند Word سالم نیست و خوانده نشد. {_SAVE}")


def _short(name: str) -> str:
    if name[:1] != "{":
        return name
    space, _, own = name[1:].partition("}")
    return _PREFIXES.get(space, "x:") + own
