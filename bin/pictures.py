"""Takes the pictures of the README: pictures.py ADDRESS FOLDER."""

import sys
import time
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from playwright.sync_api import sync_playwright

PAGES = [("home.png", "/", 1280, 900), ("meeting.png", "/meetings/5/1/", 1280, 1100)]
PATIENCE = 120  # seconds until the first answer


def wait_for(address: str) -> None:
    """Returns once `address` answers. Raises TimeoutError after PATIENCE seconds."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        try:
            with urlopen(f"{address}/healthz", timeout=5):
                return
        except (URLError, OSError):
            time.sleep(0.2)
    raise TimeoutError(f"{address} does not answer")


def main(address: str, folder: Path) -> None:
    wait_for(address)
    folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium-headless-shell", args=["--no-sandbox", "--disable-gpu"]
        )
        for name, path, width, height in PAGES:
            page = browser.new_page(viewport={"width": width, "height": height})
            page.goto(address + path, wait_until="networkidle")
            page.screenshot(path=folder / name)
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
