"""What a backup knows of the database, asked in the same words on both engines."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.migrations.loader import MigrationLoader

from records.backup.manifest import Held
from records.backup.refusal import Refused
from records.models import ChainHead, Event, StoredFile

# Who is signed in and who tried how often: of no worth later, and a session that was ended must not come to life again.
LEFT_OUT = ("django_session", "django_cache", "usersessions_usersession")

Query = Callable[[str], list[tuple[Any, ...]]]


@dataclass(frozen=True)
class Snapshot:
    """One state of the database. `files` are the SHA-256 and size of each file that it names."""

    engine_version: str
    held: Held
    files: tuple[tuple[str, int], ...]


def quoted(table: str) -> str:
    """The name of a table as both engines read it in a statement, whatever is in it."""
    return '"' + table.replace('"', '""') + '"'


def held_by(query: Query, tables: Iterable[str]) -> Held:
    """What is in these tables. Raises Refused where they are not those of an archive."""
    tables = sorted(tables)
    head, needed = ChainHead._meta.db_table, {ChainHead._meta.db_table, StoredFile._meta.db_table, "django_migrations"}
    if not needed <= set(tables):
        raise Refused("there is no archive in the database; bin/run makes one")
    heads = query(f"SELECT sequence, hash FROM {quoted(head)} ORDER BY id")  # nosec B608: quoted, here and below
    return Held(
        tables={
            table: 0 if table in LEFT_OUT else int(query(f"SELECT count(*) FROM {quoted(table)}")[0][0])  # nosec B608
            for table in tables
        },
        migrations=tuple(sorted(f"{app}.{name}" for app, name in query('SELECT app, name FROM "django_migrations"'))),
        head_sequence=int(heads[0][0]) if heads else 0,
        head_hash=str(heads[0][1]) if heads else "",
    )


def files_named(query: Query) -> tuple[tuple[str, int], ...]:
    """SHA-256 and size of every file that the database names, each once."""
    table = quoted(StoredFile._meta.db_table)
    found = query(f"SELECT sha256, min(size) FROM {table} GROUP BY sha256 ORDER BY sha256")  # nosec B608
    return tuple((str(sha256), int(size)) for sha256, size in found)


def has_records(query: Query, tables: Iterable[str]) -> bool:
    """Whether anything was ever written: an event, an account or a file."""
    kept = {Event._meta.db_table, StoredFile._meta.db_table, "people_user"} & set(tables)
    return any(query(f"SELECT 1 FROM {quoted(table)} LIMIT 1") for table in sorted(kept))  # nosec B608


def differences(expected: Held, found: Held) -> list[str]:
    """In which tables, migrations or end of the chain `found` is not what the manifest expects."""
    names = sorted(set(expected.tables) | set(found.tables))
    differing = [
        f"table {name}: {found.tables.get(name, 'none')} rows instead of {expected.tables.get(name, 'none')}"
        for name in names
        if expected.tables.get(name) != found.tables.get(name)
    ]
    if expected.migrations != found.migrations:
        differing.append("other migrations")
    if (expected.head_sequence, expected.head_hash) != (found.head_sequence, found.head_hash):
        differing.append("another end of the event chain")
    return differing


def migrations_of_the_code() -> set[str]:
    """Every migration that this version of the portal brings, as «app.name»."""
    loader = MigrationLoader(None)
    replaced = {pair for migration in loader.disk_migrations.values() for pair in migration.replaces}
    return {f"{app}.{name}" for app, name in set(loader.disk_migrations) | replaced}
