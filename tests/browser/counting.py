"""A keyboard that counts what is pressed beyond the text itself."""

from playwright.sync_api import Page


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
