"""What the machine room asks."""

from unittest.mock import patch

import pytest
from django.conf import settings as house
from django.db import OperationalError
from django.test import Client


def test_alive_without_a_database():
    answer = Client().get("/healthz")
    assert (answer.status_code, answer.content) == (200, b"alive\n")
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize("address", ["/healthz", "/readyz"])
def test_only_reading(address):
    assert Client().post(address).status_code == 405


@pytest.mark.django_db
def test_ready(django_assert_max_num_queries):
    with django_assert_max_num_queries(4):
        answer = Client().get("/readyz")
    assert (answer.status_code, answer.content) == (200, b"database: ok\ndisk: ok\nmigrations: ok\n")
    assert Client().head("/readyz").status_code == 200


def assert_not_ready(line: str) -> None:
    answer = Client().get("/readyz")
    assert answer.status_code == 503
    assert line in answer.content.decode().splitlines()
    assert str(house.DATA_DIR) not in answer.content.decode()


def test_not_ready_without_a_database():
    with patch("qazvin20.health.connection.cursor", side_effect=OperationalError("password of the database")):
        assert_not_ready("database: does not answer")


@pytest.mark.django_db
def test_not_ready_before_the_migrations():
    known = frozenset({("people", "0001_people"), ("people", "9999_of_tomorrow")})
    with patch("qazvin20.health.migrations_of_the_code", return_value=known):
        assert_not_ready("migrations: 1 not applied")


@pytest.mark.django_db
def test_not_ready_when_nothing_can_be_written(settings, tmp_path):
    settings.DATA_DIR = tmp_path / "gone"
    assert_not_ready("disk: the data folder is not writable")


@pytest.mark.django_db
def test_not_ready_when_the_disk_is_nearly_full():
    with patch("qazvin20.health.shutil.disk_usage") as usage:
        usage.return_value.free = 7 * 2**20
        assert_not_ready("disk: 7 MB free")
