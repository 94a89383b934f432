"""Rounds to import into, a paper to import, and those who do."""

from pathlib import Path

import pytest

from tests import cast
from tests.meetings.importing_by_command import DOCUMENT


@pytest.fixture
def rounds():
    for number in (1, 2, 3, 5):
        cast.make_round(number)


@pytest.fixture
def paper(tmp_path):
    """A file with the given text or bytes."""

    def write(content: str | bytes = DOCUMENT, name: str = "سند.md") -> Path:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write


@pytest.fixture
def secretary():
    return cast.client_for(cast.sara())


@pytest.fixture
def confirmer():
    return cast.client_for(cast.kamran())
