"""Bytes on the disk, addressed by their SHA-256. A file is there whole or not at all."""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class Stored:
    sha256: str
    size: int


def path_of(sha256: str) -> Path:
    """Where the file with this hash lies. Raises ValueError for what is no SHA-256, so no path can be smuggled in."""
    if not SHA256.fullmatch(sha256):
        raise ValueError("not a SHA-256")
    return Path(settings.FILES_DIR) / sha256[:2] / sha256


def write(content: bytes) -> Stored:
    """Put `content` on the disk and return its hash and size in bytes. Raises OSError when the disk is full.

    The bytes reach the disk under a temporary name first, so a crash or a full disk leaves no truncated file.
    """
    sha256 = hashlib.sha256(content).hexdigest()
    path = path_of(sha256)
    if not path.exists():
        path.parent.mkdir(mode=0o750, parents=True, exist_ok=True)
        descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=".new-")
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            os.chmod(temporary, 0o640)
            os.replace(temporary, path)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise
        for folder in (path.parent, path.parent.parent):
            _sync(folder)
    return Stored(sha256, len(content))


def read(sha256: str) -> bytes:
    return path_of(sha256).read_bytes()


def hash_on_disk(sha256: str) -> str | None:
    """The hash of the bytes that really lie at `sha256`'s place; None where there are none."""
    try:
        with path_of(sha256).open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except (FileNotFoundError, ValueError):
        return None


def on_disk() -> Iterator[str]:
    """The names of all files that lie on the disk, temporary ones left out."""
    root = Path(settings.FILES_DIR)
    for folder in sorted(root.iterdir()) if root.is_dir() else ():
        if folder.is_dir():
            yield from (file.name for file in sorted(folder.iterdir()) if SHA256.fullmatch(file.name))


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
