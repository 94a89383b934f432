from typing import Any

from django.core.management.base import BaseCommand, CommandError

from records import audit


class Command(BaseCommand):
    help = "Go through the event chain, the editions and the files, and name whatever was altered or is gone."

    def handle(self, *args: Any, **options: Any) -> None:
        found = audit.examine()
        for fault in found.faults:
            self.stderr.write(fault)
        counts = f"{found.events} events, {found.editions} editions, {found.files} files"
        if found.faults:
            raise CommandError(f"{len(found.faults)} faults in {counts}", returncode=1)
        self.stdout.write(f"Sound: {counts}.")
