"""From the marked lines of all meetings to their register, for one reader, one address and one day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import groupby
from urllib.parse import urlencode
from uuid import UUID

from django.core.paginator import Paginator
from django.db.models import Prefetch, QuerySet
from django.urls import reverse

from commitments.access import may_keep_commitments
from commitments.models import Commitment
from commitments.points import PAGE_SIZE, Count, Fate, PointGroup, PointRow, PointsPage
from commitments.points_found import MARKS, PLURALS, Found, find_points
from commitments.timing import timing_of
from meetings.models import Block, Mention, Minutes
from persian.jalali import partial_date, short_date
from persian.numbers import persian_digits
from projects.models import Project
from records.audience import audiences_of
from records.pager import Link, pager
from statements.citing import cite_clause, clause_href, newest_text
from statements.models import ClauseOrigin, StatementText

OPENING = 600  # characters of a line that the register shows; the whole of it is where it was said
Made = Mapping[UUID, list[Commitment]]
Stated = Mapping[UUID, list[ClauseOrigin]]


class _Counted(Paginator):
    """Pages of a list whose length is known already."""

    def __init__(self, found: Found) -> None:
        super().__init__(found.blocks, PAGE_SIZE)
        self.__dict__["count"] = found.total


def points_page(user: object, asked: Mapping[str, str], *, page: int, today: date) -> PointsPage:
    """The register that the address asks for; how it is narrowed, `find_points` tells. Nine queries."""
    found = find_points(user, asked, today)
    pages = _Counted(found)
    shown = pages.get_page(page)
    filters = found.filters
    chosen = filters.values.get("kind", "")
    words = "، ".join(f"{PLURALS[mark]} {persian_digits(found.counts[mark])}" for mark in MARKS)
    return PointsPage(
        total=f"{persian_digits(found.total)} بند",
        filters=filters,
        counts=tuple(
            Count(
                PLURALS[mark],
                mark.value,
                found.counts[mark],
                filters.href(kind="" if mark == chosen else mark.value),
                mark == chosen,
            )
            for mark in MARKS
        ),
        parts=tuple((mark.value, found.counts[mark]) for mark in MARKS),
        picture_title=f"بندها به تفکیک نوع: {words}",
        groups=groups_of(found.blocks[shown.start_index() - 1 : shown.end_index()], user, today) if found.total else (),
        pager=pager(shown.number, pages.num_pages, filters.href),
        files=_files(found) if found.total else (),
    )


def _files(found: Found) -> tuple[Link, ...]:
    asked = urlencode(found.filters.values)
    query = f"?{asked}" if asked else ""
    return (
        Link("دریافت Excel", reverse("points_xlsx") + query),
        Link("دریافت PDF", reverse("points_pdf") + query),
    )


def groups_of(blocks: QuerySet[Block], user: object, today: date, *, opening: int = OPENING) -> tuple[PointGroup, ...]:
    """The lines by meeting, `opening` characters of each, with what it speaks of and what came of it. Four queries."""
    mentions = Mention.objects.select_related("theme", "project__theme", "title").order_by("id")
    rows = list(
        blocks.select_related("executor", "turn__minutes__meeting__round").prefetch_related(
            Prefetch("mentions", mentions.exclude(theme=None, project=None, title=None), to_attr="subjects")
        )
    )
    keys = [block.key for block in rows]
    made, stated = _made(keys, user), _stated(keys, user)
    grouped = groupby(rows, lambda block: block.turn.minutes)
    groups = []
    for minutes, lines in grouped:
        told = [_row(row, user, today, made.get(row.key, []), stated.get(row.key, []), opening) for row in lines]
        groups.append(_group(minutes, told))
    return tuple(groups)


def _made(keys: Sequence[UUID], user: object) -> Made:
    """The commitments of these lines in whatever edition, by the key of the line."""
    of_lines = Commitment.objects.filter(block__key__in=keys).order_by().values("pk")
    visible = Commitment.objects.visible_to(user).order_by().values("pk")
    found: dict[UUID, list[Commitment]] = defaultdict(list)
    rows = Commitment.objects.filter(pk__in=of_lines).filter(pk__in=visible).select_related("executor", "block")
    for commitment in rows.order_by("id"):
        if commitment.block:
            found[commitment.block.key].append(commitment)
    return found


def _stated(keys: Sequence[UUID], user: object) -> Stated:
    """The clauses of issued statements that came of these lines, by the key of the line."""
    found: dict[UUID, list[ClauseOrigin]] = defaultdict(list)
    statement = "clause__statement_text__statement"
    issued = StatementText.objects.newest_issued_for(user).values("pk")
    rows = (
        ClauseOrigin.objects.filter(block__key__in=keys, clause__statement_text__in=issued)
        .select_related(statement, "block")
        .annotate(newest=newest_text(user, statement))
    )
    for origin in rows.order_by("id"):
        if origin.block:
            found[origin.block.key].append(origin)
    return found


def _group(minutes: Minutes, rows: Sequence[PointRow]) -> PointGroup:
    held = minutes.meeting.held_on
    return PointGroup(
        meeting=str(minutes),
        href=minutes.get_absolute_url(),
        date=partial_date(held.first, held.last, held.precision) if held else "",
        is_summary=minutes.is_summary,
        rows=tuple(rows),
    )


def _row(
    block: Block, user: object, today: date, made: Sequence[Commitment], stated: Sequence[ClauseOrigin], opening: int
) -> PointRow:
    turn, text = block.turn, block.text
    number = f" {persian_digits(block.decision_number)}" if block.decision_number else ""
    add = Link("ثبت تعهد", f"{reverse('commitment_new')}?line={block.pk}")
    return PointRow(
        kind=f"{Block.Mark(block.mark).label}{number}",
        kind_value=block.mark,
        text=text if len(text) <= opening else text[:opening].rsplit(" ", 1)[0] + " …",
        speaker=turn.speaker_as_written or "گوینده نامعلوم",
        post=turn.post_as_written,
        speaker_href=reverse("person", args=[turn.person_id]) if turn.person_id else "",
        cite=f"بند {persian_digits(block.number)}",
        href=block.get_absolute_url(),
        executor=block.executor_as_written or (block.executor.name if block.executor else ""),
        deadline=short_date(block.deadline) if block.deadline else "",
        topics=tuple(_topics(getattr(block, "subjects", []), user)),
        clauses=tuple(
            Link(cite_clause(origin.clause), clause_href(origin.clause, getattr(origin, "newest", None)))
            for origin in stated
        ),
        fates=tuple(_fate(commitment, today) for commitment in made),
        make=add if not made and may_keep_commitments(user) else None,
    )


def _topics(mentions: Iterable[Mention], user: object) -> Iterable[Link]:
    audiences = audiences_of(user)
    for mention in mentions:
        for told in (mention.theme, mention.project, mention.title):
            hidden = isinstance(told, Project) and told.theme.audience not in audiences
            if told is not None and told.audience in audiences and not hidden:
                yield Link(str(told), told.get_absolute_url())


def _fate(commitment: Commitment, today: date) -> Fate:
    timing = timing_of(commitment, today)
    body = commitment.executor
    return Fate(
        state=str(commitment.get_state_display()),
        href=commitment.get_absolute_url(),
        body=body.name if body else commitment.executor_as_written,
        words=timing.words or (f"مهلت: {timing.deadline}" if timing.deadline else ""),
        is_late=timing.is_late,
    )
