from typing import Any

from django.core.management.base import BaseCommand

from qazvin20 import founding


class Command(BaseCommand):
    help = "Load the founding data: what is known of the four rounds, and a summary of the opening of the fifth."

    def handle(self, *args: Any, **options: Any) -> None:
        loaded = founding.load()
        if loaded.records or loaded.published:
            self.stdout.write(f"Founding data: {loaded.records} records loaded.")
        else:
            self.stdout.write("Founding data: nothing to do.")
