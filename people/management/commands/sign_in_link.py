"""The way back in for whoever forgot the password or lost the telephone, when no administrator can help."""

import argparse
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse

from people.models import User
from people.models.sign_in import LINK_HOURS


class Command(BaseCommand):
    help = f"Print a link by which a user chooses a new password and signs in; it works once, for {LINK_HOURS} hours."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("name", help="the user name")
        parser.add_argument(
            "--drop-second-factor", action="store_true", help="ask for no second factor until a new one is set up"
        )

    def handle(self, *args: Any, name: str, drop_second_factor: bool, **options: Any) -> None:
        user = User.objects.filter(username__iexact=name).first() if "\0" not in name else None
        if user is None:
            raise CommandError(f"there is no user {name!r}")
        if not user.is_active:
            raise CommandError(f"the account {user.username!r} is closed; an administrator opens it at /users/")
        if drop_second_factor:
            user.drop_second_factor(by=None)
        path = reverse("enter", args=[user.give_link(by=None)])
        self.stdout.write(f"{settings.SITE_URL or 'http://127.0.0.1:8000'}{path}")
