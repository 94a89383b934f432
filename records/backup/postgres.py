"""PostgreSQL: pg_dump of one snapshot, and a schema that takes the place of another in one transaction."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.db import DatabaseError, connection, connections, transaction
from psycopg2.extensions import make_dsn

from records.backup.database import LEFT_OUT, Query, Snapshot, files_named, has_records, held_by
from records.backup.manifest import Manifest
from records.backup.refusal import Refused

ASIDE = "before_"  # schemas with what a restore put aside begin with it; backups leave them out
# What lies in a schema, in the words of ALTER and DROP. What an extension brought stays where it is: only a superuser
# could move it. Sequences of columns and indexes go with their table.
OBJECTS = """
    SELECT
        CASE relkind WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED VIEW' WHEN 'S' THEN 'SEQUENCE' ELSE 'TABLE' END,
        format('%I.%I', nspname, relname)
    FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
    WHERE nspname = 'THE_SCHEMA' AND relkind IN ('r', 'p', 'v', 'm', 'S') AND NOT relispartition AND NOT EXISTS (
        SELECT 1 FROM pg_depend WHERE classid = 'pg_class'::regclass AND objid = pg_class.oid
        AND (deptype = 'e' OR relkind = 'S' AND deptype IN ('a', 'i')))
    UNION ALL
    SELECT 'ROUTINE', format('%I.%I(%s)', nspname, proname, pg_get_function_identity_arguments(pg_proc.oid))
    FROM pg_proc JOIN pg_namespace ON pg_namespace.oid = pronamespace
    WHERE nspname = 'THE_SCHEMA' AND NOT EXISTS (
        SELECT 1 FROM pg_depend WHERE classid = 'pg_proc'::regclass AND objid = pg_proc.oid AND deptype = 'e')
"""


def size() -> int:
    """Bytes of the database on its server; a dump is mostly smaller."""
    return int(_ask("SELECT pg_database_size(current_database())")[0][0])


def snapshot(target: Path) -> Snapshot:
    """Dump the database to `target` as it is at one moment, while others write."""
    tool = client_tool("pg_dump")
    with _another_connection() as query:
        query("BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        _need_public(query)
        name = query("SELECT pg_export_snapshot()")[0][0]
        tables = _tables(query)
        target.touch(mode=0o600)
        form = ["--format=custom", "--compress=0", "--no-owner", "--no-privileges", "--no-comments"]
        moment = [f"--snapshot={name}", "--lock-wait-timeout=60s"]
        without = [f"--exclude-schema={ASIDE}*", *(f"--exclude-table-data=public.{table}" for table in LEFT_OUT)]
        _run([tool, *form, *moment, *without, f"--file={target}", "--dbname", _dsn()])
        return Snapshot(
            engine_version=str(query("SHOW server_version")[0][0]),
            held=held_by(query, tables),
            files=files_named(query),
        )


def check(path: Path) -> None:
    """Raises Refused unless pg_restore can read the dump."""
    _run([client_tool("pg_restore"), "--list", str(path)])


def has_any_record() -> bool:
    """Whether the database holds records."""
    with _another_connection() as query:
        return has_records(query, _tables(query))


def refuse_when_in_use() -> None:
    """Raises Refused where others are connected to the database."""
    connections.close_all()
    others = _ask(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
        "AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
    )[0][0]
    if others:
        raise Refused(f"{others} others are connected to the database; stop the portal first (systemctl stop qazvin20)")


def bring_in(dump: Path, manifest: Manifest, aside: str) -> None:
    """Move what is there into the schema `aside` and load the dump in its place: all of it, counted, or nothing.

    Raises Refused with the database's own words where it is nothing.
    """
    before = ["SET lock_timeout = '20s';", f'CREATE SCHEMA "{aside}";', *_moving("public", aside)]
    steps = {"before": "\n".join(before), "dump": "", "after": "\n".join([*_counted(manifest), "ANALYZE;"])}
    script = {name: dump.with_name(f"{name}.sql") for name in steps}
    for name, text in steps.items():
        script[name].touch(mode=0o600)
        script[name].write_text(text, encoding="utf-8")
    tool = client_tool("pg_restore")
    _run([tool, "--no-owner", "--no-privileges", "--no-comments", "--file", str(script["dump"]), str(dump)])
    in_order = [f"--file={script[name]}" for name in ("before", "dump", "after")]
    psql = client_tool("psql")
    _run(
        [psql, "--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1", *in_order, "--dbname", _dsn()]
    )
    for path in script.values():
        path.unlink()


def _counted(manifest: Manifest) -> Iterator[str]:
    """SQL that fails unless every table and the head of the chain are what the manifest says."""
    held = manifest.held
    for table, rows in held.tables.items():
        counted = f'(SELECT count(*) FROM public."{_name(table)}")'  # nosec B608: a name of letters alone
        yield _unless(f"{counted} = {rows}", f"table {table} does not have {rows} rows")
    if held.head_sequence:
        head = f"sequence = {held.head_sequence} AND hash = '{_name(held.head_hash)}'"
        found = f"EXISTS (SELECT 1 FROM public.records_chainhead WHERE {head})"  # nosec B608: a number, letters alone
        yield _unless(found, "another end of the event chain")


def _unless(condition: str, message: str) -> str:
    return f"DO $$ BEGIN IF NOT ({condition}) THEN RAISE EXCEPTION '{message}'; END IF; END $$;"


def _name(text: str) -> str:
    if not text.replace("_", "").isalnum() or not text.isascii():
        raise Refused("its manifest names a table that can't be one")
    return text


def put_back(aside: str) -> None:
    """Undo `bring_in`."""
    steps = [f"DROP {kind} IF EXISTS {name} CASCADE;" for kind, name in _objects("public")]
    steps += [*_moving(aside, "public"), f'DROP SCHEMA "{aside}"']
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            for statement in steps:
                cursor.execute(statement)
    except DatabaseError as error:
        reason = str(error).strip().partition("\n")[0]
        raise Refused(f"and the earlier archive could not be put back from the schema {aside}: {reason}") from None
    finally:
        connection.close()


def _moving(schema: str, target: str) -> list[str]:
    """Statements that move everything from one schema to another."""
    return [f'ALTER {kind} {name} SET SCHEMA "{target}";' for kind, name in _objects(schema)]


def _objects(schema: str) -> list[tuple[str, str]]:
    return [(kind, name) for kind, name in _ask(OBJECTS.replace("THE_SCHEMA", _name(schema)))]


def drop(aside: str) -> None:
    """Let go of a schema that was put aside with nothing in it."""
    with connection.cursor() as cursor:
        cursor.execute(f'DROP SCHEMA "{aside}" CASCADE')
    connection.close()


def client_tool(name: str) -> str:
    """Where the program lies. Raises Refused, saying what to install, where it is missing."""
    found = shutil.which(name)
    if not found:
        raise Refused(f"{name} is missing; install Debian's package postgresql-client")
    return found


def _dsn() -> str:
    """How to reach the database, without its password, which others on the machine could see."""
    return make_dsn(**{name: value for name, value in _parameters().items() if name != "password"})


def _parameters() -> dict[str, Any]:
    found = connection.get_connection_params()
    return {name: value for name, value in found.items() if isinstance(value, str | int) and name != "isolation_level"}


def _run(command: list[str]) -> None:
    environment = {**os.environ, "PGPASSWORD": str(_parameters().get("password", "")), "LC_ALL": "C.UTF-8"}
    done = subprocess.run(
        command, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, errors="replace"
    )
    if done.returncode:
        raise Refused(f"{Path(command[0]).name}: {_reason(done.stderr)}")


def _reason(said: str) -> str:
    """The line of a PostgreSQL tool that says what is wrong."""
    lines = [line.strip() for line in said.splitlines() if line.strip()] or ["failed without a word"]
    telling = [found[1] for line in lines if (found := re.search(r"(?:error|fatal): +(.+)", line, re.IGNORECASE))]
    return re.sub(r"^(error|fatal): +", "", (telling or lines[-1:])[0], flags=re.IGNORECASE)


@contextmanager
def _another_connection() -> Iterator[Query]:
    """A connection of its own, so that its transaction is in nobody's way."""
    other = connection.copy()
    try:
        with other.cursor() as cursor:

            def query(statement: str) -> list[tuple[Any, ...]]:
                cursor.execute(statement)
                return list(cursor.fetchall()) if cursor.description else []

            yield query
    except DatabaseError as error:
        raise Refused(f"the database can't be used: {str(error).strip().partition(chr(10))[0]}") from None
    finally:
        other.close()


def _ask(statement: str) -> list[tuple[Any, ...]]:
    with _another_connection() as query:
        return query(statement)


def _need_public(query: Query) -> None:
    if query("SELECT current_schema()")[0][0] != "public":
        raise Refused("the archive must be in the schema public of its database")


def _tables(query: Query) -> list[str]:
    found = query("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename")
    return [name for (name,) in found]
