"""Lines are marked and tied, turns moved, joined and taken out, texts pasted: by keyboard, by button, by touch."""

import re

import pytest
from playwright.sync_api import expect

from meetings.models import Block, Mention
from projects.models import Theme
from tests import cast
from tests.browser.test_pen_clipboard import sample
from tests.browser.watch import axe_violations, sideways_scrolling
from tests.browser.writing import PEN, SPEAKER, begin_minutes, open_pen, said, wait_until_saved

pytestmark = pytest.mark.django_db(transaction=True)

TEXT = "**آقای الف:** سخن نخست\n\n- بند یک\n- بند دو\n\n**خانم ب:** سخن دوم\n\n- بند سه\n\n**آقای پ:** سخن سوم\n"
PASTE = """([selector, html, plain]) => {
  const held = new DataTransfer();
  if (html) held.setData("text/html", html);
  if (plain) held.setData("text/plain", plain);
  const event = new ClipboardEvent("paste", { clipboardData: held, bubbles: true, cancelable: true });
  document.querySelector(selector).dispatchEvent(event);
}"""


def turns_of(minutes) -> list[str]:
    return [speaker for speaker, _ in said(minutes)]


@pytest.fixture
def opened(page, live_server, sign_in):
    """The page with three turns, the first of them open and its caret at the end."""

    def now(at: int = 1, text: str = TEXT):
        minutes = begin_minutes(text)
        open_pen(page, live_server, sign_in, minutes, minutes.turns.get(position=at) if text else "")
        if text:
            page.locator(PEN).focus()
            page.keyboard.press("Control+End")
        return minutes

    return now


def test_a_line_is_marked_by_key_and_by_button(page, opened):
    opened()
    page.keyboard.press("Alt+Digit1")
    expect(page.locator("[data-preview-lines] li").nth(2)).to_contain_text("پیشنهاد")
    expect(page.locator("[data-mark=proposal]")).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("ArrowUp")
    expect(page.locator("[data-mark=proposal]")).to_have_attribute("aria-pressed", "false")
    page.locator("[data-mark=expectation]").click()
    expect(page.locator("[data-preview-lines] li").nth(1)).to_contain_text("انتظار شهروندی")
    expect(page.locator(PEN)).to_be_focused()
    assert list(Block.objects.exclude(mark="").order_by("position").values_list("text", "mark")) == [
        ("بند یک", "expectation"),
        ("بند دو", "proposal"),
    ]
    page.keyboard.press("Alt+Digit0")
    expect(page.locator("[data-preview-lines] li").nth(1)).not_to_contain_text("انتظار شهروندی")
    # A line that was typed just now is saved before it is marked; lines above it do not take its mark.
    page.keyboard.press("Control+Home")
    page.keyboard.press("End")
    page.keyboard.press("Enter")
    page.keyboard.type("- بند تازه")
    page.keyboard.press("Alt+Digit3")
    expect(page.locator("[data-preview-lines] li").nth(1)).to_contain_text("برنامه اعلام‌شده")
    expect(page.locator("[data-preview-lines] li").nth(3)).to_contain_text("پیشنهاد")
    assert Block.objects.get(text="بند تازه").mark == "intention"


def test_a_decision_gets_its_executor_and_deadline_in_a_dialogue(page, opened):
    opened()
    page.keyboard.press("Alt+Digit4")
    page.locator("[data-line-step=decision]").click()
    dialog = page.locator("dialog[data-dialog=decision]")
    expect(dialog.locator("[name=executor_as_written]")).to_be_visible()
    assert axe_violations(page) == []
    dialog.locator("[name=executor_as_written]").fill("شهرداری منطقه نمونه")
    dialog.locator("[name=deadline]").fill("۳۵ آبان")
    dialog.locator("form button.btn").last.click()
    expect(dialog.locator("[aria-invalid=true]")).to_be_focused()
    assert dialog.locator("[name=executor_as_written]").input_value() == "شهرداری منطقه نمونه"
    dialog.locator("[name=deadline]").fill("۱۴۰۵/۱۱/۳۰")
    page.keyboard.press("Alt+ArrowDown")
    calendar = page.locator("dialog.calendar")
    expect(calendar.locator("[data-at]:focus")).to_have_text("۳۰")
    assert axe_violations(page) == []
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Enter")
    expect(calendar).to_be_hidden()
    expect(dialog.locator("[name=deadline]")).to_be_focused()
    expect(dialog.locator("[name=deadline]")).to_have_value("۱۴۰۵/۱۲/۰۱")
    page.keyboard.press("Enter")
    expect(dialog).to_be_hidden()
    block = Block.objects.get(mark="decision")
    assert (block.executor_as_written, str(block.deadline)) == ("شهرداری منطقه نمونه", "2027-02-20")
    page.watch.broken_parts.clear()


def test_a_number_sign_and_a_number_tie_the_line_and_go_away(page, opened):
    Theme.objects.get_or_create(number=7, defaults={"title": "هوای پاک"})
    opened()
    page.keyboard.type(" درباره درختان #۷")
    option = page.locator("[data-targets] [role=option]").first
    expect(option).to_be_visible()
    assert axe_violations(page) == []
    page.keyboard.press("Enter")
    expect(page.locator("[data-preview-lines] li").nth(2).locator("a")).to_be_visible()
    assert page.input_value(PEN).endswith("- بند دو درباره درختان")
    mention = Mention.objects.get()
    assert (mention.block.text, mention.theme.number) == ("بند دو درباره درختان", 7)
    page.locator("[data-ties] button").click()
    expect(page.locator("[data-ties] li")).to_have_count(0)
    assert not Mention.objects.exists()
    page.locator("[data-line-step=tie]").click()
    page.keyboard.type("چیزی که نیست")
    expect(page.locator("[data-ear]")).to_have_text("چیزی با این نام یا شماره یافت نشد.")


def test_turns_are_opened_moved_joined_and_taken_out_by_keyboard(page, opened):
    minutes = opened()
    page.keyboard.press("Alt+PageDown")
    expect(page.locator(SPEAKER)).to_have_value("خانم ب")
    page.keyboard.press("Alt+Shift+ArrowUp")
    expect(page.locator("ol[data-turns] li").first).to_contain_text("خانم ب")
    assert turns_of(minutes) == ["خانم ب", "آقای الف", "آقای پ"]
    link = page.locator("ol[data-turns] a").nth(0)
    link.focus()
    page.keyboard.press("Alt+ArrowDown")
    expect(page.locator("ol[data-turns] li").nth(1)).to_contain_text("خانم ب")
    assert turns_of(minutes) == ["آقای الف", "خانم ب", "آقای پ"]
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Delete")
    dialog = page.locator("dialog[data-dialog=remove]")
    expect(dialog.locator("[data-first]")).to_be_focused()
    assert axe_violations(page) == []
    dialog.locator("[data-answer=remove]").press("Enter")
    expect(page.locator("ol[data-turns] li")).to_have_count(2)
    assert turns_of(minutes) == ["آقای الف", "خانم ب"]


def test_turns_are_moved_and_joined_by_button(page, opened):
    minutes = opened(at=2)
    page.locator("details:visible", has=page.locator("[data-step=merge]")).locator("summary").click()
    page.locator("[data-step=down]").click()
    expect(page.locator("ol[data-turns] li").nth(2)).to_contain_text("خانم ب")
    assert turns_of(minutes) == ["آقای الف", "آقای پ", "خانم ب"]
    page.locator("[data-step=merge]").click()
    expect(page.locator("ol[data-turns] li")).to_have_count(2)
    expect(page.locator(SPEAKER)).to_have_value("آقای پ")
    assert [text for _, _, text in said(minutes)[1][1]] == ["سخن سوم", "سخن دوم", "بند سه"]
    assert "بند سه" in page.input_value(PEN)


def test_a_paste_from_word_opens_turns_and_says_what_has_no_place(page, opened):
    minutes = opened(text="")
    page.locator(PEN).focus()
    page.evaluate(PASTE, [PEN, *sample("word-desktop-speakers")])
    expect(page.locator("ol[data-turns] li")).to_have_count(3)
    expect(page.locator("[data-said]")).to_contain_text("۲ نوبت تازه")
    page.evaluate(PASTE, [PEN, *sample("word-desktop-table")])
    expect(page.locator("[data-said]")).to_contain_text("یک جدول («محله نمونه، ۴ مترمربع») در صورتجلسه جا ندارد")
    expect(page.locator("[data-said]")).to_contain_text("یک تصویر")
    wait_until_saved(page)
    told = said(minutes)
    assert [speaker for speaker, _ in told] == ["", "آقای فرضی‌زاده", "خانم مثالیان"]
    assert [level for kind, level, _ in told[0][1] if kind == "bullet"] == [1, 2, 2, 1]


def test_two_thousand_lines_in_one_paste_take_less_than_a_second_and_stay_where_they_are(page, opened):
    opened(text="")
    text = "\n".join("\t" * (at % 3) + f"- بند شماره {at} از متنی که یک‌جا چسبانده شد" for at in range(2000))
    took = page.evaluate(
        """async ([selector, text, paste]) => {
          const field = document.querySelector(selector);
          field.focus();
          const begun = performance.now();
          eval(paste)([selector, "", text]);
          const lines = document.querySelector("[data-preview-lines]");
          while (lines.children.length < 2000) await new Promise((done) => requestAnimationFrame(done));
          return performance.now() - begun;
        }""".replace("eval(paste)", f"({PASTE})"),
        [PEN, text, ""],
    )
    assert took < 1000
    # Whoever types on changes one line of the preview, however many there are; the others are not touched.
    page.evaluate(
        """() => {
          window.touched = new Set();
          const seen = (changes) => changes.forEach(({ target, addedNodes, removedNodes }) => {
            const nodes = [target, ...addedNodes, ...removedNodes];
            nodes.forEach((node) => window.touched.add(node.closest?.("li") ?? node));
          });
          const what = { childList: true, subtree: true, attributes: true, characterData: true };
          new MutationObserver(seen).observe(document.querySelector("[data-preview-lines]"), what);
        }"""
    )
    page.keyboard.type(" و باز هم")
    expect(page.locator("[data-preview-lines] li").last).to_contain_text("و باز هم")
    assert page.evaluate("[...touched].filter((node) => node.nodeName === 'LI').length") <= 2
    wait_until_saved(page, timeout=20_000)


def test_what_a_key_did_is_undone_by_the_browser_and_esc_tab_leaves(page, opened):
    opened()
    before = page.input_value(PEN)
    for key in ("Enter", "Tab", "Alt+ArrowUp", "Shift+Tab"):
        page.keyboard.press(key)
    assert page.input_value(PEN) != before
    for _ in range(6):
        page.keyboard.press("Control+Z")
    assert page.input_value(PEN) == before
    page.keyboard.press("Tab")
    expect(page.locator(PEN)).to_be_focused()
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    expect(page.locator(PEN)).not_to_be_focused()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_by_touch_on_a_phone(open_page, live_server, sign_in, scheme):
    minutes = begin_minutes(TEXT)
    phone = open_page(width=360, height=740, has_touch=True, is_mobile=True, color_scheme=scheme)
    open_pen(phone, live_server, sign_in, minutes, minutes.turns.get(position=1))
    assert axe_violations(phone) == []
    assert sideways_scrolling(phone) == []
    assert not phone.locator("ol[data-turns]").is_visible()
    phone.locator("[data-fold] summary").tap()
    phone.locator("ol[data-turns] a").nth(1).tap()
    expect(phone.locator(SPEAKER)).to_have_value("خانم ب")
    phone.locator(PEN).tap()
    phone.locator(PEN).evaluate("(field) => field.setSelectionRange(field.value.length, field.value.length)")
    phone.keyboard.press("Enter")
    phone.keyboard.type("بند چهار")
    for tool in ("nest", "up"):
        phone.locator(f"[data-tool={tool}]").tap()
    phone.locator("[data-step=next]").tap()
    expect(phone.locator(SPEAKER)).to_be_focused()
    wait_until_saved(phone)
    assert said(minutes)[1][1] == [("lead", 0, "سخن دوم"), ("bullet", 1, "بند چهار"), ("bullet", 1, "بند سه")]
    small = phone.eval_on_selector_all(
        "main button:not([hidden]), main summary",
        """(all) => all.filter((e) => e.checkVisibility() && e.getBoundingClientRect().height < 43.5)
          .map((e) => e.outerHTML)""",
    )
    assert small == []


def test_who_else_is_here_is_shown(page, opened, open_page, live_server, sign_in):
    minutes = opened()
    other = open_page()
    open_pen(other, live_server, sign_in, minutes, minutes.turns.get(position=2), user=cast.kamran())
    expect(other.locator("[data-here]")).to_contain_text("سارا فرضی")
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(page.locator("ol[data-turns] li").nth(1)).to_contain_text(re.compile("کامران فرضی\\s*اینجاست"))
