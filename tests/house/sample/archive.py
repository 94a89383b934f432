"""The sample archive as it stands in the tables, for the tests of it: nothing smaller would be the sample."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import Client

from commitments.models import Commitment
from guilds.models import DemandAnswer
from meetings.models import Attendance, Block, Minutes
from people.models import Person, User
from projects.models import BudgetLine, RaisedTitle
from qazvin20.sample import make
from records import sample, triggers
from records.models import Edition, Event
from statements.models import Clause
from tests import cast


def signed_in(user: str) -> Client:
    return cast.client_for(User.objects.get(username=user))


@dataclass(frozen=True)
class SampleArchive:
    """`digests` are those of the samples of one seed that were made, the last of which stands in the tables."""

    digests: tuple[str, ...]
    files: Path


@contextmanager
def sample_archive(files: Path, *, times: int) -> Iterator[SampleArchive]:
    """Inside, the tables hold the sample of seed 1, with its files in `files`; afterwards they are empty."""
    before, settings.FILES_DIR = settings.FILES_DIR, files
    digests = []
    try:
        for time in range(times):
            if time:
                _empty_the_tables()
            make()
            digests.append(_digest())
        yield SampleArchive(tuple(digests), files)
    finally:
        _empty_the_tables()
        settings.FILES_DIR = before


def _empty_the_tables() -> None:
    triggers.lift(connection)
    call_command("flush", interactive=False, verbosity=0)
    triggers.place(connection)
    sample.remember(False)


def _digest() -> str:
    """Over everything that a reader could see, whatever the rows are numbered."""
    seen = [
        *Block.objects.order_by("turn__minutes__meeting__held_on", "turn__minutes__meeting", "turn__minutes", "number")
        .values_list("text", "mark", "deadline", "key"),
        *Edition.objects.order_by("issued_at", "code").values_list("title", "code", "issued_at", "reason", "audience"),
        *Person.objects.order_by("id").values_list("honorific", "given_name", "family_name"),
        *Attendance.objects.order_by("id").values_list("name_as_written", "status", "arrived_at"),
        *RaisedTitle.objects.order_by("id").values_list("text", "raised_by"),
        *BudgetLine.objects.order_by("id").values_list("year", "approved", "allocated", "spent"),
        *Clause.objects.order_by("id").values_list("number", "text", "key"),
        *Commitment.objects.order_by("id").values_list("task", "state", "deadline", "created_at"),
        *DemandAnswer.objects.order_by("id").values_list("kind", "text", "promised_until", "created_at"),
        *Minutes.objects.order_by("id").values_list("state", "created_at", "changed_at"),
        *Event.objects.exclude(action="user.password_set").order_by("sequence").values_list("action", "at", "reason"),
    ]  # fmt: skip
    return hashlib.sha256(repr(seen).encode()).hexdigest()
