"""Word files to hand in, as Word and LibreOffice write them: raw XML in a zip, with only what a test is about."""

import io
import zipfile

from records.word import STYLE

MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
OTHERS = (
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)


def part(tag: str, inside: str, space: str = W) -> str:
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    return f'{head}<w:{tag} xmlns:w="{space}" {OTHERS}>{inside}</w:{tag}>'


def links(**kinds: str) -> str:
    """The relationships of a part: for each kind the file that it leads to."""
    made = "".join(f'<Relationship Id="{kind}" Type="{KIND}/{kind}" Target="{to}"/>' for kind, to in kinds.items())
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{made}</Relationships>'


def docx(
    body: str, *, space: str = W, main: str = MAIN, extra: dict[str, str | bytes] | None = None, **parts: str
) -> bytes:
    """A file whose document holds `body`; `parts` are what is inside styles, numbering, footnotes, header…"""
    roots = {"header": "hdr", "footer": "ftr"}
    files: dict[str, str | bytes] = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f'<Override PartName="/word/document.xml" ContentType="{main}"/></Types>',
        "_rels/.rels": links(officeDocument="word/document.xml"),
        "word/document.xml": part("document", f"<w:body>{body}<w:sectPr/></w:body>", space),
        "word/_rels/document.xml.rels": links(**{name: f"{name}.xml" for name in parts}),
        **{f"word/{name}.xml": part(roots.get(name, name), inside, space) for name, inside in parts.items()},
        **(extra or {}),
    }
    return zipped(files)


def ours(body: str) -> bytes:
    """`body` with the styles and the list of the house."""
    files: dict[str, str | bytes] = {
        f"word/{name}.xml": (STYLE / f"{name}.xml").read_bytes() for name in ("styles", "numbering")
    }
    files["word/_rels/document.xml.rels"] = links(styles="styles.xml", numbering="/word/numbering.xml")
    return docx(body, extra=files)


def zipped(files: dict[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def run(text: str, form: str = "") -> str:
    return f'<w:r><w:rPr>{form}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def bold(text: str) -> str:
    return run(text, "<w:b/><w:bCs/><w:rtl/>")


def p(*runs: str, form: str = "") -> str:
    inside = "".join(each if each.startswith("<") else run(each) for each in runs)
    return f"<w:p><w:pPr>{form}</w:pPr>{inside}</w:p>"


def item(text: str, level: int = 0, number: int = 1, form: str = "") -> str:
    listed = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>{form}'
    return p(text, form=listed)


def numbering(*lists: tuple[int, int], form: str = "bullet") -> str:
    """Lists by number, and how far their first level stands in; each level 360 further."""
    levels = {
        number: "".join(
            f'<w:lvl w:ilvl="{at}"><w:numFmt w:val="{form}"/><w:pPr><w:ind w:left="{indent + 360 * at}"/></w:pPr>'
            "</w:lvl>"
            for at in range(9)
        )
        for number, indent in lists
    }
    return "".join(
        f'<w:abstractNum w:abstractNumId="{number}">{inside}</w:abstractNum>' for number, inside in levels.items()
    ) + "".join(f'<w:num w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>' for number in levels)
