"""The sample's papers: made when they are first asked for, kept, and told apart from real ones."""

import hashlib
from unittest.mock import patch

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse

from meetings import minutes_pdf
from meetings.confirmation import publication
from meetings.models import Block, Minutes
from records import audit, sample, triggers
from records.models import Edition, Event, StoredFile
from records.pdf import PdfError
from tests import cast
from tests.records.tampering import faults_after

pytestmark = pytest.mark.django_db(transaction=False)


def test_a_pdf_is_made_when_it_is_first_asked_for_and_kept():
    edition = Minutes.objects.get(meeting__round__number=5, meeting__number=4).edition
    assert edition.pdf is None
    address = reverse("meeting_pdf", args=[5, 4])
    with patch.object(publication, "minutes_pdf", return_value=cast.PDF) as setting:
        Block.objects.filter(turn__minutes__edition=edition, number=3).update(text="چیز دیگر")
        first, again = Client().get(address), Client().get(address)
    assert setting.call_count == 1
    assert "چیز دیگر" not in [block.text for block in setting.call_args.args[0].blocks]
    assert first.content == again.content == cast.PDF
    edition.refresh_from_db()
    assert edition.pdf.sha256 == hashlib.sha256(cast.PDF).hexdigest()
    assert Event.objects.last().action == "edition.pdf_kept"
    assert f"minutes {edition.minutes.pk}: turns or blocks differ from edition {edition.code}" in audit.examine().faults


def test_a_kept_pdf_can_neither_be_exchanged_nor_taken_away():
    edition = Edition.objects.filter(pdf=None).first()
    edition.keep_pdf(cast.PDF, name="minutes.pdf")
    other = StoredFile.objects.keep(b"%PDF-1.7 another", name="other.pdf", content_type="application/pdf")
    for value in (other.pk, "NULL"):
        with pytest.raises(DatabaseError, match=triggers.REFUSAL), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"UPDATE records_edition SET pdf_id = {value} WHERE id = {edition.pk}")
        named = f"edition {edition.code} ({edition.object_type} {edition.object_id}, number {edition.number}): altered"
        assert named in faults_after(f"UPDATE records_edition SET pdf_id = {value} WHERE id = {edition.pk}")
    assert edition.keep_pdf(b"%PDF-1.7 a second one", name="minutes.pdf") == edition.pdf
    assert audit.examine().faults == []


def test_a_pdf_slipped_under_an_edition_is_named():
    edition = Edition.objects.filter(pdf=None).first()
    other = StoredFile.objects.keep(b"%PDF-1.7 slipped in", name="other.pdf", content_type="application/pdf")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE records_edition SET pdf_id = %s WHERE id = %s", [other.pk, edition.pk])
    assert [fault for fault in audit.examine().faults if edition.code in fault and "altered" in fault]


def test_a_pdf_that_can_not_be_made_is_told_and_leaves_the_edition_as_it_was():
    with patch.object(publication, "minutes_pdf", side_effect=PdfError("busy")):
        answer = Client().get(reverse("meeting_pdf", args=[5, 2]), follow=True)
    assert answer.redirect_chain == [(reverse("meeting", args=[5, 2]), 302)]
    assert "چند لحظه دیگر دوباره دریافت کنید" in answer.content.decode()
    assert not Edition.objects.exclude(pdf=None).exists()


def test_every_paper_says_that_it_is_a_sample():
    with patch.object(minutes_pdf.pdf.worker, "press", return_value=cast.PDF) as press:
        assert Client().get(reverse("meeting_pdf", args=[5, 2])).status_code == 200
        assert Client().get(reverse("statement_pdf", args=[4])).status_code == 200
    assert press.call_count == 2
    assert all(sample.PAPER_LABEL in call.args[0] for call in press.call_args_list)


def test_a_code_is_verified_before_there_is_a_pdf():
    edition = Edition.objects.filter(pdf=None).first()
    page = Client().get(reverse("verify_code", args=[edition.code])).content.decode()
    assert "این سند اصیل است" in page
    assert "SHA-256" not in page
