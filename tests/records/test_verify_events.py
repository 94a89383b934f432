"""`verify_records` names the events and heads of the chain that were altered or are gone."""

import pytest

from records.models import ChainHead, Event
from tests import cast
from tests.records.tampering import run, tampering
from tests.records.verifying import told

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("at", "2020-01-01 00:00:00+00:00"),
        ("actor_id", None),
        ("actor_name", "کس دیگر"),
        ("action", "minutes.published"),
        ("action", "minutes.removed"),
        ("object_type", "people.round"),
        ("object_type", "nothing.here"),
        ("object_type", "nothing"),
        ("object_id", 999),
        ("object_label", "جلسه دیگر"),
        ("version", 9),
        ("reason", "دلیل دیگر"),
        ("snapshot", "{}"),
        ("snapshot", "[]"),
        ("snapshot", "no JSON"),
        ("snapshot", '{"edition": 5}'),
        ("snapshot", '{"edition": {}}'),
        ("snapshot", '{"edition": {"number": [1]}}'),
        ("files", "[]"),
        ("files", "no JSON"),
        ("files", "7"),
        ("files", "[[1]]"),
        ("previous_hash", "0" * 64),
        ("hash", "1" * 64),
    ],
)
@pytest.mark.parametrize("sequence", [1, 2, 3])
def test_a_changed_event_is_named(edition, sequence, column, value):
    if value == str(Event.objects.values_list(column, flat=True).get(pk=sequence)):
        value = "f" * 64 if column.endswith("hash") else '["00"]' if column == "files" else "minutes.replaced"
    with tampering():
        run(f"UPDATE records_event SET {column} = %s WHERE sequence = %s", value, sequence)
        assert f"event {sequence} (" in told()


def test_a_forged_event_is_named(edition):
    """Made with all but the key, and with the row after it that it pushes away left as it was."""
    with tampering():
        run(
            "INSERT INTO records_event SELECT 4, at, actor_id, actor_name, action, object_type, object_id, "
            "object_label, version, reason, snapshot, files, hash, %s FROM records_event WHERE sequence = 3",
            "a" * 64,
        )
        said = told()
    assert "event 4 (minutes.imported): altered" in said
    assert "head of the chain: does not name the last event" in said


@pytest.mark.parametrize(
    ("removed", "named"),
    [
        ([1], "event 1: removed"),
        ([2], "event 2: removed"),
        ([1, 2], "events 1 to 2: removed"),
        ([3], "events 3 to 3: removed from the end"),
        ([2, 3], "events 2 to 3: removed from the end"),
        ([1, 2, 3], "events 1 to 3: removed from the end"),
    ],
)
def test_removed_events_are_named(edition, removed, named):
    with tampering():
        for sequence in removed:
            run("DELETE FROM records_event WHERE sequence = %s", sequence)
        assert named in told()


def test_two_events_that_changed_places_are_named(edition):
    with tampering():
        run("UPDATE records_event SET sequence = 99 WHERE sequence = 2")
        run("UPDATE records_event SET sequence = 2 WHERE sequence = 3")
        run("UPDATE records_event SET sequence = 3 WHERE sequence = 99")
        said = told()
    assert "event 2 " in said
    assert "event 3 " in said


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE records_chainhead SET sequence = 2",
        "UPDATE records_chainhead SET hash = seal",
        "UPDATE records_chainhead SET seal = hash",
    ],
)
def test_a_changed_head_is_named(edition, statement):
    with tampering():
        run(statement)
        assert "head of the chain: altered" in told()


def test_a_removed_head_is_named(edition):
    with tampering():
        run("DELETE FROM records_chainhead")
        assert "head of the chain: removed" in told()


def test_the_last_events_removed_together_with_an_older_head_put_back_are_named(edition):
    older = ChainHead.objects.get()
    cast.make_minutes(cast.make_meeting(3))
    with tampering():
        run("UPDATE records_chainhead SET sequence = %s, hash = %s", older.sequence, older.hash)
        run("DELETE FROM records_event WHERE sequence = 4")
        assert "head of the chain: altered" in told()


def test_the_whole_chain_removed_with_its_head_leaves_editions_that_nobody_published(edition):
    with tampering():
        run("DELETE FROM records_event")
        run("DELETE FROM records_chainhead")
        assert (
            f"edition {edition.code} (meetings.meeting {edition.object_id}, number 1): no event published it" in told()
        )
