"""Going through a page as those do who have no mouse, and counting the keys."""

from playwright.sync_api import Locator, Page


def tab_to(page: Page, selector: str, most: int = 120) -> Locator:
    """Presses Tab until what `selector` names has the focus, and returns it. Fails after `most` presses."""
    for _ in range(most):
        page.keyboard.press("Tab")
        focused = page.locator(":focus")
        if focused.count() and focused.evaluate("(element, selector) => element.matches(selector)", selector):
            return focused
    raise AssertionError(f"{most} presses of Tab did not lead to {selector} on {page.url}")


def follow(page: Page, selector: str) -> None:
    """Tabs to a link or button, presses Enter and waits for the page that it leads to."""
    tab_to(page, selector)
    with page.expect_navigation():
        page.keyboard.press("Enter")


class Keys:
    """`pressed` counts since `part()` was asked last: all keys but those of the text, of names and values of fields."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.pressed = 0

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)
            self.pressed += 1

    def follow(self, key: str) -> None:
        """Presses a key that leads to another page, and waits for that."""
        with self.page.expect_navigation():
            self.press(key)

    def type(self, text: str) -> None:
        """Characters of the text, of a name or of a value: not counted."""
        self.page.keyboard.type(text)

    def part(self) -> int:
        """How many keys this part took; the next one begins."""
        taken, self.pressed = self.pressed, 0
        return taken
