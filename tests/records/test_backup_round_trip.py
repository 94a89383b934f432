"""A backup holds the archive as it was at one moment, and a restore brings exactly that back."""

import fcntl
import os
import shutil
import stat
import subprocess
import tarfile
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from records.backup import archive as tar
from records.backup import retention
from tests.conftest import LONG
from tests.records import backups

pytestmark = pytest.mark.own_database

WRITING = """
import os, pathlib, sys, time
from django.db import connections, transaction
from people.models import Round
from records import chain
from records.models import StoredFile

def write_until_stopped(folder, round):
    while not (folder / "stop").exists():
        with transaction.atomic():
            file = StoredFile.objects.keep(os.urandom(3000), name="annex.bin", content_type="application/octet-stream")
            chain.append("round.noted", round, by=None, files=[file.sha256])
        with (folder / str(os.getpid())).open("a") as tally:
            tally.write(".")
        time.sleep(0.02)  # SQLite keeps no queue: writers without a pause would starve one another

folder = pathlib.Path(os.environ["WRITERS"])
round = Round.objects.get()
connections.close_all()
children = []
for _ in range(5):
    children.append(os.fork())
    if not children[-1]:
        try:
            write_until_stopped(folder, round)
            os._exit(0)
        except Exception as error:
            print(error, file=sys.stderr, flush=True)
            os._exit(1)
failed = False
for _ in children:
    if os.wait()[1]:
        failed = True
        (folder / "stop").touch()
sys.exit(failed)
"""


def test_a_backup_is_one_guarded_file_with_manifest_database_keys_and_files(tmp_path):
    archive = backups.archive(tmp_path)
    path = archive.backup(tmp_path / "out")
    assert os.listdir(tmp_path / "out") == [path.name]
    assert retention.moment_of(path.name)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    database = "database.dump" if archive.url else "database.sqlite3"
    with tarfile.open(path) as plain:  # any tar program reads it
        names = plain.getnames()
    assert names[:4] == ["manifest.json", database, "keys/chain", "keys/django"]
    files = archive.facts()["files"]
    assert names[4:] == [f"files/{sha256[:2]}/{sha256}" for sha256 in dict.fromkeys(files)]


def test_the_manifest_tells_counts_migrations_engine_and_the_head_of_the_chain(tmp_path):
    archive = backups.archive(tmp_path)
    found = tar.read_manifest(archive.backup(tmp_path / "out"))
    facts = archive.facts()
    assert {name: rows for name, rows in found.held.tables.items() if name in facts["tables"]} == {
        name: rows for name, (rows, _) in facts["tables"].items()
    }
    assert (found.held.head_sequence, found.held.head_hash) == (len(facts["events"]), facts["events"][-1])
    assert found.engine == ("postgresql" if archive.url else "sqlite")
    assert "records.0001_records" in found.held.migrations
    assert found.faults == ()


def test_after_a_wipe_the_restored_archive_is_the_same(tmp_path):
    archive = backups.archive(tmp_path)
    before = archive.facts()
    path = archive.backup(tmp_path / "out")
    said = archive.wiped().manage("restore", path)
    assert said.startswith("Restored as of ")
    after = archive.facts()
    assert before.pop("sessions") == 1
    assert after.pop("sessions") == 0  # everybody signs in again
    assert after["signed_in"] is True
    assert after["pdfs"] == before["pdfs"] != []
    assert after == before
    assert archive.manage("verify_records").startswith("Sound: ")
    assert sorted(path.name for path in archive.folder.iterdir()) == sorted(
        ["files", "keys", *([] if archive.url else ["qazvin20.sqlite3"])]
    )


def test_a_backup_under_five_writing_processes_is_one_moment_of_the_archive(tmp_path):
    archive, writers = backups.archive(tmp_path), tmp_path / "writers"
    writers.mkdir()
    process = archive.start("shell", "-v", "0", "--no-imports", "-c", WRITING, WRITERS=str(writers))
    try:
        wait_for(process, lambda: len(os.listdir(writers)) == 5)
        paths = [archive.backup(tmp_path / f"out{number}") for number in range(8 if LONG else 1)]
        so_far = tally(writers)
        wait_for(process, lambda: tally(writers) > so_far)
    finally:
        (writers / "stop").touch()
        errors = process.communicate(timeout=60)[1]
    assert process.returncode == 0, errors
    everything = archive.facts()
    for path in paths:
        archive.wiped().manage("restore", path)  # which counts, hashes and verifies
        restored, held = archive.facts(), tar.read_manifest(path).held
        assert restored["events"] == everything["events"][: held.head_sequence]
        assert set(restored["files"]) <= set(everything["files"])
        assert restored["tables"]["records_storedfile"][0] == held.tables["records_storedfile"]
        assert restored["pdfs"] == everything["pdfs"]
        assert restored["signed_in"] is True
    assert len(everything["events"]) > tar.read_manifest(paths[-1]).held.head_sequence


def tally(writers: Path) -> int:
    """How many times the writing processes have written."""
    return sum(path.stat().st_size for path in writers.iterdir())


def wait_for(process: subprocess.Popen[str], condition: Callable[[], bool]) -> None:
    while not condition() and process.poll() is None:
        time.sleep(0.02)


def test_a_file_that_the_archive_has_lost_is_named_and_nothing_older_is_deleted(tmp_path):
    archive, out = backups.archive(tmp_path), tmp_path / "out"
    out.mkdir()
    old = out / "qazvin20-20200101T000000Z.tar.gz"
    old.touch()
    lost = min(archive.facts()["files"])
    (archive.folder / "files" / lost[:2] / lost).unlink()
    process = archive.start("backup", str(out), "--keep", "1/0/0")
    _, errors = process.communicate()
    assert process.returncode == 1
    assert errors.splitlines()[0].startswith(f"file {lost} ")
    assert errors.splitlines()[1] == "CommandError: The backup was written, but 1 files of the archive are lost"
    assert old.exists()
    path = max(out.iterdir())
    archive.wiped()
    assert "it lacks 1 files that the archive had lost when it was made" in archive.refusal("restore", path)
    assert "2 faults." in archive.manage("restore", path, "--despite-faults")


@pytest.mark.once
def test_keeping_deletes_older_backups_and_nothing_else(tmp_path):
    archive, out = backups.archive(tmp_path), tmp_path / "out"
    out.mkdir()
    for name in ("qazvin20-20200101T000000Z.tar.gz", "qazvin20-20200101T000000Z.tar.gz.txt", "letter.tar.gz"):
        (out / name).touch()
    assert "deleted qazvin20-20200101T000000Z.tar.gz\n" in archive.manage("backup", out, "--keep", "1/1/1")
    assert len(os.listdir(out)) == 3
    assert {"qazvin20-20200101T000000Z.tar.gz.txt", "letter.tar.gz"} < set(os.listdir(out))


@pytest.mark.once
def test_no_backup_without_an_archive_or_a_place_for_it(tmp_path):
    bare = backups.empty(tmp_path)
    assert bare.refusal("backup", tmp_path / "out").startswith("No backup was made: there is no archive in the data")
    assert os.listdir(tmp_path / "out") == []
    (tmp_path / "letter").write_text("a letter")
    refused = bare.refusal("backup", tmp_path / "letter")
    assert refused == f"No backup was made: nothing can be written into {tmp_path}/letter: File exists"
    assert "'7' is not of the form 7/5/12" in bare.refusal("backup", tmp_path / "out", "--keep", "7")


@pytest.mark.once
def test_one_backup_at_a_time_goes_into_a_folder_and_clears_what_a_killed_one_left(tmp_path):
    archive, out = backups.archive(tmp_path), tmp_path / "out"
    (out / ".qazvin20-unfinished-x").mkdir(parents=True)
    folder = os.open(out, os.O_RDONLY)
    fcntl.flock(folder, fcntl.LOCK_EX)
    refused = archive.refusal("backup", out)
    os.close(folder)
    assert refused == f"No backup was made: another backup is being written into {out}"
    assert os.listdir(out) == [".qazvin20-unfinished-x"]
    assert os.listdir(out) != [archive.backup(out).name] == os.listdir(out)


@pytest.mark.once
def test_without_room_on_the_disk_nothing_is_left(tmp_path):
    archive = backups.archive(tmp_path)
    script = (
        "import shutil; from django.core.management import call_command; "
        "from types import SimpleNamespace; shutil.disk_usage = lambda path: SimpleNamespace(free=2**20); "
        f"call_command('backup', {str(tmp_path / 'out')!r})"
    )
    process = archive.start("shell", "-v", "0", "--no-imports", "-c", script)
    assert "No backup was made: no disk space: " in process.communicate()[1]
    assert os.listdir(tmp_path / "out") == []


if backups.POSTGRES:

    def test_without_the_client_s_programs_one_line_says_what_to_install(tmp_path):
        archive = backups.archive(tmp_path)
        path = archive.backup(tmp_path / "out")
        missing = "is missing; install Debian's package postgresql-client"
        nowhere = str(tmp_path / "nowhere")
        assert archive.refusal("backup", tmp_path / "out", PATH=nowhere) == f"No backup was made: pg_dump {missing}"
        refused = archive.wiped().refusal("restore", path, PATH=nowhere)
        assert refused == f"Nothing was restored: pg_restore {missing}"
        assert shutil.which("pg_dump")
