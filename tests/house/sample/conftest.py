"""One sample for all tests in this folder: making it takes longer than any of them."""

import pytest
from django.db import connection

from records import sample
from tests.house.sample.archive import sample_archive


@pytest.fixture(scope="package")
def archive(django_db_setup, django_db_blocker, tmp_path_factory):
    """The sample of seed 1, with the digests of all that were made, and where its files lie."""
    times = 2 if connection.vendor == "sqlite" else 1
    with django_db_blocker.unblock(), sample_archive(tmp_path_factory.mktemp("sample") / "files", times=times) as made:
        yield made


@pytest.fixture(autouse=True)
def _in_the_sample(archive, settings):
    settings.FILES_DIR = archive.files
    sample.remember(None)
    yield
    sample.remember(False)
