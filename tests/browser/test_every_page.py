"""Every page that a reader's links lead to, on a wide screen in light and on a phone in the dark."""

from collections import Counter
from urllib.parse import urljoin, urlsplit

import pytest
from django.urls import Resolver404, resolve
from playwright.sync_api import Page

from tests.browser.conftest import Served
from tests.browser.watch import axe_violations, sideways_scrolling
from tests.markup import parse_errors

OF_EACH_KIND = 2  # a list of 113 meetings leads to 113 pages of one kind


def kind_of(path: str) -> str:
    try:
        return resolve(path).view_name or path
    except Resolver404:
        return "unknown"


def pages_from(page: Page, served: Served, start: str) -> list[str]:
    """The paths of the pages that links lead to from `start`, a few of each kind, in the order of meeting them."""
    waiting, met, seen = [start], [], {start}
    kinds: Counter[str] = Counter()
    while waiting:
        path = waiting.pop(0)
        answer = page.request.get(served.url + path)
        if not answer.headers.get("content-type", "").startswith("text/html"):
            continue
        met.append(path)
        page.goto(served.url + path)
        for link in page.eval_on_selector_all("a[href]", "links => links.map((link) => link.href)"):
            parts = urlsplit(urljoin(served.url, link))
            kind = kind_of(parts.path)
            ours = f"{parts.scheme}://{parts.netloc}" == served.url
            if ours and parts.path not in seen and kinds[kind] < OF_EACH_KIND and "logout" not in parts.path:
                kinds[kind] += 1
                seen.add(parts.path)
                waiting.append(parts.path)
    return met


def sign_in_as_first(page: Page, served: Served) -> None:
    page.goto(f"{served.url}/accounts/login/")
    page.fill("input[name=login]", served.username)
    page.fill("input[name=password]", served.password)
    page.press("input[name=password]", "Enter")
    page.wait_for_url(f"{served.url}/")


def objections(page: Page, served: Served, path: str) -> list[str]:
    answer = page.goto(served.url + path)
    page.evaluate("document.fonts.ready.then(() => true)")
    return [
        f"{path}: {line}" for line in [*parse_errors(answer.body()), *axe_violations(page), *sideways_scrolling(page)]
    ]


@pytest.mark.parametrize("reader", ["visitor", "first account"])
def test_every_page_is_sound_and_accessible(served, open_page, reader):
    desk = open_page(color_scheme="light")
    phone = open_page(width=360, height=740, has_touch=True, color_scheme="dark")
    if reader == "first account":
        for page in (desk, phone):
            sign_in_as_first(page, served)
    # The back door is Django's own; what we changed of it is looked at where it begins.
    paths = [path for path in pages_from(desk, served, "/") if not path.startswith("/admin/") or path == "/admin/"]
    assert {"/", "/meetings/", "/rounds/", "/people/"} <= set(paths)
    paths.append("/no/such/page/")
    print(f"{reader}: {len(paths)} pages: {' '.join(paths)}")
    assert [line for path in paths for page in (desk, phone) for line in objections(page, served, path)] == []


@pytest.mark.parametrize("path", ["/", "/meetings/5/1/", "/accounts/login/"])
def test_a_page_says_as_much_without_scripts(served, open_page, path):
    with_scripts, without = open_page(), open_page(java_script_enabled=False)
    with_scripts.goto(served.url + path)
    without.goto(served.url + path)
    assert without.inner_text("main") == with_scripts.inner_text("main")
