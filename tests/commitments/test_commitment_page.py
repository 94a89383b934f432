"""One commitment, on its own page and beside its clause: who reads what, and where it comes from."""

from datetime import timedelta

import pytest

from commitments.models import Commitment, CommitmentEvidence, CommitmentReport, ConformityAssessment, Extension
from guilds.models import Demand, Guild, Visit
from meetings.models import Block
from projects.models import Theme
from records.models import StoredFile
from statements.models import ClauseTopic
from tests import cast, letters
from tests.commitments.days import NOON, TODAY
from tests.reading import get, read

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


def test_a_commitment_tells_its_body_deadline_source_and_theme(clause):
    theme = Theme.objects.create(number=4, title="موضوع نمونه", audience="everyone")
    ClauseTopic.objects.create(clause=clause, theme=theme)
    person = cast.make_person("پیگیر")
    row = letters.make_commitment(clause, task="ساخت حیاط", deadline=TODAY - timedelta(12), follow_up=person)
    page = read(f"/commitments/{row.pk}/")
    for words in (
        "ساخت حیاط",
        "۱۲ روز گذشته از مهلت",
        f'href="/bodies/{row.executor_id}/">شهرداری نمونه',
        f'href="/people/{person.pk}/"',
        '<a href="/statements/7/#clause-1">بیانیه شماره ۷، بند ۱</a>',
        letters.CLAUSES[0],
        "موضوع نمونه",
        "۲۰ آبان ۱۴۰۵",
    ):
        assert words in page, words
    assert "تعهداتی که پیگیری می‌کند" in read(f"/people/{person.pk}/", cast.maryam())


def test_what_is_unknown_of_a_commitment_is_written_out(clause):
    row = letters.make_commitment(clause, executor=None)
    page = read(f"/commitments/{row.pk}/")
    assert page.count('class="unknown">در سند درج نشده') == 3
    assert letters.CLAUSES[0][:40] in page


def test_a_commitment_of_a_line_leads_to_it_and_the_meeting_back():
    cast.make_edition(cast.make_meeting())
    row = letters.make_commitment(Block.objects.get(number=2), task="از جلسه")
    assert 'href="/meetings/5/1/#b2"' in read(f"/commitments/{row.pk}/")
    assert f'href="/commitments/{row.pk}/"' in read("/meetings/5/1/")


def test_a_commitment_of_a_demand_is_told_with_it():
    visit = Visit.objects.create(
        guild=Guild.objects.create(name="نانوایان", audience="everyone"), meeting=cast.make_meeting()
    )
    demand = Demand.objects.create(visit=visit, number=4, text="کاهش عوارض", audience="everyone")
    row = Commitment.objects.create(demand=demand, audience="everyone")
    page = read(f"/commitments/{row.pk}/")
    assert "خواسته ۴ نانوایان" in page
    assert "کاهش عوارض" in page
    assert "از بندی دیگر" not in page


def test_extensions_and_accepted_reports_with_their_evidence_are_read(clause):
    row = letters.make_commitment(clause, deadline=TODAY + timedelta(30), state="in_hand")
    Extension.objects.create(
        commitment=row, old_deadline=TODAY, new_deadline=TODAY + timedelta(30), reason="نیاز به اعتبار",
        granted_on=TODAY, granted_by_name="کامران فرضی", granted_by_id=1,
    )  # fmt: skip
    report = CommitmentReport.objects.create(
        commitment=row, body=row.executor, text="نیمی ساخته شد", percent=50, reporter_name="نادر فرضی", reporter_id=2,
        reported_at=NOON, state="accepted", decided_at=NOON,
    )  # fmt: skip
    file = StoredFile.objects.keep(cast.PDF, name="عکس.pdf", content_type="application/pdf")
    evidence = CommitmentEvidence.objects.create(report=report, file=file, title="عکس کارگاه")
    pending = CommitmentReport.objects.create(commitment=row, text="هنوز بررسی‌نشده", reporter_name="نادر فرضی")
    address = f"/commitments/{row.pk}/"
    page = read(address)
    for words in ("از ۲ آذر ۱۴۰۵ به ۲ دی ۱۴۰۵", "نیاز به اعتبار", "نیمی ساخته شد", "۵۰٪", "عکس کارگاه"):
        assert words in page, words
    assert "نادر فرضی" not in page, "accounts are named to members only"
    assert pending.text not in page
    assert "نادر فرضی" in read(address, cast.maryam())
    assert pending.text in read(address, cast.sara())
    assert get(f"{address}evidence/{evidence.pk}/").content == cast.PDF


def test_a_commitment_that_may_not_be_read_is_not_there(clause):
    row = letters.make_commitment(clause, audience="members")
    assert get(f"/commitments/{row.pk}/").status_code == 404
    assert get(f"/commitments/{row.pk}/", cast.maryam()).status_code == 200


def kept_back_sources():
    """A line, a clause and a demand that only members read of, each with what it is cited as."""
    cast.make_edition(cast.make_meeting(3, audience="members"), audience="members")
    kept_back = letters.make_statement(9, issued="members", audience="members")
    visit = Visit.objects.create(
        guild=Guild.objects.create(name="نانوایان", audience="everyone"),
        meeting=cast.make_meeting(4, audience="members"),
    )
    demand = Demand.objects.create(visit=visit, number=4, text="کاهش عوارض", audience="everyone")
    line = Block.objects.get(turn__minutes__meeting__number=3, number=2)
    return (
        ({"block": line}, "بند ۲", "/meetings/5/3/"),
        ({"clause": letters.clause_of(kept_back)}, "بیانیه شماره ۹", "/statements/9/"),
        ({"demand": demand}, "خواسته ۴ نانوایان", f"/demands/{demand.pk}/"),
    )


def test_a_liaison_is_led_to_no_source_that_he_may_not_read():
    leila = cast.leila()
    for source, cited, address in kept_back_sources():
        row = Commitment.objects.create(**source, executor=leila.body, audience="members")
        assert get(address, leila).status_code == 404
        for path in (f"/commitments/{row.pk}/", f"/commitments/?body={leila.body_id}", f"/bodies/{leila.body_id}/"):
            page = read(path, leila)
            assert cited in page, path
            assert f'href="{address}' not in page, path
            assert f'href="{address}' in read(path, cast.maryam()), path


def test_what_comes_of_a_demand_that_was_put_behind_closed_doors_is_not_there_for_a_visitor():
    for source, _, _ in kept_back_sources():
        row = Commitment.objects.create(**source, audience="everyone")
        assert get(f"/commitments/{row.pk}/").status_code == 404
        assert get(f"/commitments/{row.pk}/", cast.maryam()).status_code == 200


# Beside the clauses


def test_a_clause_tells_what_became_of_it_and_its_statement_how_all_stand(clause):
    letters.make_commitment(clause, state="in_hand", deadline=TODAY - timedelta(12))
    ConformityAssessment.objects.create(clause=clause, state="partly", note="نیمی از راه", audience="everyone")
    page = read("/statements/7/")
    for words in ("بندها تا امروز", "در دست اقدام", "۱۲ روز گذشته از مهلت", "نیمی از راه", "۱ تعهد گذشته از مهلت"):
        assert words in page, words
    assert page.count("نسبتاً منطبق") == 3  # in the row, in its key, beside the clause
    assert f'href="/commitments/{Commitment.objects.get().pk}/"' in page
    assert "۱ بند نسبتاً منطبق، ۲ بند ارزیابی‌نشده" in read("/statements/")


def test_what_was_promised_about_a_clause_stands_beside_it_in_the_next_edition_too(clause):
    letters.make_commitment(clause, state="done")
    text = letters.make_text(clause.statement_text.statement)
    text.clauses.filter(number="1").update(key=clause.key, text="بند اصلاح‌شده")
    letters.issue(text)
    page = read("/statements/7/")
    assert "بند اصلاح‌شده" in page
    assert "انجام‌شده" in page
    assert 'href="/statements/7/editions/1/#clause-1"' in read(f"/commitments/{Commitment.objects.get().pk}/")


def test_what_is_kept_back_stands_beside_no_clause(clause):
    letters.make_commitment(clause, audience="members", task="پوشیده")
    ConformityAssessment.objects.create(clause=clause, state="not_conforming")
    assert "بندها تا امروز" not in read("/statements/7/")
    assert "بندها تا امروز" in read("/statements/7/", cast.maryam())
