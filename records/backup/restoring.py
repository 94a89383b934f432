"""Restoring a backup: unpacked beside the archive, checked there, and only then put into its place, all or nothing."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.db import connection, connections

from records.backup import archive, database, portal, postgres, retention, running, sqlite
from records.backup.manifest import Manifest
from records.backup.placing import Placing, give_to_owner
from records.backup.refusal import Refused

ENGINES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}


@dataclass(frozen=True)
class Restored:
    """What was restored, and where the earlier archive is now (empty where there was none).

    `faults` is what verify_records had to say; more than nothing only where that was allowed.
    """

    manifest: Manifest
    migrated: int = 0
    aside: str = ""
    aside_schema: str = ""
    faults: tuple[str, ...] = ()


def restore(path: Path, *, over: str, despite_faults: bool, now: datetime) -> Restored:
    """Put the backup at `path` into the place of this portal's archive.

    `over` names the archive (`name_of_target`) where it has records. Raises Refused where the backup is not whole, is
    not for this portal, or fails the verification; the archive is then as it was.
    """
    folder = Path(settings.DATA_DIR)
    found = archive.read_manifest(path)
    _fits(found, despite_faults)
    held = _target_allows(over)
    connections.close_all()
    with ExitStack() as stack:
        staged = stack.enter_context(_staging_in(folder))
        archive.examine(path, into=staged)
        aside = _aside_for(folder, now)
        if found.engine == "postgresql":
            restored = _into_postgres(found, folder, staged, aside, despite_faults)
        else:
            restored = _into_sqlite(found, folder, staged, aside, despite_faults)
    if held or any((aside / "files").rglob("*")):
        return restored
    shutil.rmtree(aside)
    if restored.aside_schema:
        postgres.drop(restored.aside_schema)
    return replace(restored, aside="", aside_schema="")


def name_of_target() -> str:
    """What whoever restores over the archive has to call it: its database, or its data folder on SQLite."""
    if connection.vendor == "postgresql":
        return str(connection.settings_dict["NAME"])
    return Path(settings.DATA_DIR).name


def _fits(found: Manifest, despite_faults: bool) -> None:
    if found.engine != connection.vendor:
        raise Refused(
            f"it is of {ENGINES[found.engine]} and this portal runs on {ENGINES[connection.vendor]}; "
            "restore on the same kind (copy_to_postgres moves to PostgreSQL)"
        )
    unknown = sorted(set(found.held.migrations) - database.migrations_of_the_code())
    if unknown:
        raise Refused(f"it was made by a newer version of the portal ({unknown[-1]}); upgrade the portal first")
    if found.faults and not despite_faults:
        raise Refused(
            f"it lacks {len(found.faults)} files that the archive had lost when it was made ({found.faults[0]}); "
            "an older backup may have them, --despite-faults restores this one"
        )


def _target_allows(over: str) -> bool:
    """Whether there is an archive with records. Raises Refused where it may not be replaced now."""
    name = name_of_target()
    if over and over != name:
        raise Refused(f"this archive is called {name}, not {over}")
    serving = running.servers(Path(settings.DATA_DIR))
    if serving:
        raise Refused(
            f"the portal is running (process {serving[0]}); stop it first (systemctl stop qazvin20, or Ctrl+C)"
        )
    if connection.vendor == "postgresql":
        held = postgres.has_any_record()
        postgres.refuse_when_in_use()
    else:
        held = sqlite.has_any_record()
    if held and not over:
        raise Refused(f"there are records in this archive; to put them aside and restore, say --over {name}")
    return held


@contextmanager
def _staging_in(folder: Path) -> Iterator[Path]:
    staged = Path(tempfile.mkdtemp(prefix=".restore-", dir=folder))
    try:
        yield staged
    finally:
        shutil.rmtree(staged, ignore_errors=True)


def _aside_for(folder: Path, now: datetime) -> Path:
    stamp, number = now.astimezone(UTC).strftime(retention.STAMP).lower(), 1
    while (path := folder / f"{postgres.ASIDE}{stamp}{f'_{number}' if number > 1 else ''}").exists():
        number += 1
    return path


def _into_sqlite(found: Manifest, folder: Path, staged: Path, aside: Path, despite_faults: bool) -> Restored:
    file = sqlite.database_file()
    ready = staged / file.name
    (staged / found.database).rename(ready)
    ready.chmod(0o640)
    sqlite.check(ready, found)
    migrated = _migrate(found, staged)
    faults = _verify(staged, despite_faults)
    with sqlite.locked(), Placing(folder, staged, aside) as placing:
        placing.everything(database=file.name)
        placing.keep()
    give_to_owner(folder, [file])
    return Restored(found, migrated, str(aside), faults=faults)


def _into_postgres(found: Manifest, folder: Path, staged: Path, aside: Path, despite_faults: bool) -> Restored:
    dump = staged / found.database
    postgres.check(dump)
    with ExitStack() as undoing, Placing(folder, staged, aside) as placing:
        postgres.bring_in(dump, found, aside.name)
        undoing.callback(postgres.put_back, aside.name)
        migrated = _migrate(found, staged)
        faults = _verify(staged, despite_faults)
        placing.everything()
        undoing.pop_all()
        placing.keep()
    return Restored(found, migrated, str(aside), aside.name, faults)


def _migrate(found: Manifest, staged: Path) -> int:
    """Bring the unpacked archive to this version. Returns how many migrations that took."""
    missing = database.migrations_of_the_code() - set(found.held.migrations)
    if missing:
        done = portal.manage("migrate", "--no-input", QAZVIN20_DATA=str(staged))
        if done.returncode:
            raise Refused(f"it can't be brought to this version: {portal.last_line(done)}")
    return len(missing)


def _verify(staged: Path, despite_faults: bool) -> tuple[str, ...]:
    """What verify_records says of the unpacked archive. Raises Refused for faults, unless they are allowed."""
    done = portal.manage("verify_records", QAZVIN20_DATA=str(staged))
    if not done.returncode:
        return ()
    faults = [line for line in done.stderr.splitlines() if line.strip() and not line.startswith("CommandError: ")]
    faults = faults or [portal.last_line(done)]
    if not despite_faults:
        raise Refused(
            f"verify_records finds faults in it ({faults[0]}); "
            "an older backup may be sound, --despite-faults restores this one"
        )
    return tuple(faults)
