"""A document comes in through a real browser, by keyboard alone, with scripts and without."""

import subprocess

import pytest

from tests import cast
from tests.browser import papers
from tests.browser.keyboard import follow, tab_to
from tests.browser.watch import axe_violations, sideways_scrolling

# Arabic letters, a half-space beside a space, two spaces, no-break space, soft hyphen, joiner, marks of direction.
ODD = (
    "**آقاي كوروش فرضی:**\n\n"
    "- مي\u200cرود \u200cو  دو\u00a0فاصله، نر\u00adم، ه\u200dم، \u200f(راست)\u200e و «گیومه» …\n"
    "\t- ژرف"
)


def sign_in_by_keyboard(page, url: str, username: str) -> None:
    page.goto(url)
    follow(page, ".head__me a[href^='/accounts/login/']")
    tab_to(page, "input[name=login]")
    page.keyboard.type(username)
    page.keyboard.press("Tab")
    page.keyboard.type(cast.PASSWORD)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.url == f"{url}/desk/"


def hand_in(page, text: str, number: str) -> None:
    """Pastes a text for that meeting of the fifth round and sends the form, by keyboard, from anywhere."""
    follow(page, "nav a[href='/import/']")
    tab_to(page, "textarea")
    page.keyboard.insert_text(text)
    tab_to(page, "select[name=round]")
    page.keyboard.press("ArrowDown")
    tab_to(page, "input[name=number]")
    page.keyboard.insert_text(number)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def counted(page) -> dict[str, str]:
    rows = page.locator("dl.counts > div")
    return {row.locator("dt").inner_text(): row.locator("dd").inner_text() for row in rows.all()}


@pytest.mark.parametrize(("scripts", "number", "written"), [(True, 31, "۳۱"), (False, 32, "32")])
def test_from_signing_in_to_the_pdf_by_keyboard_alone(filled, open_page, tmp_path, scripts, number, written):
    page = open_page(java_script_enabled=scripts)
    sign_in_by_keyboard(page, filled.url, "kamran")
    hand_in(page, papers.OPENING, written)
    assert counted(page) == {
        "نوبت سخن": "۳",
        "سخن آغازین": "۳",
        "بند": "۲۰",
        "زیربند": "۷",
        "بند بی‌نشانه": "۱",
        "عنوان میانی": "۱",
    }
    assert page.locator("select.form-select").count() == 3
    assert page.locator("input[name=mention]:checked").count() == 2
    tab_to(page, "input[name=publish]")
    page.keyboard.press("Space")
    follow(page, "button[value=save]")

    assert page.url == f"{filled.url}/meetings/5/{number}/"
    assert page.locator("h2.speaker").all_inner_texts() == [
        "دکتر بهرام نمونه (رئیس شورای نمونه):",
        "خانم پروین مثال:",
        "آقای کوروش فرضی:",
    ]
    shown = [line.strip("- ") for line in papers.OPENING.splitlines() if line.strip() and not line.startswith("**")]
    lines = page.locator(".record .txt").all_text_contents()
    assert [line for line in lines if line in shown] == shown
    assert len(lines) == len(shown) + 3  # and what each speaker opened with

    code = page.locator(".colophon .code").inner_text()
    assert tab_to(page, ".acts a[href$='minutes.pdf']").inner_text() == "دریافت PDF"
    with page.expect_response("**/minutes.pdf") as answered:
        page.keyboard.press("Enter")
    assert answered.value.headers["content-type"] == "application/pdf"
    paper = tmp_path / "minutes.pdf"
    paper.write_bytes(page.request.get(answered.value.url).body())
    said = subprocess.run(["pdftotext", paper, "-"], capture_output=True, text=True, check=True).stdout
    assert code in said
    assert "کف‌پوش" in said
    assert said.index("فهرست کوچه") < said.index("نشست بعد در باغ باشد")


def test_what_is_pasted_arrives_character_for_character(filled, open_page):
    page = open_page(permissions=["clipboard-read", "clipboard-write"])
    filled.enter(page, "secretary")
    page.goto(f"{filled.url}/import/")
    page.evaluate("text => navigator.clipboard.writeText(text)", ODD)
    page.locator("textarea").focus()
    page.keyboard.press("Control+V")
    assert page.input_value("textarea") == ODD
    page.select_option("select[name=round]", label="دور پنجم")
    page.fill("input[name=number]", "33")
    page.click("main button[type=submit]")
    page.click("button[value=save]")
    assert page.url == f"{filled.url}/meetings/5/33/draft/"
    assert page.locator(".record .txt").all_text_contents() == [
        line.strip("\t").removeprefix("- ") for line in ODD.splitlines()[2:]
    ]
    kept = page.request.get(filled.url + page.get_attribute(".acts a[href*='/source/']", "href")).body()
    assert kept.decode().replace("\r\n", "\n") == ODD  # a browser sends a form's line ends as CR LF


def test_a_file_is_read_as_well_and_a_second_time_is_asked_about(filled, page, tmp_path):
    paper = tmp_path / "صورتجلسه ۳۴.md"
    paper.write_bytes(papers.OPENING.replace("\n", "\r\n").encode("utf-16"))
    filled.enter(page, "secretary")
    for _ in range(2):
        page.goto(f"{filled.url}/import/?round=5&number=34")
        page.set_input_files("input[type=file]", paper)
        page.click("main button[type=submit]")
        assert "صورتجلسه ۳۴.md" in page.inner_text("main")
        page.click("button[value=save]")
    assert "/import/" in page.url
    assert "پیش از این" in page.inner_text("[role=alert]")
    assert axe_violations(page) == []
    page.check("input[name=replace]")
    page.click("button[value=save]")
    assert page.url == f"{filled.url}/meetings/5/34/draft/"


WRONG = {
    "too high a number": ("۹۹۹۹۹", False, "input[name=number]"),
    "no number": ("دو", False, "input[name=number]"),
    "a file and a text": ("۳۵", True, ".alert"),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_an_error_keeps_what_was_typed_and_stands_beside_its_field(filled, page, tmp_path, wrong):
    number, with_file, place = WRONG[wrong]
    filled.enter(page, "secretary")
    page.goto(f"{filled.url}/import/")
    page.fill("textarea", ODD)
    page.select_option("select[name=round]", label="دور پنجم")
    page.fill("input[name=number]", number)
    if with_file:
        (tmp_path / "a.md").write_text("x")
        page.set_input_files("input[type=file]", tmp_path / "a.md")
    with page.expect_response(lambda answer: answer.request.method == "POST") as answered:
        page.click("main button[type=submit]")
    assert answered.value.status == 422
    assert page.input_value("textarea") == ODD
    assert page.input_value("input[name=number]") == number
    assert page.locator("select[name=round] option:checked").inner_text() == "دور پنجم"
    assert page.locator(place).is_visible()
    if not with_file:
        described = page.get_attribute(place, "aria-describedby").split()
        assert page.get_attribute(place, "aria-invalid") == "true"
        assert any(page.locator(f"[id='{name}']").inner_text().strip() for name in described)
    assert axe_violations(page) == []
    page.set_viewport_size({"width": 360, "height": 740})
    assert sideways_scrolling(page) == []


def test_what_is_put_aside_is_gone_and_nothing_was_saved(filled, page):
    filled.enter(page, "secretary")
    page.goto(f"{filled.url}/import/?round=5&number=36")
    page.fill("textarea", papers.OPENING)
    page.click("main button[type=submit]")
    review = page.url
    page.click("button[value=stop]")
    assert page.url == f"{filled.url}/import/"
    assert "چیزی ذخیره نشده است" in page.inner_text("[role=status]")
    assert page.goto(review).status == 404
    assert page.goto(f"{filled.url}/meetings/5/36/").status == 404
