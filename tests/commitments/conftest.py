"""A fixed day, and a clause that commitments come of."""

from unittest.mock import patch

import pytest

from tests import letters
from tests.commitments.days import NOON


@pytest.fixture
def today():
    """It is noon of `TODAY`."""
    with patch("django.utils.timezone.now", return_value=NOON):
        yield


@pytest.fixture
def clause():
    return letters.clause_of(letters.make_statement(7))
