"""How soon a key shows in the pen.

bin/bench runs this in an empty data folder. A turn of 500 bullets in minutes of 100 turns is opened in Debian's
Chromium and typed into, at its end and in its middle; a key is timed from its event to the frame painted after it, and
the work of the page's main thread is counted.
"""

import os
import sys
import tempfile
from pathlib import Path

from tests.browser import archive  # isort: skip  (sets Django up)

from django.conf import settings
from django.core.management import call_command
from django.test import Client
from playwright.sync_api import sync_playwright

from tests import cast
from tests.browser import conftest, latency
from tests.browser.writing import PEN, write_address

KEYS = 120


def main() -> None:
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    call_command("prepare", stdout=sys.stderr)
    others = "\n".join(f"**آقای {at}:** سخن کوتاه\n\n- بند\n" for at in range(99))
    minutes = cast.make_minutes(
        cast.make_meeting(9, archive.Round.objects.get(number=5)),
        f"**آقای نمونه:** {latency.long_turn(500)}\n\n{others}",
    )
    client = Client()
    client.force_login(cast.sara())
    cookie = {"name": settings.SESSION_COOKIE_NAME, "value": client.cookies[settings.SESSION_COOKIE_NAME].value}
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        process, url = conftest.start(Path(folder) / "said", settings.DATA_DIR)
        try:
            conftest.wait_until_alive(url, process, Path(folder) / "said")
            root = ["--no-sandbox"] if os.geteuid() == 0 else []
            browser = playwright.chromium.launch(executable_path=conftest.CHROMIUM, args=conftest.QUIET + root)
            context = browser.new_context(viewport={"width": 1280, "height": 800}, locale="fa-IR")
            context.add_cookies([{**cookie, "url": url}])
            page = context.new_page()
            page.goto(url + write_address(minutes.meeting, minutes.turns.get(position=1)))
            page.wait_for_selector("main.is-written")
            field = page.locator(PEN)
            field.focus()
            for place, at in (("end", 1.0), ("middle", 0.5)):
                field.evaluate("(f, at) => f.setSelectionRange(f.value.length * at | 0, f.value.length * at | 0)", at)
                with latency.main_thread(page) as work:
                    times = latency.key_times(page, KEYS)
                told = "  ".join(f"{name} {latency.percentile(times, share):5.0f} ms" for name, share in SHARES)
                print(
                    f"a key in 500 bullets and 100 turns, at the {place}: {told}  main thread {work[0] / KEYS:.1f} ms"
                )
            browser.close()
        finally:
            process.terminate()
            process.wait(30)


SHARES = [("median", 0.5), ("95 of 100", 0.95), ("worst", 1.0)]


if __name__ == "__main__":
    main()
