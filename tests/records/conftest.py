"""An archive to verify, mail that is refused, and the settings as they are asked for."""

import pytest

from records import mail, organisation
from records.models import Edition
from tests import cast
from tests.records import forked
from tests.records.letters import Failing


@pytest.fixture
def edition() -> Edition:
    """An archive of one published meeting, with an event before and one after the publication."""
    edition = cast.make_edition(cast.make_meeting(), by=cast.kamran())
    cast.make_minutes(cast.make_meeting(2), by=cast.sara())
    return edition


@pytest.fixture
def refusals(settings, monkeypatch):
    """What to refuse, by address or «open», and with which error."""
    settings.EMAIL_BACKEND = "tests.records.letters.Failing"
    told: dict[str, Exception] = {}
    monkeypatch.setattr(Failing, "refusals", told)
    monkeypatch.setattr("django.core.mail.get_connection", lambda *args, **options: Failing())
    monkeypatch.setattr(mail, "get_connection", Failing)
    return told


@pytest.fixture
def asked():
    """Every page asks whose archive it is, as it does outside the tests."""
    organisation.ask(True)
    yield
    organisation.ask(False)


@pytest.fixture
def ali():
    return cast.client_for(cast.ali())


@pytest.fixture(autouse=True, scope="session")
def _a_database_for_forked_processes(django_db_blocker) -> None:
    forked.blocker = django_db_blocker
