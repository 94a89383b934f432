"""The official letter: its form and margins, every word of it in order, and what stays together."""

import re
import subprocess
from dataclasses import replace

import pytest

from meetings.sheet import Stamp
from persian.numbers import persian_digits
from statements.letter import context_of, letter_pdf
from statements.sheet import AddresseeSheet, ClauseSheet, SignatorySheet, StatementSheet, from_content

STAMP = Stamp(2, "K7TM-RWQZ", "۲ آذر ۱۴۰۵", "https://portal.example.ir/v/K7TM-RWQZ/")
MM = 72 / 25.4
TEXTS = (
    "گذرهای پیرامون بازار کهن، به‌ویژه راسته‌های سرپوشیده، در روزهای آدینه پیاده‌راه شود.",
    "مثلاً در هر محله یک حیاط همگانی برای بازی کودکان ساخته شود و هزینه آن تأمین گردد.",
    "صورت هزینه کف‌سازی گذرها هر سه ماه یک بار، به زبانی که همه بفهمند، منتشر شود.",
)
CLOSING = "امید است این پیشنهادها با همراهی دستگاه‌ها به انجام برسد."


def clause(number, text, level=1):
    return ClauseSheet(f"k{number}", number, persian_digits(number), level, text)


def letter(count=3, **changes):
    plain = StatementSheet(
        organisation="کارگروه قزوین + ۲۰",
        name="بیانیه شماره ۷",
        title="پیاده‌راه‌ها و حیاط‌های محله",
        number=7,
        round_name="دور پنجم",
        letter_number="۱۲۳/د",
        letter_attachment="دارد",
        date="۲ آذر ۱۴۰۵",
        date_short="۱۴۰۵/۰۹/۰۲",
        subject="",
        greeting="با سلام و احترام",
        preamble="شهر از آنِ کودکان نیز هست.\nکارگروه پس از سه نشست این پیشنهادها را تقدیم می‌کند.",
        closing=CLOSING,
        recipients=(
            AddresseeSheet("شهردار محترم شهر نمونه", "", None),
            AddresseeSheet("ریاست محترم شورای شهر نمونه", "", None),
        ),
        copies=(
            AddresseeSheet("استانداری نمونه", "جهت آگاهی", None),
            AddresseeSheet("سازمان نمونه پارک‌ها", "جهت اقدام", None),
        ),
        clauses=tuple(clause(str(n), TEXTS[n % 3]) for n in range(1, count + 1)),
        signatories=(SignatorySheet("مهندس بهرام نمونه", "رئیس کارگروه", None),),
        stamp=STAMP,
    )
    return replace(plain, **changes)


def pages(pdf):
    text = subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True).stdout.decode()
    return [re.sub("[\u202a-\u202e]", " ", page) for page in text.split("\f")[:-1]]


def words(text):
    return re.findall(r"[\w\u200c\u200d\u064b-\u0655\u0670]+", text)


def in_order(phrases, text):
    found, at = " ".join(words(text)), 0
    for phrase in phrases:
        place = found.find(" ".join(words(phrase)), at)
        assert place >= 0, f"{phrase} is missing or too early"
        at = place + 1


def boxes(pdf, page=1):
    """(x from the left, y from the top, x and y of the other corner) of each word, in millimetres."""
    command = ["pdftotext", "-bbox", "-f", str(page), "-l", str(page), "-", "-"]
    html = subprocess.run(command, input=pdf, capture_output=True, check=True).stdout.decode()
    found = re.findall(r'<word xMin="(.+?)" yMin="(.+?)" xMax="(.+?)" yMax="(.+?)">(.*?)</word>', html)
    return [(*(float(number) / MM for number in numbers), word) for *numbers, word in found]


def place_of(pdf, word, page=1):
    """The box of a word as pdftotext gives it, whichever way round it writes it."""
    return next(box for box in boxes(pdf, page) if box[4] in (word, word[::-1]))


def test_every_part_comes_back_in_the_order_of_an_official_letter():
    whole = " ".join(pages(letter_pdf(letter())))
    in_order(
        [
            "بسمه تعالی",
            "شهردار محترم شهر نمونه",
            "ریاست محترم شورای شهر نمونه",
            "موضوع",
            "پیاده‌راه‌ها و حیاط‌های محله",
            "با سلام و احترام",
            "شهر از آنِ کودکان نیز هست",
            TEXTS[1],
            TEXTS[2],
            TEXTS[0],
            CLOSING,
            "مهندس بهرام نمونه",
            "رئیس کارگروه",
            "رونوشت",
            "استانداری نمونه",
            "جهت آگاهی",
            "سازمان نمونه پارک‌ها",
            "جهت اقدام",
            "ویرایش دوم",
            "K7TM-RWQZ",
        ],
        whole,
    )
    for said in ("بیانیه شماره ۷", "۱۲۳/د", "۱۴۰۵/۰۹/۰۲", "پیوست"):
        assert " ".join(words(said)) in " ".join(words(whole)), said


@pytest.mark.parametrize("count", [3, 30])
def test_the_first_page_keeps_the_official_margins(count):
    pdf = letter_pdf(letter(count))
    body = [box for box in boxes(pdf) if 40 <= box[1] < 272]
    assert 39.5 <= place_of(pdf, "شهردار")[1] <= 41.5  # 4 cm above the recipient
    assert max(box[2] for box in body) == pytest.approx(185, abs=0.5)  # 2.5 cm at the right
    assert min(box[0] for box in body) >= 14.9  # 1.5 cm at the left
    assert max(box[3] for box in body) <= 272.5  # 2.5 cm at the foot


def test_later_pages_keep_the_same_sides_and_foot():
    pdf = letter_pdf(letter(60))
    body = [box for box in boxes(pdf, 2) if 25 <= box[1] < 272]
    assert body
    assert max(box[2] for box in body) <= 185.5
    assert min(box[0] for box in body) >= 14.9
    assert max(box[3] for box in body) <= 272.5


def test_a_single_signatory_stands_at_the_lower_left_with_the_name_above_the_post():
    pdf = letter_pdf(letter())
    name, post = place_of(pdf, "بهرام"), place_of(pdf, "رئیس")
    assert name[2] < 75
    assert name[3] <= post[1] + 2
    assert name[1] > place_of(pdf, "گذرهای")[3]


def test_a_letter_of_three_clauses_fills_one_page_and_one_of_thirty_several():
    assert len(pages(letter_pdf(letter(3)))) == 1
    found = pages(letter_pdf(letter(30)))
    assert 2 <= len(found) <= 4
    assert all("K7TM-RWQZ" in page for page in found)
    for at, page in enumerate(found, start=1):
        said = " ".join(words(page))
        assert f"صفحه {persian_digits(at)} از {persian_digits(len(found))}" in said
        assert "بیانیه شماره ۷" in said


@pytest.mark.parametrize("count", [4, 5, 6, 7, 8, 9, 10, 14, 20, 31])
def test_signatures_stay_together_and_never_stand_alone(count):
    signing = tuple(SignatorySheet(f"امضاگر{n}", "عضو", None) for n in ("الف", "ب", "پ", "ت", "ث"))
    found = pages(letter_pdf(letter(count, signatories=signing)))
    with_names = [page for page in found if "امضاگر" in page]
    assert len(with_names) == 1
    assert sum(f"امضاگر{n}" in with_names[0] for n in ("الف", "ب", "پ", "ت", "ث")) == 5
    assert "انجام" in with_names[0] or "منتشر" in with_names[0], "the last words of the letter stay with the signatures"


def test_fonts_are_ours_and_embedded():
    out = subprocess.run(["pdffonts", "-"], input=letter_pdf(letter()), capture_output=True, check=True).stdout.decode()
    rows = out.splitlines()[2:]
    assert {"Parastoo", "Vazirmatn"} <= {name for row in rows for name in ("Parastoo", "Vazirmatn") if name in row}
    assert all(re.search(r"\byes +(yes|no) +yes\b", row) for row in rows)


def test_a_title_of_two_hundred_letters_is_told_whole_beside_another_subject():
    title = ("ساماندهی گذرها و میدان‌های محله در بافت کهن با همراهی مردم " * 5)[:200].strip()
    found = letter_pdf(letter(3, title=title, subject="تقدیم پیشنهادها"))
    in_order(["تقدیم پیشنهادها", title, "با سلام"], " ".join(pages(found)))
    assert max(box[2] for box in boxes(found)) <= 185.5


def test_a_long_number_stands_above_its_clause_and_a_part_further_in():
    context = context_of(letter(0, clauses=(clause("1", "بند"), clause("1-2", "جزء", 2), clause("تبصره یک", "متن"))))
    assert [line.form for line in context["clauses"]] == [
        "clause beside level-1",
        "clause beside level-2",
        "clause above level-1",
    ]


def test_a_draft_says_so_on_every_page_and_leaves_places_for_the_pen():
    found = pages(letter_pdf(letter(30, stamp=None, signatories=(), recipients=())))
    assert all("پیش‌نویس" in page for page in found)
    assert "نام و سمت امضاکننده" in found[-1]
    assert "درج نشده" not in " ".join(found)


def test_what_an_issued_letter_does_not_know_is_said_once():
    (found,) = pages(letter_pdf(letter(0, recipients=(), signatories=(), copies=())))
    assert " ".join(words("گیرندگان، متن بندها و امضاکنندگان در سند درج نشده است")) in " ".join(words(found))
    assert "رونوشت" not in found


def test_the_order_of_number_date_and_attachment_is_a_setting(settings):
    settings.LETTERHEAD_ORDER = ("attachment", "date", "number")
    assert [entry.label for entry in context_of(letter())["letterhead"]] == ["پیوست", "تاریخ", "شماره"]


def test_text_that_looks_like_markup_is_printed_as_text():
    hostile = '<img src="file:///etc/passwd"><link rel=attachment href="file:///etc/passwd">'
    given = letter(0, title=hostile, preamble=hostile, clauses=(clause("1", hostile),), closing=hostile)
    assert " ".join(pages(letter_pdf(given))).count("passwd") >= 6


def test_a_sheet_comes_back_from_what_was_frozen():
    sheet = letter()
    assert from_content(sheet.as_content(), STAMP) == sheet
    with pytest.raises(ValueError, match="unknown form"):
        from_content({**sheet.as_content(), "form": 2}, STAMP)
