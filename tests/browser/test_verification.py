"""From the code on a paper to what was issued under it, and a PDF in hand compared with the original."""

import pytest

from tests.browser.keyboard import tab_to


def notice(page) -> str:
    return page.locator("#compare [role=status]").inner_text()


def test_a_code_typed_in_any_manner_leads_to_what_was_issued(filled, page):
    code = filled.words["in_force"]
    page.goto(f"{filled.url}/v/")
    tab_to(page, "input[name=code]")
    page.keyboard.type(f" {code.lower().replace('-', ' ')} ")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.url == f"{filled.url}/v/{code}/"
    assert page.locator("main h2").first.inner_text() == "صورتجلسه آغاز دور پنجم"
    assert "این سند اصیل است" in page.inner_text("[role=status]")
    page.click("text=خواندن همین ویرایش")
    assert page.url == f"{filled.url}/meetings/5/1/editions/2/"


def test_the_edition_leads_to_its_proof(filled, page):
    page.goto(f"{filled.url}/meetings/5/1/")
    page.click(".colophon a")
    assert page.url == filled.address("/v/{in_force}/")


def test_a_superseded_edition_is_genuine_and_names_the_one_in_force(filled, page):
    page.goto(filled.address("/v/{superseded}/"))
    assert "این سند اصیل است، اما ویرایش تازه‌تری" in page.inner_text("[role=status]")
    page.click("[role=status] .notice a")
    assert page.url == f"{filled.url}/meetings/5/1/"


def test_a_code_under_which_nothing_was_issued_says_what_to_do(filled, page):
    page.goto(f"{filled.url}/v/")
    page.fill("input[name=code]", "AAAA-AAAA")
    with page.expect_navigation() as arrived:
        page.press("input[name=code]", "Enter")
    page.wait_for_url("**/v/AAAA-AAAA/")
    assert arrived.value.status == 404
    assert "سندی با این کد صادر نشده است" in page.inner_text("#code-answer")
    assert page.get_attribute("input[name=code]", "aria-invalid") == "true"


@pytest.mark.parametrize("scripts", [True, False])
def test_only_the_very_bytes_of_the_edition_are_equal(filled, open_page, scripts):
    page = open_page(java_script_enabled=scripts)
    original = page.request.get(f"{filled.url}/meetings/5/1/editions/2/minutes.pdf").body()
    earlier = page.request.get(f"{filled.url}/meetings/5/1/editions/1/minutes.pdf").body()
    answers = {
        "original.pdf": (original, "یکسان است"),
        "touched.pdf": (original[:-1] + b" ", "یکسان نیست"),
        "earlier.pdf": (earlier, "یکسان نیست"),
        "برگ.txt": ("سلام".encode(), "پرونده PDF نیست"),
    }
    page.goto(filled.address("/v/{in_force}/"))
    for name, (content, answer) in answers.items():
        page.set_input_files("input[name=pdf]", {"name": name, "mimeType": "application/pdf", "buffer": content})
        page.click("#compare button")
        assert answer in notice(page)
        assert name in notice(page)
