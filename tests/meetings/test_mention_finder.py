import time

import pytest

from meetings.documents.mention_finder import find_rounds

ORDINALS = ["اول", "دوم", "سوم", "چهارم", "پنجم", "ششم", "هفتم", "هشتم", "نهم", "دهم"]


@pytest.mark.parametrize(("number", "word"), list(enumerate(ORDINALS, 1)))
def test_a_round_is_named_by_an_ordinal(number, word):
    assert find_rounds(f"در دور {word}، چند موضوع بررسی شد.") == (number,)
    assert find_rounds(f"دوره {word}: بررسی") == (number,)
    assert find_rounds(f"هدف دوره‌ی {word} این بود") == (number,)
    assert find_rounds(f"{word}ین دوره کارگروه") == (number,)


@pytest.mark.parametrize(
    ("line", "rounds"),
    [
        ("دور نخست", (1,)),
        ("دور یکم", (1,)),
        ("نخستین دور", (1,)),
        ("دور اوّل", (1,)),
        ("دور 3", (3,)),
        ("دور ۳ برگزار شد", (3,)),
        ("دورهٔ ٤", (4,)),
        ("دوره ي دوم", (2,)),
        ("دوره\u00a0پنجم", (5,)),
        ("دور پنجمِ کارگروه", (5,)),
        ("(دور دوم)", (2,)),
        ("دور سوم.", (3,)),
        ("دور دوم پیگیری دور اول بود", (1, 2)),
        ("در دور اول ۴ جلسه، در دور دوم ۲ جلسه و در دور سوم ۳ جلسه", (1, 2, 3)),
        ("دور اول، دور اول", (1,)),
        ("دورهای سوم و چهارم", (3, 4)),
        ("دوره‌های اول، دوم و چهارم", (1, 2, 4)),
        ("دوره های اول تا چهارم", (1, 2, 3, 4)),
        ("از دور دوم تا دور چهارم", (2, 3, 4)),
        ("دوره‌های ۱ و ۲", (1, 2)),
        ("دوره‌های ۲-۴", (2, 3, 4)),
        ("دور چهارم تا دوم", (4,)),
        ("در دور اول، ۴ موضوع و ۳ پروژه", (1,)),
        ("در دور ۱ و ۳ موضوع", (1,)),
    ],
)
def test_a_line_names_its_rounds(line, rounds):
    assert find_rounds(line) == rounds


@pytest.mark.parametrize(
    "line",
    [
        "",
        "چهار دوره گذشته",
        "اعضای چهار دوره قبلی",
        "این دور و دور جدید",
        "دور شهر",
        "دورهمی سوم",
        "اولین دورهمی",
        "کدور سوم",
        "دور اولیه",
        "دور دوم‌خردادی‌ها",
        "دوره ۳ ساله",
        "دوره ۴ روزه",
        "دور ۲۰ کیلومتری",
        "دوره ۱۳۸۸",
        "دور ۳٫۵ برابر",
        "دور بیست و یکم",
        "بیست و پنجمین دوره جشنواره",
        "سوم شهریور",
        "دوره پنجم شورای اسلامی شهر",
        "دوره اول و دوم مجلس",
        "نخستین دوره شوراها",
        "دور دوم انتخابات",
        "جلسه پنجم",
    ],
)
def test_a_line_that_names_no_round_of_ours_gives_none(line):
    assert find_rounds(line) == ()


@pytest.mark.parametrize("line", ["دور " * 300_000, "دور" + " " * 1_000_000, "دور اول و " * 100_000, "x" * 4_000_000])
def test_a_line_of_megabytes_takes_under_two_seconds(line):
    begun = time.process_time()
    find_rounds(line)

    assert time.process_time() - begun < 2
