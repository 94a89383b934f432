from typing import Any

from django.core.management.base import BaseCommand, CommandError

from qazvin20 import founding


class Command(BaseCommand):
    help = "Load the founding data: what is known of the four rounds, and a summary of the opening of the fifth."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            loaded = founding.load()
        except founding.InASample:
            raise CommandError("This archive is a sample: the founding data is never loaded into one.") from None
        if loaded.records or loaded.published:
            self.stdout.write(f"Founding data: {loaded.records} records loaded.")
        else:
            self.stdout.write("Founding data: nothing to do.")
