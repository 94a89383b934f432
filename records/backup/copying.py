"""Moving from SQLite to PostgreSQL: every row of every table, counted, hashed and verified on the other side."""

from __future__ import annotations

import hashlib
import itertools
import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management.color import no_style
from django.db import DatabaseError, connection, connections, models, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import sql
from psycopg2 import ProgrammingError
from psycopg2.extensions import parse_dsn

from records import triggers
from records.backup import database, portal, running, sqlite
from records.backup.refusal import Refused
from records.statistics import count_anew

SOURCE, TARGET = "default", "target"
BATCH = 500  # rows


@dataclass(frozen=True)
class Copied:
    """Rows of each table that was copied, and what verify_records says on the other side."""

    tables: dict[str, int]
    faults: list[str]


def copy(url: str) -> Copied:
    """Copy the archive from SQLite into the PostgreSQL database at `url`, which must not hold an archive yet.

    Raises Refused, with not a row copied, where anything differs afterwards. Files and keys stay where they are.
    """
    _source_is_fit()
    with _target(url) as target:
        _target_is_empty(target)
        environment = {"DATABASE_URL": url}
        done = portal.manage("migrate", "--no-input", **environment)
        if done.returncode:
            raise Refused(f"the tables can't be made: {portal.last_line(done)}")
        try:
            with transaction.atomic(using=SOURCE), transaction.atomic(using=TARGET):
                copied = _copy_tables(target)
        except (DatabaseError, ValueError) as error:
            raise Refused(f"PostgreSQL refuses what SQLite holds: {_first_line(error)}") from None
    verified = portal.manage("verify_records", **environment)
    return Copied(copied, verified.stderr.splitlines() if verified.returncode else [])


def _source_is_fit() -> None:
    if connection.vendor != "sqlite":
        raise Refused("this portal runs on PostgreSQL already; unset DATABASE_URL to copy from SQLite")
    path = sqlite.database_file()
    if not path.is_file():
        raise Refused("there is no archive in the data folder yet; bin/run makes one")
    if serving := running.servers(Path(settings.DATA_DIR)):
        raise Refused(
            f"the portal is running (process {serving[0]}); stop it first, or what is written now is left behind"
        )
    held = sqlite.held(path)
    if missing := database.migrations_of_the_code() - set(held.migrations):
        raise Refused(f"the archive is older than this version ({len(missing)} migrations); start bin/run once first")
    known = {model._meta.db_table for model in _models()} | {*database.LEFT_OUT, "django_migrations"}
    for table, rows in held.tables.items():
        if rows and table not in known:
            raise Refused(f"the archive has a table {table} that this version does not know")
    if portal.manage("verify_records").returncode:
        raise Refused("verify_records finds faults in this archive; look into them first")


@contextmanager
def _target(url: str) -> Iterator[BaseDatabaseWrapper]:
    """A connection to the database at `url`, under the name TARGET while it lasts."""
    try:
        parts = parse_dsn(url) if url.startswith(("postgres://", "postgresql://")) else {}
    except ProgrammingError:
        parts = {}
    if not parts.get("dbname"):
        raise Refused("the address must be postgres://USER:PASSWORD@HOST:PORT/NAME")
    connections.databases[TARGET] = {
        **connection.settings_dict,
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.pop("dbname"),
        "USER": parts.pop("user", ""),
        "PASSWORD": parts.pop("password", ""),
        "HOST": parts.pop("host", ""),
        "PORT": parts.pop("port", ""),
        "OPTIONS": parts,
    }
    try:
        connections[TARGET].ensure_connection()
        yield connections[TARGET]
    except DatabaseError as error:
        raise Refused(f"the database can't be used: {_first_line(error)}") from None
    finally:
        connections[TARGET].close()
        del connections[TARGET], connections.databases[TARGET]


def _target_is_empty(target: BaseDatabaseWrapper) -> None:
    with target.cursor() as cursor:

        def query(statement: str) -> list[tuple[Any, ...]]:
            cursor.execute(statement)
            return list(cursor.fetchall())

        tables = target.introspection.table_names(cursor)
        known = {model._meta.db_table for model in _models()} | {*database.LEFT_OUT, "django_migrations"}
        if strange := sorted(set(tables) - known):
            raise Refused(
                f"there is a table {strange[0]} in that database, which is none of the portal's; take an empty one"
            )
        if database.has_records(query, tables):
            raise Refused("there are records in that database already; take an empty one")


def _copy_tables(target: BaseDatabaseWrapper) -> dict[str, int]:
    """All rows of all tables; the transaction around it stands only when counts and hashes are equal."""
    wanted = list(_models())
    triggers.lift(target)
    with target.cursor() as cursor:  # what the migrations themselves put there: content types and permissions
        cursor.execute("TRUNCATE " + ", ".join(target.ops.quote_name(model._meta.db_table) for model in wanted))
    for model in wanted:
        rows = model._base_manager.using(SOURCE).order_by("pk").iterator(chunk_size=BATCH)
        while batch := list(itertools.islice(rows, BATCH)):
            _insert(model, batch)
    target.check_constraints()  # foreign keys wait until here, so the order of the tables is free
    with target.cursor() as cursor:
        for statement in target.ops.sequence_reset_sql(no_style(), wanted):
            cursor.execute(statement)
    triggers.place(target)
    count_anew(target)
    copied = {}
    for model in wanted:
        here, there = (_fingerprint(model, using) for using in (SOURCE, TARGET))
        if here != there:
            raise Refused(f"table {model._meta.db_table} differs after copying ({here[0]} rows here, {there[0]} there)")
        copied[model._meta.db_table] = here[0]
    return copied


def _models() -> Iterator[type[models.Model]]:
    for model in apps.get_models(include_auto_created=True):
        options = model._meta
        if options.managed and not options.proxy and options.db_table not in database.LEFT_OUT:
            yield model


def _insert(model: type[models.Model], batch: list[models.Model]) -> None:
    """Rows as they are: no default, no clock. Names the row that PostgreSQL does not take."""
    try:
        with transaction.atomic(using=TARGET):
            _insert_rows(model, batch)
    except (DatabaseError, ValueError) as error:
        if len(batch) == 1:
            raise Refused(f"{model._meta.db_table} {batch[0].pk}: {_first_line(error)}") from None
        for row in batch:
            _insert(model, [row])
        raise


def _insert_rows(model: type[models.Model], batch: list[models.Model]) -> None:
    fields = [field for field in model._meta.local_concrete_fields if not field.generated]
    query = sql.InsertQuery(model)
    query.insert_values(fields, batch, raw=True)
    query.get_compiler(using=TARGET).execute_sql()


def _fingerprint(model: type[models.Model], using: str) -> tuple[int, int]:
    """How many rows, and a hash over their values that depends neither on the engine nor on the order."""
    fields = model._meta.local_concrete_fields
    rows = model._base_manager.using(using).order_by().values_list(*(field.attname for field in fields))
    number, total = 0, 0
    for row in rows.iterator(chunk_size=BATCH):
        number += 1
        total += _hash([field.get_prep_value(value) for field, value in zip(fields, row, strict=True)])
    return number, total % 2**256


def _hash(row: Iterable[object]) -> int:
    text = json.dumps(list(row), ensure_ascii=True, sort_keys=True, default=_plain)
    return int.from_bytes(hashlib.sha256(text.encode()).digest(), "big")


def _plain(value: object) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, bytes | memoryview):
        return bytes(value).hex()
    return str(value)


def _first_line(error: Exception) -> str:
    return str(error).strip().partition("\n")[0]
