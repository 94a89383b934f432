"""Numbers as Persian writes them: digits and words."""

import re

_TO_PERSIAN = str.maketrans("0123456789٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹" * 2)
_TO_ASCII = str.maketrans("۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩", "0123456789" * 2)

LONGEST_NUMBER = 100  # characters of a number that is typed; what is longer was not meant as a number
WORDS_LIMIT = 10**15  # the first number without words

_UNITS = (
    *("", "یک", "دو", "سه", "چهار", "پنج", "شش", "هفت", "هشت", "نه"),
    *("ده", "یازده", "دوازده", "سیزده", "چهارده", "پانزده", "شانزده", "هفده", "هجده", "نوزده"),
)
_TENS = ("", "", "بیست", "سی", "چهل", "پنجاه", "شصت", "هفتاد", "هشتاد", "نود")
_HUNDREDS = ("", "یکصد", "دویست", "سیصد", "چهارصد", "پانصد", "ششصد", "هفتصد", "هشتصد", "نهصد")
_SCALES = ("", "هزار", "میلیون", "میلیارد", "تریلیون")

_NUMBER = re.compile(r"([-+\u2212]?)([0-9]+|[0-9]{1,3}(?:[,٬،][0-9]{3})+)")


def persian_digits(x: object) -> str:
    """`str(x)` with Persian digits in place of Latin and Arabic ones; all else as it stands."""
    return str(x).translate(_TO_PERSIAN)


def ascii_digits(s: str) -> str:
    """The text with Latin digits in place of Persian and Arabic ones; all else as it stands."""
    return s.translate(_TO_ASCII)


def parse_number(s: str) -> int:
    """The whole number that the text writes in Persian, Arabic or Latin digits.

    Takes spaces around it, a sign before it and separators of thousands («۱٬۲۰۰»). Raises ValueError, with a Persian
    message, for anything else and for more than 100 characters.
    """
    match = _NUMBER.fullmatch(ascii_digits(s.strip())) if len(s) <= LONGEST_NUMBER else None
    if match is None:
        raise ValueError("این نوشته یک عدد صحیح نیست. عدد را فقط با رقم بنویسید.")
    sign, digits = match.groups()
    number = int(re.sub("[,٬،]", "", digits))
    return -number if sign in ("-", "\u2212") else number


def _under_thousand(n: int) -> list[str]:
    rest = n % 100
    tens = [_UNITS[rest]] if rest < 20 else [_TENS[rest // 10], _UNITS[rest % 10]]
    return [word for word in (_HUNDREDS[n // 100], *tens) if word]


def cardinal_words(n: int) -> str:
    """The number in words: 0 «صفر», 21 «بیست و یک», 1388 «یک هزار و سیصد و هشتاد و هشت», -3 «منفی سه».

    Raises ValueError from 10**15 on, either way.
    """
    if abs(n) >= WORDS_LIMIT:
        raise ValueError("این عدد بزرگ‌تر از آن است که به حروف نوشته شود.")
    if n < 0:
        return "منفی " + cardinal_words(-n)
    if n == 0:
        return "صفر"
    groups: list[str] = []
    for scale in _SCALES:
        n, group = divmod(n, 1000)
        if group:
            words = " و ".join(_under_thousand(group))
            groups.insert(0, f"{words} {scale}" if scale else words)
    return " و ".join(groups)


def ordinal_words(n: int) -> str:
    """The place in a row in words: 1 «اول», 3 «سوم», 21 «بیست و یکم», 30 «سی‌ام», 113 «یکصد و سیزدهم».

    Raises ValueError below 1 and from 10**15 on.
    """
    if n < 1:
        raise ValueError("عدد ترتیبی از یک آغاز می‌شود.")
    if n == 1:
        return "اول"
    words = cardinal_words(n)
    if words.endswith("سه"):
        return words.removesuffix("سه") + "سوم"
    if words.endswith("سی"):
        return words + "\u200cام"
    return words + "م"
