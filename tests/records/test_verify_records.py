"""`verify_records`: on a sound archive its counts and exit code 0; whatever was altered or is gone by name, and 1."""

import pytest
from django.db import connection

from meetings.models import Meeting, Minutes, Turn
from records import files, triggers
from records.models import Edition, Event
from tests import cast
from tests.records.tampering import run, tampering
from tests.records.verifying import told, verify

pytestmark = pytest.mark.django_db


def test_an_empty_archive_is_sound():
    assert verify() == "Sound: 0 events, 0 editions, 0 files.\n"


def test_a_sound_archive_is_counted(edition):
    events = Event.objects.count()
    assert events == 3
    assert verify() == "Sound: 3 events, 1 editions, 2 files.\n"


def test_what_may_change_afterwards_is_no_fault(edition):
    """Its audience, the persons that turns are matched to, the accounts of those who acted, the next draft."""
    Edition.objects.update(audience="members")
    Turn.objects.update(person=None, confidence="")
    cast.kamran().delete()
    cast.make_minutes(edition.minutes.meeting)
    Meeting.objects.update(place="تالار شهر")
    assert verify().startswith("Sound: 4 events")


def test_a_removed_meeting_is_named(edition):
    other = Meeting.objects.get(number=2)
    with tampering():
        Minutes.objects.filter(meeting=other).delete()
        run("DELETE FROM meetings_meeting WHERE id = %s", other.pk)
        assert f"meetings.meeting {other.pk}: removed, though the chain knows it" in told()


def test_every_missing_trigger_is_named(edition):
    for name, table in triggers._wanted(connection):
        with tampering():
            triggers.place(connection)
            run(f"DROP TRIGGER {name}" + ("" if connection.vendor == "sqlite" else f" ON {table}"))
            assert told() == f"trigger {name} is missing\n"
    assert triggers.missing(connection) == []


def test_another_key_makes_every_event_a_stranger(edition, settings):
    settings.CHAIN_KEY = "another key"
    said = told()
    assert [f"event {number} " in said for number in (1, 2, 3)] == [True, True, True]
    assert "head of the chain: altered" in said


def test_several_faults_are_all_named(edition):
    files.path_of(edition.pdf.sha256).unlink()
    with tampering():
        run("DELETE FROM records_event WHERE sequence = 1")
        run("UPDATE records_edition SET title = 'دیگر'")
        said = told()
    for named in ("event 1: removed", f"edition {edition.code}", f"file {edition.pdf_id} "):
        assert named in said
