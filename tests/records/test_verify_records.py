"""`verify_records`: on a sound archive its counts and exit code 0; whatever was altered or is gone by name, and 1."""

import io

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from meetings.models import Block, Meeting, Minutes, Turn
from records import audit, files, triggers
from records.models import ChainHead, Edition, Event, StoredFile
from tests import cast
from tests.records.tampering import run, tampering

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition() -> Edition:
    """An archive of one published meeting, with an event before and one after the publication."""
    edition = cast.make_edition(cast.make_meeting(), by=cast.kamran())
    cast.make_minutes(cast.make_meeting(2), by=cast.sara())
    return edition


def verify() -> str:
    out = io.StringIO()
    call_command("verify_records", stdout=out, stderr=out)
    return out.getvalue()


def told() -> str:
    """What the command says of an archive that is not sound."""
    out = io.StringIO()
    with pytest.raises(CommandError) as caught:
        call_command("verify_records", stdout=out, stderr=out)
    assert caught.value.returncode == 1
    assert " faults in " in str(caught.value)
    return out.getvalue()


def test_an_empty_archive_is_sound():
    assert verify() == "Sound: 0 events, 0 editions, 0 files.\n"


def test_a_sound_archive_is_counted(edition):
    events = Event.objects.count()
    assert events == 3
    assert verify() == "Sound: 3 events, 1 editions, 1 files.\n"


def test_what_may_change_afterwards_is_no_fault(edition):
    """Its audience, the persons that turns are matched to, the accounts of those who acted, the next draft."""
    Edition.objects.update(audience="members")
    Turn.objects.update(person=None, confidence="")
    cast.kamran().delete()
    cast.make_minutes(edition.minutes.meeting)
    Meeting.objects.update(place="تالار شهر")
    assert verify().startswith("Sound: 4 events")


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


def test_one_flipped_byte_of_an_edition_is_named(edition):
    path = files.path_of(edition.pdf.sha256)
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    said = told()
    assert f"file {edition.pdf_id} (minutes-5-1.pdf, {edition.pdf.sha256[:12]}…): altered on the disk" in said


def test_a_truncated_file_is_named(edition):
    path = files.path_of(edition.pdf.sha256)
    path.write_bytes(path.read_bytes()[:-1])
    assert f"file {edition.pdf_id} " in told()


def test_a_missing_file_is_named(edition):
    files.path_of(edition.pdf.sha256).unlink()
    assert f"file {edition.pdf_id} (minutes-5-1.pdf, {edition.pdf.sha256[:12]}…): missing in " in told()


@pytest.mark.parametrize(
    ("column", "value", "named"),
    [
        ("title", "صورتجلسه دیگر", "altered"),
        ("content", '{"form": 1}', "content altered"),
        ("content", "no JSON", "content altered"),
        ("content", "[]", "content altered"),
        ("content_sha256", "0" * 64, "altered"),
        ("code", "AAAA-2222", "altered"),
        ("issued_by_name", "کس دیگر", "altered"),
        ("issued_at", "2020-01-01 00:00:00+00:00", "altered"),
        ("reason", "دلیل دیگر", "altered"),
        ("number", 7, "no event published it"),
        ("object_id", 999, "no event published it"),
        ("object_type", "nothing.here", "no event published it"),
    ],
)
def test_a_changed_edition_is_named(edition, column, value, named):
    with tampering():
        run(f"UPDATE records_edition SET {column} = %s", value)
        said = told()
    assert any(line.startswith("edition ") and line.endswith(named) for line in said.splitlines()), said


def test_an_edition_whose_text_and_hash_were_changed_together_is_named(edition):
    with tampering():
        content = edition.content.replace("نوزده", "بیست")
        run("UPDATE records_edition SET content = %s, content_sha256 = %s", content, audit.chain.digest(content))
        said = told()
    assert f"edition {edition.code} (meetings.meeting {edition.object_id}, number 1): altered" in said


def test_a_removed_edition_is_named(edition):
    with tampering():
        run("UPDATE meetings_minutes SET state = 'draft', edition_id = NULL WHERE edition_id IS NOT NULL")
        run("DELETE FROM records_edition")
        assert f"edition {edition.code} (meetings.meeting {edition.object_id}, number 1): removed" in told()


def test_the_row_of_a_file_that_was_removed_is_named(edition):
    other = StoredFile.objects.keep(cast.PDF + b"%", name="other.pdf", content_type="application/pdf")
    with tampering():
        run("UPDATE records_edition SET pdf_id = %s", other.pk)
        run("DELETE FROM records_storedfile WHERE id = %s", edition.pdf_id)
        said = told()
    assert f"file {edition.pdf.sha256[:12]}… of event 2: its row was removed or altered" in said
    assert "number 1): altered" in said


@pytest.mark.parametrize(
    ("column", "value", "named"),
    [
        ("sha256", "0" * 64, "missing in "),
        ("sha256", "../x", "missing in "),
        ("size", 5, "its size is not the one recorded"),
    ],
)
def test_a_changed_row_of_a_file_is_named(edition, column, value, named):
    with tampering():
        run(f"UPDATE records_storedfile SET {column} = %s", value)
        assert named in told()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE meetings_block SET text = 'متنی دیگر' WHERE id = {block}",
        "UPDATE meetings_block SET level = 3 WHERE id = {block}",
        "UPDATE meetings_block SET mark = 'proposal' WHERE id = {block}",
        "UPDATE meetings_block SET number = 99 WHERE id = {block}",
        "DELETE FROM meetings_block WHERE id = {block}",
        "UPDATE meetings_turn SET speaker_as_written = 'کس دیگر' WHERE id = {turn}",
        "UPDATE meetings_turn SET post_as_written = 'سمتی دیگر' WHERE id = {turn}",
        "UPDATE meetings_turn SET position = 50 WHERE id = {turn}",
    ],
)
def test_published_lines_that_were_changed_or_removed_are_named(edition, statement):
    block = Block.objects.filter(turn__minutes=edition.minutes, kind="bullet").first()
    with tampering():
        run(statement.format(block=block.pk, turn=block.turn_id))
        assert f"minutes {edition.minutes.pk}: turns or blocks differ from edition {edition.code}" in told()


def test_published_minutes_that_were_turned_back_into_a_draft_are_named(edition):
    with tampering():
        run("UPDATE meetings_minutes SET state = 'draft', edition_id = NULL WHERE id = %s", edition.minutes.pk)
        assert f"minutes of edition {edition.code}: removed" in told()


def test_published_minutes_that_were_removed_are_named(edition):
    minutes = edition.minutes
    with tampering():
        Block.objects.filter(turn__minutes=minutes).delete()
        Turn.objects.filter(minutes=minutes).delete()
        Minutes.objects.filter(pk=minutes.pk).delete()
        assert f"minutes of edition {edition.code}: removed" in told()


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
