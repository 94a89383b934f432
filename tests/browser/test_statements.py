"""Statements, commitments and bodies in a real browser, with much and with little in them."""

from datetime import timedelta

import pytest
from django.utils import timezone

from commitments.models import Commitment, CommitmentReport, ConformityAssessment
from statements.models import Clause, ClauseTopic, Statement
from tests import cast, letters
from tests.browser.papers import UNBROKEN
from tests.browser.test_pages import objections

STATES = ("conforming", "partly", "not_conforming", "not_assessed")


@pytest.fixture
def full(transactional_db):
    """Thirty clauses and names that can't be broken, a statement known by its number, commitments in all states."""
    body = cast.make_body(UNBROKEN, kind="city")
    statement = letters.make_statement(
        7,
        clauses=(*letters.CLAUSES * 9, UNBROKEN * 3, letters.CLAUSES[0] * 20, "کوتاه"),
        title=(UNBROKEN * 2)[:300],
        text={"subject": (UNBROKEN * 2)[:300], "preamble": UNBROKEN * 5, "reason": UNBROKEN},
        letter_number=UNBROKEN[:40],
        round=cast.make_round(4),
    )
    statement.texts.get().addressees.update(body=body, name_as_written=UNBROKEN)
    today = timezone.localdate()
    for at, clause in enumerate(Clause.objects.filter(statement_text__statement=statement)):
        ConformityAssessment.objects.create(
            clause=clause, state=STATES[at % 4], note=UNBROKEN if at == 27 else "", audience="everyone"
        )
        ClauseTopic.objects.create(clause=clause, body=body)
        letters.make_commitment(
            clause,
            task=UNBROKEN * 4 if at == 27 else f"کار شماره {at}" if at % 2 else "",
            state=Commitment.State.values[at % 8],
            executor=body,
            deadline=today + timedelta(at * 7 - 100) if at % 5 else None,
        )
    CommitmentReport.objects.create(
        commitment=Commitment.objects.get(task__startswith=UNBROKEN), text=UNBROKEN, percent=100, reporter_name=UNBROKEN
    )
    Statement.objects.create(number=3, state="issued", audience="everyone")
    letters.make_statement(issued="", title=UNBROKEN)
    return statement


@pytest.mark.parametrize(
    "path",
    [
        "/statements/",
        "/statements/7/",
        "/statements/3/",
        "/statements/drafts/{draft}/",
        "/commitments/",
        "/commitments/?state=in_hand",
        "/commitments/?late=1",
        "/commitments/{commitment}/",
        "/bodies/",
        "/bodies/{body}/",
        "/rounds/4/",
    ],
)
def test_a_page_full_to_its_end_is_sound_on_every_screen(full, live_server, page, sign_in, path):
    sign_in(page, cast.ali())
    commitment = Commitment.objects.filter(task__startswith=UNBROKEN).get()
    draft = Statement.objects.get(number=None)
    address = path.format(draft=draft.pk, commitment=commitment.pk, body=commitment.executor_id)
    answer = page.goto(live_server.url + address)
    assert answer.status == 200
    assert objections(page, answer.body()) == []


@pytest.mark.parametrize("path", ["/statements/", "/commitments/", "/bodies/"])
def test_a_list_with_nothing_in_it_is_sound_too(live_server, page, path):
    answer = page.goto(live_server.url + path)
    assert objections(page, answer.body()) == []


def test_a_lozenge_leads_to_its_clause_and_the_clause_to_its_commitment(full, live_server, page):
    page.goto(f"{live_server.url}/statements/7/")
    page.click(".stand__row a[href='#clause-3']")
    assert page.url.endswith("#clause-3")
    page.click("#clause-3 .clause__s")
    page.wait_for_url("**/commitments/*/")
    page.click("text=بیانیه شماره ۷، بند ۳")
    page.wait_for_url("**/statements/7/#clause-3")


def test_the_filters_of_commitments_live_in_the_address_and_work_without_scripts(full, live_server, open_page):
    page = open_page(java_script_enabled=False)
    page.goto(f"{live_server.url}/commitments/")
    page.select_option("select[name=state]", "in_hand")
    page.click("text=پالایش")
    assert "state=in_hand" in page.url
    assert page.locator("select[name=state]").input_value() == "in_hand"
    page.click("text=برداشتن پالایش")
    assert page.url == f"{live_server.url}/commitments/"


def test_on_a_phone_only_what_is_late_and_in_hand_is_open(full, live_server, phone):
    Commitment.objects.filter(state="notified").update(deadline=None)
    phone.goto(f"{live_server.url}/commitments/")
    open_ones = phone.locator(".column[open]").evaluate_all("columns => columns.map((column) => column.className)")
    assert "column column--in_hand" in open_ones
    assert "column column--notified" not in open_ones
    assert not phone.locator(".column--notified .pledge").first.is_visible()
    phone.click(".column--notified > summary")
    assert phone.locator(".column--notified .pledge").first.is_visible()


def test_on_a_desk_every_column_is_open(full, live_server, page):
    page.goto(f"{live_server.url}/commitments/")
    assert page.locator(".column--closed .pledge").first.is_visible()


def test_the_entries_of_the_head_stand_in_at_most_two_lines_on_a_phone(live_server, phone, sign_in):
    sign_in(phone, cast.sara())
    phone.goto(f"{live_server.url}/statements/")
    tops = phone.locator(".nav li").evaluate_all("entries => entries.map((entry) => entry.getBoundingClientRect().top)")
    assert len(tops) >= 6
    assert len(set(tops)) <= 2
