"""An archive to verify."""

import pytest

from records import mail
from records.models import Edition
from tests import cast
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
