import signal
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from records.backup import archive
from records.backup.refusal import Refused
from records.backup.restoring import Restored, restore


class Command(BaseCommand):
    help = "Put the archive of a backup into the place of this one, which is put aside. Stop the portal first."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="what bin/manage backup wrote")
        parser.add_argument(
            "--over",
            default="",
            metavar="NAME",
            help="the data folder's or PostgreSQL database's name, where it has records",
        )
        parser.add_argument("--check", action="store_true", help="only see whether the backup is whole; change nothing")
        parser.add_argument(
            "--despite-faults",
            action="store_true",
            help="restore though files are missing or verify_records finds faults",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        file = options["file"].expanduser().resolve()
        for stop in (signal.SIGTERM, signal.SIGHUP):  # so that a stopped restore undoes what it did
            signal.signal(stop, lambda *_: sys.exit("Nothing was restored: stopped"))
        try:
            if options["check"]:
                found = archive.examine(file)
                self.stdout.write(f"Whole: {len(found.members)} members, made at {found.made_at}.")
                return
            self.tell(restore(file, over=options["over"], despite_faults=options["despite_faults"], now=timezone.now()))
        except Refused as reason:
            said = "Not whole" if options["check"] else "Nothing was restored"
            raise CommandError(f"{said}: {reason}") from None
        except OSError as error:
            raise CommandError(f"Nothing was restored: {error.strerror or error}") from None

    def tell(self, restored: Restored) -> None:
        for fault in restored.faults:
            self.stderr.write(fault)
        held = restored.manifest.held
        sound = f"{len(restored.faults)} faults" if restored.faults else "sound"
        rows = f"{held.head_sequence} events, {sum(held.tables.values())} rows"
        self.stdout.write(f"Restored as of {restored.manifest.made_at}: {rows}, {sound}.")
        if restored.migrated:
            self.stdout.write(f"{restored.migrated} migrations brought it to this version.")
        if restored.aside:
            schema = f" and the schema {restored.aside_schema}" if restored.aside_schema else ""
            self.stdout.write(f"The earlier archive is in {restored.aside}{schema}.")
