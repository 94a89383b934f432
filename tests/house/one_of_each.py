"""A row of every table of the house: what tests that go through all of them stand on. All of it is invented."""

from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

from django.apps import apps
from django.db import models, transaction

from commitments.models import Commitment, CommitmentEvidence, CommitmentReport, ConformityAssessment, Extension
from guilds.models import (
    Demand,
    DemandAnswer,
    DemandEvidence,
    DemandReferral,
    DemandReport,
    Guild,
    Invitee,
    ReferralExtension,
    Visit,
)
from meetings.models import (
    AgendaItem,
    Attachment,
    Attendance,
    Block,
    CorrectionRequest,
    Invitation,
    Mention,
    Presence,
    TurnRevision,
)
from people.models import Membership, Merge, Person, PersonName, Post, RoundFocus, SignIn, SignInLink
from projects.models import BudgetLine, Project, ProjectStage, RaisedTitle, Theme
from records import chain
from records.models import ChainHead, Mailing, Organisation, PendingImport, StoredFile
from statements.models import (
    Addressee,
    Clause,
    ClauseOrigin,
    ClauseReply,
    ClauseTopic,
    Signatory,
    Statement,
    StatementAttachment,
    StatementReply,
    StatementText,
)
from tests.cast import make_body, make_meeting, make_minutes, make_person, make_round, make_user

ROOMS = ("records", "people", "projects", "meetings", "guilds", "statements", "commitments")
DAY = date(2026, 11, 23)
_numbers = count(1)

Rows = dict[type[models.Model], Any]


def our_models() -> list[type[models.Model]]:
    return [model for room in ROOMS for model in apps.get_app_config(room).get_models()]


def one_of_each() -> Rows:
    """One more row of every model, which hang together; the draft of the minutes and of the statement are open."""
    number = next(_numbers)
    rows: Rows = {}
    for fill in (_people, _projects, _meetings, _guilds, _statements, _commitments, _records):
        for row in fill(rows, number):
            rows[type(row)] = row
    return rows


def _people(rows: Rows, number: int) -> list[models.Model]:
    body = make_body(f"دستگاه {number}")
    person = make_person(f"نمونه {number}")
    round = make_round(10 + number)
    user = make_user(f"user{number}", roles=("liaison",), person=person, body=body)
    return [
        body,
        person,
        round,
        user,
        SignIn.objects.create(user=user),
        SignInLink.objects.create(
            user=user, digest=f"{number:064}", made_by_name="علی", expires_at=datetime(2026, 11, 26, tzinfo=UTC)
        ),
        PersonName.objects.create(person=person, written=f"آقای نمونه {number}"),
        Post.objects.create(person=person, title="مدیر", body=body),
        RoundFocus.objects.create(round=round, title="محور نمونه"),
        Membership.objects.create(person=person, round=round),
        Merge.objects.create(kept=person, absorbed=make_person(f"نمونه {number}", is_retired=True), by_name="سارا"),
    ]


def _projects(rows: Rows, number: int) -> list[models.Model]:
    theme = Theme.objects.create(number=number, title="موضوع نمونه")
    project = Project.objects.create(theme=theme, title="پروژه نمونه")
    return [
        theme,
        project,
        RaisedTitle.objects.create(text="عنوان نمونه", theme=theme),
        ProjectStage.objects.create(project=project, position=1, title="مطالعه"),
        BudgetLine.objects.create(project=project, year=1405),
    ]


def _meetings(rows: Rows, number: int) -> list[models.Model]:
    meeting = make_meeting(number)
    minutes = make_minutes(meeting)
    asking = make_user("member", roles=("member",))
    turn = minutes.turns.first()
    block = turn.blocks.first()
    seat = Attendance.objects.create(
        meeting=meeting, person=rows[Person], name_as_written="آقای نمونه", capacity="guild_invitee"
    )
    file = StoredFile.objects.keep(b"%PDF-1.7 sample", name="sample.pdf", content_type="application/pdf")
    return [
        meeting,
        minutes,
        turn,
        block,
        seat,
        file,
        make_minutes(make_meeting(1000 + number), published="everyone").edition,
        AgendaItem.objects.create(meeting=meeting, position=1, title="تأیید صورتجلسه پیشین"),
        Invitation.objects.create(attendance=seat),
        Attachment.objects.create(meeting=meeting, file=file, title="پیوست"),
        Mention.objects.create(block=block, theme=rows[Theme]),
        TurnRevision.objects.create(minutes=minutes, turn_key=turn.key, version=1, text="متن", editor_name="سارا"),
        CorrectionRequest.objects.create(minutes=minutes, block=block, wish="واژه‌ای جا افتاده", asked_by=asking),
        Presence.objects.create(minutes=minutes, user=asking),
    ]


def _guilds(rows: Rows, number: int) -> list[models.Model]:
    seat, body, file = rows[Attendance], make_body(f"دستگاه {number}"), rows[StoredFile]
    guild = Guild.objects.create(name=f"صنف {number}", union=body)
    visit = Visit.objects.create(guild=guild, meeting=seat.meeting)
    invitee = Invitee.objects.create(visit=visit, attendance=seat, branch="نانوایی")
    demand = Demand.objects.create(visit=visit, number=1, text="خواسته نمونه", block=rows[Block], invitee=invitee)
    referral = DemandReferral.objects.create(demand=demand, body=body, deadline=DAY)
    report = DemandReport.objects.create(demand=demand, body=body, text="بررسی شد", reporter_name="لیلا", percent=20)
    return [
        guild,
        visit,
        invitee,
        demand,
        referral,
        report,
        ReferralExtension.objects.create(referral=referral, **extension()),
        DemandAnswer.objects.create(demand=demand, kind="partly", body=body),
        DemandEvidence.objects.create(report=report, file=file),
    ]


def _statements(rows: Rows, number: int) -> list[models.Model]:
    body, person, file = make_body(f"دستگاه {number}"), rows[Person], rows[StoredFile]
    statement = Statement.objects.create(title="بیانیه نمونه")
    text = StatementText.objects.create(statement=statement, subject="موضوع نمونه")
    clause = Clause.objects.create(statement_text=text, position=1, number="1", text="بند نمونه")
    issued = Statement.objects.create(number=number, state="issued")
    reply = StatementReply.objects.create(statement=issued, body=body, text="پاسخ نمونه")
    return [
        statement,
        text,
        clause,
        reply,
        ClauseReply.objects.create(reply=reply, clause=clause, text="انجام شد"),
        ClauseTopic.objects.create(clause=clause, theme=rows[Theme]),
        ClauseOrigin.objects.create(clause=clause, block=rows[Block]),
        Addressee.objects.create(statement_text=text, position=1, name_as_written="شورای نمونه", body=body),
        Signatory.objects.create(statement_text=text, position=1, name_as_written="رضا نمونه", person=person),
        StatementAttachment.objects.create(statement=statement, file=file, title="نسخه امضاشده", kind="signed"),
    ]


def _commitments(rows: Rows, number: int) -> list[models.Model]:
    body = make_body(f"دستگاه {number}")
    commitment = Commitment.objects.create(block=rows[Block], executor=body, deadline=DAY)
    report = CommitmentReport.objects.create(commitment=commitment, body=body, text="آغاز شد", reporter_name="لیلا")
    return [
        commitment,
        report,
        Extension.objects.create(commitment=commitment, **extension()),
        CommitmentEvidence.objects.create(report=report, file=rows[StoredFile]),
        ConformityAssessment.objects.create(clause=rows[Clause]),
    ]


def _records(rows: Rows, number: int) -> list[models.Model]:
    with transaction.atomic():
        event = chain.append("test.step", rows[Theme], by=None)
    waiting = PendingImport.objects.create(purpose="meetings.import", owner_id=1, content=b"text")
    house, _ = Organisation.objects.get_or_create(id=1, letterhead_order=Organisation.Order.NUMBER_DATE_ATTACHMENT)
    letter = Mailing.objects.create(
        kind="review", object_type="meetings.minutes", object_id=number, recipient="user:1", subject="بازبینی"
    )
    return [event, ChainHead.objects.get(), waiting, house, letter]


def extension() -> dict[str, Any]:
    """The columns of a deadline put off by a month."""
    later = DAY + timedelta(days=30)
    return {
        "old_deadline": DAY,
        "new_deadline": later,
        "reason": "نیاز به زمان بیشتر",
        "granted_on": DAY,
        "granted_by_name": "کامران",
    }
