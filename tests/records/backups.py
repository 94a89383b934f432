"""Archives of their own that tests back up, wipe and restore, through the commands that a person would type."""

import atexit
import itertools
import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import psycopg2
from django.conf import settings
from psycopg2.extensions import make_dsn, parse_dsn

from tests.records import forked
from tests.records.forked import HOUSE

POSTGRES = os.environ.get("QAZVIN20_TEST_DATABASE_URL", "")
FOUND = """
from tests import cast
kamran = cast.kamran()
meeting = cast.make_meeting()
cast.make_edition(meeting, by=kamran)
cast.make_attachment(meeting)
cast.make_minutes(cast.make_meeting(2))
cast.client_for(kamran).get("/")
"""
FACTS = """
import hashlib, json
from django.contrib.sessions.models import Session
from django.db import transaction
from django.test import Client
from records.backup.copying import _fingerprint, _models
from records.models import Edition, Event, StoredFile
from tests import cast
tables = {model._meta.db_table: _fingerprint(model, "default") for model in _models()}
pdfs = [hashlib.sha256(edition.pdf.read()).hexdigest() for edition in Edition.objects.order_by("id")]
facts = dict(tables=tables, pdfs=pdfs, sessions=Session.objects.count())
with transaction.atomic():
    facts["signed_in"] = Client().login(username="kamran", password=cast.PASSWORD)
    transaction.set_rollback(True)
facts["events"] = list(Event.objects.order_by("sequence").values_list("hash", flat=True))
facts["files"] = sorted(StoredFile.objects.values_list("sha256", flat=True))
print(json.dumps(facts))
"""
_numbers = itertools.count(1)


@dataclass(frozen=True)
class Archive:
    """A data folder and, on PostgreSQL, the address of a database."""

    folder: Path
    url: str = ""

    @property
    def name(self) -> str:
        """What restoring over it has to call it."""
        return parse_dsn(self.url)["dbname"] if self.url else self.folder.name

    def start(self, *words: str, **environment: str) -> subprocess.Popen[str]:
        """A command that is started from nothing, and goes on while the test does something else."""
        return subprocess.Popen(
            [sys.executable, HOUSE / "manage.py", *words],
            env=self.environment(**environment),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def environment(self, **more: str) -> dict[str, str]:
        own = {"QAZVIN20_DATA": str(self.folder), "DATABASE_URL": self.url, "PYTHONPATH": str(HOUSE)}
        return {**os.environ, **own, **more}

    def manage(self, *words: str | Path, **environment: str) -> str:
        """Runs a command that must succeed, and returns what it printed."""
        code, said, errors = forked.manage(list(map(str, words)), self.environment(**environment))
        assert code == 0, errors
        return said

    def refusal(self, *words: str | Path, **environment: str) -> str:
        """Runs a command that must stop with one line, and returns that."""
        code, said, errors = forked.manage(list(map(str, words)), self.environment(**environment))
        assert code == 1, said + errors
        assert errors.count("\n") == 1, errors
        return errors.strip().removeprefix("CommandError: ")

    def python(self, script: str) -> str:
        return self.manage("shell", "-v", "0", "--no-imports", "-c", script)

    def facts(self) -> dict:
        """Rows and hash of each table, hashes of events, files and PDFs, how many are signed in, whether one can."""
        return json.loads(self.python(FACTS))

    def backup(self, folder: Path) -> Path:
        """The path of a new backup in `folder`."""
        self.manage("backup", folder)
        return max(folder.glob("qazvin20-*.tar.gz"))

    def wiped(self) -> "Archive":
        """The same archive after the disk died: its folder is gone, its database new and empty."""
        shutil.rmtree(self.folder)
        self.folder.mkdir()
        if self.url:
            with _server() as server:
                server.execute(f"DROP DATABASE {self.name}")
                server.execute(f"CREATE DATABASE {self.name}")
        return self

    def tree(self) -> dict[str, bytes]:
        """Every file below the data folder with its bytes."""
        return {
            str(path.relative_to(self.folder)): path.read_bytes() for path in self.folder.rglob("*") if path.is_file()
        }


def archive(folder: Path, *, url: str = POSTGRES) -> Archive:
    """An archive with a meeting, its edition, an attachment, a draft, an account and a session, in a folder below."""
    made = _template(url)
    copy = Archive(folder / "archive", _database(url, made.name) if url else "")
    shutil.copytree(made.folder, copy.folder)
    return copy


def empty(folder: Path, *, url: str = POSTGRES) -> Archive:
    """A place where no archive ever was."""
    bare = Archive(folder / "bare", _database(url, "template1") if url else "")
    bare.folder.mkdir(parents=True)
    return bare


@cache
def _template(url: str) -> Archive:
    folder = Path(settings.DATA_DIR) / f"archive-{'postgres' if url else 'sqlite'}"
    folder.mkdir()
    made = Archive(folder, _database(url, "template1") if url else "")
    made.manage("migrate", "-v", "0")
    made.python(FOUND)
    return made


def _database(url: str, template: str) -> str:
    """The address of a new database, which goes when the tests are over."""
    name = f"backup_{os.getpid()}_{next(_numbers)}"
    with _server() as server:
        server.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
    atexit.register(_drop, name)
    before, _, after = url.partition("?")
    return f"{before.rpartition('/')[0]}/{name}?{after}"


def _drop(name: str) -> None:
    with _server() as server:
        server.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


class _server:
    """A cursor at the server's own database, outside of any transaction."""

    def __enter__(self):
        self.connection = psycopg2.connect(make_dsn(**{**parse_dsn(POSTGRES), "dbname": "postgres"}))
        self.connection.autocommit = True
        return self.connection.cursor()

    def __exit__(self, *error: object) -> None:
        self.connection.close()
