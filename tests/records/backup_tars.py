"""Backups that nobody made: tars put together by hand, honest ones and others."""

import hashlib
import io
import tarfile
from pathlib import Path

import pytest

from records.backup import archive, manifest
from records.backup.manifest import Held, Manifest, Member
from records.backup.refusal import Refused

CONTENTS = {
    "database.sqlite3": b"SQLite format 3\0" + bytes(range(256)) * 5,
    "keys/chain": b"a key\n",
    "keys/django": b"another key\n",
}
FILES = [b"%PDF-1.7\n%%EOF\n", b"", b"x" * 512]
Entries = list[tuple[tarfile.TarInfo, bytes]]


def contents() -> dict[str, bytes]:
    hashes = [hashlib.sha256(content).hexdigest() for content in FILES]
    return CONTENTS | {f"files/{sha[:2]}/{sha}": content for sha, content in zip(hashes, FILES, strict=True)}


def manifest_of(held_files: dict[str, bytes], **columns) -> Manifest:
    given = {
        "made_at": "2026-11-23T08:00:00+00:00",
        "engine": "sqlite",
        "engine_version": "3.40.1",
        "held": Held(
            tables={"records_event": 7}, migrations=("records.0001_records",), head_sequence=7, head_hash="ab"
        ),
        "members": tuple(
            Member(name, len(content), hashlib.sha256(content).hexdigest()) for name, content in held_files.items()
        ),
    }
    return Manifest(**{**given, **columns})


def entry(name: str, content: bytes = b"", **columns) -> tuple[tarfile.TarInfo, bytes]:
    info = tarfile.TarInfo(name)
    info.size = len(content)
    for column, value in columns.items():
        setattr(info, column, value)
    return info, content


def entries(**columns) -> Entries:
    members = contents()
    about = entry(manifest.NAME, manifest_of(members, **columns).to_bytes())
    return [about, *(entry(name, content) for name, content in members.items())]


def packed(entries: Entries, path: Path) -> Path:
    """A tar of these, written by the standard library and not by ours."""
    with tarfile.open(path, "w:gz", format=tarfile.GNU_FORMAT, compresslevel=1) as tar:
        for info, content in entries:
            tar.addfile(info, io.BytesIO(content))
    return path


def refusal(path: Path) -> str:
    """Why the file is refused; nothing of it may lie outside of the folder that it is unpacked into."""
    into = path.parent / "deep" / "into"
    into.mkdir(parents=True)
    with pytest.raises(Refused) as refused:
        archive.examine(path, into=into)
    assert {found.name for found in path.parent.iterdir()} == {path.name, "deep"}
    assert [found.name for found in into.parent.iterdir()] == ["into"]
    assert all(found.is_file() or found.is_dir() for found in into.rglob("*"))
    assert "\n" not in str(refused.value)
    return str(refused.value)
