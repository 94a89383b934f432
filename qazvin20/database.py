"""Which database: SQLite in the data folder, or PostgreSQL where `DATABASE_URL` names one."""

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit


def database_from(url: str, folder: Path) -> dict[str, Any]:
    """Django's settings for the database at `url`; without one, SQLite in `folder`. Raises ValueError otherwise."""
    if not url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": folder / "qazvin20.sqlite3",
            "OPTIONS": {
                # A deferred transaction that turns into a write fails at once when another one writes; IMMEDIATE waits.
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                # Debian 12's SQLite can lose a commit in WAL mode (fixed in 3.44.6), so: the rollback journal.
                "init_command": "PRAGMA journal_mode=DELETE; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
            },
        }
    parts = urlsplit(url)
    if parts.scheme not in ("postgres", "postgresql"):
        raise ValueError("DATABASE_URL must begin with postgres://")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": dict(parse_qsl(parts.query)),
    }
