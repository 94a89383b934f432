"""The bodies and the page of one: what was said to it, what was said of it, and what it must do."""

from datetime import date

import pytest

from guilds.models import Demand, DemandReferral, Guild, Visit
from meetings.models import Block, Mention
from people.models import Body, Post
from projects.models import Project, Theme
from statements.models import Clause, ClauseTopic
from tests import cast, letters
from tests.markup import parse_errors
from tests.queries import queries_of

pytestmark = pytest.mark.django_db


def read(address, user=None):
    answer = cast.client_for(user or cast.visitor()).get(address)
    assert answer.status_code == 200, address
    page = answer.content.decode()
    assert parse_errors(page) == []
    return page


def test_the_list_tells_kind_parent_and_what_is_late():
    city = cast.make_body("شهرداری نمونه", kind="city")
    Body.objects.create(name="سازمان پارک‌های نمونه", kind="city", parent=city)
    Body.objects.create(name="دستگاه کنارگذاشته", is_retired=True)
    letters.make_commitment(deadline=date(2020, 1, 1))
    page = read("/bodies/")
    for words in ("نهاد شهری، زیرمجموعه شهرداری نمونه", "۱ تعهد باز", "۱ گذشته از مهلت", "کنارگذاشته"):
        assert words in page
    assert page.index("سازمان پارک‌های نمونه") < page.index("دستگاه کنارگذاشته")


def test_the_list_is_narrowed_by_kind_and_name_however_it_is_spelled():
    cast.make_body("شورای اسلامی شهر نمونه", kind="council")
    cast.make_body("ادارهٔ نمونه", kind="government")
    assert "ادارهٔ نمونه" not in read("/bodies/?kind=council")
    assert "ادارهٔ نمونه" in read("/bodies/?q=اداره")
    assert "شورای اسلامی" in read("/bodies/?q=شوراي%20اسلامي")
    assert "دستگاهی با این پالایش نیست" in read("/bodies/?q=ژاژ")


def test_an_empty_list_says_what_to_do():
    assert "هنوز دستگاهی ثبت نشده است" in read("/bodies/")


def test_a_body_that_nothing_is_known_of_says_so():
    body = cast.make_body()
    page = read(f"/bodies/{body.pk}/")
    assert "تعهدی که برای شما خواندنی باشد بر عهده این دستگاه ثبت نشده است" in page
    assert "در سند درج نشده" in page


def test_everything_that_has_to_do_with_a_body_leads_there_and_back():
    body = cast.make_body("شهرداری نمونه", kind="city")
    part = Body.objects.create(name="سازمان نمونه", parent=body)
    Post.objects.create(person=cast.make_person("صاحب‌سمت"), title="شهردار", body=body)
    cast.make_edition(cast.make_meeting())
    Mention.objects.create(block=Block.objects.get(number=2), body=body)
    statement = letters.make_statement(7)
    ClauseTopic.objects.create(clause=letters.clause_of(statement, "2"), body=body)
    commitment = letters.make_commitment(letters.clause_of(statement), task="ساخت حیاط", deadline=date(2020, 1, 1))
    guild = Guild.objects.create(name="نانوایان", audience="everyone")
    visit = Visit.objects.create(guild=guild, meeting=cast.make_meeting(2))
    demand = Demand.objects.create(visit=visit, number=4, text="کاهش عوارض", audience="everyone")
    DemandReferral.objects.create(demand=demand, body=body)
    theme = Theme.objects.create(number=1, title="موضوع نمونه", audience="everyone")
    project = Project.objects.create(theme=theme, title="پروژه نمونه", audience="everyone")
    project.bodies.add(body)
    page = read(f"/bodies/{body.pk}/")
    for words in (
        f'href="/commitments/{commitment.pk}/">ساخت حیاط',
        f'href="/commitments/?body={body.pk}"',
        "۱ تعهد، ۱ باز",
        "۱ گذشته از مهلت",
        'href="/statements/7/">پیاده‌راه‌ها',
        'href="/statements/7/#clause-2"',
        'href="/meetings/5/1/#b2"',
        "کاهش عوارض",
        "پروژه نمونه",
        "صاحب‌سمت",
        f'href="/bodies/{part.pk}/"',
    ):
        assert words in page, words
    assert f'href="/bodies/{body.pk}/"' in read(f"/bodies/{part.pk}/")


def test_what_is_for_members_is_not_told_to_a_visitor_on_the_page_of_a_body():
    body = cast.make_body("شهرداری نمونه")
    statement = letters.make_statement(7, "members", title="پوشیده")
    letters.make_commitment(letters.clause_of(statement), task="کار پوشیده")
    theme = Theme.objects.create(number=1, title="موضوع نمونه", audience="everyone")
    Project.objects.create(theme=theme, title="پروژه پوشیده").bodies.add(body)
    address = f"/bodies/{body.pk}/"
    assert "پوشیده" not in read(address)
    assert read(address, cast.maryam()).count("پوشیده") >= 3


@pytest.mark.once
@pytest.mark.parametrize("role", ["visitor", "secretary"])
def test_a_body_with_300_of_everything_asks_no_more_queries_than_one_with_3(role):
    browser = cast.client_for(cast.ROLES[role]())
    counts = []
    for number, count in ((7, 3), (8, 300)):
        body = Body.objects.create(name=f"دستگاه {number}", parent=cast.make_body("مادر"))
        Body.objects.create(name=f"بخش {number}", parent=body)
        cast.make_edition(cast.make_meeting(number))
        statement = letters.make_statement(number, clauses=tuple(f"بند {at}" for at in range(count)))
        statement.texts.get().addressees.update(body=body)
        Mention.objects.create(block=Block.objects.filter(turn__minutes__meeting__number=number).first(), body=body)
        theme = Theme.objects.create(number=number, title="موضوع", audience="everyone")
        for clause in Clause.objects.filter(statement_text__statement=statement):
            letters.make_commitment(clause, executor=body)
            ClauseTopic.objects.create(clause=clause, body=body)
            Project.objects.create(theme=theme, title="پروژه", audience="everyone").bodies.add(body)
            Post.objects.create(person=cast.make_person(), title="مدیر", body=body)
        counts.append(queries_of(browser, f"/bodies/{body.pk}/"))
    assert counts[0] == counts[1]
