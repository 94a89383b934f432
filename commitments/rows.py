"""A commitment in a list, and how lists are made of them; plain Persian strings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet

from commitments.access import may_keep_commitments
from commitments.models import Commitment
from commitments.models.commitment import readable_source
from commitments.timing import Timing, begun_on, timing_of
from meetings.models import Minutes
from persian.numbers import persian_digits
from statements.citing import cite_clause, clause_href, newest_text
from statements.margin import address_of

OPENING = 110  # characters of the line that stands for a commitment without a task of its own


@dataclass(frozen=True)
class Source:
    """Where a commitment comes from: how it is cited, where it is read, and its words.

    `href` is empty where there is no page or the reader may not open it: to a liaison falls what he has not read.
    """

    cite: str
    href: str
    text: str


@dataclass(frozen=True)
class CommitmentRow:
    """`is_words` tells that the title is the line itself, in the words of the record; `body` may be as written."""

    title: str
    href: str
    is_words: bool
    body: str
    body_href: str
    state: str
    state_value: str
    timing: Timing
    source: Source


def with_source(commitments: QuerySet[Commitment], user: object) -> QuerySet[Commitment]:
    """With what it takes to show and cite each, in the one query."""
    return commitments.select_related(
        "executor",
        "block__turn__minutes__meeting__round",
        "clause__statement_text__statement",
        "demand__visit__guild",
        "demand__visit__meeting",
    ).annotate(
        newest_minutes=Minutes.objects.newest_number_for(user, "block__turn__minutes__meeting"),
        newest_text=newest_text(user, "clause__statement_text__statement"),
        leads_to_source=ExpressionWrapper(
            Q(pk__isnull=False) if may_keep_commitments(user) else readable_source(user), output_field=BooleanField()
        ),
    )


def source_of(commitment: Commitment) -> Source:
    """For a commitment found by `with_source`."""
    leads = getattr(commitment, "leads_to_source", False)
    if commitment.block:
        block = commitment.block
        newest = getattr(commitment, "newest_minutes", None)
        return Source(block.cite, block.href(newest) if leads else "", block.text)
    if commitment.clause:
        clause = commitment.clause
        newest = getattr(commitment, "newest_text", None)
        return Source(cite_clause(clause), clause_href(clause, newest) if leads else "", clause.text)
    demand = commitment.demand
    if demand is None:
        raise ValueError("a commitment comes from a line, a clause or a demand")
    cited = f"خواسته {persian_digits(demand.number)} {demand.visit.guild}"
    return Source(cited, address_of(demand) if leads else "", demand.text)


def row_of(commitment: Commitment, today: date) -> CommitmentRow:
    """The row of a commitment found by `with_source`."""
    source = source_of(commitment)
    body = commitment.executor
    return CommitmentRow(
        title=commitment.task or opening_of(source.text),
        href=commitment.get_absolute_url(),
        is_words=not commitment.task,
        body=body.name if body else commitment.executor_as_written,
        body_href=body.get_absolute_url() if body else "",
        state=str(commitment.get_state_display()),
        state_value=commitment.state,
        timing=timing_of(commitment, today, begun=begun_on(commitment)),
        source=source,
    )


def opening_of(text: str) -> str:
    """The beginning of a long line, broken between two words."""
    return text if len(text) <= OPENING else text[:OPENING].rsplit(" ", 1)[0] + " …"
