"""Printing any page gives a clean sheet."""

import re
import subprocess

import pytest

from tests.browser.watch import sideways_scrolling

PAPER = 665  # pixels: 210 mm less the margins of 17 mm
PAGES = [
    "/",
    "/rounds/5/",
    "/meetings/",
    "/meetings/5/1/",
    "/meetings/5/2/",
    "/meetings/5/3/",
    "/people/",
    "/v/{full}/",
]
OF_THE_SCREEN = "nav, button, .acts, .skip, .head__me, .screen-only, .pager, .filters, .bar-acts, .find"
CUT_OFF = """() => [...document.querySelectorAll("main *")].filter((element) => {
  const style = getComputedStyle(element);
  const hides = /hidden|clip|auto|scroll/.test(style.overflowX + style.overflowY) || style.textOverflow === "ellipsis";
  return hides && element.checkVisibility() && !element.closest("svg, .hidden, input, select, textarea")
    && (element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 1);
}).map((element) => element.outerHTML.slice(0, 120))"""


def letters(text: str) -> str:
    """The letters alone: a browser's PDF tells of spaces where the face has none, and turns «لا» around."""
    return re.sub(r"[\W\dلا_]", "", text)


def printed(page, tmp_path) -> tuple[str, str]:
    """The text of the page's PDF and what pdfinfo says of it."""
    paper = tmp_path / "page.pdf"
    page.evaluate("document.fonts.ready.then(() => true)")
    page.pdf(path=paper, prefer_css_page_size=True)
    run = {"capture_output": True, "text": True, "check": True}
    return subprocess.run(["pdftotext", paper, "-"], **run).stdout, subprocess.run(["pdfinfo", paper], **run).stdout


@pytest.mark.parametrize("path", PAGES)
def test_a_printed_page_has_nothing_of_the_screen_and_is_not_cut_off(filled, open_page, path):
    page = open_page(width=PAPER, height=980, color_scheme="dark")
    page.goto(filled.address(path))
    page.emulate_media(media="print")
    shown = page.locator(OF_THE_SCREEN)
    assert [part.evaluate("part => part.outerHTML.slice(0, 80)") for part in shown.all() if part.is_visible()] == []
    assert sideways_scrolling(page) == []
    assert page.evaluate(CUT_OFF) == []
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert ground == "rgb(255, 255, 255)"  # also for those who read in the dark


def test_the_paper_of_a_meeting_carries_all_of_its_words(filled, page, tmp_path):
    page.goto(f"{filled.url}/meetings/5/2/")
    lines = page.locator(".record .txt").evaluate_all("lines => lines.map((line) => line.firstChild.textContent)")
    text, facts = printed(page, tmp_path)
    assert "(A4)" in facts
    assert len(lines) == 32
    assert [line for line in lines if letters(line) not in letters(text)] == []
    assert filled.words["full"] in text
    for word in ("راستی‌آزمایی سند", "دریافت PDF", "سابقه تغییرات", "رفتن به متن"):
        assert word not in text
