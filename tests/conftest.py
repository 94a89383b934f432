"""What every test stands on: quick settings, a file store of its own, and no skipped tests."""

import gc
import os
from collections.abc import Callable, Iterator
from copy import copy
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.db import connections
from django.template import Context, Template
from django.test import TransactionTestCase, client
from django.test.utils import ContextList
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

from records import organisation, sample, triggers

hypothesis_settings.register_profile(
    "short",
    max_examples=30,
    derandomize=True,  # the same examples every time
    database=None,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
hypothesis_settings.register_profile(
    "long", parent=hypothesis_settings.get_profile("short"), max_examples=2000, derandomize=False
)
QUICK_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
LONG = bool(os.environ.get("QAZVIN20_LONG"))
hypothesis_settings.load_profile("long" if LONG else "short")


def _keep_the_page(store: dict, signal: object, sender: object, template: Template, context: Context, **more) -> None:
    """What a test client keeps of a page: the context of the page itself, and not that of each of its parts."""
    if "context" not in store:
        store["context"] = ContextList([copy(context)])
    store.setdefault("templates", []).append(template)


def pytest_configure(config: pytest.Config) -> None:
    client.store_rendered_templates = _keep_the_page
    sample.remember(False)  # no page asks what its archive is; tests/house/sample/ does
    settings.PASSWORD_HASHERS = QUICK_HASHERS
    # Without a manifest: a test of a page need not wait for collectstatic. tests/browser serves the real thing.
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}
    database = settings.DATABASES["default"]
    if database["ENGINE"].endswith("sqlite3"):
        # A file, so that several threads and processes can open it; nobody pulls the plug on a test.
        database.setdefault("TEST", {})["NAME"] = str(settings.DATA_DIR / "test.sqlite3")
        database["OPTIONS"]["init_command"] = (
            "PRAGMA journal_mode=MEMORY; PRAGMA synchronous=OFF; PRAGMA foreign_keys=ON;"
        )


@pytest.fixture(autouse=True)
def _own_files(tmp_path: Path, settings) -> None:
    settings.FILES_DIR = tmp_path / "files"
    # No page asks whose archive it is; tests/records/test_organisation.py does.
    organisation.ask(False)


@pytest.fixture
def clock(monkeypatch) -> Callable[[float], None]:
    """Codes of telephones are those of one fixed moment, `clock.now[0]`, which `clock(seconds)` moves on."""
    now = [1_795_000_000.0]
    # The module's own name for the clock alone: sessions and counted tries go on in real time.
    monkeypatch.setattr("allauth.mfa.totp.internal.auth.time", SimpleNamespace(time=lambda: now[0]))

    def move(seconds: float) -> None:
        now[0] += seconds

    move.now = now
    return move


def _emptying_tables(teardown):
    """Tests with real transactions empty the tables afterwards; the record's triggers would refuse: they are lifted."""

    def torn_down(self: TransactionTestCase) -> None:
        for connection in connections.all():
            triggers.lift(connection)
        try:
            teardown(self)
        finally:
            for connection in connections.all():
                triggers.place(connection)

    return torn_down


TransactionTestCase._fixture_teardown = _emptying_tables(TransactionTestCase._fixture_teardown)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """On PostgreSQL, what asks no database, and what every database answers alike, need not run a second time."""
    if connections["default"].vendor == "postgresql":
        items[:] = [item for item in items if _depends_on_the_engine(item)]


def _depends_on_the_engine(item: pytest.Item) -> bool:
    if item.get_closest_marker("once"):
        return False
    asks = {"db", "transactional_db", "live_server"} & set(getattr(item, "fixturenames", ()))
    return bool(asks or item.get_closest_marker("django_db") or item.get_closest_marker("own_database"))


def pytest_collection_finish() -> None:
    """What is there before the first test stays to the end: the collector of garbage need not look through it."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)


# A skipped test tests nothing, so it counts as failed; an expected failure likewise.


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo) -> Iterator[None]:
    report = yield
    if report.skipped:
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} was skipped or expected to fail: {report.longrepr}"
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(collector: pytest.Collector) -> Iterator[None]:
    report = yield
    if report.skipped:
        report.outcome = "failed"
    return report


def pytest_deselected(items: list[pytest.Item]) -> None:
    if os.environ.get("QAZVIN20_WHOLE"):
        pytest.exit(f"{len(items)} tests were deselected in a run of everything", returncode=1)
