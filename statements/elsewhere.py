"""What statements add to the pages below: letters that a person signed, of a round, from a meeting, about a theme."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Model, Q
from django.urls import reverse

from meetings.models import Meeting
from people.models import Person, Round
from persian.numbers import persian_digits
from records import sections
from records.pager import Link
from statements.access import may_write_statements
from statements.citing import cite_clause, clause_href, newest_text
from statements.models import Clause, ClauseTopic, Signatory, Statement, StatementText

SHOWN = 30
Data = dict[str, object]


@dataclass(frozen=True)
class StatementLine:
    """A statement on another page: «بیانیه شماره ۷», its title, its date, and how it has to do with that page."""

    name: str
    href: str
    title: str
    date: str
    note: str = ""


@dataclass(frozen=True)
class ClauseOnPage:
    text: str
    cite: str
    href: str


def _line(statement: Statement, note: str = "") -> StatementLine:
    return StatementLine(
        str(statement), statement.get_absolute_url(), statement.title, str(statement.issued_on or ""), note
    )


def signed_by(person: Person, user: object) -> Data | None:
    """The statements that the person signed, with the post of that day."""
    texts = StatementText.objects.newest_issued_for(user).values("pk")
    rows = (
        Signatory.objects.filter(person=person, statement_text__in=texts)
        .select_related("statement_text__statement")
        .order_by("-statement_text__statement__number", "position")
    )
    lines = [_line(row.statement_text.statement, row.post_as_written) for row in rows[:SHOWN]]
    return {"heading": "بیانیه‌هایی که امضا کرده است", "lines": lines} if lines else None


def of_round(round: Round, user: object) -> Data | None:
    """The statements of the round, held or known by their number."""
    rows = list(Statement.objects.visible_to(user).numbered().filter(round=round).order_by("number")[: SHOWN + 1])
    if not rows:
        return None
    everything = Link("همه بیانیه‌های این دور", f"{reverse('statements')}?round={round.number}")
    return {
        "heading": "بیانیه‌های این دور",
        "lines": [_line(row) for row in rows[:SHOWN]],
        "more": everything if len(rows) > SHOWN else None,
    }


def from_meeting(meeting: Meeting, user: object) -> Data | None:
    """The clauses that come from a line of the meeting, as far as `user` may read the letter."""
    readable = StatementText.objects.newest_issued_for(user)
    here = Q(origins__block__turn__minutes__meeting=meeting)
    if not may_write_statements(user):
        here &= Q(origins__block__turn__minutes__state="published")
    clauses = (
        Clause.objects.filter(here, statement_text__in=readable.values("pk"))
        .select_related("statement_text__statement")
        .annotate(newest=newest_text(user, "statement_text__statement"))
        .order_by("-statement_text__statement__number", "position", "id")
        .distinct()
    )
    lines = [
        ClauseOnPage(clause.text, cite_clause(clause), clause_href(clause, clause.newest)) for clause in clauses[:SHOWN]
    ]
    return {"heading": "بندهای بیانیه که از این جلسه برآمده است", "lines": lines} if lines else None


def about(record: Model, user: object) -> Data | None:
    """The clauses that speak of a theme, project, raised title or round, newest statement first."""
    kind = {"raisedtitle": "title"}.get(str(record._meta.model_name), str(record._meta.model_name))
    topics = (
        ClauseTopic.objects.current_for(user)
        .filter(**{kind: record.pk})
        .select_related("clause__statement_text__statement")
        .annotate(newest=newest_text(user, "clause__statement_text__statement"))
        .order_by("-clause__statement_text__statement__number", "clause__position", "id")
    )
    lines = [
        ClauseOnPage(topic.clause.text, cite_clause(topic.clause), clause_href(topic.clause, topic.newest))
        for topic in topics[: SHOWN + 1]
    ]
    if not lines:
        return None
    count = f"{persian_digits(SHOWN)} بند تازه‌تر" if len(lines) > SHOWN else ""
    return {"heading": "در بیانیه‌ها", "lines": lines[:SHOWN], "note": count}


def provide() -> None:
    """Take these places. Called once, when the rooms are ready."""
    statements, clauses = "statements/_on_page.html", "statements/_clauses_on_page.html"
    sections.provide("person", name="signed", order=20, template=statements, build=signed_by)
    sections.provide("round", name="statements", order=10, template=statements, build=of_round)
    sections.provide("meeting", name="clauses", order=30, template=clauses, build=from_meeting)
    for page in ("theme", "project", "title", "round"):
        sections.provide(page, name="clauses", order=20, template=clauses, build=about)
