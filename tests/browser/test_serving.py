"""The portal as bin/run serves it: weight, headers of static files, and a second start that changes nothing."""

import hashlib
import os
import re
import resource
import stat
import subprocess
from pathlib import Path
from urllib.request import Request, urlopen

from tests.browser.conftest import HOUSE, start, wait_until_alive
from tests.browser.watch import transferred

FIRST_VISIT = 250_000
NEXT_PAGE = 30_000


def digests(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_a_first_visit_to_a_meeting_is_light_and_the_next_page_lighter(served, page):
    first = transferred(page, f"{served.url}/meetings/5/1/")
    following = transferred(page, f"{served.url}/meetings/")
    print(f"first visit {first:,} bytes, next page {following:,} bytes")
    assert 60_000 < first <= FIRST_VISIT  # the fonts alone weigh 60 kB: less would mean that they did not come
    assert 2_000 < following <= NEXT_PAGE


def test_static_files_come_compressed_and_are_kept_for_ever(served):
    with urlopen(f"{served.url}/meetings/5/1/") as answer:
        sheet = re.search(r'href="(/static/css/tokens\.[0-9a-f]+\.css)"', answer.read().decode())
    with urlopen(Request(served.url + sheet[1], headers={"Accept-Encoding": "br"})) as answer:
        assert answer.headers["Content-Encoding"] == "br"
        assert "immutable" in answer.headers["Cache-Control"]
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_keys_are_for_the_owner_alone(served):
    keys = list((served.folder / "keys").iterdir())
    assert len(keys) >= 2
    assert {stat.S_IMODE(key.stat().st_mode) for key in keys} == {0o600}
    assert stat.S_IMODE(served.folder.stat().st_mode) & 0o007 == 0


def seconds_of_work() -> float:
    """What all processes that were waited for have computed: the seconds of a start, whatever else the machine does."""
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    return spent.ru_utime + spent.ru_stime


def test_a_second_start_answers_within_five_seconds_and_changes_nothing(served, tmp_path):
    before = digests(served.folder)
    begun = seconds_of_work()
    process, url = start(tmp_path / "said", served.folder)
    try:
        wait_until_alive(url, process, tmp_path / "said")
    finally:
        process.terminate()
        process.wait(30)
    assert seconds_of_work() - begun < 5
    assert digests(served.folder) == before
    assert "password" not in (tmp_path / "said").read_text()


def test_the_archive_that_was_served_is_sound(served):
    result = subprocess.run(
        [HOUSE / "bin" / "manage", "verify_records"],
        env={**os.environ, "QAZVIN20_DATA": str(served.folder), "DATABASE_URL": ""},
        capture_output=True,
        text=True,
    )
    assert result.returncode == 0, result.stdout + result.stderr


def test_the_first_account_signs_in_and_holds_the_roles(served, page):
    page.goto(f"{served.url}/import/")
    page.fill("input[name=login]", served.username)
    page.fill("input[name=password]", served.password)
    page.press("input[name=password]", "Enter")
    page.wait_for_url(f"{served.url}/import/")
    assert page.locator("textarea").count() >= 1
