"""Every dialogue of the pen, open on a desk and on a phone: axe objects to nothing, nothing is cut off or too small."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.watch import axe_violations, sideways_scrolling
from tests.browser.writing import PEN, begin_minutes, open_pen

pytestmark = pytest.mark.django_db(transaction=True)

TEXT = "**آقای الف:** سخن نخست\n\n- بند یک\n- بند دو\n"
LONG = "نوشته‌ای بلند که در یک سطر جا نمی‌شود و نامی دارد که دراز است، " * 3
# What the scripts would say there, and whatever may be hidden shown: more than is ever seen at once.
OPEN = """([name, words]) => {
  const dialog = document.querySelector(`dialog[data-dialog="${name}"]`);
  const all = (selector) => [...dialog.querySelectorAll(selector)];
  all("[data-part]").forEach((part) => (part.textContent = part.matches("h2, span") ? words.slice(0, 60) : words));
  all("ol, ul").forEach((list) => (list.innerHTML = `<li><ins>${words}</ins> <small>تنها</small></li>`.repeat(3)));
  all("[hidden]").forEach((part) => (part.hidden = false));
  all("textarea").forEach((field) => (field.value = words));
  dialog.showModal();
}"""
SMALL = """() => [...document.querySelectorAll("dialog[open] :is(button, a.btn, input:not([type=hidden]), select)")]
  .filter((e) => e.checkVisibility() && e.getBoundingClientRect().height < 43.5).map((e) => e.outerHTML)"""
CUT = """() => [...document.querySelectorAll("dialog[open]")].filter((e) => e.scrollWidth > e.clientWidth)
  .map(() => "cut off at the side")"""


def objections(page: Page, name: str) -> list[str]:
    """What is wrong with the dialogue that is open, on both sizes."""
    found = []
    for width, height in ((1280, 800), (360, 740)):
        page.set_viewport_size({"width": width, "height": height})
        seen = [*axe_violations(page), *sideways_scrolling(page), *page.evaluate(CUT)]
        seen += page.evaluate(SMALL) if width == 360 else []
        found += [f"{name} at {width}: {line}" for line in seen]
    return found


def test_no_dialogue_of_the_pen_keeps_anybody_out(open_page, live_server, sign_in):
    page = open_page(has_touch=True)
    minutes = begin_minutes(TEXT)
    open_pen(page, live_server, sign_in, minutes, minutes.turns.get())
    names = page.locator("dialog[data-dialog]").evaluate_all("(all) => all.map((dialog) => dialog.dataset.dialog)")
    assert set(names) == {"conflict", "losing", "remove", "sign-in", "gone", "decision"}
    found = []
    for name in names:
        if name != "decision":
            page.evaluate(OPEN, [name, LONG])
            found += objections(page, name)
            page.evaluate("document.querySelector('dialog[open]').close()")
    page.locator(PEN).tap()
    page.locator("[data-mark=decision]").tap()
    page.locator("[data-line-step=decision]").tap()
    expect(page.locator("dialog[open] [name=executor]")).to_be_focused()
    found += objections(page, "decision")
    assert found == []
