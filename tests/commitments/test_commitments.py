"""Commitments and the assessment of conformity: what the tables refuse, what is overdue, and who reads what."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.db.models import ProtectedError

from commitments.access import may_assess, may_decide_on_reports, may_keep_commitments, may_report_on
from commitments.models import Commitment, CommitmentReport, ConformityAssessment, Extension
from guilds.models import Demand, Guild, Visit
from meetings.models import Block
from statements.models import Clause, Statement, StatementText
from tests import cast

KEEPERS = {"secretary", "confirmer", "administrator"}
READERS = {"member", *KEEPERS}
TODAY = date(2026, 11, 23)


@pytest.fixture
def block(db):
    """A line of minutes that everybody may read."""
    cast.make_minutes(cast.make_meeting(), published="everyone")
    return Block.objects.in_order().first()


@pytest.fixture
def clause(db):
    text = StatementText.objects.create(statement=Statement.objects.create())
    return Clause.objects.create(statement_text=text, position=1, number="1", text="پسماند کم شود")


@pytest.fixture
def demand(db):
    guild = Guild.objects.create(name="صنف نانوایان")
    visit = Visit.objects.create(guild=guild, meeting=cast.make_meeting(9))
    return Demand.objects.create(visit=visit, number=1, text="کاهش عوارض پسماند")


def test_a_commitment_comes_from_a_line_a_clause_or_a_demand(block, clause, demand):
    for name, source in (("block", block), ("clause", clause), ("demand", demand)):
        commitment = Commitment.objects.create(**{name: source})
        commitment.full_clean()
        assert commitment.source == source
        with pytest.raises(ProtectedError):
            source.delete()


def test_a_commitment_from_nowhere_is_refused(db):
    with pytest.raises(ValidationError, match="دقیقاً از یک"):
        Commitment().full_clean()
    with pytest.raises(IntegrityError):
        Commitment.objects.create()


def test_a_commitment_from_two_places_is_refused(block, demand):
    with pytest.raises(ValidationError, match="دقیقاً از یک"):
        Commitment(block=block, demand=demand).full_clean()
    with pytest.raises(IntegrityError):
        Commitment.objects.create(block=block, demand=demand)


def test_a_line_binds_several_bodies_but_each_once(block):
    one, other = cast.make_body("شهرداری نمونه"), cast.make_body("سازمان نمونه")
    Commitment.objects.create(block=block, executor=one)
    Commitment.objects.create(block=block, executor=other)
    Commitment.objects.create(block=block, executor=one, task="تأمین اعتبار")
    with pytest.raises(ValidationError, match="پیش از این ثبت شده"):
        Commitment(block=block, executor=one).full_clean()
    with pytest.raises(IntegrityError):
        Commitment.objects.create(block=block, executor=one)


def test_an_executor_known_by_the_text_alone_is_bound_once_too(block):
    Commitment.objects.create(block=block, executor_as_written="مدیران شهری")
    with pytest.raises(IntegrityError):
        Commitment.objects.create(block=block, executor_as_written="مدیران شهری")


@pytest.mark.parametrize(
    ("state", "deadline", "late"),
    [
        ("registered", date(2026, 11, 22), True),
        ("notified", date(2026, 11, 22), True),
        ("in_hand", date(2026, 11, 22), True),
        ("in_hand", date(2026, 11, 23), False),
        ("in_hand", None, False),
        ("done", date(2026, 11, 22), False),
        ("closed", date(2026, 11, 22), False),
        ("cannot_be_done", date(2026, 11, 22), False),
        ("stopped", date(2026, 11, 22), False),
        ("dropped", date(2026, 11, 22), False),
    ],
)
def test_overdue_is_what_is_open_on_the_day_after_its_deadline(block, state, deadline, late):
    commitment = Commitment.objects.create(block=block, state=state, deadline=deadline)
    assert commitment.is_overdue(TODAY) == late
    assert Commitment.objects.overdue(TODAY).exists() == late


def test_those_without_a_deadline_stand_last(block):
    for task, deadline in (("بی‌مهلت", None), ("دیرتر", date(2027, 1, 1)), ("زودتر", date(2026, 12, 1))):
        Commitment.objects.create(block=block, task=task, deadline=deadline)
    assert [row.task for row in Commitment.objects.all()] == ["زودتر", "دیرتر", "بی‌مهلت"]


@pytest.mark.parametrize("role", cast.ROLES)
def test_a_commitment_for_members_is_read_by_members_and_the_secretariat(block, role):
    Commitment.objects.create(block=block, executor=cast.make_body())
    assert Commitment.objects.visible_to(cast.ROLES[role]()).exists() == (role in READERS)


@pytest.mark.parametrize("role", cast.ROLES)
def test_a_commitment_for_everyone_is_read_by_everyone(block, role):
    Commitment.objects.create(block=block, audience="everyone")
    assert Commitment.objects.visible_to(cast.ROLES[role]()).exists()


@pytest.mark.parametrize("role", cast.ROLES)
def test_a_commitment_shows_nothing_of_minutes_that_are_for_members(db, role):
    cast.make_minutes(cast.make_meeting(), published="members")
    Commitment.objects.create(block=Block.objects.first(), audience="everyone")
    assert Commitment.objects.visible_to(cast.ROLES[role]()).exists() == (role in READERS)


@pytest.mark.parametrize("role", cast.ROLES)
def test_a_commitment_from_a_draft_is_read_by_whoever_writes_drafts(db, role):
    cast.make_minutes(cast.make_meeting())
    Commitment.objects.create(block=Block.objects.first(), audience="everyone", executor=cast.leila().body)
    assert Commitment.objects.visible_to(cast.ROLES[role]()).exists() == (role in KEEPERS)


@pytest.mark.parametrize("role", cast.ROLES)
def test_a_commitment_from_a_statement_that_is_being_written_is_kept_back_likewise(clause, role):
    Commitment.objects.create(clause=clause, audience="everyone", executor=cast.leila().body)
    assert Commitment.objects.visible_to(cast.ROLES[role]()).exists() == (role in KEEPERS)


def test_a_liaison_reads_and_reports_on_those_of_the_own_body(block, demand):
    leila = cast.leila()
    mine = Commitment.objects.create(block=block, executor=leila.body)
    of_a_demand = Commitment.objects.create(demand=demand, executor=leila.body)
    other = Commitment.objects.create(block=block, executor=cast.make_body("دستگاه دیگر"))
    assert set(Commitment.objects.visible_to(leila)) == {mine, of_a_demand}
    assert may_report_on(leila, mine)
    assert not may_report_on(leila, other)
    assert not may_keep_commitments(leila)


def test_an_account_with_a_body_that_is_no_liaison_reads_nothing_more(block):
    body = cast.make_body()
    commitment = Commitment.objects.create(block=block, executor=body)
    nader = cast.make_user("nader", body=body)
    assert not Commitment.objects.visible_to(nader).exists()
    assert not may_report_on(nader, commitment)


@pytest.mark.parametrize("role", cast.ROLES)
def test_the_secretariat_keeps_decides_and_assesses(block, role):
    user = cast.ROLES[role]()
    keeps = role in KEEPERS
    assert may_keep_commitments(user) == may_decide_on_reports(user) == may_assess(user) == keeps
    assert may_report_on(user, Commitment(block=block)) == keeps


@pytest.mark.parametrize("role", cast.ROLES)
def test_a_report_is_read_by_others_once_it_was_accepted(block, role):
    commitment = Commitment.objects.create(block=block, audience="everyone")
    report = CommitmentReport.objects.create(commitment=commitment, text="آغاز شد", reporter_name="نادر فرضی")
    user = cast.ROLES[role]()
    assert CommitmentReport.objects.visible_to(user).exists() == (role in KEEPERS)
    report.state, report.decided_at = "accepted", report.reported_at
    report.save()
    assert CommitmentReport.objects.visible_to(user).exists()


def test_a_liaison_reads_the_rejected_report_of_the_own_body_with_its_reason(block):
    leila = cast.leila()
    commitment = Commitment.objects.create(block=block, executor=leila.body)
    report = CommitmentReport.objects.create(
        commitment=commitment, body=leila.body, text="انجام شد", reporter_name="لیلا فرضی"
    )
    report.state, report.reason, report.decided_at = "rejected", "مستند ندارد", report.reported_at
    report.save()
    assert CommitmentReport.objects.visible_to(leila).get().reason == "مستند ندارد"
    assert not CommitmentReport.objects.visible_to(cast.maryam()).exists()


def test_a_deadline_is_put_off_to_a_later_day(block):
    commitment = Commitment.objects.create(block=block, deadline=TODAY)
    granted = {"granted_on": TODAY, "granted_by_name": "کامران فرضی", "reason": "نیاز به اعتبار"}
    Extension.objects.create(commitment=commitment, old_deadline=TODAY, new_deadline=date(2027, 1, 1), **granted)
    with pytest.raises(IntegrityError):
        Extension.objects.create(commitment=commitment, old_deadline=TODAY, new_deadline=TODAY, **granted)


def test_a_clause_is_assessed_once(clause):
    ConformityAssessment.objects.create(clause=clause, state="partly")
    with pytest.raises(IntegrityError):
        ConformityAssessment.objects.create(clause=clause)


@pytest.mark.parametrize("role", cast.ROLES)
def test_how_far_the_city_conformed_is_read_with_its_clause(clause, role):
    user = cast.ROLES[role]()
    ConformityAssessment.objects.create(clause=clause, state="partly", audience="everyone")
    assert ConformityAssessment.objects.visible_to(user).exists() == (role in KEEPERS)
    text = clause.statement_text
    text.state = "issued"
    text.edition = cast.make_edition(cast.make_meeting(7))  # any edition: what counts is its audience
    text.save()
    assert ConformityAssessment.objects.visible_to(user).exists()


def test_a_snapshot_tells_where_a_commitment_comes_from_and_what_was_copied(block):
    body = cast.make_body()
    commitment = Commitment.objects.create(block=block, executor=body, deadline=TODAY)
    assert commitment.snapshot() == {
        "block": block.pk,
        "clause": None,
        "demand": None,
        "task": "",
        "executor": body.pk,
        "executor_as_written": "",
        "deadline": "2026-11-23",
        "follow_up": None,
        "state": "registered",
        "audience": "members",
    }
