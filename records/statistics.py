"""What PostgreSQL knows of its tables: by that it plans its queries."""

from __future__ import annotations

from django.db.backends.base.base import BaseDatabaseWrapper


def count_anew(connection: BaseDatabaseWrapper) -> None:
    """Have the tables counted, after many rows came at once: planned by what was last counted, which was nothing,
    pages would take minutes. SQLite plans without counting."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
