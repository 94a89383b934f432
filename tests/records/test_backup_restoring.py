"""What a restore asks for first, and that it is done whole or not at all."""

import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path
from unittest.mock import patch

import psycopg2
import pytest

from records.backup import running
from records.backup.placing import Placing
from tests.records import backups

pytestmark = pytest.mark.own_database

LATER = "INSERT INTO django_migrations (app, name, applied) VALUES ('people', '9999_of_tomorrow', '2026-11-23')"
TAMPERED = """
from django.db import connection
from records import triggers
from records.models import Event
triggers.lift(connection)
Event.objects.filter(sequence=2).update(reason="another reason")
triggers.place(connection)
"""


def execute(archive: backups.Archive, statement: str) -> None:
    connection = psycopg2.connect(archive.url) if archive.url else sqlite3.connect(archive.folder / "qazvin20.sqlite3")
    with connection:
        connection.cursor().execute(statement)
    connection.close()


def test_records_are_put_aside_only_when_the_archive_is_called_by_its_name(tmp_path):
    archive = backups.archive(tmp_path)
    path = archive.backup(tmp_path / "out")
    archive.python("from tests import cast; cast.make_user('later')")
    facts, before = archive.facts(), archive.tree()
    assert archive.refusal("restore", path) == (
        "Nothing was restored: there are records in this archive; "
        f"to put them aside and restore, say --over {archive.name}"
    )
    wrong = archive.refusal("restore", path, "--over", "another")
    assert wrong == f"Nothing was restored: this archive is called {archive.name}, not another"
    assert (archive.facts(), archive.tree()) == (facts, before)


def test_the_earlier_archive_is_aside_complete(tmp_path):
    archive = backups.archive(tmp_path)
    path = archive.backup(tmp_path / "out")
    archive.python("from records.models import StoredFile; StoredFile.objects.keep(b'x', name='', content_type='')")
    earlier, keys = archive.facts(), (archive.folder / "keys" / "chain").read_bytes()
    said = archive.manage("restore", path, "--over", archive.name)
    (aside,) = archive.folder.glob("before_*")
    assert str(aside) in said
    assert (aside / "keys" / "chain").read_bytes() == keys
    url = f"{archive.url}&options=-csearch_path%3D{aside.name}" if archive.url else ""
    assert backups.Archive(aside, url).facts() == earlier
    now = archive.facts()
    assert len(now["files"]) == len(earlier["files"]) - 1
    held = {file.name for file in (archive.folder / "files").rglob("*") if file.is_file()}
    assert held == set(now["files"])
    again = archive.backup(tmp_path / "again")
    assert archive.wiped().manage("restore", again).startswith("Restored as of")
    assert archive.facts() == now


def test_keys_of_another_portal_give_way_to_those_of_the_backup(tmp_path):
    path = backups.archive(tmp_path).backup(tmp_path / "out")
    bare = backups.empty(tmp_path)
    bare.manage("check")  # any command makes keys of its own
    own = (bare.folder / "keys" / "chain").read_bytes()
    bare.manage("restore", path)
    assert (bare.folder / "keys" / "chain").read_bytes() != own
    assert bare.manage("verify_records").startswith("Sound: ")


@pytest.mark.once
def test_a_running_portal_is_noticed(tmp_path):
    archive = backups.archive(tmp_path)
    path = archive.backup(tmp_path / "out")
    server = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "print(flush=True); import time; time.sleep(600)",
            "gunicorn",
            "qazvin20.wsgi:application",
        ],
        env=archive.environment(),
        stdout=subprocess.PIPE,
    )
    try:
        server.stdout.readline()
        assert running.servers(archive.folder) == [server.pid]
        assert running.servers(tmp_path) == []
        refused = archive.refusal("restore", path, "--over", archive.name)
        assert refused.startswith(f"Nothing was restored: the portal is running (process {server.pid}); stop it first")
    finally:
        server.kill()
        server.communicate()


def test_a_database_in_use_is_noticed(tmp_path):
    archive = backups.archive(tmp_path)
    path = archive.backup(tmp_path / "out")
    facts = archive.facts()
    if archive.url:
        other = psycopg2.connect(archive.url)
    else:
        other = sqlite3.connect(archive.folder / "qazvin20.sqlite3", isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
    assert "stop the portal first" in archive.refusal("restore", path, "--over", archive.name)
    other.close()
    assert archive.facts() == facts
    assert list(archive.folder.glob("before_*")) == []


def test_a_backup_of_a_newer_version_is_refused(tmp_path):
    archive = backups.archive(tmp_path)
    execute(archive, LATER)
    path = archive.backup(tmp_path / "out")
    assert archive.wiped().refusal("restore", path) == (
        "Nothing was restored: it was made by a newer version of the portal (people.9999_of_tomorrow); "
        "upgrade the portal first"
    )


def test_a_backup_of_an_older_version_is_brought_to_this_one(tmp_path):
    archive = backups.archive(tmp_path)
    archive.manage("migrate", "-v", "0", "sessions", "zero")
    path = archive.backup(tmp_path / "out")
    assert "1 migrations brought it to this version." in archive.wiped().manage("restore", path)
    assert archive.manage("migrate", "--check") == ""
    assert archive.facts()["signed_in"] is True


def test_a_backup_that_does_not_pass_the_verification_is_not_restored_unless_that_is_asked_for(tmp_path):
    archive = backups.archive(tmp_path)
    sound = archive.facts()
    good = archive.backup(tmp_path / "good")
    archive.python(TAMPERED)
    path = archive.backup(tmp_path / "out")
    archive.wiped().manage("restore", good)
    before = archive.tree()
    refused = archive.refusal("restore", path, "--over", archive.name)
    assert refused.startswith("Nothing was restored: verify_records finds faults in it (event 2 (")
    assert archive.tree() == before
    assert archive.facts() == sound | {"sessions": 0}
    assert " faults.\n" in archive.manage("restore", path, "--over", archive.name, "--despite-faults")


def test_checking_a_backup_changes_nothing(tmp_path):
    archive = backups.archive(tmp_path)
    path = archive.backup(tmp_path / "out")
    before = archive.tree()
    assert archive.manage("restore", path, "--check").startswith("Whole: ")
    assert archive.tree() == before


def test_a_backup_of_the_other_engine_is_refused(tmp_path):
    archive = backups.archive(tmp_path)
    path = archive.backup(tmp_path / "out")
    other = "SQLite" if archive.url else "PostgreSQL"
    url = "" if archive.url else "postgres://nobody@127.0.0.1:1/nothing"
    refused = archive.refusal("restore", path, "--over", archive.name, DATABASE_URL=url)
    assert f"and this portal runs on {other}" in refused


def lay_out(folder: Path) -> tuple[Path, Path, Path]:
    """A data folder with an archive, an unpacked one beside it, and where the first one shall go."""
    here, staged = folder / "here", folder / "here" / ".restore-x"
    for root, marked in ((here, "old"), (staged, "new")):
        for name in ("files/aa/both", f"files/bb/{marked}", "keys/chain", f"keys/{marked}", "base.sqlite3"):
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_text(f"{marked} {name}")
    (here / "static.stamp").write_text("x")
    return here, staged, here / "before_x"


def tree(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text()
        for path in folder.rglob("*")
        if path.is_file() and ".restore-x" not in path.parts
    }


@pytest.mark.once
def test_a_placing_that_is_kept_leaves_the_new_archive_here_and_the_old_one_aside(tmp_path):
    here, staged, aside = lay_out(tmp_path)
    old = {name: text for name, text in tree(here).items() if name != "static.stamp"}
    new = {path.relative_to(staged).as_posix(): path.read_text() for path in staged.rglob("*") if path.is_file()}
    with Placing(here, staged, aside) as placing:
        placing.everything("base.sqlite3")
        placing.keep()
    assert tree(aside) == old
    shutil.rmtree(aside)
    assert tree(here) == new | {"static.stamp": "x"}


@pytest.mark.once
@pytest.mark.parametrize("links", [True, False])
@pytest.mark.parametrize("fails_at", range(1, 6))
def test_a_placing_that_fails_anywhere_leaves_everything_as_it_was(fails_at, links, tmp_path):
    here, staged, aside = lay_out(tmp_path)
    before, calls, replace = tree(here), [], os.replace

    def failing(source: Path, target: Path) -> None:
        calls.append(source)
        if len(calls) == fails_at:
            raise OSError("the disk is gone")
        replace(source, target)

    with (
        patch("records.backup.placing.os.replace", failing),
        patch("records.backup.placing.os.link", os.link if links else refused_link),
        pytest.raises(OSError, match="the disk is gone"),
        Placing(here, staged, aside) as placing,
    ):
        placing.everything("base.sqlite3")
    assert tree(here) == before
    assert not aside.exists()


def refused_link(source: Path, target: Path) -> None:
    raise PermissionError("no hard links here")


@pytest.mark.once
def test_without_hard_links_the_earlier_archive_is_copied(tmp_path):
    here, staged, aside = lay_out(tmp_path)
    with patch("records.backup.placing.os.link", refused_link), Placing(here, staged, aside) as placing:
        placing.everything("base.sqlite3")
        placing.keep()
    assert (aside / "base.sqlite3").read_text() == "old base.sqlite3"


if backups.POSTGRES:

    def test_what_an_extension_brought_stays_and_indexes_that_use_it_come_back(tmp_path):
        archive = backups.archive(tmp_path)
        execute(archive, "CREATE EXTENSION pg_trgm")
        execute(archive, "CREATE INDEX similar_names ON people_person USING gin (family_name gin_trgm_ops)")
        facts, path = archive.facts(), archive.backup(tmp_path / "out")
        archive.manage("restore", path, "--over", archive.name)
        execute(archive, "DROP INDEX public.similar_names")
        archive.wiped().manage("restore", path)
        execute(archive, "DROP INDEX public.similar_names")
        assert archive.facts() == facts | {"sessions": 0}
