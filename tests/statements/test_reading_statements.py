"""A statement's page, its attachments and replies, and where else it is told of: who reads what."""

from datetime import date

import pytest

from guilds.models import Demand, Guild, Visit
from meetings.models import Block
from projects.models import Theme
from records.models import StoredFile
from statements.models import (
    Clause,
    ClauseOrigin,
    ClauseReply,
    ClauseTopic,
    Signatory,
    Statement,
    StatementAttachment,
    StatementReply,
)
from tests import cast, letters
from tests.queries import queries_of
from tests.reading import get, read

pytestmark = pytest.mark.django_db


# The page


def test_a_statement_is_read_with_its_head_parties_clauses_and_colophon():
    letters.make_statement(7, round=cast.make_round(4), letter_number="123/ب")
    page = read("/statements/7/")
    for words in (
        "بیانیه شماره ۷",
        "پیاده‌راه‌ها و حیاط‌های محله",
        "دور چهارم",
        "۱۲۳/ب",
        "صادرشده در ۲ آذر ۱۴۰۵، در سه بند",
        "شهردار محترم شهر نمونه",
        "رونوشت، جهت آگاهی",
        "با سلام و احترام",
        "شهر از آنِ کودکان نیز هست",
        *letters.CLAUSES,
        'id="clause-3"',
        "با سپاس",
        "مهندس رضا نمونه",
        "رئیس کارگروه",
        "صادرشده در",
        'href="/statements/7/statement.pdf"',
    ):
        assert words in page, words
    assert f'href="/bodies/{cast.make_body().pk}/"' in page
    assert "بندها تا امروز" not in page, "nothing was assessed"


def test_a_statement_known_by_its_number_alone_says_what_is_missing_and_has_no_letter():
    Statement.objects.create(number=3, state="issued", audience="everyone")
    page = read("/statements/3/")
    assert "آنچه کم است" in page
    assert page.count("در سند درج نشده") >= 4
    assert "statement.pdf" not in page
    assert get("/statements/3/statement.pdf").status_code == 404
    assert get("/statements/3/editions/1/").status_code == 404


def test_text_is_shown_as_text():
    letters.make_statement(7, clauses=("با <b>قنات</b>",), title="<i>عنوان</i>")
    assert "با &lt;b&gt;قنات&lt;/b&gt;" in read("/statements/7/")


def test_a_sub_heading_and_a_part_of_a_clause_have_their_places():
    statement = letters.make_statement(issued="", clauses=())
    text = statement.texts.get()
    Clause.objects.create(statement_text=text, position=1, kind="subheading", level=0, text="درباره گذرها")
    Clause.objects.create(statement_text=text, position=2, number="1", text="بند یک")
    Clause.objects.create(statement_text=text, position=3, number="1-1", level=2, text="جزء یک")
    letters.issue(text, number=7)
    page = read("/statements/7/")
    assert "<h2>درباره گذرها</h2>" in page
    assert 'id="clause-1-1"' in page
    assert "۱-۱" in page


def test_a_clause_tells_where_it_comes_from_and_what_it_speaks_of():
    cast.make_edition(cast.make_meeting())
    block = Block.objects.get(number=2)
    guild = Guild.objects.create(name="صنف نانوایان", audience="everyone")
    visit = Visit.objects.create(guild=guild, meeting=cast.make_meeting(2))
    demand = Demand.objects.create(visit=visit, number=4, text="کاهش عوارض", audience="everyone")
    clause = letters.clause_of(letters.make_statement(7))
    ClauseOrigin.objects.create(clause=clause, block=block)
    ClauseOrigin.objects.create(clause=clause, demand=demand)
    for audience, title in (("everyone", "موضوع باز"), ("members", "موضوع پوشیده")):
        theme = Theme.objects.create(number=1 + Theme.objects.count(), title=title, audience=audience)
        ClauseTopic.objects.create(clause=clause, theme=theme)
    page = read("/statements/7/")
    assert '<a href="/meetings/5/1/#b2">صورتجلسه اول دور پنجم، بند ۲</a>' in page
    assert "خواسته ۴ صنف نانوایان" in page
    assert "موضوع باز" in page
    assert "موضوع پوشیده" not in page
    assert "موضوع پوشیده" in read("/statements/7/", cast.maryam())


def test_a_line_or_demand_that_the_reader_may_not_read_is_not_told_of():
    cast.make_minutes(cast.make_meeting(), published="members")
    guild = Guild.objects.create(name="صنف نانوایان")
    visit = Visit.objects.create(guild=guild, meeting=cast.make_meeting(2))
    clause = letters.clause_of(letters.make_statement(7))
    ClauseOrigin.objects.create(clause=clause, block=Block.objects.get(number=2))
    ClauseOrigin.objects.create(clause=clause, demand=Demand.objects.create(visit=visit, number=4, text="پوشیده"))
    page = read("/statements/7/")
    assert "برآمده از" not in page
    assert "صنف نانوایان" not in page
    assert read("/statements/7/", cast.maryam()).count("برآمده از") == 2


def test_a_line_of_an_edition_that_was_replaced_is_read_there():
    meeting = cast.make_meeting()
    cast.make_edition(meeting)
    clause = letters.clause_of(letters.make_statement(7))
    ClauseOrigin.objects.create(clause=clause, block=Block.objects.get(number=2))
    cast.make_edition(meeting)
    assert 'href="/meetings/5/1/editions/1/#b2"' in read("/statements/7/")


def test_what_a_body_replied_stands_below_and_beside_the_clause():
    statement = letters.make_statement(7)
    file = StoredFile.objects.keep(cast.PDF, name="پاسخ.pdf", content_type="application/pdf")
    reply = StatementReply.objects.create(
        statement=statement, body=cast.make_body(), text="رسید.\nبررسی می‌شود.", file=file, letter_number="88/ش",
        audience="everyone",
    )  # fmt: skip
    ClauseReply.objects.create(reply=reply, clause=letters.clause_of(statement), text="در بودجه آمد.")
    page = read("/statements/7/")
    for words in ("در بودجه آمد.", "نامه شماره ۸۸/ش", "بررسی می‌شود."):
        assert words in page
    assert get(f"/statements/7/replies/{reply.pk}/").content == cast.PDF


def test_attachments_are_listed_and_served_to_whom_they_are_for():
    statement = letters.make_statement(7)
    file = StoredFile.objects.keep(cast.PDF, name="scan.pdf", content_type="application/pdf")
    kept = StatementAttachment.objects.create(statement=statement, file=file, title="نسخه امضاشده", kind="signed")
    address = f"/statements/7/attachments/{kept.pk}/"
    assert "نسخه امضاشده" not in read("/statements/7/")
    assert get(address).status_code == 404
    assert address in read("/statements/7/", cast.maryam())
    assert get(address, cast.maryam()).content == cast.PDF


def test_a_withdrawn_and_a_replaced_statement_say_so():
    second = letters.make_statement(8, title="دوم")
    first = letters.make_statement(7)
    Statement.objects.filter(pk=first.pk).update(state="superseded", superseded_by=second, reason="با متن کامل‌تر")
    page = read("/statements/7/")
    assert "بیانیه دیگری جای این بیانیه را گرفته است. با متن کامل‌تر" in page
    assert 'href="/statements/8/">خواندن بیانیه شماره ۸</a>' in page
    Statement.objects.filter(pk=first.pk).update(state="withdrawn", superseded_by=None, reason="به درخواست اعضا")
    assert "بازپس گرفته شده است. به درخواست اعضا" in read("/statements/7/")


def test_the_statements_beside_it_are_those_that_the_reader_may_read():
    for number, issued in ((3, "everyone"), (5, "everyone"), (6, "members"), (9, "everyone")):
        letters.make_statement(number, issued)
    page = read("/statements/5/")
    assert 'href="/statements/3/" rel="prev"' in page
    assert 'href="/statements/9/" rel="next"' in page
    assert 'href="/statements/6/" rel="next"' in read("/statements/5/", cast.maryam())


# Elsewhere


def test_a_person_page_tells_what_the_person_signed_with_the_post_of_that_day():
    person = cast.make_person("امضاگر")
    for number, issued in ((7, "everyone"), (8, "members")):
        Signatory.objects.filter(statement_text__statement=letters.make_statement(number, "")).update(person=person)
        letters.issue(Statement.objects.latest("id").texts.get(), number=number, audience=issued)
    page = read(f"/people/{person.pk}/", cast.maryam())
    assert "بیانیه‌هایی که امضا کرده است" in page
    assert "با سمت رئیس کارگروه" in page
    assert 'href="/statements/8/"' in page
    assert f'href="/people/{person.pk}/"' in read("/statements/7/")


def test_a_round_page_lists_its_statements_and_the_clauses_that_speak_of_it():
    round = cast.make_round(4)
    statement = letters.make_statement(7, round=round)
    ClauseTopic.objects.create(clause=letters.clause_of(statement), round=round)
    page = read("/rounds/4/")
    assert "بیانیه‌های این دور" in page
    assert '<a href="/statements/7/#clause-1">بیانیه شماره ۷، بند ۱</a>' in page


def test_a_meeting_page_tells_the_clauses_that_came_of_it():
    cast.make_edition(cast.make_meeting())
    clause = letters.clause_of(letters.make_statement(7), "2")
    ClauseOrigin.objects.create(clause=clause, block=Block.objects.get(number=2))
    page = read("/meetings/5/1/")
    assert "بندهای بیانیه که از این جلسه برآمده است" in page
    assert 'href="/statements/7/#clause-2"' in page


# Many


def many_clauses(number, count):
    statement = letters.make_statement(number, "", clauses=tuple(f"بند شماره {at}" for at in range(count)))
    letters.issue(statement.texts.get(), number=number)
    cast.make_edition(cast.make_meeting(number))
    block = Block.objects.filter(turn__minutes__meeting__number=number).first()
    for clause in Clause.objects.filter(statement_text__statement=statement):
        ClauseOrigin.objects.create(clause=clause, block=block)
        ClauseTopic.objects.create(clause=clause, body=cast.make_body())
        letters.make_commitment(clause, deadline=date(2026, 1, 1))
    reply = StatementReply.objects.create(statement=statement, body=cast.make_body(), text="پاسخ", audience="everyone")
    ClauseReply.objects.create(reply=reply, clause=letters.clause_of(statement), text="انجام شد")
    return statement


@pytest.mark.once
@pytest.mark.parametrize("role", ["visitor", "member", "secretary"])
def test_a_statement_of_300_clauses_asks_no_more_than_one_of_3(role):
    for number, count in ((7, 3), (8, 300)):
        many_clauses(number, count)
    browser = cast.client_for(cast.ROLES[role]())
    assert queries_of(browser, "/statements/7/") == queries_of(browser, "/statements/8/")
