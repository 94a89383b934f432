"""Going through a page as those do who have no mouse."""

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
