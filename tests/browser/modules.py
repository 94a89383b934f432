"""A blank page of our own from which the modules in static/js/ can be asked directly, without a server."""

from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Page, Route

STATIC = Path(__file__).resolve().parent.parent.parent / "static"
HOST = "http://127.0.0.1:9"
POLICY = "default-src 'self'; style-src 'self'; script-src 'self' 'unsafe-eval'"  # evaluate() needs eval, nothing else


def open_modules(page: Page, body: str = "") -> Page:
    """Shows a page that may import `/static/js/….js`, under the policy that the portal has for styles."""

    def answer(route: Route) -> None:
        path = urlsplit(route.request.url).path
        if path == "/":
            html = f'<!doctype html><html lang="fa" dir="rtl"><title>آزمون</title>{body}'
            headers = {"content-type": "text/html; charset=utf-8", "content-security-policy": POLICY}
            route.fulfill(body=html, headers=headers)
        else:
            route.fulfill(path=STATIC / path.removeprefix("/static/"))

    page.route(f"{HOST}/**", answer)
    page.goto(f"{HOST}/")
    return page
