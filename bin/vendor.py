"""Cuts the fonts of node_modules to the letters we write, into static/vendor/. Called by bin/vendor."""

import logging
import shutil
from collections.abc import Iterable
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

HOUSE = Path(__file__).resolve().parent.parent
MODULES = HOUSE / "node_modules"
VENDOR = HOUSE / "static" / "vendor"

# Every letter and mark that a typist in Iran can reach; what is rarer falls back to the system's face.
LETTERS = [
    *range(0x0620, 0x0656),
    *(0x0656, 0x0670, 0x0671, 0x067E, 0x0686, 0x0698, 0x06A9, 0x06AF, 0x06C0, 0x06C1, 0x06C2, 0x06CC, 0x06D2, 0x06D5),
]
DIGITS = [*range(0x0660, 0x066E), *range(0x06F0, 0x06FA)]
MARKS = [
    *(0x0020, 0x00A0, 0x00A9, 0x00AB, 0x00B0, 0x00B1, 0x00B7, 0x00BB, 0x00D7, 0x060C, 0x061B, 0x061C, 0x061F),
    *range(0x2009, 0x2016),  # thin space, ZWNJ and ZWJ, dashes
    *range(0x2018, 0x201F),
    *(0x2020, 0x2022, 0x2026, 0x202F, 0x2039, 0x203A, 0x2212),
]
LATIN = [*range(0x21, 0x7F)]
NAME = [ord(letter) for letter in "کارگروه قزوین + ۲۰"]

# Shaping, joining, marks and kerning; not small capitals, fractions or stylistic sets, which nothing here asks for.
FEATURES = [
    "calt",
    "ccmp",
    "curs",
    "fina",
    "init",
    "isol",
    "kern",
    "liga",
    "locl",
    "mark",
    "medi",
    "mkmk",
    "mset",
    "rclt",
    "rlig",
    "tnum",
]

NASKH = "@fontsource-variable/noto-naskh-arabic"
NASTALIQ = "@fontsource/noto-nastaliq-urdu"
FONTS = [
    ("vazirmatn", "vazirmatn/fonts/webfonts/Vazirmatn[wght].woff2", [*LETTERS, *DIGITS, *MARKS, *LATIN]),
    ("naskh", f"{NASKH}/files/noto-naskh-arabic-arabic-wght-normal.woff2", [*LETTERS, *DIGITS, *MARKS]),
    ("naskh-latin", f"{NASKH}/files/noto-naskh-arabic-latin-wght-normal.woff2", [*MARKS, *LATIN]),
    ("nastaliq-name", f"{NASTALIQ}/files/noto-nastaliq-urdu-arabic-400-normal.woff2", NAME),
]
LICENCES = [
    ("vazirmatn/OFL.txt", "fonts/OFL-vazirmatn.txt"),
    (f"{NASKH}/LICENSE", "fonts/OFL-naskh.txt"),
    (f"{NASTALIQ}/LICENSE", "fonts/OFL-nastaliq.txt"),
]


def cut(source: Path, target: Path, letters: Iterable[int]) -> None:
    """Writes the font `source` with only these code points to `target` as woff2; its weight axis and shaping stay."""
    font = TTFont(source, recalcTimestamp=False)
    options = subset.Options(layout_features=FEATURES, hinting=False, notdef_outline=True)
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]  # 13 and 14 carry the licence
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=list(letters))
    subsetter.subset(font)
    font.flavor = "woff2"
    font.save(target)
    print(f"{target.relative_to(HOUSE)}: {target.stat().st_size:,} bytes")


def main() -> None:
    logging.getLogger("fontTools").setLevel(logging.ERROR)
    shutil.rmtree(VENDOR, ignore_errors=True)
    (VENDOR / "fonts").mkdir(parents=True)
    for name, source, letters in FONTS:
        cut(MODULES / source, VENDOR / "fonts" / f"{name}.woff2", letters)
    for source, name in LICENCES:
        shutil.copyfile(MODULES / source, VENDOR / name)


if __name__ == "__main__":
    main()
