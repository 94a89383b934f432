"""The PDF of minutes: the form of a صورتجلسه, every word of it, and the pages it falls on."""

import io
import re
import subprocess
from dataclasses import replace

import pytest
from django.template import engines
from PIL import Image

from meetings.minutes_pdf import context_of, minutes_pdf
from meetings.sheet import (
    AgendaSheet,
    AttendeeSheet,
    BlockSheet,
    DecisionSheet,
    MinutesSheet,
    SignatureSheet,
    Stamp,
    TurnSheet,
)
from persian.numbers import ordinal_words, persian_digits
from records.sections import Section

STAMP = Stamp(2, "K7TM-RWQZ", "۲ آذر ۱۴۰۵", "https://portal.example.ir/v/K7TM-RWQZ/")
OFFLINE = replace(STAMP, verify_url="")
# Half-spaces, tanvin, lam-alef, the two hamzas, digits, Latin, brackets, signs: whatever has been lost in a PDF before.
LINES = (
    ("lead", 0, "گزارش کوتاه «نهال‌کاری سال ۱۴۰۴» (پیوست الف) خوانده شد."),
    ("bullet", 1, "مثلاً ۱۲۰ اصله نهال در بوستان لاله کاشته شد و فعلاً آبیاری می‌شود."),
    ("bullet", 2, "قنات‌های محله‌های کهن، به‌ویژه راه‌آب‌ها، بازدید می‌گردند."),
    ("bullet", 2, "سهم هر محله + ۲۰ درصد در نظر گرفته شد و هزینه آن معین است."),
    ("bullet", 1, "تاریخ بازدید ۱۴۰۵/۰۹/۰۲ است، ان‌شاءالله."),
    ("paragraph", 0, "نرم‌افزار OpenStreetMap برای نقشه به کار می‌رود و پرونده Word آن بایگانی شد."),
    ("subheading", 0, "خانهٔ ما، باغستان سنتی:"),
    ("bullet", 1, "مسئول تأیید نهایی، رئیس جلسه است؛ آئین‌نامه‌ها لازم‌الاجرا هستند."),
    ("bullet", 2, "اولاً مالکان آگاه شوند، ثانیاً املاک پلاک‌گذاری گردد."),
    ("bullet", 3, "ج. ا. ایران در این‌باره سوابقی دارد... و کامل است."),
    ("bullet", 1, "حتماً سرّ موفقیت، کارِ گروهی است [یادداشت دبیر] – بی‌تردید."),
)


def blocks(count, lines=LINES):
    """So many lines, the first being the lead."""
    first = [BlockSheet(1, *lines[0])]
    return (*first, *(BlockSheet(n, *lines[1 + n % (len(lines) - 1)]) for n in range(2, count + 1)))


def sheet(count=11, **changes):
    """Minutes that say nothing of their meeting: a draft, unless a stamp is given."""
    turn = TurnSheet(1, "خانم پروین نمونه‌گو", "نماینده شهرداری", None, blocks(count) if count else ())
    plain = MinutesSheet(
        organisation="کارگروه قزوین + ۲۰", title="صورتجلسه جلسه سوم دور چهارم", kind="صورتجلسه نیمه‌مشروح",
        is_summary=False, round_number=4, round_name="دور چهارم", meeting_number=3, number_words="سوم",
        number_is_probable=False, letter_number="", letter_attachment="", weekday="", date="", date_short="",
        start="", end="", place="", chair="", secretary="", attendance_known=False, present=(), absent=(), guests=(),
        agenda=(), turns=(turn,) if count else (), decisions=(),
        signatures=(SignatureSheet("", "دبیر جلسه"), SignatureSheet("", "رئیس جلسه")),
    )  # fmt: skip
    return replace(plain, **changes)


def full(**changes):
    """Minutes of which everything is known."""
    return sheet(
        letter_number="۱۲۳/د", letter_attachment="دارد", weekday="دوشنبه", date="۲ آذر ۱۴۰۵", date_short="۱۴۰۵/۰۹/۰۲",
        start="۱۷:۰۰", end="۱۹:۳۰", place="تالار نمونه", chair="مهندس بهرام نمونه", secretary="دکتر مینا نمونه",
        attendance_known=True,
        present=tuple(AttendeeSheet(f"عضو {ordinal_words(n)}", "معاون", "عضو") for n in range(1, 21)),
        absent=(AttendeeSheet("خانم غایب‌نمونه", "", "عضو", "غیبت موجه"),),
        guests=(AttendeeSheet("آقای مدعونمونه", "رئیس اتحادیه", "مدعو صنفی"),),
        agenda=(AgendaSheet(1, "بررسی گزارش نهال‌کاری", "دبیر جلسه"),),
        decisions=tuple(
            DecisionSheet(f"۴/{persian_digits(n)}", "مقرر گردید گزارش فرستاده شود. " * 7, "دبیرخانه", "۱۴۰۵/۱۰/۰۱", n)
            for n in range(1, 13)
        ),
        signatures=(SignatureSheet("دکتر مینا نمونه", "دبیر جلسه"), SignatureSheet("", "رئیس جلسه")),
        **changes,
    )  # fmt: skip


def pages(pdf):
    text = subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True).stdout.decode()
    return [re.sub("[\u202a-\u202e]", " ", page) for page in text.split("\f")[:-1]]


def words(text):
    return re.findall(r"[\w\u200c\u200d\u064b-\u0655\u0670]+", text)


def plain(text):
    """The words alone: pdftotext moves a sign that stands between a number and a letter."""
    return " ".join(words(text))


def picture(pdf):
    command = ["pdftoppm", "-r", "40", "-f", "1", "-l", "1", "-png", "-"]
    return Image.open(io.BytesIO(subprocess.run(command, input=pdf, capture_output=True, check=True).stdout)).convert(
        "RGB"
    )


def colours(pdf):
    return {colour for _, colour in picture(pdf).getcolors(1_000_000)}


def images(pdf):
    out = subprocess.run(["pdfimages", "-list", "-"], input=pdf, capture_output=True, check=True).stdout.decode()
    return [line for line in out.splitlines()[2:] if " image " in line]


DRAFT_TINT = (0xED, 0xF1, 0xF1)


def test_every_word_comes_back_in_order_with_its_half_spaces():
    given = sheet(32, stamp=OFFLINE)
    found = words(" ".join(pages(minutes_pdf(given))))
    at = 0
    for turn in given.turns:
        for word in words(" ".join([turn.speaker, turn.post, *(block.text for block in turn.blocks)])):
            assert word in found[at:], f"{word} is missing after {found[at - 3 : at]}"
            at = found.index(word, at) + 1


def test_the_words_between_two_numbers_are_those_that_were_given():
    given = sheet(3, stamp=OFFLINE)
    found = plain(" ".join(pages(minutes_pdf(given))))
    for block in given.blocks:
        assert plain(block.text) in found


def test_a_draft_says_so_across_the_page_and_at_the_foot_of_each():
    pdf = minutes_pdf(sheet(30))
    assert DRAFT_TINT in colours(pdf)
    assert len(pages(pdf)) > 1
    assert all("پیش‌نویس" in page for page in pages(pdf))


def test_an_edition_carries_its_code_on_every_page_and_no_draft_mark():
    pdf = minutes_pdf(sheet(30, stamp=STAMP))
    assert DRAFT_TINT not in colours(pdf)
    assert all("K7TM-RWQZ" in page and "پیش‌نویس" not in page for page in pages(pdf))
    assert "ویرایش دوم" in pages(pdf)[-1]
    assert plain("ابلاغ‌شده در ۲ آذر ۱۴۰۵") in plain(pages(pdf)[-1])


def test_the_qr_is_there_only_when_the_world_can_reach_the_address():
    with_address, without = minutes_pdf(sheet(stamp=STAMP)), minutes_pdf(sheet(stamp=OFFLINE))
    assert len(images(with_address)) == 1
    assert "https://portal.example.ir/v/K7TM-RWQZ/" in pages(with_address)[-1]
    assert images(without) == []
    assert "https" not in "".join(pages(without))


def test_pages_are_counted_in_persian():
    found = pages(minutes_pdf(sheet(40, stamp=STAMP)))
    assert len(found) == 3
    for number, page in enumerate(found, start=1):
        assert words(page[page.index("صفحه") :])[:4] == ["صفحه", persian_digits(number), "از", "۳"]


def test_later_pages_name_the_minutes_at_their_head():
    first, second = pages(minutes_pdf(sheet(30, stamp=STAMP)))[:2]
    assert first.count("صورتجلسه جلسه سوم دور چهارم") == 1
    assert "صورتجلسه جلسه سوم دور چهارم" in second


def test_the_form_has_what_an_iranian_reader_looks_for():
    first = pages(minutes_pdf(full(stamp=STAMP)))[0]
    for said in ("بسمه تعالی", "کارگروه قزوین", "شماره", "۱۲۳/د", "تاریخ", "۱۴۰۵/۰۹/۰۲", "پیوست", "دوشنبه"):
        assert plain(said) in plain(first), said
    for said in ("تالار نمونه", "۱۷:۰۰", "۱۹:۳۰", "مهندس بهرام نمونه", "دکتر مینا نمونه", "حاضرین", "عضو بیستم"):
        assert plain(said) in plain(first), said
    whole = " ".join(pages(minutes_pdf(full(stamp=STAMP))))
    for said in ("غایبین", "غیبت موجه", "مدعوین", "رئیس اتحادیه", "دستور جلسه", "مشروح مذاکرات", "مصوبات"):
        assert plain(said) in plain(whole), said
    assert "در سند درج نشده" not in whole


def test_the_order_of_number_date_and_attachment_is_a_setting(settings):
    settings.LETTERHEAD_ORDER = ("date", "number", "attachment")
    assert [entry.label for entry in context_of(sheet())["letterhead"]] == ["تاریخ", "شماره", "پیوست"]


def test_the_head_of_the_decisions_is_repeated_on_each_page_they_reach():
    found = [page for page in pages(minutes_pdf(full(stamp=STAMP))) if "۴/" in page and "۱۴۰۵/۱۰/۰۱" in page]
    assert len(found) > 1
    assert all("مسئول اجرا" in page and "مهلت اجرا" in page for page in found)


def test_what_an_edition_does_not_know_is_said_once():
    whole = " ".join(pages(minutes_pdf(sheet(stamp=OFFLINE))))
    assert whole.count("درج نشده") == 1
    assert "محل برگزاری" in whole


def test_what_a_draft_does_not_know_is_left_for_the_pen():
    whole = " ".join(pages(minutes_pdf(sheet())))
    assert "درج نشده" not in whole
    assert "محل برگزاری" in whole
    assert "حاضرین" in whole


def test_a_summary_says_that_it_is_one():
    whole = " ".join(pages(minutes_pdf(sheet(is_summary=True, kind="خلاصه", stamp=STAMP))))
    assert "خلاصه مذاکرات" in whole
    assert "عین گفته‌های سخنرانان نیست" in whole
    assert "خلاصه مذاکرات" not in " ".join(pages(minutes_pdf(sheet(stamp=STAMP))))


def test_minutes_without_a_line_still_make_a_sheet():
    found = pages(minutes_pdf(sheet(0, stamp=OFFLINE)))
    assert len(found) == 1
    assert "متن مذاکرات در سند درج نشده است" in found[0]


@pytest.mark.parametrize("stamp", [None, STAMP])
def test_signatures_never_stand_alone_on_a_page(stamp):
    for count in (1, 6, 7, 8, 9, 17, 18, 19, 29, 30, 60):
        last = pages(minutes_pdf(sheet(count, stamp=stamp)))[-1]
        before, found, _ = last.partition("امضاکنندگان")
        lines = " ".join(text for _, _, text in LINES)
        assert found, count
        assert any(word in words(lines) for word in words(before) if len(word) > 4), count


def test_the_ninth_level_stays_on_the_page():
    deep = tuple(BlockSheet(n, "bullet", n, "نمونه‌ای برای سطح‌های ژرف " * 9) for n in range(1, 10))
    pdf = minutes_pdf(sheet(turns=(TurnSheet(1, "آقای نمونه", "", None, deep),), stamp=OFFLINE))
    page = picture(pdf)
    edge = [page.getpixel((x, y)) for x in range(30) for y in range(page.height)]
    assert set(edge) == {(255, 255, 255)}


def test_text_that_looks_like_markup_is_printed_as_text():
    hostile = '<img src="file:///etc/passwd"><link rel=attachment href="file:///etc/passwd">'
    turn = TurnSheet(1, hostile, hostile, None, (BlockSheet(1, "paragraph", 0, hostile),))
    assert "passwd" in " ".join(pages(minutes_pdf(sheet(turns=(turn,)))))


def test_a_room_above_adds_its_section_before_the_signatures(tmp_path, monkeypatch):
    (tmp_path / "demands.html").write_text("<h2>خواسته‌های صنفی</h2><p>{{ data.demand }}</p>")
    monkeypatch.setattr(engines["django"].engine, "dirs", [*engines["django"].engine.dirs, tmp_path])
    engines["django"].engine.template_loaders[0].reset() if hasattr(
        engines["django"].engine, "template_loaders"
    ) else None
    section = Section("demands", "demands.html", {"demand": "کاهش عوارض نانوایی‌ها"})
    last = pages(minutes_pdf(sheet(stamp=STAMP), [section]))[-1]
    assert last.index("کاهش عوارض نانوایی‌ها") < last.index("امضاکنندگان")


def test_two_hundred_lines_are_set_in_good_time_and_small():
    pdf = minutes_pdf(sheet(200, stamp=STAMP))
    assert len(pages(pdf)) > 8
    assert len(pdf) < 600_000
