"""All between an empty data folder and a portal that can serve, in one process; a second time it changes nothing."""

import hashlib
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from records import sample


class Command(BaseCommand):
    help = "Migrate, collect static files, load the founding data, make the first account: each only where it is due."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--sample", action="store_true", help="make a fictional sample instead of an archive")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            self.prepare(options["sample"])
        except DatabaseError as error:
            sys.exit(f"qazvin20: the database can't be used: {_first_line(error)}")
        except OSError as error:
            sys.exit(f"qazvin20: the data folder {settings.DATA_DIR} can't be used: {_first_line(error)}")

    def prepare(self, as_sample: bool) -> None:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            self.stderr.write("qazvin20: migrating the database")
            call_command("migrate", interactive=False, verbosity=0)
        if _cache_tables() - set(connection.introspection.table_names()):
            call_command("createcachetable", verbosity=0)
        wanted, stamp = _static_files(), Path(settings.DATA_DIR) / "static.stamp"
        there = stamp.exists() and Path(settings.STATIC_ROOT).is_dir()
        if not there or stamp.read_text(encoding="ascii") != wanted:
            self.stderr.write("qazvin20: collecting the static files")
            call_command("collectstatic", interactive=False, verbosity=0)
            stamp.write_text(wanted, encoding="ascii")
        if as_sample or sample.is_sample():
            call_command("load_sample", stdout=self.stdout, stderr=self.stderr)
            return
        call_command("load_founding_data", stdout=self.stderr)
        call_command("first_account", stdout=self.stdout)


def _cache_tables() -> set[str]:
    """The tables that the caches of the settings live in."""
    described = settings.CACHES.values()
    return {str(cache["LOCATION"]) for cache in described if str(cache["BACKEND"]).endswith(".DatabaseCache")}


def _static_files() -> str:
    """One hash over which static files there are, their sizes and times, and how they are to be stored."""
    seen = [f"{settings.STORAGES['staticfiles']} {settings.STATIC_ROOT}"]
    for finder in get_finders():
        for name, storage in finder.list([]):
            stat = Path(storage.path(name)).stat()
            seen.append(f"{name} {stat.st_size} {stat.st_mtime_ns}")
    return hashlib.sha256("\n".join(seen).encode()).hexdigest()


def _first_line(error: Exception) -> str:
    return str(error).strip().partition("\n")[0]
