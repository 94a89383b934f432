"""Triggers that refuse changes to what must never change, on both engines.

Django's table remakes on SQLite drop triggers silently, so they are placed again after every migrate.
"""

from __future__ import annotations

from django.db.backends.base.base import BaseDatabaseWrapper

EVENT = "records_event"
EDITION = "records_edition"
FROZEN = (
    "object_type, object_id, number, title, is_summary, code, content, content_sha256, pdf_comes_later, "
    "issued_at, issued_by_id, issued_by_name, reason"
)
REFUSAL = "rows of the record are only ever added"

# name, table, what is refused, and when ("" for always)
TRIGGERS = [
    ("event_not_changed", EVENT, "UPDATE", ""),
    ("event_not_deleted", EVENT, "DELETE", ""),
    ("edition_not_changed", EDITION, f"UPDATE OF {FROZEN}", ""),
    # The files of a sample's edition come later, once; a check constraint holds that no other edition is without PDF.
    ("edition_pdf_not_changed", EDITION, "UPDATE OF pdf_id", "WHEN (OLD.pdf_id IS NOT NULL OR NEW.pdf_id IS NULL)"),
    ("edition_word_not_changed", EDITION, "UPDATE OF word_id", "WHEN (OLD.word_id IS NOT NULL OR NEW.word_id IS NULL)"),
    ("edition_not_deleted", EDITION, "DELETE", ""),
]
TRUNCATIONS = [("event_not_truncated", EVENT), ("edition_not_truncated", EDITION)]


def place(connection: BaseDatabaseWrapper) -> None:
    """Put every trigger in its place; safe to call again."""
    if not {EVENT, EDITION} <= set(connection.introspection.table_names()):
        return
    lift(connection)
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            for name, table, step, when in TRIGGERS:
                cursor.execute(
                    f"CREATE TRIGGER {name} BEFORE {step} ON {table} {when} BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
                )
            return
        cursor.execute(
            "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$"
        )
        for name, table, step, when in TRIGGERS:
            cursor.execute(
                f"CREATE TRIGGER {name} BEFORE {step} ON {table} FOR EACH ROW {when} EXECUTE FUNCTION refuse_change()"
            )
        for name, table in TRUNCATIONS:
            cursor.execute(
                f"CREATE TRIGGER {name} BEFORE TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
            )


def lift(connection: BaseDatabaseWrapper) -> None:
    """Take the triggers away; for tests that empty the tables, and for placing them anew."""
    with connection.cursor() as cursor:
        for name, table in _wanted(connection):
            on_table = "" if connection.vendor == "sqlite" else f" ON {table}"
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}{on_table}")


def missing(connection: BaseDatabaseWrapper) -> list[str]:
    """The names of triggers that ought to be there and are not (or are disabled)."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        else:
            cursor.execute("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'")
        there = {row[0] for row in cursor.fetchall()}
    return [name for name, _ in _wanted(connection) if name not in there]


def _wanted(connection: BaseDatabaseWrapper) -> list[tuple[str, str]]:
    wanted = [(name, table) for name, table, _, _ in TRIGGERS]
    return wanted if connection.vendor == "sqlite" else wanted + TRUNCATIONS
