"""How long from the start of bin/run to its first answer, from nothing and again?   python -m tests.bench.start"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "qazvin20.settings")
django.setup()

from tests.browser.conftest import HOUSE, start, wait_until_alive  # noqa: E402

AGAIN = 5


def seconds(folder: Path) -> float:
    """From the start of bin/run over that data folder to its first answer."""
    begun = time.monotonic()
    process, url = start(folder / "said", folder / "data")
    try:
        wait_until_alive(url, process, folder / "said")
        return time.monotonic() - begun
    finally:
        process.terminate()
        process.wait(30)


def main() -> None:
    os.environ.pop("QAZVIN20_SITE_URL", None)
    subprocess.run([HOUSE / "bin" / "manage", "check"], capture_output=True, check=True)  # everything is installed
    with tempfile.TemporaryDirectory() as folder:
        first = seconds(Path(folder))
        again = [seconds(Path(folder)) for _ in range(AGAIN)]
    print(f"first start {first:.1f} s; a later one {statistics.median(again):.1f} s in the median of {AGAIN}")


if __name__ == "__main__":
    sys.exit(main())
