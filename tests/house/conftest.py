"""One archive for all tests of a module: laid out once, in a transaction around those of the tests."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from unittest.mock import patch

import pytest
from django.conf import settings as django_settings
from django.db import transaction
from django.test import Client, override_settings

from records import organisation
from tests import cast
from tests.house.hostility import asked_for
from tests.house.world import World, lay_out


@dataclass(frozen=True)
class Laid:
    """The archive, the folder of its files, and the session in which each of the cast is signed in."""

    world: World
    files: Path
    sessions: dict[str, str]
    asked: dict[tuple[str, str], set[str]] = field(default_factory=dict)

    def reader(self, role: str, **options) -> Client:
        """A browser in which the one who has that role is signed in; a server's error is an answer there."""
        browser = Client(raise_request_exception=False, **options)
        if role in self.sessions:
            browser.cookies[django_settings.SESSION_COOKIE_NAME] = self.sessions[role]
        return browser

    def asked_for(self, role: str, address: str) -> set[str]:
        """The names of the parameters that the page at `address` reads before that reader."""
        if (role, address) not in self.asked:
            self.asked[role, address] = asked_for(self.reader(role), address)
        return self.asked[role, address]


@pytest.fixture(scope="module")
def laid(django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[Laid]:
    """The archive of tests/house/world.py. What a test changes of it is undone after the test, as ever."""
    files = tmp_path_factory.mktemp("world")
    organisation.ask(False)
    around = transaction.atomic()
    around._from_testcase = True  # what must be the outermost transaction may begin inside
    with django_db_blocker.unblock(), override_settings(FILES_DIR=files):
        around.__enter__()
        world = lay_out()
        clients = {role: cast.client_for(person()) for role, person in cast.ROLES.items()}
    name = django_settings.SESSION_COOKIE_NAME
    yield Laid(world, files, {role: client.cookies[name].value for role, client in clients.items() if client.cookies})
    with django_db_blocker.unblock():
        transaction.set_rollback(True)
        around.__exit__(None, None, None)


@pytest.fixture
def world(laid: Laid, settings) -> Iterator[World]:
    """The archive, where no paper needs to be set: its bytes are those of tests/cast.py."""
    settings.FILES_DIR = laid.files
    with (
        patch("meetings.views.meetings.minutes_pdf", return_value=cast.PDF),
        patch("meetings.views.meetings.minutes_docx", return_value=cast.WORD),
        patch("statements.views.letter_pdf", return_value=cast.PDF),
        patch("meetings.views.invitations.letters_pdf", return_value=cast.PDF),
        patch("commitments.views.points.pdf_of", return_value=cast.PDF),
    ):
        yield laid.world
