"""SQLite: a copy by its backup API, and a file that takes the place of another in one step."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from django.db import connection

from records.backup.database import LEFT_OUT, Query, Snapshot, differences, files_named, has_records, held_by, quoted
from records.backup.manifest import Held, Manifest
from records.backup.refusal import Refused

WAIT = 60  # seconds for writers to finish
BUSY = "the database is in use; stop the portal first (systemctl stop qazvin20, or Ctrl+C)"


def database_file() -> Path:
    return Path(connection.settings_dict["NAME"])


def size() -> int:
    """Bytes of the database."""
    path = database_file()
    return path.stat().st_size if path.exists() else 0


def snapshot(target: Path) -> Snapshot:
    """Copy the database to `target` as it is at one moment, while others write. Raises Refused where there is none."""
    path = database_file()
    if not path.is_file():
        raise Refused("there is no archive in the data folder yet; bin/run makes one")
    try:
        target.touch(mode=0o600)
        with closing(_open(path)) as source, closing(_open(target)) as copy:
            source.backup(copy)  # all pages in one step: writers wait, and none of them can make it begin again
            copy.execute("PRAGMA journal_mode = OFF")
            tables = _tables(copy)
            for table in sorted(set(LEFT_OUT) & set(tables)):
                copy.execute(f"DELETE FROM {quoted(table)}")  # nosec B608: one of a list of ours
            copy.execute("VACUUM")  # what was deleted is overwritten
            _check(copy)
            return Snapshot(
                engine_version=sqlite3.sqlite_version,
                held=held_by(_query(copy), tables),
                files=files_named(_query(copy)),
            )
    except sqlite3.Error as error:
        raise Refused(f"the database can't be copied: {error}") from None


def held(path: Path) -> Held:
    """What is in the database at `path`."""
    with closing(_open(path)) as database:
        return held_by(_query(database), _tables(database))


def check(path: Path, manifest: Manifest) -> None:
    """Raises Refused unless the database at `path` is whole and holds what the manifest says."""
    try:
        with closing(_open(path)) as database:
            _check(database)
        wrong = differences(manifest.held, held(path))
    except sqlite3.Error as error:
        raise Refused(f"its database can't be used: {error}") from None
    if wrong:
        raise Refused(f"its database is not what the manifest says: {wrong[0]}")


def has_any_record() -> bool:
    """Whether the database in the data folder holds records; one that can't be read counts as if it did."""
    path = database_file()
    if not path.exists() or not path.stat().st_size:
        return False
    try:
        with closing(_open(path)) as database:
            return has_records(_query(database), _tables(database))
    except sqlite3.Error:
        return True


@contextmanager
def locked() -> Iterator[None]:
    """Nobody else reads or writes the database meanwhile. Raises Refused where somebody does."""
    path = database_file()
    if not path.exists():
        yield
        return
    with closing(_open(path, wait=5)) as database:
        try:
            database.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError:
            raise Refused(BUSY) from None
        except sqlite3.DatabaseError:
            pass  # not a database any more: nobody can be at work in it
        yield


def _open(path: Path, wait: float = WAIT) -> sqlite3.Connection:
    return sqlite3.connect(path, timeout=wait, isolation_level=None)


def _query(database: sqlite3.Connection) -> Query:
    def query(statement: str) -> list[tuple[Any, ...]]:
        return database.execute(statement).fetchall()

    return query


def _tables(database: sqlite3.Connection) -> list[str]:
    found = database.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite!_%' ESCAPE '!'"
    )
    return [name for (name,) in found]


def _check(database: sqlite3.Connection) -> None:
    said = database.execute("PRAGMA integrity_check(1)").fetchone()[0]
    if said != "ok":
        raise sqlite3.DatabaseError(" ".join(str(said).split())[:200])
