"""`verify_records` names the editions, files and published minutes that were altered or are gone."""

import pytest

from meetings.models import Block, Minutes, Turn
from records import audit, files
from records.models import StoredFile
from tests import cast
from tests.records.tampering import run, tampering
from tests.records.verifying import told

pytestmark = pytest.mark.django_db


def test_one_flipped_byte_of_an_edition_is_named(edition):
    path = files.path_of(edition.pdf.sha256)
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    said = told()
    assert f"file {edition.pdf_id} (minutes-5-1.pdf, {edition.pdf.sha256[:12]}…): altered on the disk" in said


def test_an_altered_word_file_is_named(edition):
    path = files.path_of(edition.word.sha256)
    path.write_bytes(path.read_bytes() + b"!")
    assert f"file {edition.word_id} (minutes-5-1.docx, {edition.word.sha256[:12]}…): altered on the disk" in told()


@pytest.mark.parametrize("value", ["other", None])
def test_an_exchanged_word_file_is_named(edition, value):
    other = StoredFile.objects.keep(b"PK another", name="other.docx", content_type="application/zip")
    with tampering():
        run("UPDATE records_edition SET word_id = %s", other.pk if value else None)
        said = told()
    assert f"edition {edition.code} (meetings.meeting {edition.object_id}, number 1): altered" in said


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
