"""Which rounds a line of minutes names, so that the import can offer them as mentions; a person decides.

A round is named by an ordinal, in words or digits, one to ten: «دور سوم», «دوره‌ی دوم», «دور ۳», «نخستین دوره», «دوره‌های
اول تا چهارم». A count («چهار دوره گذشته») and a pointer («این دور») name no single round. The terms of a council, a
parliament or an election («دوره پنجم شورا») are other rounds than ours and are left out.
"""

import re

from persian.numbers import ascii_digits

_ORDINALS = (
    ("اول", "اوّل", "نخست", "یکم"),
    ("دوم", "دوّم"),
    ("سوم", "سوّم"),
    ("چهارم",),
    ("پنجم",),
    ("ششم", "شیشم"),
    ("هفتم",),
    ("هشتم",),
    ("نهم",),
    ("دهم",),
)
_NUMBER_OF = {word: number for number, words in enumerate(_ORDINALS, 1) for word in words}

_ARABIC_LETTERS = str.maketrans("يىك", "ییک")
_LETTER = "[\u0620-\u064a\u066e-\u06d3]"
_NOT_INSIDE_WORD = f"(?<!{_LETTER})(?<!{_LETTER}\u200c)"
_WORD_ENDS = f"(?!\u200c?{_LETTER})"
_SPACE = "[\\s\u200c]"
_WORD = f"(?P<word>{'|'.join(_NUMBER_OF)}){_WORD_ENDS}"
# A number that counts something («دوره ۳ ساله», «دور ۲ متری») is no ordinal.
_COUNTED = "(?:سال|ماه|روز|هفته|ساعت|دقیقه|نفر|متر|کیلومتر|جلسه|مورد|درصد|بار|مرحله)"
_DIGITS = f"(?P<digits>10|[1-9])(?![\\d/٫])(?!\\.\\d)(?!{_SPACE}*{_COUNTED})"

_SINGULAR = "دور(?:ه(?:\u200c?ی|ٔ|\\sی)?|ۀ|ة)?"
_PLURAL = "دور(?:ه?\u200c?های?|ه\\sهای?)"
_ROUND = re.compile(f"{_NOT_INSIDE_WORD}(?:(?P<plural>{_PLURAL})|{_SINGULAR}){_SPACE}+(?:{_WORD}|{_DIGITS})")
_ORDINAL_FIRST = re.compile(
    f"(?<!بیست و )(?<!سی و ){_NOT_INSIDE_WORD}(?P<word>{'|'.join(_NUMBER_OF)})ین{_SPACE}+{_SINGULAR}{_WORD_ENDS}"
)
_NEXT = re.compile(
    f"(?:(?P<range>\\s+(?:تا|الی)\\s+|\\s*[-–]\\s*)|\\s*،\\s*(?:و\\s+)?|\\s+و\\s+)"
    f"(?:{_SINGULAR}{_SPACE}+)?(?:{_WORD}|{_DIGITS})"
)
_OTHER_TERMS = re.compile("\\s+(?:(?:از|در)\\s+)?(?:شورا|مجلس|ریاست\u200c?\\s?جمهوری|انتخابات)")


def find_rounds(text: str) -> tuple[int, ...]:
    """The numbers of the rounds that the text names, 1 to 10, each once and in rising order; () when it names none."""
    folded = ascii_digits(text).translate(_ARABIC_LETTERS)
    named: set[int] = set()
    at = 0
    while in_order := _ROUND.search(folded, at):
        numbers, at = _with_those_after(folded, in_order)
        named |= numbers
    for found in _ORDINAL_FIRST.finditer(folded):
        if not _OTHER_TERMS.match(folded, found.end()):
            named.add(_number(found))
    return tuple(sorted(named))


def _with_those_after(text: str, found: re.Match[str]) -> tuple[set[int], int]:
    """The round that was found and those joined to it by «و», a comma or «تا», and where they end.

    No round if they are the terms of another body.
    """
    numbers = {_number(found)}
    last, end = _number(found), found.end()
    while after := _NEXT.match(text, end):
        if after["digits"] and not (found["digits"] and (found["plural"] or after["range"])):
            break  # «در دور اول، ۴ موضوع»: a count begins
        number = _number(after)
        numbers |= set(range(last, number + 1)) if after["range"] else {number}
        last, end = number, after.end()
    return (set() if _OTHER_TERMS.match(text, end) else numbers), end


def _number(found: re.Match[str]) -> int:
    return _NUMBER_OF[found["word"]] if found["word"] else int(found["digits"])
