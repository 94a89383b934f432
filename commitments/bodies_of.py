"""From the rows of the bodies to their list and to the page of one, for one reader and one day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.core.paginator import Paginator
from django.db.models import Case, Count, F, Q, Value, When, Window
from django.urls import reverse

from commitments.bodies import PAGE_SIZE, BodiesPage, BodyPage, BodyRow, Holder, Line
from commitments.models import Commitment
from commitments.models.commitment import OPEN
from commitments.rows import row_of, with_source
from meetings.accounts_of import accounts_of
from meetings.models import Mention
from people.models import Body
from people.spans import span_of
from persian.numbers import persian_digits
from persian.text import search_key
from projects.models import Project
from records.narrowing import Filters, narrowing, query_of
from records.pager import Link, pager
from records.sections import sections_for
from statements.citing import cite_clause, clause_href, newest_text
from statements.margin import address_of
from statements.models import Addressee, ClauseTopic, StatementText

COMMITMENTS_SHOWN = 8
LINES_SHOWN = 40
SAID_SHOWN = 12
PARTS_SHOWN = 60


def bodies_page(user: object, asked: Mapping[str, str], *, page: int, today: date) -> BodiesPage:
    """Page `page` of the bodies, narrowed to a kind and to the words of a name; those in use stand first."""
    filters = Filters(
        reverse("bodies"),
        (narrowing(asked, "kind", "نوع", "همه انواع", [(kind.value, str(kind.label)) for kind in Body.Kind]),),
        box="بخشی از نام",
        query=query_of(asked),
    )
    bodies = Body.objects.select_related("parent").order_by("is_retired", "sort_key", "id")
    for word in search_key(filters.query).split()[:8]:
        bodies = bodies.filter(search_key__contains=word)
    if "kind" in filters.values:
        bodies = bodies.filter(kind=filters.values["kind"])
    pages = Paginator(bodies, PAGE_SIZE)
    found = pages.get_page(page)
    open_ones = Commitment.objects.visible_to(user).open().filter(executor__in=[body.pk for body in found])
    counts = {
        row["executor"]: (row["open"], row["late"])
        for row in open_ones.order_by()
        .values("executor")
        .annotate(open=Count("pk"), late=Count("pk", filter=Q(deadline__lt=today)))
    }
    return BodiesPage(
        filters=filters,
        rows=tuple(_row(body, *counts.get(body.pk, (0, 0))) for body in found),
        total=f"{persian_digits(pages.count)} دستگاه",
        pager=pager(found.number, pages.num_pages, filters.href),
        sections=sections_for("bodies", None, user),
    )


def _row(body: Body, open_: int, late: int) -> BodyRow:
    return BodyRow(
        name=body.name,
        href=body.get_absolute_url(),
        about=_about(body),
        counts=f"{persian_digits(open_)} تعهد باز" if open_ else "",
        late=f"{persian_digits(late)} گذشته از مهلت" if late else "",
        is_retired=body.is_retired,
    )


def _about(body: Body) -> str:
    parent = f"، زیرمجموعه {body.parent.name}" if body.parent else ""
    return f"{body.get_kind_display()}{parent}"


def body_page(body: Body, user: object, today: date) -> BodyPage:
    """The page of one body. The same number of queries whatever it holds."""
    late = Q(state__in=OPEN, deadline__lt=today)
    # What is late first, then what is open, then what came to an end.
    order = Case(When(late, then=Value(0)), When(state__in=OPEN, then=Value(1)), default=Value(2))
    commitments = (
        with_source(Commitment.objects.visible_to(user).of_body(body.pk), user)
        .annotate(
            place=order,
            everything=Window(Count("pk")),
            open_ones=Window(Count("pk", filter=Q(state__in=OPEN))),
            late_ones=Window(Count("pk", filter=late)),
        )
        .order_by("place", F("deadline").asc(nulls_last=True), "id")
    )
    rows = list(commitments[:COMMITMENTS_SHOWN])
    everything, open_, late_ones = (rows[0].everything, rows[0].open_ones, rows[0].late_ones) if rows else (0, 0, 0)
    counted = f"{persian_digits(everything)} تعهد، {persian_digits(open_)} باز" if everything else ""
    return BodyPage(
        over=_over(body),
        name=body.name,
        standfirst=_about(body) + ("، کنارگذاشته" if body.is_retired else ""),
        parts=tuple(
            Link(part.name, part.get_absolute_url()) for part in body.parts.order_by("sort_key", "id")[:PARTS_SHOWN]
        ),
        holders=tuple(_holders(body)),
        commitments=tuple(row_of(row, today) for row in rows),
        counted=counted,
        late=f"{persian_digits(late_ones)} گذشته از مهلت" if late_ones else "",
        shares=(("in_hand", open_ - late_ones), ("late", late_ones), ("closed", everything - open_)),
        all_commitments=Link(f"همه {persian_digits(everything)} تعهد", f"{reverse('commitments')}?body={body.pk}")
        if everything
        else None,
        letters=tuple(_letters(body, user)),
        projects=tuple(_projects(body, user)),
        clauses=tuple(_clauses(body, user)),
        said=accounts_of(Mention.objects.current_for(user).filter(body=body).with_line().order_by("-id")[:SAID_SHOWN]),
        sections=sections_for("body", body, user),
    )


def _over(body: Body) -> tuple[Link, ...]:
    links = (Link("دستگاه‌ها", reverse("bodies")),)
    return (*links, Link(body.parent.name, body.parent.get_absolute_url())) if body.parent else links


def _holders(body: Body) -> list[Holder]:
    posts = body.posts.select_related("person").order_by("person__sort_key", "id")[:LINES_SHOWN]
    return [
        Holder(str(post.person), post.person.get_absolute_url(), post.title, span_of(post.since, post.until))
        for post in posts
    ]


def _letters(body: Body, user: object) -> list[Line]:
    """The statements that were addressed to the body, in the newest edition that the reader may read."""
    texts = StatementText.objects.newest_issued_for(user).values("pk")
    rows = (
        Addressee.objects.filter(body=body, statement_text__in=texts)
        .select_related("statement_text__statement")
        .order_by("-statement_text__statement__number", "position")
    )
    lines = []
    for row in rows[:LINES_SHOWN]:
        statement = row.statement_text.statement
        purpose = "" if row.purpose == Addressee.Purpose.RECIPIENT else str(row.get_purpose_display())
        about = statement.title or row.statement_text.subject or str(statement)
        lines.append(Line(about, str(statement), statement.get_absolute_url(), purpose))
    return lines


def _projects(body: Body, user: object) -> list[Line]:
    rows = Project.objects.visible_to(user).filter(bodies=body).select_related("theme").order_by("theme__number", "id")
    return [
        Line(row.title, str(row.theme), address_of(row), str(row.get_state_display())) for row in rows[:LINES_SHOWN]
    ]


def _clauses(body: Body, user: object) -> list[Line]:
    """The clauses that speak of the body."""
    rows = (
        ClauseTopic.objects.current_for(user)
        .filter(body=body)
        .select_related("clause__statement_text__statement")
        .annotate(newest=newest_text(user, "clause__statement_text__statement"))
        .order_by("-clause__statement_text__statement__number", "clause__position", "id")
    )
    return [
        Line(row.clause.text, cite_clause(row.clause), clause_href(row.clause, row.newest))
        for row in rows[:LINES_SHOWN]
    ]
