"""Issuing a statement: the text becomes an edition, frozen with its letter, and nothing of it changes afterwards."""

from datetime import UTC, datetime
from unittest.mock import patch

import pytest

from persian.jalali import parse_date
from records import sample
from records.audit import examine
from records.models import Edition, Event, StoredFile
from records.pdf import PdfError
from statements import publication
from statements.models import Clause, Statement, StatementText
from statements.publication import NotIssued, issue_in_sample, pdf_of
from statements.sheet_of import sheet_of, sheet_of_edition
from tests import cast, letters

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 23, 8, tzinfo=UTC)


def test_a_draft_gets_the_next_number_and_today_and_is_frozen_as_its_rows_say():
    letters.make_statement(11)
    draft = letters.make_statement(issued="", issued_on=None)
    text = draft.texts.get()
    with patch("records.publication.timezone.now", return_value=AT):
        letters.issue(text, by=cast.kamran())
    draft.refresh_from_db()
    assert (draft.number, draft.state, str(draft.issued_on)) == (12, "issued", "۲ آذر ۱۴۰۵")
    edition = text.edition
    assert sheet_of_edition(edition).as_content() == sheet_of(text).as_content()
    assert edition.title == "بیانیه شماره ۱۲: پیاده‌راه‌ها و حیاط‌های محله"
    assert (edition.issued_by_name, edition.audience) == ("کامران فرضی", "everyone")
    event = Event.objects.last()
    assert (event.action, event.object_type, event.version) == ("statement.published", "statements.statement", 1)
    assert event.content["edition"] == edition.fingerprint()
    assert event.content["clauses"][0][4] == letters.CLAUSES[0]
    assert examine().faults == []


def test_a_statement_known_by_its_number_keeps_it_and_what_is_unknown_stays_so():
    bare = Statement.objects.create(number=3, state="issued", audience="everyone")
    letters.issue(letters.make_text(bare))
    bare.refresh_from_db()
    assert (bare.number, bare.issued_on) == (3, None)


def test_a_number_that_is_taken_is_refused_and_the_draft_stays_as_it_was():
    letters.make_statement(7)
    draft = letters.make_statement(issued="")
    text = draft.texts.get()
    with pytest.raises(NotIssued, match="بیانیه شماره ۷ پیش از این ثبت شده"):
        letters.issue(text, number=7)
    draft.refresh_from_db()
    assert (draft.number, draft.state, Edition.objects.count()) == (None, "draft", 1)


def test_a_correction_is_a_second_edition_of_the_same_number():
    statement = letters.make_statement(7)
    again = letters.make_text(statement, reason="اصلاح بند ۲")
    letters.issue(again)
    assert [row.number for row in Edition.objects.of(statement)] == [2, 1]
    assert Edition.objects.of(statement)[0].reason == "اصلاح بند ۲"
    assert examine().faults == []


def test_nobody_issues_a_second_time():
    text = letters.make_statement(7).texts.get()
    with pytest.raises(NotIssued, match="پیش از این صادر شده"):
        letters.issue(text)


@pytest.mark.parametrize(
    "step",
    [
        lambda text: Clause.objects.filter(statement_text=text).update(text="بندی دیگر"),
        lambda text: text.signatories.all().delete(),
        lambda text: Statement.objects.filter(pk=text.statement_id).update(title="عنوانی دیگر"),
        lambda text: StatementText.objects.filter(pk=text.pk).update(closing="پایانی دیگر"),
    ],
)
def test_what_was_changed_while_the_letter_was_made_is_not_issued_unseen(step):
    text = letters.make_statement(issued="").texts.get()

    def render(sheet):
        step(text)
        return cast.PDF

    with patch.object(publication, "letter_pdf", side_effect=render), pytest.raises(NotIssued, match="در همین فاصله"):
        publication.issue(text, by=None, audience="everyone")
    assert not Edition.objects.exists()
    assert Statement.objects.get().number is None


def test_a_letter_that_could_not_be_made_leaves_the_draft_as_it_was():
    text = letters.make_statement(issued="").texts.get()
    failing = patch.object(publication, "letter_pdf", side_effect=PdfError("time"))
    with failing, pytest.raises(PdfError):
        publication.issue(text, by=None, audience="everyone")
    assert (text.statement.number, Edition.objects.exists(), StoredFile.objects.exists()) == (None, False, False)


def test_an_altered_clause_of_an_issued_statement_is_named():
    clause = letters.clause_of(letters.make_statement(7))
    Clause.objects.filter(pk=clause.pk).update(text="دستکاری‌شده")
    assert [fault for fault in examine().faults if "the letter differs from edition" in fault]


def test_a_body_or_person_that_was_merged_is_no_alteration():
    statement = letters.make_statement(7)
    statement.texts.get().addressees.update(body=None)
    assert examine().faults == []


def test_in_a_sample_the_letter_is_made_when_it_is_first_asked_for(monkeypatch):
    draft = letters.make_statement(issued="", issued_on=parse_date("۵ آذر ۱۳۹۱"))
    text = draft.texts.get()
    with pytest.raises(ValueError, match="PDF from the beginning"):
        issue_in_sample(text, by=None, audience="everyone", code="AAAA-BBBB", at=AT, number=4)
    monkeypatch.setattr(sample, "is_sample", lambda: True)
    text = StatementText.objects.get()
    edition = issue_in_sample(text, by=None, audience="everyone", code="AAAA-BBBB", at=AT, number=4)
    assert (edition.pdf, edition.issued_at) == (None, AT)
    with patch.object(publication, "letter_pdf", return_value=cast.PDF) as setting:
        first = pdf_of(edition, text.statement)
        assert pdf_of(Edition.objects.get(), text.statement) == first
    assert setting.call_count == 1
    assert first.original_name == "statement-4.pdf"


def test_an_issued_letter_is_a_real_one_that_is_served_and_verified():
    text = letters.make_statement(issued="").texts.get()
    edition = publication.issue(text, by=cast.kamran(), audience="everyone")
    browser = cast.client_for(cast.visitor())
    served = browser.get("/statements/1/statement.pdf")
    assert served["Content-Type"] == "application/pdf"
    assert served.content == edition.pdf.read() == browser.get("/statements/1/editions/1/statement.pdf").content
    page = browser.get(f"/v/{edition.code}/").content.decode()
    for said in ("این سند اصیل است", "بیانیه شماره ۱: پیاده‌راه‌ها", 'href="/statements/1/editions/1/"'):
        assert said in page
    assert 'href="/statements/1/editions/1/statement.pdf"' in page


def test_the_verification_tells_that_a_statement_was_withdrawn_or_replaced():
    statement = letters.make_statement(7)
    code = Edition.objects.get().code
    Statement.objects.filter(pk=statement.pk).update(state="withdrawn", reason="به درخواست اعضا")
    page = cast.client_for(cast.visitor()).get(f"/v/{code}/").content.decode()
    assert "این سند بازپس گرفته شده است" in page
    assert "به درخواست اعضا" in page
    other = letters.make_statement(8)
    Statement.objects.filter(pk=statement.pk).update(state="superseded", superseded_by=other)
    page = cast.client_for(cast.visitor()).get(f"/v/{code}/").content.decode()
    assert "جای آن را گرفته است" in page
    assert '<a href="/statements/8/">بیانیه شماره ۸</a>' in page
