"""What a secretary copies elsewhere arrives with its nesting.

The samples in clipboards/ have the shape in which Word (desktop and web), LibreOffice, Google Docs, Telegram and web
pages hand over what is copied; their words are this project's own.
"""

import time
from pathlib import Path

import pytest

from tests.browser.modules import open_modules

CLIPBOARDS = Path(__file__).with_name("clipboards")
READ = """async ([html, plain]) => {
  const { readClipboard } = await import("/static/js/clipboard.js");
  const told = readClipboard(html, plain);
  if (!told) return null;
  const lost = told.lost.map(({ kind, text }) => [kind, text]);
  return { head: told.head, turns: told.turns.map((turn) => [turn.speaker, turn.post, turn.text]), lost };
}"""

SAMPLES = {
    "word-desktop": (
        "درباره پیاده‌راه کوچه نمونه سه نکته گفته شد.\n\n"
        "- گذر شمالی پیش از گذر جنوبی سنگ‌فرش شود:\n"
        "  - با همسایگان گفت‌وگو شود.\n"
        "    - نخست با کسبه گذر\n"
        "  - رفت‌وآمد سالمندان در نظر گرفته شود.\n"
        "- برآورد هزینه در جلسه آتی ارائه شود.",
        [],
        [],
    ),
    "word-desktop-speakers": (
        "یادداشت پیش از دستور",
        [
            [
                "آقای فرضی‌زاده",
                "دبیر کارگروه",
                "گزارش کتابخانه‌ها داده شد.\n\n- ساعت کار تا شب بیشتر شود.\n- نکته: قفسه کتاب محلی بماند.",
            ],
            [
                "خانم مثالیان",
                "",
                "با پیشنهاد موافق است.\n\nدرباره هزینه: سخنی گفته نشد.\n\n### عصر خوشنویسی\n\nماهی یک بار برگزار شود.",
            ],
        ],
        [],
    ),
    "word-desktop-table": (
        "- فضای سبز سه محله:\n"
        "  - سرانه آن در جدول آمده است.\n"
        "  - باغ‌های پیرامون شمرده نشده است.\n"
        "- نقشه آن را شهرسازی می‌دهد.",
        [],
        [["table", "محله نمونه، ۴ مترمربع"], ["picture", "نقشه محله نمونه"]],
    ),
    "word-desktop-skipped-level": (
        "- رویداد پایان سال\n  - جای آن هنوز معلوم نیست\n  - زمان آن هم\n- دبیرخانه پیگیری می‌کند",
        [],
        [],
    ),
    "word-web": (
        "",
        [
            [
                "خانم الگوپور",
                "",
                "درباره بازارچه هفتگی\n\n"
                "- جای بازارچه نزدیک میدانچه باشد:\n"
                "  - راه خودرو بسته نشود\n"
                "  - سایه‌بان داشته باشد\n"
                "    - از پارچه، نه از فلز\n"
                "- روز آن پنجشنبه باشد",
            ]
        ],
        [],
    ),
    "libreoffice": (
        "",
        [
            [
                "آقای پنداری",
                "مدعو صنفی",
                "درخواست صنف نمونه خوانده شد.\n\n"
                "- جای پارک برای بار:\n"
                "  - صبح‌ها تا ساعت ۹\n"
                "  - در هر دو سوی خیابان\n"
                "    - جز روزهای تعطیل\n"
                "- نورپردازی گذر\n\n"
                "پاسخ در جلسه آتی داده می‌شود.",
            ]
        ],
        [],
    ),
    "google-docs": (
        "",
        [
            [
                "خانم انگاری",
                "",
                "سه پیشنهاد داده شد\n\n"
                "- درختان گذر شماره شوند\n"
                "  - از چنارهای کهن آغاز شود\n"
                "- آبیاری شبانه باشد\n\n"
                "### نگهداری\n\n"
                "کار هر محله با همان محله است.",
            ]
        ],
        [],
    ),
    "telegram-web": (
        "",
        [
            [
                "آقای مثالیان",
                "",
                "ایستگاه دوچرخه\n\n"
                "- دو ایستگاه در آغاز\n"
                "  - کنار باغ ملی\n"
                "  - روبه‌روی کتابخانه\n"
                "- نگهداری با پیمانکار\n\n"
                "🚲",
            ]
        ],
        [],
    ),
    "telegram": (
        "",
        [
            [
                "خانم نمونه‌نژاد",
                "رئیس کمیسیون",
                "دو نکته کوتاه\n\n- آب‌نمای میدان روشن شود\n  - تنها پس از غروب\n  - در روزهای گرم\n- نیمکت‌ها رنگ شود",
            ],
            ["آقای پنداری", "", "موافقم."],
        ],
        [],
    ),
    "plain": ((CLIPBOARDS / "plain.txt").read_text(), [], []),
    "web-page": (
        "### چشم‌انداز محله\n\n"
        "- پیاده‌روی هموار\n  - برای صندلی چرخ‌دار\n- روشنایی\n\n"
        "در دو سوی گذر\n\n"
        "- بند دستی\n\n"
        "\\# نشانه",
        [],
        [["picture", ""]],
    ),
}


def sample(name: str) -> list[str]:
    held = [CLIPBOARDS / f"{name}.{kind}" for kind in ("html", "txt")]
    return [path.read_text() if path.exists() else "" for path in held]


@pytest.fixture
def pasted(page):
    open_modules(page)
    return lambda html, plain="": page.evaluate(READ, [html, plain])


def test_every_sample_keeps_its_nesting_and_its_speakers(pasted, page):
    for name, (head, turns, lost) in SAMPLES.items():
        assert pasted(*sample(name)) == {"head": head, "turns": turns, "lost": lost}, name
    assert {path.stem for path in CLIPBOARDS.iterdir()} == set(SAMPLES)
    assert page.watch.csp_reports == []  # Word's styles went past the policy, not through it


def test_what_word_adds_around_a_copy_is_not_text(pasted):
    html, _ = sample("word-desktop")
    for word in ("Style Definitions", "Symbol", "·", "§", "\u00a0", "OfficeDocumentSettings"):
        assert word not in pasted(html)["head"], word


LINES = {
    "a word": ("", "سلام"),
    "a bold word from elsewhere": ("<b>سلام</b>", "سلام"),
    "a line of a page": ('<meta charset="utf-8"><span style="font-weight: 700">سلام بر همه</span>', "سلام بر همه"),
    "nothing": ("", ""),
}


@pytest.mark.parametrize("name", LINES)
def test_one_line_is_left_to_the_browser(pasted, name):
    assert pasted(*LINES[name]) is None


def test_a_name_before_a_colon_that_is_not_bold_is_text(pasted):
    assert pasted("<p>آقای الف: سلام</p><p>سپس <b>نام:</b> در میانه</p>", "")["turns"] == []
    assert pasted("", "آقای الف: سلام\nدو")["turns"] == []


def test_signs_of_the_outline_inside_a_copied_text_stay_text(pasted):
    told = pasted("<ul><li>- یک</li><li>* دو</li><li>**سه:** چهار</li></ul><p>\\ پنج</p>", "")
    assert told["head"] == "- - یک\n- * دو\n- **سه:** چهار\n\n\\\\ پنج"
    assert told["turns"] == []


@pytest.mark.parametrize("kind", ["word", "plain"])
def test_two_thousand_lines_are_understood_in_well_under_a_second(pasted, kind):
    if kind == "word":
        item = "<p class=MsoListParagraph dir=RTL style='mso-list:l0 level{} lfo1'><span lang=FA>بند {}</span></p>"
        given = ("\n".join(item.format(1 + at % 3, at) for at in range(2000)), "")
    else:
        given = ("", "\n".join("\t" * (at % 3) + f"- بند {at}" for at in range(2000)))
    begun = time.monotonic()
    told = pasted(*given)
    assert time.monotonic() - begun < 1
    assert len(told["head"].splitlines()) == 2000
