"""What stands beside the clauses of a text: where each comes from, what it speaks of, and what was replied to it."""

from __future__ import annotations

from collections import defaultdict

from django.db.models import F, Model, Prefetch, Q
from django.urls import reverse

from guilds.models import Demand
from meetings.models import Minutes
from meetings.page import MarginNote
from persian.numbers import persian_digits
from records.audience import audiences_of
from statements.access import may_write_statements
from statements.models import ClauseOrigin, ClauseReply, ClauseTopic, Statement, StatementReply, StatementText
from statements.models.clause import TOPICS
from statements.page import Answer, ReplyRow
from statements.sheet import paragraphs

KINDS = {"theme": "موضوع", "project": "پروژه", "title": "عنوان", "round": "دور", "body": "دستگاه", "person": "شخص"}

WITH_AUDIENCE = ("theme", "project", "title")


def address_of(record: Model) -> str:
    """The page of a record; empty for a kind that has none."""
    page = getattr(record, "get_absolute_url", None)
    return page() if page else ""


def notes_of(text: StatementText, user: object) -> dict[str, list[MarginNote]]:
    """The notes beside each clause, by its key, in two queries."""
    notes: dict[str, list[MarginNote]] = defaultdict(list)
    block, demand = "block__turn__minutes__meeting", Q(demand__in=Demand.objects.visible_to(user).values("pk"))
    readable = (
        Q()
        if may_write_statements(user)
        else Q(block__turn__minutes__edition__audience__in=audiences_of(user)) | demand
    )
    origins = (
        ClauseOrigin.objects.filter(readable, clause__statement_text=text)
        .select_related("clause", "block__turn__minutes__meeting__round", "demand__visit__guild")
        .annotate(newest=Minutes.objects.newest_number_for(user, block))
        .order_by("clause_id", "id")
    )
    for origin in origins:
        if origin.block:
            note = MarginNote("برآمده از", origin.block.cite, origin.block.href(origin.newest), "account")
            notes[str(origin.clause.key)].append(note)
        elif origin.demand:
            notes[str(origin.clause.key)].append(_of_demand(origin.demand))
    named = Q()
    for kind in WITH_AUDIENCE:
        named &= Q(**{f"{kind}__isnull": True}) | Q(**{f"{kind}__audience__in": audiences_of(user)})
    topics = ClauseTopic.objects.filter(named, clause__statement_text=text).select_related("clause", *TOPICS)
    for topic in topics.order_by("clause_id", "id"):
        kind = next(name for name in TOPICS if getattr(topic, f"{name}_id") is not None)
        notes[str(topic.clause.key)].append(MarginNote(f"{KINDS[kind]}:", str(topic.target), address_of(topic.target)))
    return notes


def _of_demand(demand: Demand) -> MarginNote:
    words = f"خواسته {persian_digits(demand.number)} {demand.visit.guild}"
    return MarginNote("برآمده از", words, address_of(demand), "account")


def replies_of(statement: Statement, user: object) -> tuple[list[ReplyRow], dict[str, list[Answer]]]:
    """The letters that came back, and what they say to single clauses by the key of the clause. Two queries."""
    answers: dict[str, list[Answer]] = defaultdict(list)
    rows = []
    to_clauses = Prefetch("to_clauses", ClauseReply.objects.select_related("clause").order_by("id"))
    replies = StatementReply.objects.filter(statement=statement).visible_to(user)
    replies = replies.select_related("body").prefetch_related(to_clauses)
    for reply in replies.order_by(F("replied_on").asc(nulls_last=True), "id"):
        body = reply.body_as_written or str(reply.body or "")
        href = address_of(reply.body) if reply.body else ""
        rows.append(
            ReplyRow(
                body=body,
                href=href,
                date=str(reply.replied_on or ""),
                letter_number=persian_digits(reply.letter_number),
                paragraphs=tuple(paragraphs(reply.text)),
                file_href=reverse("statement_reply", args=[statement.number, reply.pk]) if reply.file_id else "",
            )
        )
        for answer in reply.to_clauses.all():
            answers[str(answer.clause.key)].append(Answer(body, href, answer.text))
    return rows, answers
