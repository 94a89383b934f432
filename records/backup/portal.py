"""Commands of the portal in a process of their own, with another data folder or database."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from django.conf import settings


def manage(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run `manage.py` with these words and these variables on top of the present ones."""
    return subprocess.run(
        [sys.executable, str(Path(settings.BASE_DIR) / "manage.py"), *words],
        env={**os.environ, "QAZVIN20_DATA": str(settings.DATA_DIR), **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        errors="replace",
    )


def last_line(done: subprocess.CompletedProcess[str]) -> str:
    """What a command that failed said last, which mostly is the reason."""
    return (done.stderr.strip().splitlines() or ["no reason given"])[-1]
