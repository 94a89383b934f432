"""An archive to verify."""

import pytest

from records.models import Edition
from tests import cast


@pytest.fixture
def edition() -> Edition:
    """An archive of one published meeting, with an event before and one after the publication."""
    edition = cast.make_edition(cast.make_meeting(), by=cast.kamran())
    cast.make_minutes(cast.make_meeting(2), by=cast.sara())
    return edition
