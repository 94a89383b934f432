from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from records.backup.copying import copy
from records.backup.refusal import Refused


class Command(BaseCommand):
    help = "Copy the archive from SQLite into an empty PostgreSQL database and compare. Stop the portal first."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("url", help="postgres://USER:PASSWORD@HOST:PORT/NAME")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            copied = copy(options["url"])
        except Refused as reason:
            raise CommandError(f"Nothing was copied: {reason}") from None
        rows = f"{sum(copied.tables.values())} rows of {len(copied.tables)} tables"
        if copied.faults:
            for fault in copied.faults:
                self.stderr.write(fault)
            raise CommandError(
                f"{rows} were copied, but verify_records finds {len(copied.faults)} faults: don't use the copy"
            )
        self.stdout.write(f"Copied {rows}; counts and hashes are equal, and verify_records finds the copy sound.")
        self.stdout.write("Start the portal with that DATABASE_URL from now on; the SQLite file was left as it is.")
