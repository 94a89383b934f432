"""An official paper as PDF: a Django template, set by WeasyPrint in a process with limits on time and memory."""

from __future__ import annotations

import atexit
import base64
import io
import json
import logging
import os
import select
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import segno
from django.conf import settings
from django.template.loader import render_to_string

from records import sample
from records.frames import HEAD

ROOT = Path(__file__).resolve().parent.parent
WAIT_SECONDS = 30
DOCUMENTS = 200
CHUNK = 1 << 16
log = logging.getLogger(__name__)

SENTENCES = {
    "busy": "سامانه هم‌اکنون سندهای دیگری را آماده می‌کند. متن سند دست‌نخورده است؛ چند لحظه دیگر دوباره دریافت کنید.",
    "time": "آماده‌سازی PDF در مهلت مجاز به پایان نرسید. متن سند دست‌نخورده است؛ دوباره دریافت کنید و اگر تکرار شد، "
    "به دبیرخانه خبر دهید.",
    "memory": "این سند برای آماده‌سازی PDF بیش از اندازه بزرگ است. متن سند دست‌نخورده است؛ به دبیرخانه خبر دهید.",
    "refused": "در این سند به پرونده‌ای بیرون از سامانه ارجاع شده و PDF ساخته نشد. متن سند دست‌نخورده است؛ "
    "به دبیرخانه خبر دهید.",
    "failed": "آماده‌سازی PDF ناتمام ماند. متن سند دست‌نخورده است؛ دوباره دریافت کنید و اگر تکرار شد، "
    "به دبیرخانه خبر دهید.",
}
REASONS = {b"R": "refused", b"M": "memory", b"F": "failed"}


class PdfError(Exception):
    """No PDF came of it. `str()` is a Persian sentence for the reader; `reason` is one of the keys of SENTENCES."""

    def __init__(self, reason: str) -> None:
        super().__init__(SENTENCES[reason])
        self.reason = reason


def render(template: str, context: Mapping[str, Any], styles: Sequence[str] = ("official.css",)) -> bytes:
    """The PDF (tagged, PDF/A-3a as produced by WeasyPrint) of a template in records/pdf_style/'s `styles`.

    Images are named `portal:img/emblem.svg` (files of static/img) or come from `qr`. Raises PdfError, at the latest
    after settings.PDF_SECONDS for this document and 30 seconds in the queue, whatever the document holds.
    """
    label = sample.PAPER_LABEL if sample.is_sample() else ""
    html = render_to_string(template, {"sample": label, **context})
    return worker.press(html, list(styles))


def qr(address: str) -> str:
    """The QR code of an address, as a data: address of a PNG (black on white, quiet zone included)."""
    target = io.BytesIO()
    segno.make(address, error="m", micro=False).save(target, kind="png", scale=8, border=2)
    return "data:image/png;base64," + base64.b64encode(target.getvalue()).decode()


class Worker:
    """The one process of this server process that makes PDFs: started when first needed, and again after it failed."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.process: subprocess.Popen[bytes] | None = None
        self.owner = 0
        self.made = 0

    def press(self, html: str, styles: list[str]) -> bytes:
        """The PDF of `html`. Threads take turns. Raises PdfError."""
        seconds = settings.PDF_SECONDS
        if not self.lock.acquire(timeout=WAIT_SECONDS):
            raise PdfError("busy")
        try:
            kind, body = self.ask(json.dumps({"html": html, "styles": styles}).encode(), seconds)
        except TimeoutError:
            self.stop()
            raise PdfError("time") from None
        except (OSError, EOFError) as error:
            self.stop()
            log.error("the PDF process ended: %s", error)
            raise PdfError("failed") from error
        except BaseException:
            # Interrupted between question and answer: the next reader would get this one's paper.
            self.stop()
            raise
        finally:
            self.lock.release()
        if kind != b"P":
            log.error("no PDF: %s", body.decode(errors="replace"))
            raise PdfError(REASONS.get(kind, "failed"))
        return body

    def ask(self, body: bytes, seconds: int) -> tuple[bytes, bytes]:
        deadline = time.monotonic() + seconds
        source, target = self.pipes(seconds)
        write(target, HEAD.pack(len(body), b"J") + body, deadline)
        length, kind = HEAD.unpack(read(source, HEAD.size, deadline))
        answer = kind, read(source, length, deadline)
        self.made += 1
        if kind == b"M" or self.made >= DOCUMENTS:
            self.stop()
        return answer

    def pipes(self, seconds: int) -> tuple[int, ...]:
        """Where the process is read from and written to.

        It is started anew where there is none, it has ended, or it is that of the process we were forked from.
        """
        if not (self.process and self.owner == os.getpid() and self.process.poll() is None):
            self.stop()
            self.process = self.start(seconds)
            self.owner, self.made = os.getpid(), 0
        return tuple(pipe.fileno() for pipe in (self.process.stdout, self.process.stdin) if pipe)

    def start(self, seconds: int) -> subprocess.Popen[bytes]:
        process = subprocess.Popen(
            [sys.executable, "-s", "-m", "records.pdf_worker", str(settings.PDF_MEMORY), str(seconds)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            bufsize=0,
            cwd=ROOT,
            # Nothing of the server's own environment: no key, no address of the database.
            env={
                "PATH": "/usr/bin:/bin",
                "LANG": "C.UTF-8",
                "HOME": "/nonexistent",
                "FONTCONFIG_FILE": str(ROOT / "records" / "fonts" / "fonts.conf"),
                "PYTHONDONTWRITEBYTECODE": "1",
            },
            start_new_session=True,
        )
        for pipe in (process.stdin, process.stdout):
            if pipe:
                os.set_blocking(pipe.fileno(), False)
        return process

    def stop(self) -> None:
        """Ends the process; one that belongs to another process is only let go."""
        process, self.process = self.process, None
        if process is None:
            return
        for pipe in (process.stdin, process.stdout):
            if pipe:
                pipe.close()
        if self.owner == os.getpid():
            process.kill()
            process.wait()

    def forget(self) -> None:
        """After a fork: a lock that another thread held would never be released here."""
        self.lock = threading.Lock()


def write(target: int, data: bytes, deadline: float) -> None:
    """Writes all of `data` to a non-blocking pipe. Raises TimeoutError at the deadline (monotonic seconds), OSError."""
    view = memoryview(data)
    while view:
        wait([], [target], deadline)
        view = view[os.write(target, view[:CHUNK]) :]


def read(source: int, length: int, deadline: float) -> bytes:
    """Reads `length` bytes from a non-blocking pipe. Raises TimeoutError at the deadline, EOFError at its end."""
    data = bytearray()
    while len(data) < length:
        wait([source], [], deadline)
        part = os.read(source, min(CHUNK, length - len(data)))
        if not part:
            raise EOFError("end of output")
        data += part
    return bytes(data)


def wait(reading: list[int], writing: list[int], deadline: float) -> None:
    poll = select.poll()
    for number in reading:
        poll.register(number, select.POLLIN)
    for number in writing:
        poll.register(number, select.POLLOUT)
    if not poll.poll(max(0.0, deadline - time.monotonic()) * 1000):
        raise TimeoutError


worker = Worker()
os.register_at_fork(after_in_child=worker.forget)
atexit.register(worker.stop)
