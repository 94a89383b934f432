"""What is in a backup: every member with size and hash, and what the database held when it was made."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from records.backup.refusal import Refused

NAME = "manifest.json"
FORMAT = "qazvin20 backup 1"
LARGEST = 256 * 2**20  # bytes; a million files make about 200 MB
DATABASE = {"sqlite": "database.sqlite3", "postgresql": "database.dump"}
KEY = re.compile(r"keys/[a-z][a-z0-9_-]{0,39}")
FILE = re.compile(r"files/([0-9a-f]{2})/(\1[0-9a-f]{62})")
SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class Member:
    """One file in the tar. `size` is in bytes."""

    path: str
    size: int
    sha256: str


@dataclass(frozen=True)
class Held:
    """What the database held: rows of each table, applied migrations («app.name»), the head of the event chain."""

    tables: Mapping[str, int]
    migrations: tuple[str, ...]
    head_sequence: int
    head_hash: str


@dataclass(frozen=True)
class Manifest:
    """`faults` names what the backup lacks because the archive had lost it already."""

    made_at: str
    engine: str
    engine_version: str
    held: Held
    members: tuple[Member, ...]
    faults: tuple[str, ...] = ()

    @property
    def database(self) -> str:
        return DATABASE[self.engine]

    @property
    def size(self) -> int:
        """Bytes of all members unpacked."""
        return sum(member.size for member in self.members)

    def to_bytes(self) -> bytes:
        """As JSON, one member a line, with a hash over all of it."""
        content = {"format": FORMAT, **asdict(self)}
        return (json.dumps({**content, "sha256": _sha256(content)}, ensure_ascii=False, indent=0) + "\n").encode()

    @classmethod
    def from_bytes(cls, content: bytes) -> Manifest:
        """The manifest that `to_bytes` wrote. Raises Refused for anything else, and for paths that are not ours."""
        try:
            found = json.loads(content)
            if found.get("format") != FORMAT:
                raise Refused("it is not in the form that this version of the portal reads")
            if found.pop("sha256") != _sha256(found):
                raise Refused("its manifest is damaged")
            held = found["held"]
            manifest = cls(
                made_at=_text(found["made_at"]),
                engine=_text(found["engine"]),
                engine_version=_text(found["engine_version"]),
                held=Held(
                    tables={_text(name): _count(rows) for name, rows in held["tables"].items()},
                    migrations=_texts(held["migrations"]),
                    head_sequence=_count(held["head_sequence"]),
                    head_hash=_text(held["head_hash"]),
                ),
                members=tuple(_member(entry) for entry in found["members"]),
                faults=_texts(found["faults"]),
            )
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            raise Refused("its manifest can't be read") from None
        manifest._check_members()
        return manifest

    def _check_members(self) -> None:
        paths = [member.path for member in self.members]
        if self.engine not in DATABASE or len(set(paths)) != len(paths) or self.database not in paths:
            raise Refused("its manifest contradicts itself")
        for member in self.members:
            file = FILE.fullmatch(member.path)
            if file and file[2] != member.sha256:
                raise Refused(f"its manifest gives {member.path[:90]} another hash than its name")
            if not file and not KEY.fullmatch(member.path) and member.path != self.database:
                raise Refused(f"it holds {member.path[:90]!r}, which is no part of an archive")


def _sha256(content: object) -> str:
    return hashlib.sha256(json.dumps(content, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _texts(values: Any) -> tuple[str, ...]:
    if not isinstance(values, list):
        raise TypeError
    return tuple(_text(value) for value in values)


def _count(value: Any) -> int:
    if type(value) is not int or value < 0:
        raise ValueError
    return value


def _member(entry: Mapping[str, Any]) -> Member:
    sha256 = _text(entry["sha256"])
    if not SHA256.fullmatch(sha256):
        raise ValueError
    return Member(_text(entry["path"]), _count(entry["size"]), sha256)
