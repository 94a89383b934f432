"""The Word file of a sample's edition: made when it is first asked for, kept, and known to the chain."""

import hashlib
import io
import zipfile
from unittest.mock import patch

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from meetings.confirmation import publication
from meetings.confirmation.publication import publish_in_sample
from records import audit, chain, sample, triggers
from records.models import Event, StoredFile
from tests import cast
from tests.records.tampering import faults_after

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition():
    with transaction.atomic():
        chain.append(sample.MADE, cast.make_round(), by=None)
        sample.remember(True)
        minutes = cast.make_minutes(cast.make_meeting())
        yield publish_in_sample(minutes, by=None, audience="everyone", code="AAAA-2222", at=timezone.now())
    sample.remember(False)


def ask() -> bytes:
    return cast.client_for(cast.visitor()).get("/meetings/5/1/minutes.docx").content


def test_it_is_made_at_the_first_request_says_that_it_is_a_sample_and_stays(edition):
    assert edition.word is None
    first = ask()
    with zipfile.ZipFile(io.BytesIO(first)) as parts:
        assert sample.PAPER_LABEL in parts.read("word/header1.xml").decode()
    with patch.object(publication, "minutes_docx") as setting:
        assert ask() == first
    assert not setting.called
    edition.refresh_from_db()
    assert edition.word.sha256 == hashlib.sha256(first).hexdigest()
    assert Event.objects.last().action == "edition.word_kept"
    assert edition.keep_word(b"PK another", name="other.docx") == edition.word
    edition.keep_pdf(cast.PDF, name="minutes.pdf")
    assert audit.examine().faults == []


@pytest.mark.parametrize("value", ["other", "NULL"])
def test_it_can_neither_be_exchanged_nor_taken_away(edition, value):
    ask()
    edition.refresh_from_db()
    other = StoredFile.objects.keep(b"PK another", name="other.docx", content_type="application/zip")
    statement = f"UPDATE records_edition SET word_id = {value if value == 'NULL' else other.pk}"
    with pytest.raises(DatabaseError, match=triggers.REFUSAL), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert f"edition AAAA-2222 (meetings.meeting {edition.object_id}, number 1): altered" in faults_after(statement)


def test_one_slipped_under_an_edition_is_named(edition):
    other = StoredFile.objects.keep(b"PK another", name="other.docx", content_type="application/zip")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE records_edition SET word_id = %s", [other.pk])
    assert [fault for fault in audit.examine().faults if "AAAA-2222" in fault and "altered" in fault]
