#!/usr/bin/env python3
"""Derive the face of the page numbers in Word files from records/fonts/VazirmatnPDF-Regular.ttf: digits and a space.

    bin/make_word_digits.py

writes records/word_style/digits.odttf, obfuscated as a Word file embeds a font (ECMA-376 part 4, 2.8.1). Word and
LibreOffice count pages in the digits of whoever's settings they follow; with this face, and for these two fields alone,
they are drawn in Persian. The face is under the SIL Open Font License 1.1 like the one it comes from.
"""

from __future__ import annotations

import io
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

RECORDS = Path(__file__).resolve().parent.parent / "records"
KEY = "6A3F1B52-9C0D-4E77-8B21-51A20C201388"  # stands in records/word.py too
NAME = "Qazvin Digits"


def main() -> None:
    font = TTFont(RECORDS / "fonts" / "VazirmatnPDF-Regular.ttf", recalcTimestamp=False)
    options = Options()
    options.layout_features, options.name_IDs, options.notdef_outline = [], ["*"], True
    cutter = Subsetter(options)
    cutter.populate(unicodes=[0x20, *range(0x6F0, 0x6FA)])
    cutter.subset(font)
    drawn = font.getBestCmap()
    for table in font["cmap"].tables:
        table.cmap = {0x20: drawn[0x20]} | {
            first + digit: drawn[0x6F0 + digit] for first in (0x30, 0x660, 0x6F0) for digit in range(10)
        }
    for entry in font["name"].names:
        if entry.nameID in (1, 4, 6, 16):
            entry.string = NAME.replace(" ", "") if entry.nameID == 6 else NAME
    font["OS/2"].fsType = 0  # may be embedded
    for name in ("GSUB", "GPOS", "GDEF", "DSIG"):
        if name in font:
            del font[name]
    raw = io.BytesIO()
    font.save(raw)
    content, key = bytearray(raw.getvalue()), bytes.fromhex(KEY.replace("-", ""))[::-1]
    for at in range(32):
        content[at] ^= key[at % 16]
    (RECORDS / "word_style" / "digits.odttf").write_bytes(content)


if __name__ == "__main__":
    main()
