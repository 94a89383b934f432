"""Every page of the sample archive, opened by every kind of reader: is each one sound, light and quick?

bin/sweep runs this in an empty data folder, in which it makes the sample first. Readers follow links from the home page
(tests/bench/walk.py); of a kind with hundreds of pages a seeded choice is opened. Two passes:

- in this process: status 200, strict HTML, at most 12 queries, and what the page costs;
- in a browser, before the portal as bin/run serves it: axe at 1280 px and, dark, at 360 px; no sideways scrolling;
  nothing that the policy refuses, nothing from other hosts; what a first visit and a next page move over the line.

A page whose text is the same for a second reader is opened for both, and weighed for the first alone. It prints one
line for each kind and each objection, and fails where there is one.
"""

import argparse
import os
import re
import statistics
import sys
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "qazvin20.settings")
django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.test import Client, override_settings  # noqa: E402
from playwright.sync_api import Browser, BrowserContext, Page, Request, sync_playwright  # noqa: E402

from people.models import User  # noqa: E402
from people.models.user import ROLES  # noqa: E402
from tests import cast  # noqa: E402
from tests.bench.measuring import Cost, cost_of  # noqa: E402
from tests.bench.walk import walk  # noqa: E402
from tests.browser.conftest import CHROMIUM, QUIET, start, wait_until_alive  # noqa: E402
from tests.browser.test_pages import OF_THE_DARK  # noqa: E402
from tests.browser.test_serving import FIRST_VISIT, NEXT_PAGE  # noqa: E402
from tests.browser.watch import Watch, axe_violations, sideways_scrolling, transferred  # noqa: E402
from tests.markup import parse_errors  # noqa: E402
from tests.queries import MOST  # noqa: E402

READERS = ["visitor", *ROLES]
SLOWEST = 300  # milliseconds of the wall, in the median of a kind
TIMES = 3
OF_ONE_REQUEST = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]*"')


@dataclass
class Weighed:
    """A page to be opened in the browser, with what it cost the server."""

    reader: str
    kind: str
    path: str
    cost: Cost
    moved: int = 0


@dataclass
class Swept:
    """What was found so far: pages by reader, those that were weighed, and every objection."""

    opened: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    files: int = 0
    weighed: list[Weighed] = field(default_factory=list)
    objections: list[str] = field(default_factory=list)

    def object(self, reader: str, path: str, lines: list[str]) -> None:
        for line in lines:
            self.objections.append(f"{path} ({reader}): {line}")
            told(self.objections[-1])


def text_of(body: bytes) -> bytes:
    """What the page itself says, without the frame around it and without what changes from request to request."""
    return OF_ONE_REQUEST.sub(b"", body[body.find(b"<main") : body.rfind(b"</main>")])


def on_the_server(swept: Swept, clients: dict[str, Client], each: int, seed: int) -> None:
    texts: set[tuple[str, bytes]] = set()
    for reader, client in clients.items():
        for step in walk(client, each=each, seed=seed):
            swept.opened[reader] += 1
            if step.answer.status_code != 200:
                swept.object(reader, step.path, [f"status {step.answer.status_code}"])
                continue
            if not step.is_page:
                swept.files += 1
                continue
            body = step.answer.content
            swept.object(reader, step.path, parse_errors(body))
            if (step.path, text_of(body)) in texts:
                continue
            texts.add((step.path, text_of(body)))
            cost = cost_of(client, step.path, TIMES)
            swept.weighed.append(Weighed(reader, step.kind, step.path, cost))
            if cost.queries > MOST:
                swept.object(reader, step.path, [f"{cost.queries} queries"])
        told(f"{reader}: {swept.opened[reader]} pages and papers were opened")


def in_the_browser(swept: Swept, browser: Browser, url: str, sessions: dict[str, str]) -> None:
    for reader, session in sessions.items():
        page, watch = entered(browser, url, session)
        mine = [weighed for weighed in swept.weighed if weighed.reader == reader]
        for seen, weighed in enumerate(mine, start=1):
            swept.object(reader, weighed.path, looked_at(page, watch, url, weighed))
            if seen % 50 == 0:
                told(f"{reader}: {seen} of {len(mine)} pages were looked at")
        page.context.close()
        told(f"{reader}: {len(mine)} pages were looked at")


def entered(browser: Browser, url: str, session: str) -> tuple[Page, Watch]:
    """A page in a context of its own, whose reader has been here before: fonts and styles are at hand."""
    context: BrowserContext = browser.new_context(viewport={"width": 1280, "height": 800}, locale="fa-IR")
    context.set_default_timeout(30_000)
    watch = Watch().over(context)
    if session:
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": url}])
    page = context.new_page()
    page.goto(f"{url}/", wait_until="networkidle")
    page.goto(f"{url}/meetings/5/4/", wait_until="networkidle")
    return page, watch


def looked_at(page: Page, watch: Watch, url: str, weighed: Weighed) -> list[str]:
    """What is wrong with the page on a desk in light and on a phone in the dark; what it moved is noted."""
    finished: list[Request] = []

    def keep(request: Request) -> None:
        finished.append(request)

    page.set_viewport_size({"width": 1280, "height": 800})
    page.emulate_media(color_scheme="light")
    page.on("requestfinished", keep)
    page.goto(url + weighed.path)
    page.evaluate("document.fonts.ready.then(() => true)")
    page.remove_listener("requestfinished", keep)
    sizes = [request.sizes() for request in finished]
    weighed.moved = sum(size["responseBodySize"] + size["responseHeadersSize"] for size in sizes)
    found = axe_violations(page)
    page.set_viewport_size({"width": 360, "height": 740})
    page.emulate_media(color_scheme="dark")
    found += [f"360 px: {line}" for line in sideways_scrolling(page)]
    found += [f"dark: {line}" for line in axe_violations(page, OF_THE_DARK)]
    if weighed.moved > NEXT_PAGE:
        found.append(f"a next page of {weighed.moved:,} bytes")
    found += watch.everything()
    for seen in (watch.other_hosts, watch.csp_reports, watch.script_errors, watch.broken_parts):
        seen.clear()
    return found


def first_visits(swept: Swept, browser: Browser, url: str) -> int:
    """The most that a first visit moves: to the heaviest page of each kind that a visitor sees."""
    heaviest: dict[str, Weighed] = {}
    for weighed in swept.weighed:
        if weighed.reader == "visitor":
            known = heaviest.get(weighed.kind, weighed)
            heaviest[weighed.kind] = max(known, weighed, key=lambda one: one.cost.packed)
    most = 0
    for weighed in heaviest.values():
        context = browser.new_context(viewport={"width": 1280, "height": 800}, locale="fa-IR")
        moved = transferred(context.new_page(), url + weighed.path)
        context.close()
        most = max(most, moved)
        if moved > FIRST_VISIT:
            swept.object("visitor", weighed.path, [f"a first visit of {moved:,} bytes"])
    return most


def tell_of_kinds(swept: Swept) -> None:
    kinds: dict[str, list[Weighed]] = defaultdict(list)
    for weighed in swept.weighed:
        kinds[weighed.kind].append(weighed)
    print(f"{'median':>8} {'our own':>8} {'slowest':>8} {'queries':>8} {'packed':>8} {'moved':>8} {'pages':>5}  kind")

    def median(kind: str) -> float:
        return statistics.median(weighed.cost.median for weighed in kinds[kind])

    for kind in sorted(kinds, key=median, reverse=True):
        costs = [weighed.cost for weighed in kinds[kind]]
        slowest = max(kinds[kind], key=lambda weighed: weighed.cost.median)
        print(
            f"{median(kind):5.1f} ms {statistics.median(cost.processor for cost in costs):5.1f} ms"
            f" {slowest.cost.median:5.1f} ms {max(cost.queries for cost in costs):8}"
            f" {max(cost.packed for cost in costs):8,} {max(weighed.moved for weighed in kinds[kind]):8,}"
            f" {len(costs):5}  {kind}, slowest {slowest.path} ({slowest.reader})"
        )
        if median(kind) > SLOWEST:
            swept.objections.append(f"{kind}: {median(kind):.0f} ms in the median")


def told(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(prog="bin/sweep", description="Open every page of the sample archive.")
    parser.add_argument("--each", type=int, default=40, help="how many pages of one kind (default: 40)")
    parser.add_argument("--seed", type=int, default=1, help="which of them (default: 1)")
    parser.add_argument("--server-only", action="store_true", help="leave the browser out")
    asked = parser.parse_args()
    call_command("prepare", "--sample", stdout=sys.stderr, stderr=sys.stderr)
    swept = Swept()
    with override_settings(ALLOWED_HOSTS=["testserver", "127.0.0.1"]):
        clients = {reader: cast.client_for(User.objects.filter(username=reader).first()) for reader in READERS}
        on_the_server(swept, clients, asked.each, asked.seed)
    first = 0
    if not asked.server_only:
        cookies = {reader: client.cookies.get(settings.SESSION_COOKIE_NAME) for reader, client in clients.items()}
        sessions = {reader: cookie.value if cookie else "" for reader, cookie in cookies.items()}
        said = Path(settings.DATA_DIR).parent / "served"
        process, url = start(said, Path(settings.DATA_DIR))
        try:
            wait_until_alive(url, process, said)
            with sync_playwright() as playwright:
                root = ["--no-sandbox"] if os.geteuid() == 0 else []
                browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET + root)
                in_the_browser(swept, browser, url, sessions)
                first = first_visits(swept, browser, url)
        finally:
            process.terminate()
            process.wait(30)
    tell_of_kinds(swept)
    print(f"opened: {', '.join(f'{reader} {count}' for reader, count in swept.opened.items())}; papers: {swept.files}")
    print(f"weighed and looked at: {len(swept.weighed)} pages; the heaviest first visit: {first:,} bytes")
    print(*swept.objections, f"{len(swept.objections)} objections", sep="\n")
    sys.exit(1 if swept.objections else 0)


if __name__ == "__main__":
    main()
