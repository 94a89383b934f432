#!/usr/bin/env python3
"""Derive the faces of the PDFs from their published form, so that the text of a PDF can be copied word for word.

    npm pack vazirmatn@33.0.3 && npm pack parastoo-font@2.0.1      (unpack each into a folder)
    bin/make_pdf_fonts.py --vazirmatn FOLDER --parastoo FOLDER

writes records/fonts/*.ttf, and beside each a .json that says which character every glyph stands for. A PDF keeps one
text for one glyph, and readers turn right-to-left glyphs round one by one. So, in the derived faces (glyph_rules.py):

- a ligature (lam-alef, the name of God, heh with hamza) becomes one glyph for each letter: the first carries the
  drawing, the others are blank and share the width; two marks on a letter are stacked by their anchors;
- a vowel sign is drawn where it belongs instead of being moved there, so that it stays on the line it is read from;
- the half-space and the zero-width joiner get a glyph of their own, of no width, which the shaper doesn't drop;
- no glyph serves two letters, no feature turns one digit into another, and what Persian never needs is left out.

Both faces are under the SIL Open Font License 1.1 and reserve no name that is used here.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from fontTools.pens.svgPathPen import SVGPathPen
from fontTools.pens.transformPen import TransformPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from glyph_rules import rewrite, settle_marks, texts

OUT = Path(__file__).resolve().parent.parent / "records" / "fonts"
FACES = {
    "VazirmatnPDF-Regular": ("vazirmatn", "fonts/ttf/Vazirmatn-Regular.ttf", "Vazirmatn PDF", "Regular"),
    "VazirmatnPDF-Bold": ("vazirmatn", "fonts/ttf/Vazirmatn-Bold.ttf", "Vazirmatn PDF", "Bold"),
    "ParastooPDF-Regular": ("parastoo", "dist/Parastoo.ttf", "Parastoo PDF", "Regular"),
    "ParastooPDF-Bold": ("parastoo", "dist/Parastoo-Bold.ttf", "Parastoo PDF", "Bold"),
}
LICENCES = {"vazirmatn": ("OFL.txt", "OFL-Vazirmatn.txt"), "parastoo": ("LICENSE", "OFL-Parastoo.txt")}
LETTERS = [
    *range(0x20, 0x7F), *range(0xA0, 0x180), *range(0x600, 0x700), *range(0x2000, 0x2070), *range(0xFD3E, 0xFD40),
    0x2190, 0x2191, 0x2192, 0x2193, 0x20AC, 0x2116, 0x2122, 0x2212, 0x2248, 0x2260, 0x2264, 0x2265, 0x25A0, 0x25A1,
    0x25C6, 0x25C7, 0x25CB, 0x25CF, 0xFDFC, 0xFDFD,
]  # fmt: skip
UNSHARED = {0x6BD, 0x6BE}  # they borrow the glyphs of پ and ه; without a glyph of their own they would copy as those
DRAFT_MARK = OUT.parent / "pdf_style" / "draft.svg"
DRAFT = [
    "uniFB58",
    "uniFBFF",
    "uniFEB6",
    "uniFEE7",
    "uniFEEE",
    "uniFBFE",
    "uniFEB2",
]  # the letters of «پیش‌نویس», joined
FEATURES = ["ccmp", "rlig", "init", "medi", "fina", "calt", "kern", "mark", "mkmk", "curs"]


def trim(font: TTFont) -> None:
    """Leaves the letters and features that Persian and plain Latin need; the language system of Urdu goes too."""
    options = Options()
    options.layout_features = FEATURES
    options.layout_scripts = ["DFLT", "arab", "latn"]
    options.drop_tables += ["MATH", "FFTM", "GlyphOrder", "prep", "fpgm", "cvt ", "gasp"]
    options.hinting, options.glyph_names, options.notdef_outline = False, False, True
    options.name_IDs = ["*"]
    for table in ("GSUB", "GPOS"):
        for record in font[table].table.ScriptList.ScriptRecord:
            record.Script.LangSysRecord, record.Script.LangSysCount = [], 0
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=[code for code in LETTERS if code not in UNSHARED])
    subsetter.subset(font)


def rename(font: TTFont, family: str, style: str) -> None:
    names = font["name"]
    compact = family.replace(" ", "")
    kept = (0, 7, 8, 9, 11, 13, 14)  # copyright, authors, licence
    names.names = [record for record in names.names if record.nameID in kept and record.platformID == 3]
    full = f"{compact}-{style}"
    for name_id, value in {1: family, 2: style, 3: full, 4: f"{family} {style}", 6: full}.items():
        names.setName(value, name_id, 3, 1, 0x409)


def derive(source: Path, name: str, family: str, style: str) -> int:
    """Writes the face `name` and its table of texts; returns the size of the face in bytes."""
    font = TTFont(source, recalcTimestamp=False)
    rewrite(font)
    trim(font)
    settle_marks(font)
    rename(font, family, style)
    target = OUT / f"{name}.ttf"
    order = {glyph: number for number, glyph in enumerate(font.getGlyphOrder())}
    table = {order[glyph]: text for glyph, text in texts(font).items()}
    font.save(target)
    (OUT / f"{name}.json").write_text(json.dumps(dict(sorted(table.items())), indent=0) + "\n")
    return target.stat().st_size


def draw_draft_mark(source: Path) -> None:
    """Writes the word «پیش‌نویس» as a drawing, tilted and pale, for the background of drafts."""
    font = TTFont(source)
    glyphs, pen = font.getGlyphSet(), SVGPathPen(font.getGlyphSet(), ntos=lambda number: str(round(number)))
    across = 0
    for name in reversed(DRAFT):
        glyphs[name].draw(TransformPen(pen, (1, 0, 0, -1, across, 0)))
        across += font["hmtx"][name][0]
    side = round(across * 0.9)
    DRAFT_MARK.write_text(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" width="{side}" height="{side}">'
        f'<path fill="#edf1f1" transform="translate({side // 2} {side // 2}) rotate(-35) '
        f'translate({-across // 2} 500)" d="{pen.getCommands()}"/></svg>\n'
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--vazirmatn", type=Path, required=True, help="the unpacked package of Vazirmatn 33.0.3")
    parser.add_argument("--parastoo", type=Path, required=True, help="the unpacked package of Parastoo 2.0.1")
    folders = vars(parser.parse_args())
    OUT.mkdir(exist_ok=True)
    for name, (package, path, family, style) in FACES.items():
        print(name, derive(folders[package] / path, name, family, style))
    draw_draft_mark(folders["vazirmatn"] / FACES["VazirmatnPDF-Bold"][1])
    for package, (found, kept) in LICENCES.items():
        (OUT / kept).write_text((folders[package] / found).read_text())


if __name__ == "__main__":
    main()
