"""The emblem that an organisation hands in, made anew: nothing of the file itself is kept but what is drawn.

A PNG is decoded and written again, small. An SVG is read without a document type, so without entities, and written
again from a list of shapes and of attributes; what could run, load or be looked up elsewhere is refused by name.
"""

from __future__ import annotations

import base64
import io
import re
from collections.abc import Iterator

# Only the type of what defusedxml has read.
from xml.etree.ElementTree import Element  # nosec B405

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring
from django.utils.html import escape
from PIL import Image

from persian.numbers import persian_digits
from records import pdf

PNG, SVG = "image/png", "image/svg+xml"
PNG_BYTES, SVG_BYTES = 4_000_000, 200_000
LEAST_PIXELS, MOST_PIXELS = 32, 25_000_000
SIDES = (480, 240)  # pixels, tried in turn until the file is small enough for a data: address
SMALL_BYTES = 250_000
MOST_SHAPES, DEEPEST = 5_000, 30

NAMESPACE = "{http://www.w3.org/2000/svg}"
HREF = "{http://www.w3.org/1999/xlink}href"
SHAPES = {"svg", "g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "defs", "clipPath", "title"}
GRADIENTS = {"linearGradient", "radialGradient"}
DRAWN = SHAPES | GRADIENTS | {"stop"}
PASSED_OVER = {"metadata", "desc"}  # say something about the picture and draw nothing
PLACES = {
    *(
        "id",
        "d",
        "points",
        "x",
        "y",
        "x1",
        "y1",
        "x2",
        "y2",
        "cx",
        "cy",
        "r",
        "rx",
        "ry",
        "fx",
        "fy",
        "width",
        "height",
    ),
    *("viewBox", "preserveAspectRatio", "transform", "offset", "pathLength"),
    *("gradientUnits", "gradientTransform", "spreadMethod", "clipPathUnits"),
}
LOOKS = {
    *("fill", "fill-rule", "fill-opacity", "stroke", "stroke-width", "stroke-opacity", "stroke-linecap"),
    *("stroke-linejoin", "stroke-miterlimit", "stroke-dasharray", "stroke-dashoffset", "opacity", "color"),
    *("stop-color", "stop-opacity", "clip-path", "clip-rule", "display", "visibility", "paint-order"),
}
HARMLESS = re.compile(r"[\w\s#.,()%+-]*", re.ASCII)  # no colon, so no scheme; no quote, no backslash
INSIDE = re.compile(r"url\(#[\w.-]+\)", re.ASCII)
NUMBER = re.compile(r"([0-9]{1,6}(?:\.[0-9]+)?)(px)?", re.ASCII)


class EmblemError(Exception):
    """Why a file becomes no emblem: `str()` is a Persian sentence for whoever handed it in."""


def emblem_from(content: bytes) -> tuple[bytes, str]:
    """The bytes and content type to keep of a PNG or SVG file. Raises EmblemError."""
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return _png(content), PNG
    if b"<svg" in content[:10_000]:
        return _svg(content), SVG
    raise EmblemError("این پرونده نه PNG است و نه SVG. نشان را با یکی از این دو قالب بدهید.")


def _png(content: bytes) -> bytes:
    _fits(content, PNG_BYTES, "PNG")
    try:
        with Image.open(io.BytesIO(content), formats=("PNG",)) as picture:
            picture.verify()  # also where something in the process lets truncated pictures pass
        with Image.open(io.BytesIO(content), formats=("PNG",)) as picture:
            width, height = picture.size
            if width * height > MOST_PIXELS:
                raise EmblemError("این تصویر بیش از ۲۵ میلیون نقطه دارد. آن را کوچک کنید و دوباره بدهید.")
            if min(width, height) < LEAST_PIXELS:
                raise EmblemError("این تصویر برای چاپ بسیار کوچک است؛ هر ضلع آن دست‌کم ۳۲ نقطه باید باشد.")
            whole = picture.convert("RGBA")
    except EmblemError:
        raise
    except Exception as error:  # a decoder fed with anything raises anything
        raise EmblemError("این پرونده PNG خوانده نمی‌شود یا ناتمام است. آن را از نو بسازید.") from error
    made = b""
    for side in SIDES:
        small = whole.copy()
        small.thumbnail((side, side))
        target = io.BytesIO()
        small.save(target, "PNG", optimize=True)
        made = target.getvalue()
        if len(made) <= SMALL_BYTES:
            break
    return made


def _svg(content: bytes) -> bytes:
    _fits(content, SVG_BYTES, "SVG")
    try:
        root = fromstring(content, forbid_dtd=False, forbid_entities=True, forbid_external=True)
    except (DefusedXmlException, ParseError, ValueError, LookupError, RecursionError) as error:
        raise EmblemError("این پرونده SVG خوانده نمی‌شود یا بخش‌هایی بیرون از تصویر دارد. آن را به PNG بدهید.") from error
    if root.tag != f"{NAMESPACE}svg":
        raise EmblemError("این پرونده SVG نیست. نشان را با قالب PNG یا SVG بدهید.")
    if sum(1 for _ in root.iter()) > MOST_SHAPES:
        raise EmblemError("این SVG بیش از اندازه ریزنقش است. آن را به PNG بدهید.")
    written = "".join(_drawn(root, 0))
    return written.encode()


def _drawn(element: Element, depth: int) -> Iterator[str]:
    name = _name(element)
    if not name:
        return
    if depth > DEEPEST:
        raise EmblemError("این SVG بیش از اندازه تودرتو است. آن را به PNG بدهید.")
    given = dict(_attributes(element, name))
    if depth == 0:
        given = {"xmlns": NAMESPACE[1:-1], "viewBox": _box(element), **given}
        given.pop("width", None)
        given.pop("height", None)
    attributes = "".join(f' {key}="{escape(value)}"' for key, value in given.items())
    yield f"<{name}{attributes}>"
    if name == "title":
        yield escape((element.text or "").strip()[:200])
    for child in element:
        yield from _drawn(child, depth + 1)
    yield f"</{name}>"


def _name(element: Element) -> str:
    """The name to draw the element under; empty for what draws nothing. Raises EmblemError for everything else."""
    tag = element.tag
    if not isinstance(tag, str):  # a comment
        return ""
    if not tag.startswith(NAMESPACE):  # an editor's own notes
        return ""
    name = tag.removeprefix(NAMESPACE)
    if name in PASSED_OVER:
        return ""
    if name not in DRAWN:
        raise EmblemError(
            f"این SVG بخشی به نام «{name[:40]}» دارد که پذیرفته نمی‌شود. "
            "نوشته‌ها را به خط تبدیل کنید یا نشان را به PNG بدهید."
        )
    return name


def _attributes(element: Element, shape: str) -> Iterator[tuple[str, str]]:
    for name, value in element.attrib.items():
        if name.lower().startswith("on"):
            raise EmblemError("این SVG برنامه در خود دارد و پذیرفته نمی‌شود. نشان را به PNG بدهید.")
        if name in (HREF, "href"):
            if shape not in GRADIENTS or not re.fullmatch(r"#[\w.-]+", value.strip(), re.ASCII):
                raise EmblemError("این SVG به چیزی بیرون از خود ارجاع می‌دهد. نشان را به PNG بدهید.")
            yield "href", value.strip()
        elif name == "style":
            for declaration in value.split(";"):
                look, _, said = declaration.partition(":")
                if look.strip() in LOOKS:
                    yield look.strip(), _harmless(said.strip())
        elif name in PLACES or name in LOOKS:
            yield name, _harmless(value.strip())


def _harmless(value: str) -> str:
    if not HARMLESS.fullmatch(value) or "url" in INSIDE.sub("", value).lower():
        raise EmblemError("این SVG به چیزی بیرون از خود ارجاع می‌دهد. نشان را به PNG بدهید.")
    return value


def _box(root: Element) -> str:
    """The view box, made of width and height where there is none."""
    if said := root.get("viewBox"):
        return _harmless(said.strip())
    sides = [NUMBER.fullmatch((root.get(name) or "").strip()) for name in ("width", "height")]
    if not all(sides):
        raise EmblemError("در این SVG اندازه تصویر نیامده است. نشان را به PNG بدهید.")
    return "0 0 " + " ".join(side[1] for side in sides if side)


def _fits(content: bytes, most: int, kind: str) -> None:
    if len(content) > most:
        size = persian_digits(most // 1000)
        raise EmblemError(f"این پرونده {kind} بزرگ است؛ بیش از {size} کیلوبایت پذیرفته نمی‌شود.")


def tried_on_paper(content: bytes, content_type: str) -> None:
    """See that the emblem can be drawn in a PDF, so that no paper fails on it later. Raises EmblemError."""
    address = f"data:{content_type};base64,{base64.b64encode(content).decode()}"
    try:
        pdf.render("records/pdf/emblem_trial.html", {"emblem": address})
    except pdf.PdfError as error:
        raise EmblemError("این نشان در PDF کشیده نمی‌شود و چیزی ثبت نشد. نشان را به PNG بدهید.") from error
