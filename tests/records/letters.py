"""Letters that tests lay down, and a mail server that refuses what it is told to."""

from django.core.mail.backends import locmem
from django.db import transaction

from records import mail
from records.mail import Letter
from records.models import Mailing
from tests import cast


def letter(number: int = 1, address: str | None = None, **columns) -> Letter:
    given = {
        "recipient": f"user:{number}",
        "name": f"گیرنده {number}",
        "address": f"reader{number}@example.org" if address is None else address,
        "subject": "بازبینی صورتجلسه",
        "paragraphs": ("با سلام", "متن <نامه> & بس"),
        "link": ("خواندن", "https://portal.example.org/meetings/5/1/draft/"),
        **columns,
    }
    return Letter(**given)


def lay(*letters: Letter, occasion: str = "1") -> int:
    about = cast.make_body()
    with transaction.atomic():
        return mail.lay("review", about, letters, occasion=occasion, href="/meetings/5/1/")


def states() -> list[str]:
    return [row.state for row in Mailing.objects.order_by("id")]


class Failing(locmem.EmailBackend):
    """A mail server that refuses what is told here: by address, or at the door («open»)."""

    refusals: dict[str, Exception] = {}

    def open(self):
        if "open" in self.refusals:
            raise self.refusals["open"]

    def send_messages(self, messages):
        for message in messages:
            if message.to[0] in self.refusals:
                raise self.refusals[message.to[0]]
        return super().send_messages(messages)
