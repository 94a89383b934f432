from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from qazvin20 import sample
from qazvin20.sample import accounts


class Command(BaseCommand):
    help = "Make a fictional archive in an empty data folder, and print its accounts. Refuses one that has records."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--seed", type=int, help="the same number makes the same archive (default 1)")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            made = sample.make(options["seed"])
        except sample.NotEmpty as problem:
            raise CommandError(f"No sample was made: {problem}") from None
        said = f"{made.events} events were written" if made.events else "it was there already"
        self.stdout.write(f"Sample of seed {made.seed}: {said}. Nothing in it is real. Its accounts:")
        for account in accounts.told():
            self.stdout.write(f"  user name: {account.role:<14} password: {account.password}")
