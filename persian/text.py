"""Persian text: tidied for storing, folded for finding, spelled out in digits for sorting.

Tidying changes only what can't change meaning, because minutes are a verbatim record. It uses NFC and never NFKC:
compatibility forms would grow (100,000 ligatures become 1.8 million characters) and lose distinctions.
Every function here takes any string, unpaired surrogates included, and raises nothing.
"""

import re
import unicodedata
from collections.abc import Iterable

ZWNJ = "\u200c"
ZWJ = "\u200d"
DASH = "–"

SORT_LETTERS = 80  # of a text count for its order: 160 digits, which a column of 200 characters holds

_LINE_END = re.compile("\r\n|\r|\n")
_INNER_LINE_END = "\v\f\x1c\x1d\x1e\x85\u2028\u2029"


def _characters(*ranges: tuple[int, int]) -> Iterable[int]:
    for first, last in ranges:
        yield from range(first, last + 1)


# What nobody can see and what can deceive: it goes.
_INVISIBLE = frozenset(
    _characters(
        (0x00, 0x08),  # control characters; TAB stays, line ends are handled before
        (0x0E, 0x1B),
        (0x1F, 0x1F),
        (0x7F, 0x84),
        (0x86, 0x9F),
        (0x061C, 0x061C),  # Arabic letter mark
        (0x200B, 0x200B),  # zero-width space
        (0x200E, 0x200F),  # left-to-right and right-to-left marks
        (0x202A, 0x202E),  # embeddings and overrides
        (0x2060, 0x2064),  # word joiner and invisible operators
        (0x2066, 0x206F),  # isolates and deprecated format characters
        (0xD800, 0xDFFF),  # surrogates: no encoding can write them
        (0xFDD0, 0xFDEF),  # noncharacters
        (0xFEFF, 0xFEFF),  # byte order mark
        (0xFFFE, 0xFFFF),
        (0xE0000, 0xE007F),  # tags
    )
)
_REMOVED = dict.fromkeys(_INVISIBLE)
_TIDIED_LINE = _REMOVED | {ord(end): " " for end in "\r\n" + _INNER_LINE_END}
_TIDIED_TEXT = _REMOVED | {ord(end): "\n" for end in "\r" + _INNER_LINE_END}
_LETTERS = str.maketrans({"ي": "ی", "ى": "ی", "ك": "ک"})

_ZWNJ_RUN = re.compile(f"{ZWNJ}{{2,}}")
# A half-space keeps two letters apart; where there is a space or nothing on one side it does nothing. «ه» followed by
# ZWJ is another matter (the joiner shapes the letter), so ZWJ stays everywhere.
_IDLE_ZWNJ = re.compile(rf"(?m){ZWNJ}+(?=\s|$)|(?:(?<=\s)|^){ZWNJ}+")
_TATWEEL = re.compile("ـ+")


def _character_class(codes: Iterable[int]) -> str:
    """The codes as ranges for use inside a regular expression's brackets."""
    parts: list[list[int]] = []
    for code in codes:
        if parts and parts[-1][1] == code - 1:
            parts[-1][1] = code
        else:
            parts.append([code, code])
    return "".join(f"{chr(first)}-{chr(last)}" for first, last in parts)


_MARKS = _character_class(code for code in range(0x300, 0x20000) if unicodedata.combining(chr(code)))
# Normalising takes the square of the length of a run of marks: 60,000 of them take two seconds, a million ten minutes.
# No writing needs more than a few on one letter; longer runs are left in the order in which they came.
_MARK_HEAP = re.compile(f"([{_MARKS}]{{31,}})")


def _composed(text: str) -> str:
    if text.isascii():
        return text
    return "".join(
        part if index % 2 else unicodedata.normalize("NFC", part) for index, part in enumerate(_MARK_HEAP.split(text))
    )


def _without_tatweel(text: str) -> str:
    """A tatweel that stretches a letter goes; one that stands apart was typed as a dash and becomes one."""

    def replacement(match: re.Match[str]) -> str:
        start, end = match.span()
        before, after = text[max(start - 1, 0) : start], text[end : end + 1]
        stretches = any(unicodedata.category(c)[0] in "LM" or c in (ZWNJ, ZWJ) for c in (before, after) if c)
        return "" if stretches else DASH

    return _TATWEEL.sub(replacement, text)


def _tidied(text: str, table: dict[int, str | None] | dict[int, None]) -> str:
    text = text.translate(table)
    if "ـ" in text:
        text = _without_tatweel(text)
    text = _composed(text).translate(_LETTERS)
    if ZWNJ in text:
        text = _IDLE_ZWNJ.sub("", _ZWNJ_RUN.sub(ZWNJ, text))
    return text


def tidy_line(s: str) -> str:
    """One line of typed text as it is stored.

    Returns it in NFC, with Persian ی and ک for Arabic ones, without tatweel, control characters (TAB stays),
    surrogates, bidi controls, zero-width spaces and byte order marks; line ends become spaces. ZWNJ and ZWJ stay, but
    runs of ZWNJ become one and a ZWNJ at the edge of the line or beside a space goes. Spaces at the edges stay: they
    can be indentation. Tidying what is tidy changes nothing.
    """
    return _tidied(s.replace("\r\n", " "), _TIDIED_LINE)


def tidy(text: str, stored: str = "") -> str:
    """Typed text of many lines as it is stored: each line as by `tidy_line`, with «\\n» between them.

    A line that equals a line of `stored` is returned exactly as it is: imported lines keep their odd characters when
    somebody edits their neighbours.
    """
    kept = frozenset(_LINE_END.split(stored)) if stored else frozenset()
    return "\n".join(line if line in kept else _tidied(line, _TIDIED_TEXT) for line in _LINE_END.split(text))


_SEEMING_LETTERS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0") | {
    chr(code) for code in _characters((0x180B, 0x180F), (0xFE00, 0xFE0F), (0xE0100, 0xE01EF))
}


def is_blank(s: str) -> bool:
    """Whether a reader would see nothing: no text, or only spaces, zero-width and other invisible characters."""
    return all(c.isspace() or c in _SEEMING_LETTERS or unicodedata.category(c) in ("Cc", "Cf", "Cs", "Cn") for c in s)


# --- finding

_DIGITS = {ord(c): str(i) for digits in ("۰۱۲۳۴۵۶۷۸۹", "٠١٢٣٤٥٦٧٨٩") for i, c in enumerate(digits)}


def _presentation_forms() -> dict[int, str]:
    """Letters as old typesetting and PDF files write them, and full-width Latin, with the plain letters for each.

    The two that unfold to a whole formula (up to 18 characters) are left alone, so that a key can't grow without bound.
    """
    forms = {}
    for code in _characters((0xFB50, 0xFDFF), (0xFE70, 0xFEFC), (0xFF01, 0xFF5E)):
        plain = unicodedata.normalize("NFKC", chr(code))
        if plain != chr(code) and len(plain) <= 4:
            forms[code] = plain.strip(" ـ")
    return forms


_FORMS = _presentation_forms()
_MARK = re.compile(f"[{_MARKS}\u00ad\u034f\ufe00-\ufe0f{ZWJ}]+")
_FOLDED = str.maketrans(
    dict.fromkeys("أإآٱٲٳ", "ا")
    | dict.fromkeys("ؤۏ", "و")
    | dict.fromkeys("يىئےۓېۍێۑ", "ی")
    | dict.fromkeys("كڪ", "ک")
    | dict.fromkeys("ۀةەۃہھۂ", "ه")
    | {"ء": "", ZWNJ: " ", "ـ": ""}
)
_SPACES = re.compile(r"\s+")


def search_key(s: str) -> str:
    """The text folded for comparing and finding, never for storing.

    Beyond tidying: no diacritics, hamza forms folded (أ إ آ ا, ؤ و, ئ ی, ۀ ة ه; a lone ء goes), digits in ASCII, a
    half-space equal to a space, spaces collapsed and trimmed, case folded, letters of old typesetting made plain.
    The key of a key is the key. «صورتجلسه» and «صورت‌جلسه» have different keys.
    """
    text = tidy_line(s).translate(_FORMS)
    if not text.isascii():
        # Marks go before decomposing (a heap of them is slow to order) and after (accents that were part of a letter).
        for _ in range(2):  # case folding makes new letters that decompose
            text = _MARK.sub("", unicodedata.normalize("NFD", _MARK.sub("", text))).casefold()
        text = unicodedata.normalize("NFC", _MARK.sub("", unicodedata.normalize("NFD", text)))
        text = text.translate(_FOLDED).translate(_DIGITS)
    else:
        text = text.casefold()
    return _SPACES.sub(" ", text).strip()


# --- sorting

_ORDER = ("آ", "اٱ", "ءأٲإٳؤئ", *"بپتثجچحخدذرزژسشصضطظعغفق", "کكڪ", *"گلمنو", "هةۀەہۃھۂ", "یيىےۓېۍێۑ")
_LATIN = "abcdefghijklmnopqrstuvwxyz"
_SPACE_CODE, _SIGN_CODE, _OTHER_LETTER_CODE = "10", "11", "99"


class _SortCodes(dict[int, str]):
    """Code point → two digits; what has no entry counts as a sign, or after everything else if it is a letter."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        if letter.isspace():
            return _SPACE_CODE
        base = unicodedata.normalize("NFD", letter)[:1]
        if base != letter and ord(base) in self:
            return self[ord(base)]
        category = unicodedata.category(letter)
        if category[0] in "MC":
            return ""
        return _OTHER_LETTER_CODE if category[0] == "L" else _SIGN_CODE


def _sort_codes() -> _SortCodes:
    codes = _SortCodes({ord(ZWNJ): "", ord(ZWJ): "", ord("ـ"): "", 0xAD: ""})
    codes |= {ord(str(digit)): str(20 + digit) for digit in range(10)}
    codes |= {code: str(20 + int(digit)) for code, digit in _DIGITS.items()}
    for place, letters in enumerate(_ORDER):
        codes |= {ord(letter): str(30 + place) for letter in letters}
    codes |= {ord(letter): str(70 + place) for place, letter in enumerate(_LATIN)}
    return codes


_CODES = _sort_codes()


def sort_key(s: str) -> str:
    """Digits that sort as the text does in Persian: ordinary text comparison of keys gives the order of the alphabet.

    Two digits for each of the first 80 letters (at most 160 characters): 10 space, 11 signs, 20–29 digits, 30 آ, 31 ا,
    32 hamza and its seats, 33 ب … 62 ی, 70–95 Latin a–z whatever their case, 99 letters of other scripts. That is the
    order of the Unicode CLDR for Persian, which puts آ first. Marks, ZWNJ and tatweel don't count; spaces collapse.
    Texts that differ only in these have the same key: order by the text and the id after it.
    """
    text = _SPACES.sub(" ", tidy_line(s).translate(_FORMS).replace("یٔ", "ئ").casefold()).strip()
    return text.translate(_CODES)[: 2 * SORT_LETTERS]
