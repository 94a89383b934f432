"""Bytes of a text file, told apart by encoding: UTF-8, UTF-16 or the Windows-1256 of older Persian systems.

What is not certainly text in one of these is refused: better no document than one that was read wrongly.
"""

import re
from dataclasses import dataclass
from typing import Literal, NoReturn

from persian.numbers import persian_digits

MAX_BYTES = 5 * 1024 * 1024

Encoding = Literal["utf-8", "utf-8-sig", "utf-16-le", "utf-16-be", "windows-1256"]


class DecodingError(ValueError):
    """The bytes are no text that can be read with certainty. Its text says why in Persian and tells what to do."""


@dataclass(frozen=True)
class Decoded:
    """The text without its byte order mark, character for character, and the encoding in which it came."""

    text: str
    encoding: Encoding


_SAVE_AS = "سند را در ویرایشگر متن باز کنید، با کدگذاری UTF-8 ذخیره کنید و دوباره بفرستید."

_SIGNATURES = (
    (b"%PDF-", "این پرونده PDF است، نه متن. متن آن را جداگانه رونوشت کنید و بچسبانید."),
    (b"PK\x03\x04", "این پرونده فشرده یا سند Word/Excel است، نه متن ساده. متن آن را رونوشت کنید و بچسبانید."),
    (b"\xd0\xcf\x11\xe0", "این پرونده سند قدیمی Word/Excel است، نه متن ساده. متن آن را رونوشت کنید و بچسبانید."),
    (b"{\\rtf", "این پرونده RTF است، نه متن ساده. متن آن را رونوشت کنید و بچسبانید."),
    *(
        (signature, "این پرونده تصویر است، نه متن. متن سند را بنویسید یا پرونده متنی آن را بفرستید.")
        for signature in (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*", b"BM")
    ),
    *(
        (signature, "این پرونده فشرده است، نه متن. آن را باز کنید و پرونده متنی درون آن را بفرستید.")
        for signature in (b"\x1f\x8b", b"7z\xbc\xaf\x27\x1c", b"Rar!", b"PK\x05\x06")
    ),
)

# Control characters that no text file has; TAB, line ends, form feed and the Ctrl-Z that ended DOS files do occur.
_CONTROLS = re.compile("[\x00-\x08\x0e-\x19\x1b-\x1f\x7f]")
# What Persian documents are made of. Read in the wrong byte order, or when they are no UTF-16 at all, two bytes give
# Chinese, Korean, private or unassigned characters instead, none of which is here.
_FAMILIAR = re.compile("[\t\n\r\x20-\x7e\xa0-\xff\u0600-\u06ff\u200b-\u200f\u2010-\u203a\ufb50-\ufdff\ufe70-\ufefc]")
_ARABIC = "\u0621-\u063a\u0640-\u0652\u067e\u0686\u0688\u0691\u0698\u06a9\u06af\u06ba\u06be\u06c1\u06d2"
_ARABIC_LETTER = re.compile(f"[{_ARABIC}]")
_NEUTRAL = re.compile("[\xa0«»،؛؟\u200c-\u200f–—‘’“”‚„•…×÷°·\xad]")
_BESIDE_LATIN = re.compile(f"[A-Za-z][{_ARABIC}]|[{_ARABIC}][A-Za-z]")


def decode(data: bytes) -> Decoded:
    """The text of a file of at most 5 MB.

    Takes UTF-8 with or without byte order mark, UTF-16 in either byte order with or without it, and Windows-1256 when
    what it gives is Persian. Raises DecodingError for all else: other formats by their signature, NUL, binary data,
    other encodings, what is too big.
    """
    if len(data) > MAX_BYTES:
        raise DecodingError("این پرونده بیش از ۵ مگابایت است. سند را بخش‌بخش کنید و دوباره بفرستید.")
    for signature, message in _SIGNATURES:
        # «BM» also begins English text: a picture has zero bytes in its header as well.
        if data.startswith(signature) and (signature != b"BM" or b"\x00" in data[:32]):
            raise DecodingError(message)
    return _by_mark(data) or _as_utf_16(data) or _as_utf_8(data) or _as_windows_1256(data) or _refuse(data)


def _by_mark(data: bytes) -> Decoded | None:
    marks: tuple[tuple[bytes, str, Encoding], ...] = (
        (b"\xef\xbb\xbf", "utf-8", "utf-8-sig"),
        (b"\xff\xfe", "utf-16-le", "utf-16-le"),
        (b"\xfe\xff", "utf-16-be", "utf-16-be"),
    )
    for mark, codec, encoding in marks:
        if data.startswith(mark):
            try:
                text = data[len(mark) :].decode(codec)
            except UnicodeDecodeError as error:
                name = codec.upper().removesuffix("-LE").removesuffix("-BE")
                raise DecodingError(f"این پرونده با نشانه {name} آغاز می‌شود ولی ناقص است. {_SAVE_AS}") from error
            return Decoded(_without_nul(text), encoding)
    return None


def _as_utf_16(data: bytes) -> Decoded | None:
    """UTF-16 that carries no mark, where all but a few characters are those of a Persian document."""
    if not data or len(data) % 2:
        return None
    # Persian's and Latin's blocks are pages 06 and 00 of Unicode, so one of two bytes is mostly one of these. Page 20
    # has the half-space, but 20 is also the space of ASCII: «1 2 3 4 » would be four signs of that page.
    for encoding, high in (("utf-16-le", data[1::2]), ("utf-16-be", data[::2])):
        letters = sum(high.count(page) for page in (0x00, 0x06, 0xFB, 0xFE))
        if letters < 0.5 * len(high) or letters + high.count(0x20) < 0.95 * len(high):
            continue
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text and len(_FAMILIAR.findall(text)) >= 0.95 * len(text):
            return Decoded(text, "utf-16-le" if encoding == "utf-16-le" else "utf-16-be")
    return None


def _as_utf_8(data: bytes) -> Decoded | None:
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    if len(_CONTROLS.findall(text)) > len(text) // 100:
        _refuse(data)
    return Decoded(_without_nul(text), "utf-8")


def _as_windows_1256(data: bytes) -> Decoded | None:
    """Windows-1256, by the share of Persian letters, because any bytes at all can be read as it.

    Nine of ten characters beyond ASCII (signs aside) must be letters of it, and not stand inside Latin words, as the
    accented letters of Western encodings would.
    """
    text = data.decode("cp1256")
    beyond_ascii = sum(1 for c in text if c > "\x7f") - len(_NEUTRAL.findall(text))
    letters = len(_ARABIC_LETTER.findall(text))
    if _CONTROLS.search(text) or letters < 2 or letters < 0.9 * beyond_ascii:
        return None
    if len(_BESIDE_LATIN.findall(text)) > 0.1 * letters:
        return None
    return Decoded(text, "windows-1256")


def _without_nul(text: str) -> str:
    if "\x00" in text:
        place = persian_digits(text.index("\x00") + 1)
        raise DecodingError(f"در این پرونده نویسه تهی هست (نویسه {place}) و متن ساده نیست. {_SAVE_AS}")
    return text


def _refuse(data: bytes) -> NoReturn:
    controls = len(re.findall(rb"[\x00-\x08\x0e-\x19\x1b-\x1f\x7f]", data))
    if controls > len(data) // 100:
        raise DecodingError(f"این پرونده متن نیست. پرونده‌ای با پسوند md یا txt بفرستید؛ {_SAVE_AS}")
    broken = data.decode("utf-8", "replace")
    losses, beyond_ascii = broken.count("\ufffd"), sum(1 for c in broken if c > "\x7f")
    if losses and beyond_ascii > 10 * losses:
        line = persian_digits(broken[: broken.index("\ufffd")].count("\n") + 1)
        raise DecodingError(f"این پرونده UTF-8 است ولی در سطر {line} نویسه‌ای خراب دارد. آن سطر را درست کنید.")
    raise DecodingError(f"کدگذاری این پرونده شناخته نشد (UTF-8، UTF-16 یا Windows-1256 نیست). {_SAVE_AS}")
