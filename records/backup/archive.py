"""The tar of a backup: written in one go, and read by its own strict rules.

A reader of tars in general follows links, long names and sparse maps. A backup has none of them, so here every header
that is not a plain file named by the manifest is refused, and nothing is unpacked to a place that the tar chose.
"""

from __future__ import annotations

import errno
import gzip
import hashlib
import io
import os
import shutil
import tarfile
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import BinaryIO

from records.backup import manifest as form
from records.backup.manifest import Manifest, Member
from records.backup.refusal import Refused

BLOCK = tarfile.BLOCKSIZE
CHUNK = 2**20
SPARE = 100 * 2**20  # bytes that stay free on the disk


def hash_of(path: Path) -> str:
    """The SHA-256 of a file. Raises OSError where it can't be read."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def write(target: BinaryIO, manifest: Manifest, sources: Mapping[str, Path], mtime: int) -> None:
    """Write the backup. `sources` says where each member lies. Raises Refused when one changed in the meantime."""
    with gzip.GzipFile(fileobj=target, mode="wb", filename="", compresslevel=6, mtime=mtime) as packed:
        content = manifest.to_bytes()
        about = Member(form.NAME, len(content), hashlib.sha256(content).hexdigest())
        _add(packed, about, io.BytesIO(content), mtime)
        for member in manifest.members:
            with sources[member.path].open("rb") as source:
                _add(packed, member, source, mtime)
        packed.write(bytes(2 * BLOCK))


def _add(packed: gzip.GzipFile, member: Member, source: BinaryIO, mtime: int) -> None:
    info = tarfile.TarInfo(member.path)
    info.size, info.mtime, info.mode = member.size, mtime, 0o600
    packed.write(info.tobuf(tarfile.GNU_FORMAT))
    seen, left = hashlib.sha256(), member.size
    while left and (chunk := source.read(min(CHUNK, left))):
        seen.update(chunk)
        packed.write(chunk)
        left -= len(chunk)
    if left or seen.hexdigest() != member.sha256:
        raise Refused(f"{member.path} changed while it was read; try again")
    packed.write(bytes(-member.size % BLOCK))


def read_manifest(path: Path) -> Manifest:
    """What the backup at `path` says of itself; the rest of it is not looked at. Raises Refused where it is none."""
    with _Reader(path) as reader:
        return reader.manifest()


def examine(path: Path, into: Path | None = None) -> Manifest:
    """Go through the whole backup: paths, sizes and hashes; with `into` also unpack it there, into an empty folder.

    Raises Refused at the first thing that is not as the manifest says, or when the disk has no room for it.
    """
    with _Reader(path) as reader:
        manifest = reader.manifest()
        if into is not None:
            need_room(into, manifest.size)
        for member in manifest.members:
            reader.member(member, into)
        reader.end()
    return manifest


def need_room(folder: Path, size: int) -> None:
    """Raises Refused unless `size` bytes fit into `folder`, with some to spare."""
    free = shutil.disk_usage(folder).free
    if size + SPARE > free:
        raise Refused(
            f"no disk space: {(size + SPARE) // 2**20} MB are needed in {folder}, {free // 2**20} MB are free"
        )


class _Reader:
    def __init__(self, path: Path) -> None:
        try:
            if not path.is_file():
                raise Refused(f"there is no file {path}")
            self.packed = gzip.GzipFile(path, "rb")
        except OSError as error:
            raise Refused(f"{path} can't be read: {error.strerror}") from None

    def __enter__(self) -> _Reader:
        return self

    def __exit__(self, *error: object) -> None:
        self.packed.close()

    def manifest(self) -> Manifest:
        """The first member. Raises Refused where it is no manifest, so where the file is none of ours."""
        name, size = self._header()
        if name != form.NAME or size > form.LARGEST:
            raise Refused("it is no backup of this portal")
        return Manifest.from_bytes(self._exactly(size, padded=True))

    def member(self, member: Member, into: Path | None) -> None:
        """The next member, which must be this one; written below `into` where that is given."""
        if self._header() != (member.path, member.size):
            raise Refused(f"it does not hold {member.path} where its manifest says so")
        with _nowhere() if into is None else _fresh(into / member.path) as target:
            seen, left = hashlib.sha256(), member.size
            while left:
                chunk = self._exactly(min(CHUNK, left))
                seen.update(chunk)
                target.write(chunk)
                left -= len(chunk)
            if into is not None:
                target.flush()
                os.fsync(target.fileno())
        if any(self._exactly(-member.size % BLOCK)) or seen.hexdigest() != member.sha256:
            raise Refused(f"{member.path} is damaged")

    def end(self) -> None:
        """What follows the last member: zeros, and not many."""
        if any(self._exactly(2 * BLOCK)) or any(self._read(tarfile.RECORDSIZE)) or self._read(1):
            raise Refused("something follows its last member")

    def _header(self) -> tuple[str, int]:
        try:
            info = tarfile.TarInfo.frombuf(self._exactly(BLOCK), "ascii", "strict")
        except (tarfile.HeaderError, UnicodeError, ValueError):
            raise Refused("it is no backup of this portal, or is damaged") from None
        if info.type != tarfile.REGTYPE or info.linkname or info.size < 0:
            raise Refused(f"{info.name[:90]!r} in it is no plain file")
        return info.name, info.size

    def _exactly(self, size: int, padded: bool = False) -> bytes:
        content = self._read(size + (-size % BLOCK if padded else 0))
        if len(content) < size:
            raise Refused("it ends too early")
        return content[:size]

    def _read(self, size: int) -> bytes:
        try:
            return self.packed.read(size)
        except (EOFError, zlib.error, gzip.BadGzipFile):
            raise Refused("it is no backup of this portal, or is damaged") from None
        except OSError as error:
            raise Refused(f"it can't be read: {error.strerror}") from None


def _nowhere() -> BinaryIO:
    return os.fdopen(os.open(os.devnull, os.O_WRONLY), "wb")


def _fresh(path: Path) -> BinaryIO:
    """A new file for a path that the manifest's grammar let through, in folders made for it."""
    try:
        path.parent.mkdir(mode=0o750, parents=True, exist_ok=True)
        mode = 0o640 if form.FILE.fullmatch("/".join(path.parts[-3:])) else 0o600
        return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, mode), "wb")
    except OSError as error:
        raise Refused(f"{path} can't be written: {os.strerror(error.errno or errno.EIO)}") from None
