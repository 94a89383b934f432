from typing import Any

from django.core.management.base import BaseCommand, CommandError

from records import mail


class Command(BaseCommand):
    help = "Send the letters that wait. Safe to run at any time and by two at once: no letter goes out twice."

    def handle(self, *args: Any, **options: Any) -> None:
        if not mail.sends():
            raise CommandError("no mail server is set (QAZVIN20_SMTP), or the archive is a sample; nothing was sent")
        done = mail.send_waiting(seconds=600)
        self.stdout.write(f"{done.sent} sent, {done.failed} failed, {done.waiting} still waiting.")
        if done.failed:
            raise CommandError("the desk lists what failed, and why", returncode=1)
