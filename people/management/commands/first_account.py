from typing import Any

from django.core.management.base import BaseCommand

from people.accounts import first_account


class Command(BaseCommand):
    help = "Make the first account, which holds every role, and print its password, once. Does nothing where one is."

    def handle(self, *args: Any, **options: Any) -> None:
        made = first_account()
        if made:
            self.stdout.write("The first account was made. Its password is shown this once:")
            self.stdout.write(f"  user name: {made.user.username}")
            self.stdout.write(f"  password:  {made.password}")
