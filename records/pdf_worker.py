"""The process that turns HTML into PDF, one document after another, for the server process that started it.

Run as `python -m records.pdf_worker MEMORY SECONDS`; it knows nothing of Django, the database or any key. Frames
come on standard input: `J`, a JSON object with `html` and `styles`. On standard output it answers each with one: `P` a
PDF, `R` an address was refused, `M` out of memory, `F` anything else (the body is the reason, for the log). It ends
with its input.
"""

from __future__ import annotations

import json
import os
import re
import resource
import signal
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from records.frames import read_frame, write_frame

ROOT = Path(__file__).resolve().parent.parent
FONTS = ROOT / "records" / "fonts"
FOLDERS = {"style": ROOT / "records" / "pdf_style", "img": ROOT / "static" / "img"}
VARIANT = "pdf/a-3a"
BFCHAR = re.compile(rb"<([0-9a-f]{4,6})> <[0-9a-f]*>")
# PDF/A wants every schema described that it doesn't know itself; PDF/UA is one.
ACCESSIBLE = (FOLDERS["style"] / "accessible.xmp").read_bytes()


def bound(memory: int) -> None:
    """Limits this process to `memory` bytes of address space, no core file, and no file written at all."""
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def texts_of_glyphs() -> dict[str, dict[int, str]]:
    """For each of our faces the character of every glyph, as bin/make_pdf_fonts.py wrote it."""
    return {
        face(path.stem): {int(glyph): text for glyph, text in json.loads(path.read_text()).items()}
        for path in FONTS.glob("*.json")
    }


def face(name: str) -> str:
    """One key for a face, named after its file (`VazirmatnPDF-Regular`) or by WeasyPrint (`Vazirmatn-PDF`)."""
    return name.replace("-", "").removesuffix("Regular")


def finisher(faces: dict[str, dict[int, str]]) -> Callable[[Any, Any], None]:
    """The last touch to a PDF before it is written: what each glyph stands for, and the mark of accessibility.

    WeasyPrint names a glyph after the first cluster it met it in: after «اً» the letter alef would copy as nothing and
    the tanvin as both.
    """

    def finish(_document: Any, pdf: Any) -> None:
        for item in pdf.objects:
            if not isinstance(item, dict):
                if getattr(item, "extra", {}).get("Type") == "/Metadata":
                    item.stream = [part.replace(b"</rdf:RDF>", ACCESSIBLE + b"</rdf:RDF>") for part in item.stream]
                continue
            if item.get("Type") != "/Font" or "ToUnicode" not in item:
                continue
            known = faces.get(face(str(item["BaseFont"]).rpartition("+")[2]))
            if known:
                mapping = pdf.objects[int(item["ToUnicode"].split()[0])]
                mapping.stream = [BFCHAR.sub(partial(named, known), line) for line in mapping.stream]

    return finish


def named(known: dict[int, str], match: re.Match[bytes]) -> bytes:
    text = known.get(int(match[1], 16))
    return b"<%s> <%s>" % (match[1], text.encode("utf-16-be").hex().encode()) if text else match[0]


class Press:
    """WeasyPrint with our faces, our style sheets (each parsed once) and nothing from outside."""

    def __init__(self) -> None:
        from weasyprint.text.fonts import FontConfiguration

        from records.closed_fetcher import ClosedFetcher

        self.fetcher = ClosedFetcher(FOLDERS)
        self.fonts = FontConfiguration()
        self.styles: dict[str, Any] = {}
        self.finish = finisher(texts_of_glyphs())

    def style(self, name: str) -> Any:
        from weasyprint import CSS

        if name not in self.styles:
            self.styles[name] = CSS(url=f"portal:style/{name}", url_fetcher=self.fetcher, font_config=self.fonts)
        return self.styles[name]

    def pdf(self, html: str, styles: list[str]) -> bytes:
        """The PDF of `html` set in `styles`. Raises Refused, MemoryError, or what WeasyPrint raises."""
        from weasyprint import HTML

        document = HTML(string=html, base_url="portal:", url_fetcher=self.fetcher)
        result: bytes = document.write_pdf(
            stylesheets=[self.style(name) for name in styles],
            font_config=self.fonts,
            pdf_variant=VARIANT,
            finisher=self.finish,
        )
        return result


def answer(press: Press, body: bytes) -> tuple[bytes, bytes]:
    """The frame that answers a request."""
    from records.closed_fetcher import Refused

    try:
        job = json.loads(body)
        return b"P", press.pdf(job["html"], job["styles"])
    except Refused as error:
        return b"R", str(error).encode()
    except MemoryError:
        return b"M", b"memory"
    except Exception as error:
        return b"F", f"{type(error).__name__}: {error}".encode()


def main(memory: int, seconds: int) -> None:
    bound(memory)
    # The pipes are ours alone: whatever a library prints must not land between two frames.
    source, target = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    press = Press()
    while frame := read_frame(source):
        # The server ends us when its patience is over; should it be gone itself, the alarm does.
        signal.alarm(seconds + 5)
        kind, body = answer(press, frame[1])
        signal.alarm(0)
        write_frame(target, kind, body)
        if kind == b"M":
            return


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
