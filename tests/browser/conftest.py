"""Debian's Chromium, with every page under watch, before a live server or before the portal as bin/run serves it."""

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from django.conf import settings as django_settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from people.models import User
from tests.browser.watch import Watch

CHROMIUM = "/usr/bin/chromium-headless-shell"
QUIET = [
    "--disable-gpu",
    "--font-render-hinting=none",  # letters stand where a screen of today puts them
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
]
HOUSE = Path(__file__).resolve().parent.parent.parent


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    # Playwright's loop runs in this thread, and Django would refuse the database to a thread with a loop.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        root = ["--no-sandbox"] if os.geteuid() == 0 else []
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET + root)
        yield browser
        browser.close()


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Opens a page in a context of its own: open_page(width=360, height=740, java_script_enabled=False, …).

    Its watch is `page.watch`; whatever it has seen by the end of the test fails the test.
    """
    watched: list[tuple[BrowserContext, Watch]] = []

    def opened(*, width: int = 1280, height: int = 800, **options) -> Page:
        context = browser.new_context(viewport={"width": width, "height": height}, locale="fa-IR", **options)
        context.set_default_timeout(10_000)
        watch = Watch().over(context)
        watched.append((context, watch))
        page = context.new_page()
        page.watch = watch
        return page

    yield opened
    seen = [line for _, watch in watched for line in watch.everything()]
    for context, _ in watched:
        context.close()
    assert not seen, "\n".join(seen)


@pytest.fixture
def page(open_page: Callable[..., Page]) -> Page:
    """A page as wide as a desk."""
    return open_page()


@pytest.fixture
def phone(open_page: Callable[..., Page]) -> Page:
    """A page as narrow as the narrowest phone we answer for."""
    return open_page(width=360, height=740, has_touch=True)


@pytest.fixture
def sign_in(live_server) -> Callable[[Page, User], None]:
    """Signs a user in on a page of the live server, without the form: sign_in(page, user)."""

    def signed_in(page: Page, user: User) -> None:
        client = Client()
        client.force_login(user)
        name = django_settings.SESSION_COOKIE_NAME
        page.context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": live_server.url}])

    return signed_in


@dataclass(frozen=True)
class Served:
    """The portal as bin/run serves it from an empty data folder: its address, its folder, its first account."""

    url: str
    folder: Path
    username: str
    password: str


@pytest.fixture(scope="session")
def first_start(tmp_path_factory: pytest.TempPathFactory) -> Served:
    """What the first start of bin/run leaves behind: its address is that of a server that has ended."""
    folder = tmp_path_factory.mktemp("first-start")
    said = folder / "said"
    process, url = start(said, folder / "data")
    try:
        wait_until_alive(url, process, said)
    finally:
        process.terminate()
        process.wait(30)
    words = dict(re.findall(r"^ *(user name|password): *(\S+)$", said.read_text(), re.MULTILINE))
    return Served(url, folder / "data", words["user name"], words["password"])


@contextmanager
def served_again(first: Served, folder: Path) -> Iterator[Served]:
    """A copy of that archive in `folder`, served as long as the context lasts."""
    shutil.copytree(first.folder, folder / "data")
    process, url = start(folder / "said", folder / "data")
    try:
        wait_until_alive(url, process, folder / "said")
        yield Served(url, folder / "data", first.username, first.password)
    finally:
        process.terminate()
        process.wait(30)


@pytest.fixture(scope="session")
def served(first_start: Served, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with served_again(first_start, tmp_path_factory.mktemp("served")) as portal:
        yield portal


@dataclass(frozen=True)
class Filled:
    """The portal with what tests/browser/archive.py makes. `words` are the numbers and codes that addresses hold."""

    url: str
    folder: Path
    words: dict[str, str]
    sessions: dict[str, str] = field(repr=False)

    def address(self, path: str) -> str:
        """The whole address of a path such as "/v/{superseded}/"."""
        return self.url + path.format(**self.words)

    def enter(self, page: Page, reader: str) -> None:
        """Signs in on a page, without the form; a visitor stays one."""
        if reader != "visitor":
            name = django_settings.SESSION_COOKIE_NAME
            page.context.add_cookies([{"name": name, "value": self.sessions[reader], "url": self.url}])


@pytest.fixture(scope="session")
def filled(first_start: Served, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Filled]:
    folder = tmp_path_factory.mktemp("filled")
    shutil.copytree(first_start.folder, folder / "data")
    made = subprocess.run(
        [sys.executable, "-m", "tests.browser.archive"],
        cwd=HOUSE,
        env={**os.environ, "QAZVIN20_DATA": str(folder / "data"), "DATABASE_URL": ""},
        capture_output=True,
        text=True,
    )
    assert made.returncode == 0, made.stderr
    process, url = start(folder / "said", folder / "data")
    try:
        wait_until_alive(url, process, folder / "said")
        yield Filled(url, folder / "data", **json.loads(made.stdout))
    finally:
        process.terminate()
        process.wait(30)


def start(said: Path, folder: Path) -> tuple[subprocess.Popen, str]:
    """Starts bin/run on a free port and SQLite in `folder`; what it says goes to `said`. Its process and address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with said.open("w") as output:
        process = subprocess.Popen(
            [HOUSE / "bin" / "run", "--port", str(port)],
            env={**os.environ, "QAZVIN20_DATA": str(folder), "DATABASE_URL": ""},
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    return process, f"http://127.0.0.1:{port}"


def wait_until_alive(url: str, process: subprocess.Popen, said: Path) -> None:
    deadline = time.monotonic() + 90
    while time.monotonic() < deadline:
        assert process.poll() is None, said.read_text()
        try:
            with urlopen(f"{url}/healthz", timeout=10):
                return
        except HTTPError as error:
            raise AssertionError(f"/healthz answered {error.code}\n{said.read_text()}") from error
        except OSError:
            time.sleep(0.1)
    raise AssertionError(f"no answer within 90 s\n{said.read_text()}")
