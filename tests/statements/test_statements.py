"""Statements and their texts: what the tables refuse, and who reads what."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.db.models import ProtectedError

from meetings.models import Block
from projects.models import Theme
from records.models import Edition, StoredFile
from statements.access import may_issue, may_read_source, may_read_text, may_write_statements
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
from tests import cast

KEEPERS = {"secretary", "confirmer", "administrator"}
READERS = {"member", *KEEPERS}


@pytest.fixture
def draft(db):
    return Statement.objects.create(title="بیانیه نمونه")


@pytest.fixture
def text(draft):
    return StatementText.objects.create(statement=draft, subject="پسماند")


def edition_of(text, audience="everyone"):
    """The frozen edition of a text, as issuing would make it."""
    return Edition.objects.create(
        object_type="statements.statement",
        object_id=text.statement_id,
        number=text.number,
        title=str(text.statement),
        code=f"AAAA-{text.number:04}",
        content="{}",
        content_sha256="0" * 64,
        pdf=StoredFile.objects.keep(cast.PDF, name="statement.pdf", content_type="application/pdf"),
        issued_at=text.created_at,
        issued_by_name="کامران فرضی",
        audience=audience,
    )


def issued(text, audience="everyone", number=1):
    """The text as issuing would leave it, and its statement."""
    text.state, text.edition = "issued", edition_of(text, audience)
    text.save()
    Statement.objects.filter(pk=text.statement_id).update(state="issued", number=number, audience=audience)
    text.statement.refresh_from_db()
    return text


def test_a_statement_may_be_known_by_its_number_alone(db):
    statement = Statement.objects.create(number=7, state="issued", audience="everyone")
    statement.full_clean()
    assert str(statement) == "بیانیه شماره ۷"
    assert list(Statement.objects.visible_to(cast.visitor())) == [statement]


def test_a_draft_has_no_number_and_an_issued_statement_has_one(db):
    with pytest.raises(ValidationError) as refusal:
        Statement(number=7).full_clean()
    assert refusal.value.messages == ["پیش‌نویس شماره ندارد و بیانیه صادرشده شماره دارد."]
    with pytest.raises(IntegrityError):
        Statement.objects.create(state="issued")


@pytest.mark.parametrize("number", [0, 10_000])
def test_a_number_is_from_1_to_9999(db, number):
    with pytest.raises(IntegrityError):
        Statement.objects.create(number=number, state="issued")


def test_a_number_is_given_once(db):
    Statement.objects.create(number=7, state="issued")
    with pytest.raises(IntegrityError):
        Statement.objects.create(number=7, state="withdrawn")


def test_drafts_stand_before_numbered_ones_and_the_last_number_first(db):
    for number in (1, 3, 2):
        Statement.objects.create(number=number, state="issued")
    Statement.objects.create(title="پیش‌نویس")
    for statements in (Statement.objects.all(), Statement.objects.in_order()):
        assert [row.number for row in statements] == [None, 3, 2, 1]
    assert Statement.objects.numbered().count() == 3
    assert [row.title for row in Statement.objects.drafts()] == ["پیش‌نویس"]


def test_only_a_superseded_statement_names_the_one_that_took_its_place(db):
    second = Statement.objects.create(number=2, state="issued")
    first = Statement.objects.create(number=1, state="superseded", superseded_by=second)
    assert list(second.supersedes.all()) == [first]
    with pytest.raises(IntegrityError):
        Statement.objects.filter(pk=first.pk).update(state="issued")


def test_a_statement_does_not_supersede_itself(db):
    statement = Statement.objects.create(number=1, state="superseded")
    with pytest.raises(IntegrityError):
        Statement.objects.filter(pk=statement.pk).update(superseded_by=statement)


@pytest.mark.parametrize("role", cast.ROLES)
def test_a_draft_is_read_by_the_secretariat_and_in_review_by_members_too(text, role):
    user = cast.ROLES[role]()
    for state, readers in (("draft", KEEPERS), ("returned", KEEPERS), ("in_review", READERS)):
        text.state = state
        text.save()
        assert Statement.objects.visible_to(user).exists() == (role in readers)
        assert StatementText.objects.readable_by(user).exists() == (role in readers)
        assert may_read_text(user, text) == (role in readers)


@pytest.mark.parametrize("role", cast.ROLES)
def test_an_issued_statement_is_read_by_its_audience(text, role):
    user = cast.ROLES[role]()
    issued(text, "members")
    assert Statement.objects.visible_to(user).exists() == (role in READERS)
    assert StatementText.objects.readable_by(user).exists() == (role in READERS)
    assert StatementText.objects.newest_issued_for(user).exists() == (role in READERS)
    assert may_read_text(user, text) == (role in READERS)


def test_a_withdrawn_statement_stays_readable_and_says_so(db):
    Statement.objects.create(number=1, state="withdrawn", audience="everyone", reason="به درخواست اعضا")
    assert Statement.objects.visible_to(cast.visitor()).get().get_state_display() == "بازپس‌گرفته‌شده"


def test_while_a_correction_is_written_the_issued_text_is_the_newest(text):
    first = issued(text)
    StatementText.objects.create(statement=first.statement, number=2, reason="اصلاح بند ۱")
    assert list(StatementText.objects.newest_issued_for(cast.visitor())) == [first]
    assert [row.number for row in StatementText.objects.open()] == [2]
    assert Statement.objects.visible_to(cast.visitor()).exists()


def test_of_two_issued_texts_everybody_gets_the_newest_that_is_for_him(text):
    first = issued(text)
    second = issued(StatementText.objects.create(statement=first.statement, number=2), "members")
    Statement.objects.update(audience="everyone")
    assert list(StatementText.objects.newest_issued_for(cast.visitor())) == [first]
    assert list(StatementText.objects.newest_issued_for(cast.maryam())) == [second]


def test_a_statement_has_one_open_text_at_most(text):
    with pytest.raises(IntegrityError):
        StatementText.objects.create(statement=text.statement, number=2)


def test_a_text_is_not_issued_without_an_edition(text):
    with pytest.raises(IntegrityError):
        StatementText.objects.filter(pk=text.pk).update(state="issued")


@pytest.mark.parametrize("role", cast.ROLES)
def test_the_secretariat_writes_and_a_confirmer_issues(db, role):
    user = cast.ROLES[role]()
    assert may_write_statements(user) == may_read_source(user) == (role in KEEPERS)
    assert may_issue(user) == (role in {"confirmer", "administrator"})


def test_a_clause_has_a_number_and_a_sub_heading_has_none(text):
    heading = Clause.objects.create(statement_text=text, position=1, kind="subheading", level=0, text="مقدمات")
    clause = Clause.objects.create(statement_text=text, position=2, number="1", text="پسماند کم شود")
    part = Clause.objects.create(statement_text=text, position=3, number="1-1", level=2, text="در بازار")
    assert [row.anchor for row in (heading, clause, part)] == ["", "clause-1", "clause-1-1"]
    assert str(part) == "۱-۱. در بازار"
    assert list(text.clauses.all()) == [heading, clause, part]


@pytest.mark.parametrize(
    "columns",
    [
        {"number": ""},
        {"level": 0},
        {"level": 10},
        {"kind": "subheading"},
        {"text": ""},
        {"position": 1},
        {"number": "1"},
    ],
)
def test_a_clause_that_contradicts_itself_or_another_is_refused(text, columns):
    Clause.objects.create(statement_text=text, position=1, number="1", text="پسماند کم شود")
    with pytest.raises(IntegrityError):
        Clause.objects.create(**{"statement_text": text, "position": 2, "number": "2", "text": "بند دوم", **columns})


def test_a_clause_speaks_of_one_thing_at_a_time(text):
    clause = Clause.objects.create(statement_text=text, position=1, number="1", text="پسماند کم شود")
    theme = Theme.objects.create(number=1)
    assert ClauseTopic.objects.create(clause=clause, theme=theme).target == theme
    with pytest.raises(ValidationError, match="دقیقاً یکی"):
        ClauseTopic(clause=clause).full_clean()
    with pytest.raises(ValidationError, match="دقیقاً یکی"):
        ClauseTopic(clause=clause, theme=theme, body=cast.make_body()).full_clean()


def test_a_theme_is_told_of_the_clauses_of_newest_texts_alone(text):
    theme = Theme.objects.create(number=1)
    old = Clause.objects.create(statement_text=text, position=1, number="1", text="پسماند کم شود")
    ClauseTopic.objects.create(clause=old, theme=theme)
    assert not ClauseTopic.objects.current_for(cast.sara()).exists()
    first = issued(text)
    assert [row.clause for row in ClauseTopic.objects.current_for(cast.visitor())] == [old]
    second = StatementText.objects.create(statement=first.statement, number=2)
    new = Clause.objects.create(statement_text=second, position=1, number="1", text="پسماند کمتر شود", key=old.key)
    ClauseTopic.objects.create(clause=new, theme=theme)
    assert [row.clause for row in ClauseTopic.objects.current_for(cast.visitor())] == [old]
    issued(second)
    assert [row.clause for row in ClauseTopic.objects.current_for(cast.visitor())] == [new]


def test_a_line_from_which_a_clause_comes_is_not_lost(text):
    cast.make_minutes(cast.make_meeting())
    block = Block.objects.first()
    clause = Clause.objects.create(statement_text=text, position=1, number="1", text="پسماند کم شود")
    ClauseOrigin.objects.create(clause=clause, block=block)
    with pytest.raises(ProtectedError):
        block.delete()
    with pytest.raises(IntegrityError):
        ClauseOrigin.objects.create(clause=clause)


def test_a_snapshot_holds_the_whole_letter(text):
    body = cast.make_body()
    Clause.objects.create(statement_text=text, position=1, number="1", text="پسماند کم شود")
    Addressee.objects.create(statement_text=text, position=1, name_as_written="شهردار شهر نمونه", body=body)
    Addressee.objects.create(statement_text=text, position=2, name_as_written="شورای شهر نمونه", purpose="information")
    Signatory.objects.create(statement_text=text, position=1, name_as_written="رضا نمونه", post_as_written="رئیس")
    snapshot = text.snapshot()
    assert snapshot["statement"]["title"] == "بیانیه نمونه"
    assert snapshot["clauses"][0][1:] == ["clause", "1", 1, "پسماند کم شود"]
    assert snapshot["addressees"] == [
        ["recipient", "شهردار شهر نمونه", body.pk],
        ["information", "شورای شهر نمونه", None],
    ]
    assert snapshot["signatories"] == [["رضا نمونه", "رئیس", None]]


def test_a_reply_is_somebodys_and_says_something(db):
    statement = Statement.objects.create(number=1, state="issued")
    StatementReply.objects.create(statement=statement, body_as_written="شهرداری", text="دریافت شد")
    with pytest.raises(IntegrityError):
        StatementReply.objects.create(statement=statement, text="دریافت شد")


def test_a_reply_without_text_and_file_is_refused(db):
    statement = Statement.objects.create(number=1, state="issued")
    with pytest.raises(IntegrityError):
        StatementReply.objects.create(statement=statement, body_as_written="شهرداری")


@pytest.mark.parametrize("role", cast.ROLES)
def test_replies_and_attachments_are_not_read_further_than_their_statement(text, role):
    user = cast.ROLES[role]()
    statement = issued(text, "members").statement
    file = StoredFile.objects.keep(cast.PDF, name="reply.pdf", content_type="application/pdf")
    StatementReply.objects.create(statement=statement, body=cast.make_body(), file=file, audience="everyone")
    StatementAttachment.objects.create(statement=statement, file=file, title="نسخه امضاشده", audience="everyone")
    for kind in (StatementReply, StatementAttachment):
        assert kind.objects.visible_to(user).exists() == (role in READERS)
    Statement.objects.update(audience="everyone")
    for kind in (StatementReply, StatementAttachment):
        assert kind.objects.visible_to(user).exists()


def test_a_reply_speaks_to_a_clause_once(text):
    clause = Clause.objects.create(statement_text=text, position=1, number="1", text="پسماند کم شود")
    reply = StatementReply.objects.create(statement=text.statement, body=cast.make_body(), text="پاسخ")
    ClauseReply.objects.create(reply=reply, clause=clause, text="انجام شد")
    with pytest.raises(IntegrityError):
        ClauseReply.objects.create(reply=reply, clause=clause, text="انجام می‌شود")
