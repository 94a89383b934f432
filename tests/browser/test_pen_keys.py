"""What each key does to a text in outline form. `|` is the caret, two of them a selection; `→` is a tab."""

import pytest

from tests.browser.modules import open_modules

PRESS = """async ([operation, by, shown]) => {
  const keys = await import("/static/js/outline-keys.js");
  const given = shown.replaceAll("→", "\\t");
  const start = given.indexOf("|");
  const end = given.lastIndexOf("|") - (given.lastIndexOf("|") > start ? 1 : 0);
  const value = given.replaceAll("|", "");
  const edit = keys[operation]({ value, start, end }, by);
  if (edit === null) return null;
  const after = value.slice(0, edit.from) + edit.text + value.slice(edit.to);
  const second = edit.end > edit.start ? "|" : "";
  const marked = `${after.slice(0, edit.start)}|${after.slice(edit.start, edit.end)}${second}${after.slice(edit.end)}`;
  return marked.replaceAll("\\t", "→");
}"""

KEYS = {
    "Enter after a bullet makes the next": ("enter", "- یک|", "- یک\n- |"),
    "Enter inside a bullet cuts it in two": ("enter", "- یک| دو", "- یک\n- | دو"),
    "Enter keeps the level": ("enter", "- یک\n→- دو|\n- سه", "- یک\n→- دو\n→- |\n- سه"),
    "Enter keeps the sign": ("enter", "• یک|", "• یک\n• |"),
    "Enter counts on in the same digits": ("enter", "۹) یک|", "۹) یک\n۱۰) |"),
    "Enter counts on in Latin digits, too": ("enter", "1. یک|", "1. یک\n2. |"),
    "Enter after a letter makes a dash": ("enter", "الف) یک|", "الف) یک\n- |"),
    "Enter on an empty bullet goes out": ("enter", "- یک\n→- |", "- یک\n- |"),
    "Enter on an empty bullet of the first level leaves the list": ("enter", "- یک\n- |", "- یک\n|"),
    "Enter on an empty number leaves the list": ("enter", "۱- یک\n۲- |", "۱- یک\n|"),
    "Enter in a plain line is the browser's": ("enter", "سلام|", None),
    "Enter before a marker is the browser's": ("enter", "|- یک", None),
    "Enter on a letter with a dash makes no loss": ("enter", "ا-|", None),
    "Enter in a plain line inside a list stays inside": ("enter", "- یک\n  دنباله|", "- یک\n  دنباله\n  |"),
    "Enter replaces what is selected": ("enter", "- یک |دو| سه", "- یک \n- | سه"),
    "Tab nests": ("nest", "- یک\n- دو|", "- یک\n→- دو|"),
    "Tab nests an empty bullet": ("nest", "- یک\n- |", "- یک\n→- |"),
    "Tab goes one deeper than the bullet before and no more": ("nest", "- یک\n→- دو|", None),
    "Tab does not nest the first bullet": ("nest", "سلام\n- یک|", None),
    "Tab takes along what hangs below": ("nest", "- یک\n- دو|\n→- سه\n- چهار", "- یک\n→- دو|\n→→- سه\n- چهار"),
    "Tab joins the bullets that are nested already": ("nest", "- یک\n   - دو\n- سه|", "- یک\n   - دو\n   - سه|"),
    "Tab nests all that is selected": ("nest", "- یک\n- |دو\n- سه|", "- یک\n→- |دو\n→- سه|"),
    "Tab makes a bullet of a plain line": ("nest", "سلام\nیک|", "سلام\n- یک|"),
    "Tab makes a bullet of an empty line": ("nest", "سلام\n|", "سلام\n- |"),
    "Tab of a number": ("nest", "۱. یک\n۲. دو|", "۱. یک\n→۲. دو|"),
    "Shift+Tab goes out": ("unnest", "- یک\n→- دو|", "- یک\n- دو|"),
    "Shift+Tab goes to where the level above stands": ("unnest", "  - یک\n     - دو|", "  - یک\n  - دو|"),
    "Shift+Tab takes along what hangs below": ("unnest", "- یک\n→- دو|\n→→- سه", "- یک\n- دو|\n→- سه"),
    "Shift+Tab on the first level makes a plain line": ("unnest", "- یک|", "یک|"),
    "Shift+Tab on a plain line does nothing": ("unnest", "یک|", None),
    "Backspace after a marker goes out": ("backspace", "- یک\n→- |دو", "- یک\n- |دو"),
    "Backspace elsewhere is the browser's": ("backspace", "- ی|ک", None),
    "the button makes bullets": ("toggleBullets", "|یک\n\nدو|", "- |یک\n\n- دو|"),
    "the button makes plain lines of bullets": ("toggleBullets", "|- یک\n→- دو|", "|یک\nدو|"),
}
MOVES = {
    "a line goes down": (1, "- یک|\n- دو", "- دو\n- یک|"),
    "a line goes up": (-1, "- یک\n- د|و", "- د|و\n- یک"),
    "the first can't go up": (-1, "- یک|\n- دو", None),
    "the last can't go down": (1, "- یک\n- دو|", None),
    "children come along": (1, "- یک|\n→- الف\n- دو", "- دو\n- یک|\n→- الف"),
    "a sibling's children are passed": (1, "- یک|\n- دو\n→- ب\n- سه", "- دو\n→- ب\n- یک|\n- سه"),
    "up past a sibling with children": (-1, "- یک\n→- الف\n- دو|", "- دو|\n- یک\n→- الف"),
    "a child leaves its parent": (1, "- یک\n→- الف|\n- دو\n→- ب", "- یک\n- دو\n→- الف|\n→- ب"),
    "a child goes above its parent": (-1, "- صفر\n- یک\n→- الف|", "- صفر\n→- الف|\n- یک"),
    "a blank line stays where it is": (1, "یک|\n\nدو", "دو\n\nیک|"),
    "a selection moves as one": (-1, "- یک\n- |دو\n- سه|", "- |دو\n- سه|\n- یک"),
    "an empty bullet moves as well": (-1, "- یک\n- |", "- |\n- یک"),
}


@pytest.fixture(scope="module")
def pressed(browser):
    page = browser.new_page()
    open_modules(page)
    yield lambda operation, shown, by=0: page.evaluate(PRESS, [operation, by, shown])
    page.close()


@pytest.mark.parametrize("name", KEYS)
def test_a_key_of_the_pen(pressed, name):
    operation, shown, expected = KEYS[name]
    assert pressed(operation, shown) == expected


@pytest.mark.parametrize("name", MOVES)
def test_a_line_is_moved(pressed, name):
    by, shown, expected = MOVES[name]
    assert pressed("move", shown, by) == expected


def test_what_is_nested_and_un_nested_is_as_it_was(pressed):
    shown = "- یک\n- دو|\n→- سه\n→→- چهار\n- پنج"
    assert pressed("unnest", pressed("nest", shown)) == shown
    assert pressed("move", pressed("move", shown, 1), -1) == shown


def test_bullets_still_empty_are_not_sent_and_no_line_is_lost(page):
    open_modules(page)
    said = page.evaluate(
        """async (text) => (await import("/static/js/outline-lines.js")).withoutEmptyBullets(text)""",
        "- یک\n\t- \n- دو\n-\n---\n۱. \n- ",
    )
    assert said == "- یک\n\n- دو\n-\n---\n\n"
