"""What a sample may do, a real archive may not; and a sample is made of nothing but emptiness."""

import io

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction

from meetings.confirmation.publication import publish_in_sample
from meetings.models import Minutes
from people.models import Body, Person, User
from qazvin20.sample.diary import FIRST_DAY, at
from records import audit, chain, sample
from records.models import Edition, Event
from tests import cast
from tests.records.tampering import run, tampering

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _asked_anew():
    sample.remember(None)
    yield
    sample.remember(False)


@pytest.mark.parametrize(
    "make_something",
    [cast.load_founding_data, cast.make_meeting, cast.make_body, cast.make_person, cast.ali, cast.make_round],
)
def test_an_archive_that_has_anything_in_it_is_refused(make_something):
    make_something()
    events, people = Event.objects.count(), Person.objects.count()
    with pytest.raises(CommandError, match="No sample was made: this archive has records already"):
        call_command("load_sample")
    assert (Event.objects.count(), Person.objects.count()) == (events, people)
    assert not sample.is_sample()


def test_a_load_that_breaks_off_leaves_nothing(monkeypatch):
    monkeypatch.setattr("qazvin20.sample.Guilds.enter", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        call_command("load_sample", stdout=io.StringIO())
    assert not Event.objects.exists()
    assert not Body.objects.exists()
    assert not User.objects.exists()
    assert not sample.is_sample()


def test_an_edition_has_its_pdf_from_the_beginning():
    minutes = cast.make_minutes(cast.make_meeting())
    with pytest.raises(ValueError, match="from the beginning"):
        publish_in_sample(minutes, by=None, audience="everyone", code="AAAA-2222", at=at(FIRST_DAY))
    assert Minutes.objects.get().state == Minutes.State.DRAFT
    edition = cast.make_edition(cast.make_meeting(2))
    with pytest.raises(ValueError, match="from the beginning"):
        edition.keep_pdf(b"%PDF-1.7 another", name="other.pdf")
    with pytest.raises(ValueError, match="from the beginning"):
        edition.keep_word(b"PK another", name="other.docx")


def test_the_database_holds_no_edition_without_its_pdf():
    edition = cast.make_edition(cast.make_meeting())
    edition.pk, edition.number, edition.code, edition.pdf = None, 2, "AAAA-2222", None
    with pytest.raises(IntegrityError), transaction.atomic():
        edition.save(force_insert=True)


def test_one_that_says_its_pdf_comes_later_is_named():
    edition = cast.make_edition(cast.make_meeting())
    with tampering():
        run("UPDATE records_edition SET pdf_comes_later = %s, pdf_id = NULL", True)
        said = audit.examine().faults
    assert any(fault.endswith("published without its PDF") for fault in said)
    assert any(edition.code in fault and fault.endswith("altered") for fault in said)


def test_an_event_that_gives_an_edition_another_pdf_is_named():
    edition = cast.make_edition(cast.make_meeting())
    kept = {"object_type": edition.object_type, "object_id": edition.object_id, **edition.fingerprint()}
    with transaction.atomic():
        chain.append(chain.PDF_KEPT, edition, by=None, snapshot={"edition": kept})
    assert audit.examine().faults == ["event 3 (edition.pdf_kept): the edition needed no PDF"]


def test_nobody_says_when_an_event_happened():
    round = cast.make_round()
    with transaction.atomic():
        chain.append("round.noted", round, by=None)
        with pytest.raises(ValueError, match="when it is written down"):
            chain.append("round.noted", round, by=None, at=at(FIRST_DAY))
    assert Event.objects.count() == 1


def test_a_later_event_makes_no_sample_of_it():
    round = cast.make_round()
    with transaction.atomic():
        chain.append("round.noted", round, by=None)
        chain.append(sample.MADE, round, by=None)
    assert not sample.is_sample()
    assert not Edition.objects.filter(pdf=None).exists()
