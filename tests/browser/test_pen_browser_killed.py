"""The browser itself is killed with SIGKILL while the server is away: what was typed a second before is there again."""

import os
import signal
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from tests.browser.conftest import CHROMIUM, QUIET
from tests.browser.test_pen_saving import AWAY, connect, cut_off, type_at_end
from tests.browser.writing import PEN, STATE, begin_minutes, open_pen, said, wait_until_saved

pytestmark = pytest.mark.django_db(transaction=True)


def begin(browser: Browser, profile: Path) -> BrowserContext:
    """A browser of its own, with what the one before it left on the disk."""
    root = ["--no-sandbox"] if os.geteuid() == 0 else []
    return browser.browser_type.launch_persistent_context(profile, executable_path=CHROMIUM, args=QUIET + root)


def kill(profile: Path) -> None:
    """SIGKILL to every process of the browser with that profile."""
    for process in Path("/proc").glob("[0-9]*"):
        try:
            words = (process / "cmdline").read_bytes().split(b"\0")
            if f"--user-data-dir={profile}".encode() in words:
                os.kill(int(process.name), signal.SIGKILL)
        except (FileNotFoundError, ProcessLookupError):
            pass


def test_what_was_typed_a_second_before_the_browser_was_killed_is_there(browser, live_server, sign_in, tmp_path):
    minutes = begin_minutes("**آقای الف:** سخن نخست\n")
    context = begin(browser, tmp_path)
    page = open_pen(context.new_page(), live_server, sign_in, minutes, minutes.turns.get())
    cut_off(page)
    type_at_end(page, "\n- بند یک")
    expect(page.locator(STATE)).to_have_text(AWAY)
    page.keyboard.type("، با دنباله‌ای")
    page.wait_for_timeout(1000)
    with context.expect_event("close"):
        kill(tmp_path)

    context = begin(browser, tmp_path)
    page = context.new_page()
    connect(page)
    open_pen(page, live_server, sign_in, minutes, minutes.turns.get())
    expect(page.locator("[data-said]")).to_contain_text("یافت شد و فرستاده می‌شود")
    wait_until_saved(page)
    assert page.input_value(PEN) == "سخن نخست\n- بند یک، با دنباله‌ای"
    assert said(minutes) == [("آقای الف", [("lead", 0, "سخن نخست"), ("bullet", 1, "بند یک، با دنباله‌ای")])]
    page.reload()
    page.wait_for_selector("main.is-written")
    page.wait_for_timeout(500)  # as long as drafts of other tabs are looked for
    expect(page.locator("[data-said]")).to_be_hidden()
    context.close()
