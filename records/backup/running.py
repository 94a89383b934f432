"""Is a server of ours at work on a data folder? Two archives must not change under it."""

from __future__ import annotations

import os
from pathlib import Path

SERVERS = (b"qazvin20.wsgi", b"runserver")


def servers(folder: Path) -> list[int]:
    """Process ids of the servers on this machine that serve from `folder`, as far as this user may see them."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            command = (process / "cmdline").read_bytes()
            if not any(word in command for word in SERVERS):
                continue
            environment = (process / "environ").read_bytes().split(b"\0")
        except OSError:  # gone, or another user's
            continue
        data = [entry.partition(b"=")[2] for entry in environment if entry.startswith(b"QAZVIN20_DATA=")]
        if data and Path(os.fsdecode(data[0])).resolve() == folder.resolve():
            found.append(int(process.name))
    return sorted(found)
