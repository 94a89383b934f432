"""Guilds, their visits and demands: what the tables refuse, and who reads what."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.db.models import ProtectedError

from guilds.access import may_answer, may_decide_on_reports, may_keep_guilds, may_report_on
from guilds.models import (
    Demand,
    DemandAnswer,
    DemandReferral,
    DemandReport,
    Guild,
    Invitee,
    ReferralExtension,
    Visit,
)
from meetings.models import Attendance, Block
from tests import cast

KEEPERS = {"secretary", "confirmer", "administrator"}
READERS = {"member", *KEEPERS}


@pytest.fixture
def visit(db):
    guild = Guild.objects.create(name="صنف نانوایان", audience="everyone")
    return Visit.objects.create(guild=guild, meeting=cast.make_meeting())


@pytest.fixture
def demand(visit):
    return Demand.objects.create(visit=visit, number=1, text="کاهش عوارض پسماند")


def leilas_body():
    return cast.leila().body


def test_a_guild_is_known_once_however_it_is_spelled(db):
    Guild.objects.create(name="صنف نانوایان")
    with pytest.raises(IntegrityError):
        Guild.objects.create(name="صنف نانوايان")


def test_guilds_stand_in_the_order_of_the_persian_alphabet(db):
    for name in ("وسایل نقلیه", "پوشاک", "آهنگران", "گل‌فروشان"):
        Guild.objects.create(name=name)
    assert [str(guild) for guild in Guild.objects.all()] == ["آهنگران", "پوشاک", "گل‌فروشان", "وسایل نقلیه"]


def test_a_guild_visits_a_meeting_once(visit):
    with pytest.raises(IntegrityError):
        Visit.objects.create(guild=visit.guild, meeting=visit.meeting)


@pytest.mark.parametrize("role", cast.ROLES)
def test_a_visit_is_read_by_whoever_reads_its_guild_and_its_meeting(visit, role):
    user = cast.ROLES[role]()
    assert Visit.objects.visible_to(user).exists()
    Guild.objects.update(audience="members")
    assert Visit.objects.visible_to(user).exists() == (role in READERS)


def test_an_invitee_sits_at_the_meeting_of_the_visit_as_a_guild_invitee(visit):
    elsewhere = Attendance.objects.create(
        meeting=cast.make_meeting(2), name_as_written="نادر نمونه", capacity="guild_invitee"
    )
    member = Attendance.objects.create(meeting=visit.meeting, name_as_written="رضا نمونه", capacity="member")
    with pytest.raises(ValidationError, match="از جلسه دیگری است"):
        Invitee(visit=visit, attendance=elsewhere).full_clean()
    with pytest.raises(ValidationError, match="«مدعو صنفی» نیست"):
        Invitee(visit=visit, attendance=member).full_clean()
    member.capacity = "guild_invitee"
    member.save()
    Invitee(visit=visit, attendance=member).full_clean()


def test_a_demand_is_tied_to_a_line_of_the_same_meeting(visit):
    cast.make_minutes(visit.meeting)
    here = Block.objects.first()
    cast.make_minutes(cast.make_meeting(2))
    elsewhere = Block.objects.exclude(turn__minutes__meeting=visit.meeting).first()
    with pytest.raises(ValidationError, match="صورتجلسه جلسه دیگری"):
        Demand(visit=visit, number=1, text="خواسته نمونه", block=elsewhere).full_clean()
    Demand(visit=visit, number=1, text="خواسته نمونه", block=here).full_clean()


def test_a_line_with_a_demand_is_not_lost(visit):
    cast.make_minutes(visit.meeting)
    block = Block.objects.first()
    Demand.objects.create(visit=visit, number=1, text="خواسته نمونه", block=block)
    with pytest.raises(ProtectedError):
        block.turn.delete()


def test_two_demands_of_a_visit_do_not_share_a_number(demand):
    with pytest.raises(IntegrityError):
        Demand.objects.create(visit=demand.visit, number=1, text="خواسته دیگر")


@pytest.mark.parametrize("role", cast.ROLES)
def test_a_demand_for_members_is_read_by_members_and_the_secretariat(demand, role):
    assert Demand.objects.visible_to(cast.ROLES[role]()).exists() == (role in READERS)


@pytest.mark.parametrize("role", cast.ROLES)
def test_a_demand_for_everyone_at_a_meeting_for_members_is_for_members(demand, role):
    Demand.objects.update(audience="everyone")
    assert Demand.objects.visible_to(cast.ROLES[role]()).exists()
    demand.visit.meeting.audience = "members"
    demand.visit.meeting.save()
    assert Demand.objects.visible_to(cast.ROLES[role]()).exists() == (role in READERS)


def test_a_liaison_reads_what_was_referred_to_the_own_body_and_once_only(demand):
    leila = cast.leila()
    assert not Demand.objects.visible_to(leila).exists()
    DemandReferral.objects.create(demand=demand, body=cast.make_body("دستگاه دیگر"))
    assert not Demand.objects.visible_to(leila).exists()
    DemandReferral.objects.create(demand=demand, body=leila.body)
    assert list(Demand.objects.visible_to(leila)) == [demand]
    assert list(Demand.objects.referred_to(leila.body_id)) == [demand]


def test_a_liaison_reports_on_what_was_referred_to_the_own_body(demand):
    leila = cast.leila()
    assert not may_report_on(leila, demand)
    DemandReferral.objects.create(demand=demand, body=leila.body)
    assert may_report_on(leila, demand)
    leila.is_active = False
    assert not may_report_on(leila, demand)


@pytest.mark.parametrize("role", cast.ROLES)
def test_the_secretariat_keeps_guilds_answers_and_decides(demand, role):
    user = cast.ROLES[role]()
    assert may_keep_guilds(user) == may_answer(user) == may_decide_on_reports(user) == (role in KEEPERS)
    assert may_report_on(user, demand) == (role in KEEPERS)


def test_a_member_with_a_body_who_is_no_liaison_reads_nothing_more(demand):
    DemandReferral.objects.create(demand=demand, body=leilas_body())
    nobody = cast.make_user("nader", body=leilas_body())
    assert not Demand.objects.visible_to(nobody).exists()


def test_a_demand_goes_to_a_body_once(demand):
    body = cast.make_body()
    DemandReferral.objects.create(demand=demand, body=body)
    with pytest.raises(IntegrityError):
        DemandReferral.objects.create(demand=demand, body=body)


def test_an_answer_is_not_due_before_the_demand_was_referred(demand):
    with pytest.raises(IntegrityError):
        DemandReferral.objects.create(
            demand=demand, body=cast.make_body(), referred_on=date(2026, 11, 23), deadline=date(2026, 11, 22)
        )


def test_a_deadline_is_put_off_to_a_later_day_and_with_a_reason(demand):
    referral = DemandReferral.objects.create(demand=demand, body=cast.make_body(), deadline=date(2026, 11, 23))
    said = {"referral": referral, "granted_on": date(2026, 11, 20), "granted_by_name": "کامران فرضی"}
    ReferralExtension(
        old_deadline=date(2026, 11, 23), new_deadline=date(2026, 12, 23), reason="نیاز به بررسی", **said
    ).full_clean()
    with pytest.raises(ValidationError, match="مهلت تازه باید پس از مهلت پیشین باشد"):
        ReferralExtension(
            old_deadline=date(2026, 11, 23), new_deadline=date(2026, 11, 23), reason="نیاز به بررسی", **said
        ).full_clean()
    with pytest.raises(IntegrityError):
        ReferralExtension.objects.create(new_deadline=date(2026, 12, 23), reason="", **said)


def test_only_a_promise_has_a_date(demand):
    DemandAnswer.objects.create(demand=demand, kind="will_be_met", promised_until=date(2027, 3, 20))
    with pytest.raises(IntegrityError):
        DemandAnswer.objects.create(demand=demand, kind="impossible", promised_until=date(2027, 3, 20))


def test_only_an_answer_that_points_to_another_body_names_it(demand):
    DemandAnswer.objects.create(demand=demand, kind="other_body", competent_body=cast.make_body())
    with pytest.raises(IntegrityError):
        DemandAnswer.objects.create(demand=demand, kind="met", competent_body=cast.make_body())


@pytest.mark.parametrize("role", cast.ROLES)
def test_an_answer_is_read_with_its_demand_only(demand, role):
    user = cast.ROLES[role]()
    DemandAnswer.objects.create(demand=demand, kind="met", audience="everyone")
    assert DemandAnswer.objects.visible_to(user).exists() == (role in READERS)
    Demand.objects.update(audience="everyone")
    assert DemandAnswer.objects.visible_to(user).exists()


def test_a_liaison_reads_the_answers_of_the_own_body(demand):
    leila = cast.leila()
    DemandReferral.objects.create(demand=demand, body=leila.body)
    mine = DemandAnswer.objects.create(demand=demand, kind="met", body=leila.body)
    DemandAnswer.objects.create(demand=demand, kind="partly", body=cast.make_body())
    assert list(DemandAnswer.objects.visible_to(leila)) == [mine]


@pytest.mark.parametrize("role", cast.ROLES)
def test_a_report_is_read_by_others_once_it_was_accepted(demand, role):
    Demand.objects.update(audience="everyone")
    report = DemandReport.objects.create(demand=demand, text="بررسی شد", reporter_name="لیلا فرضی")
    user = cast.ROLES[role]()
    assert DemandReport.objects.visible_to(user).exists() == (role in KEEPERS)
    report.state, report.decided_at = "accepted", report.reported_at
    report.save()
    assert DemandReport.objects.visible_to(user).exists()


def test_a_liaison_reads_the_reports_of_the_own_body_whatever_became_of_them(demand):
    leila = cast.leila()
    mine = DemandReport.objects.create(demand=demand, body=leila.body, text="بررسی شد", reporter_name="لیلا فرضی")
    DemandReport.objects.create(demand=demand, body=cast.make_body(), text="انجام شد", reporter_name="نادر فرضی")
    assert list(DemandReport.objects.visible_to(leila)) == [mine]


@pytest.mark.parametrize(
    "columns",
    [
        {"percent": 101},
        {"text": ""},
        {"state": "rejected"},
        {"state": "accepted"},
        {"reason": "بی‌مستند است"},
    ],
)
def test_a_report_that_contradicts_itself_is_refused(demand, columns):
    with pytest.raises(IntegrityError):
        DemandReport.objects.create(**{"demand": demand, "text": "بررسی شد", "reporter_name": "لیلا فرضی", **columns})
