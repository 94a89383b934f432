from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from records.backup.making import make
from records.backup.refusal import Refused
from records.backup.retention import Keep, tidy


class Command(BaseCommand):
    help = "Write database, files and keys into one file, while the portal may be running. It holds the keys: guard it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", nargs="?", type=Path, help="where to (default: backups in the data folder)")
        parser.add_argument(
            "--keep",
            metavar="D/W/M",
            help="afterwards keep a backup of each of D days, W weeks and M months, as in 7/5/12",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        folder = (options["folder"] or Path(settings.DATA_DIR) / "backups").expanduser().resolve()
        try:
            keep = Keep.parse(options["keep"]) if options["keep"] is not None else None
            made = make(folder, timezone.now())
        except (Refused, ValueError) as reason:
            raise CommandError(f"No backup was made: {reason}") from None
        held, size = made.manifest.held, made.path.stat().st_size
        self.stdout.write(
            f"{made.path}: {held.head_sequence} events, {sum(held.tables.values())} rows, "
            f"{len(made.manifest.members)} members, {size} bytes"
        )
        if made.manifest.faults:
            # What is older may still hold what is missing here, so nothing is deleted.
            for fault in made.manifest.faults:
                self.stderr.write(fault)
            raise CommandError(f"The backup was written, but {len(made.manifest.faults)} files of the archive are lost")
        for name in tidy(folder, keep) if keep else []:
            self.stdout.write(f"deleted {name}")
