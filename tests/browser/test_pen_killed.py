"""While somebody writes, the server is killed with SIGKILL twenty times: not one acknowledged character is missing.

On SQLite, and on PostgreSQL where QAZVIN20_TEST_DATABASE_URL names one: bin/test runs it on both. In the short form all
processes that answer are killed at once; in the long one every other time the whole server is, and is begun again.
"""

import os
import random
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs
from urllib.request import urlopen

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from playwright.sync_api import Response, expect

from meetings.models import TurnRevision
from tests import cast
from tests.browser.conftest import HOUSE
from tests.browser.writing import PEN, SPEAKER, begin_minutes, said, wait_until_saved, write_address
from tests.conftest import LONG

pytestmark = pytest.mark.django_db(transaction=True)

KILLS = 20
ACKNOWLEDGED = 200 if LONG else 20
AT_MOST = 600 if LONG else 90  # seconds
WORDS = ("گذر شمالی", "باغ ملی", "کتابخانه", "پیاده‌راه", "سنگ‌فرش", "کوچه", "سالمندان", "گزارش")


class Server:
    """gunicorn with two processes over the database of this test."""

    def __init__(self) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self.killed = 0
        self.start()

    def start(self) -> None:
        name = str(connection.settings_dict["NAME"])
        command = [
            sys.executable,
            "-m",
            "gunicorn",
            "tests.browser.killable:application",
            "--preload",
            "--no-control-socket",
        ]
        how = ["--bind", f"127.0.0.1:{self.port}", "--worker-class", "gthread", "--workers", "2", "--threads", "2"]
        self.process = subprocess.Popen(
            [*command, *how, "--worker-tmp-dir", "/dev/shm", "--log-level", "critical"],
            cwd=HOUSE,
            env={**os.environ, "KILLABLE_DATABASE": name},
            start_new_session=True,
        )

    def workers(self) -> list[int]:
        tasks = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        return [int(pid) for pid in tasks.read_text().split()]

    def kill(self, whole: bool) -> None:
        """SIGKILL to all that answer; to the whole server, which is begun again."""
        if whole:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            self.start()
        else:
            for pid in self.workers():
                os.kill(pid, signal.SIGKILL)
        self.killed += 1

    def wait_until_alive(self) -> None:
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            try:
                with urlopen(f"{self.url}/healthz", timeout=5):
                    return
            except OSError:
                time.sleep(0.05)
        raise AssertionError("the server does not answer")

    def stop(self) -> None:
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


@pytest.fixture
def server() -> Iterator[Server]:
    server = Server()
    try:
        server.wait_until_alive()
        yield server
    finally:
        server.stop()


def killing(server: Server, chance: random.Random, done: threading.Event) -> None:
    while server.killed < KILLS and not done.wait(chance.uniform(0.1, 2.5 if LONG else 0.9)):
        server.kill(whole=LONG and server.killed % 2 == 0)


def test_no_acknowledged_character_is_missing_after_twenty_kills(open_page, server):
    seed = int.from_bytes(os.urandom(4)) if LONG else 1404
    print(f"seed {seed}")
    chance = random.Random(seed)
    minutes = begin_minutes()
    client = Client()
    client.force_login(cast.sara())
    page = open_page()
    name = settings.SESSION_COOKIE_NAME
    page.context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": server.url}])
    acknowledged: list[tuple[str, str]] = []  # key and text of what the server said it had

    def note(answer: Response) -> None:
        if answer.request.method == "POST" and "/write/turns/" in answer.url and answer.status == 200:
            sent = parse_qs(answer.request.post_data or "", keep_blank_values=True)
            acknowledged.append((answer.url.rstrip("/").rsplit("/", 1)[1], sent["text"][0]))

    page.on("response", note)
    page.goto(server.url + write_address(minutes.meeting))
    page.wait_for_selector("main.is-written")
    done = threading.Event()
    killer = threading.Thread(target=killing, args=(server, random.Random(seed), done))
    killer.start()
    written: list[tuple[str, str]] = []
    begun = time.monotonic()
    try:
        while len(acknowledged) < ACKNOWLEDGED or server.killed < KILLS:
            assert time.monotonic() - begun < AT_MOST, f"{len(acknowledged)} acknowledged, {server.killed} kills"
            written.append(write_a_turn(page, chance, len(written)))
        killer.join(60)
    finally:
        done.set()
        killer.join(60)
    server.wait_until_alive()
    wait_until_saved(page, timeout=30_000)
    took = time.monotonic() - begun
    print(f"{len(acknowledged)} acknowledged, {server.killed} kills, {took:.0f} s on {connection.vendor}")

    kept = {(str(row.turn_key), row.text.replace("\r\n", "\n")) for row in TurnRevision.objects.filter(minutes=minutes)}
    missing = [text for key, text in acknowledged if (key, text.replace("\r\n", "\n")) not in kept]
    assert missing == []
    assert server.killed == KILLS
    assert len(acknowledged) >= ACKNOWLEDGED
    # And nothing that was typed, acknowledged or not.
    assert [(speaker, [text for _, _, text in lines]) for speaker, lines in said(minutes)] == [
        (speaker, [line.removeprefix("- ") for line in text.split("\n")]) for speaker, text in written
    ]
    assert page.evaluate("Object.keys(localStorage).filter((key) => key.includes('draft'))") == []
    page.watch.broken_parts.clear()


def write_a_turn(page, chance: random.Random, at: int) -> tuple[str, str]:
    """One more turn, as somebody types it; its speaker and its text."""
    if at:
        page.keyboard.press("Control+Enter")
    expect(page.locator(SPEAKER)).to_be_focused()
    speaker = f"آقای شماره {at}"
    page.keyboard.insert_text(speaker)
    page.locator(PEN).focus()
    lines = []
    for row in range(chance.randrange(1, 4)):
        words = [f"{chance.choice(WORDS)} {chance.randrange(10_000)}" for _ in range(chance.randrange(1, 4))]
        if row:
            page.keyboard.press("Enter")
        if row == 1:
            page.keyboard.type("- ")
        for word in words:
            page.keyboard.insert_text(word + " ")
            page.wait_for_timeout(chance.randrange(10, 60))
        lines.append(("- " if row else "") + " ".join(words) + " ")
    return speaker, "\n".join(lines)
