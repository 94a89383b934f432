import getpass
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from people.accounts import NotAdded, add_user
from people.models.user import ROLES


class Command(BaseCommand):
    help = "Make an account. The password comes from standard input: asked for at a terminal, else its first line."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name", help="user name: Latin letters, digits, dots, hyphens and underscores")
        parser.add_argument(
            "--role", action="append", required=True, choices=list(ROLES), dest="roles", help="may be given repeatedly"
        )
        parser.add_argument("--person", type=int, metavar="ID", help="the person whose account it is")
        parser.add_argument("--body", type=int, metavar="ID", help="the body that a liaison speaks for")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            user = add_user(
                options["name"],
                read_password(),
                options["roles"],
                person_id=options["person"],
                body_id=options["body"],
            )
        except NotAdded as problem:
            raise CommandError(f"No account was made: {problem}") from None
        self.stdout.write(f"user {user.username} was made ({', '.join(options['roles'])})")


def read_password() -> str:
    """The password that whoever runs the command hands in. Raises CommandError where there is none."""
    if sys.stdin.isatty():
        password = getpass.getpass("Password: ")
        if getpass.getpass("Again: ") != password:
            raise CommandError("No account was made: the two passwords differ")
    else:
        try:
            password = sys.stdin.readline().rstrip("\r\n")
        except UnicodeDecodeError:
            raise CommandError("No account was made: the password must be UTF-8 text") from None
    if not password:
        raise CommandError("No account was made: no password on standard input")
    return password
