"""Making a backup while people write: a snapshot of the database first, then the files that it names.

A file is on the disk before the row that names it, and is never changed or removed, so no file can be missing that the
snapshot speaks of; rows and files that come later are simply not in the backup.
"""

from __future__ import annotations

import errno
import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import connection

from records import files
from records.backup import archive, manifest, postgres, retention, sqlite
from records.backup.database import Snapshot
from records.backup.manifest import Manifest, Member
from records.backup.refusal import Refused

UNFINISHED = ".qazvin20-unfinished-"


@dataclass(frozen=True)
class Made:
    """A backup that lies in its folder, whole and read back."""

    path: Path
    manifest: Manifest


def make(folder: Path, now: datetime) -> Made:
    """Write a backup into `folder`, which is made where it is missing, and read it back.

    Raises Refused where none could be made; then nothing is left of it.
    """
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with _alone_in(folder), _scratch_in(folder) as scratch:
            archive.need_room(folder, 2 * _engine_size() + sum(file.stat().st_size for file in _stored()))
            dump = scratch / "database"
            taken = postgres.snapshot(dump) if connection.vendor == "postgresql" else sqlite.snapshot(dump)
            made_of, sources = _inventory(taken, dump, now)
            fresh = scratch / "backup"
            with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as target:
                archive.write(target, made_of, sources, int(now.timestamp()))
                target.flush()
                os.fsync(target.fileno())
            archive.examine(fresh)
            path = _free_name(folder, now)
            fresh.rename(path)
            _sync(folder)
    except OSError as error:
        reason = "no disk space" if error.errno == errno.ENOSPC else error.strerror
        raise Refused(f"nothing can be written into {folder}: {reason}") from None
    return Made(path, made_of)


def _engine_size() -> int:
    return postgres.size() if connection.vendor == "postgresql" else sqlite.size()


def _stored() -> Iterator[Path]:
    return (files.path_of(sha256) for sha256 in files.on_disk())


def _inventory(taken: Snapshot, dump: Path, now: datetime) -> tuple[Manifest, dict[str, Path]]:
    """The manifest of a backup, and where each of its members lies."""
    sources = {manifest.DATABASE[connection.vendor]: dump}
    sources |= {f"keys/{path.name}": path for path in sorted((Path(settings.DATA_DIR) / "keys").iterdir())}
    members = [
        Member(name, path.stat().st_size, archive.hash_of(path))
        for name, path in sources.items()
        if not name.startswith("keys/") or (path.is_file() and manifest.KEY.fullmatch(name))
    ]
    faults = []
    for sha256, size in taken.files:
        found = files.hash_on_disk(sha256)
        if found == sha256:
            name, path = f"files/{sha256[:2]}/{sha256}", files.path_of(sha256)
            sources[name] = path
            members.append(Member(name, path.stat().st_size, sha256))
        else:
            faults.append(
                f"file {sha256} ({size} bytes) is {'altered' if found else 'missing'} in {settings.FILES_DIR}"
            )
    made_of = Manifest(
        made_at=now.astimezone(UTC).isoformat(timespec="seconds"),
        engine=connection.vendor,
        engine_version=taken.engine_version,
        held=taken.held,
        members=tuple(members),
        faults=tuple(faults),
    )
    return made_of, sources


@contextmanager
def _alone_in(folder: Path) -> Iterator[None]:
    """One backup at a time goes into a folder; what a killed one left there is cleared away."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Refused(f"another backup is being written into {folder}") from None
        for left in folder.glob(f"{UNFINISHED}*"):
            shutil.rmtree(left, ignore_errors=True)
        yield
    finally:
        os.close(descriptor)


@contextmanager
def _scratch_in(folder: Path) -> Iterator[Path]:
    scratch = Path(tempfile.mkdtemp(prefix=UNFINISHED, dir=folder))
    try:
        yield scratch
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def _free_name(folder: Path, now: datetime) -> Path:
    """A name that no other backup has; two of the same second get two seconds."""
    while (path := folder / retention.name_for(now)).exists():
        now += timedelta(seconds=1)
    return path


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
