"""From the rows of the commitments to their board or list, for one reader, one address and one day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from django.core.paginator import Paginator
from django.db.models import Case, Count, DateField, F, OrderBy, Q, QuerySet, When, Window
from django.db.models.functions import RowNumber
from django.urls import reverse

from commitments.access import may_keep_commitments
from commitments.board import IN_A_COLUMN, PAGE_SIZE, Board, Column, CommitmentsPage
from commitments.models import Commitment
from commitments.models.commitment import ASIDE, OPEN
from commitments.rows import row_of, with_source
from people.models import Body
from persian.numbers import persian_digits
from projects.models import Theme
from records.followup import body_of_liaison
from records.narrowing import Filters, Narrowing, narrowing
from records.pager import Link, pager

State = Commitment.State
COLUMNS = (State.REGISTERED, State.NOTIFIED, State.IN_HAND, State.DONE, State.CLOSED)
# What is still to be done by its deadline, the next one first; what came to an end, the latest first.
TO_BE_DONE = Case(When(state__in=OPEN, then=F("deadline")), output_field=DateField())
BY_DEADLINE = (OrderBy(TO_BE_DONE, nulls_last=True), F("deadline").desc(nulls_last=True), F("id").asc())


def commitments_page(user: object, asked: Mapping[str, str], *, page: int, today: date) -> CommitmentsPage:
    """The commitments that the address asks for: `body`, `theme` (its number), `state`, `late`."""
    visible = Commitment.objects.visible_to(user)
    filters = Filters(reverse("commitments"), _narrowings(user, visible, asked))
    values = filters.values
    chosen = visible
    if "body" in values:
        chosen = chosen.filter(executor=int(values["body"]))
    if "theme" in values:
        chosen = chosen.about_theme(int(values["theme"]))
    if "late" in values:
        chosen = chosen.overdue(today)
    if "state" in values:
        chosen = chosen.filter(state=values["state"])
    if "state" in values or "late" in values:
        return _list(chosen, filters, user, page, today)
    board = _board(chosen, filters, user, today)
    late = sum(column.late for column in board.columns)
    total = sum(number for _, number in board.parts)
    return CommitmentsPage(
        total=f"{persian_digits(total)} تعهد",
        late=Link(f"{persian_digits(late)} تعهد گذشته از مهلت", filters.href(late="1")) if late else None,
        filters=filters,
        board=board if total else None,
        add_href=_add_href(user),
        is_own=_is_own(user),
    )


def _narrowings(user: object, visible: QuerySet[Commitment], asked: Mapping[str, str]) -> tuple[Narrowing, ...]:
    bodies = Body.objects.filter(pk__in=visible.order_by().values("executor")).order_by("sort_key", "id")
    themes = Theme.objects.visible_to(user).exclude(title="").order_by("number").values_list("number", "title")
    return (
        narrowing(asked, "body", "دستگاه مسئول", "همه دستگاه‌ها", bodies.values_list("pk", "name")),
        narrowing(
            asked,
            "theme",
            "موضوع",
            "همه موضوعات",
            [(number, f"{persian_digits(number)}. {title}") for number, title in themes],
        ),
        narrowing(asked, "state", "وضعیت", "همه وضعیت‌ها", [(state.value, str(state.label)) for state in State]),
        narrowing(asked, "late", "مهلت", "همه", [("1", "گذشته از مهلت")]),
    )


def _add_href(user: object) -> str:
    return reverse("commitment_new") if may_keep_commitments(user) else ""


def _is_own(user: object) -> bool:
    """Whether the reader is here for the commitments of the own body alone."""
    return body_of_liaison(user) is not None and not getattr(user, "reads_for_members", False)


def _list(chosen: QuerySet[Commitment], filters: Filters, user: object, page: int, today: date) -> CommitmentsPage:
    pages = Paginator(with_source(chosen, user).order_by(*BY_DEADLINE), PAGE_SIZE)
    found = pages.get_page(page)
    return CommitmentsPage(
        total=f"{persian_digits(pages.count)} تعهد",
        late=None,
        filters=filters,
        rows=tuple(row_of(commitment, today) for commitment in found),
        pager=pager(found.number, pages.num_pages, filters.href),
        add_href=_add_href(user),
        is_own=_is_own(user),
    )


def _board(chosen: QuerySet[Commitment], filters: Filters, user: object, today: date) -> Board:
    """The first of each state and how many there are, in one query."""
    by_state = [F("state")]
    late = Q(state__in=OPEN, deadline__lt=today)
    placed = (
        with_source(chosen, user)
        .annotate(
            place=Window(RowNumber(), partition_by=by_state, order_by=list(BY_DEADLINE)),
            in_state=Window(Count("pk"), partition_by=by_state),
            late_in_state=Window(Count("pk", filter=late), partition_by=by_state),
        )
        .filter(place__lte=IN_A_COLUMN)
    )
    found: dict[str, list[Commitment]] = {state.value: [] for state in State}
    for commitment in placed.order_by("state", "place"):
        found[commitment.state].append(commitment)
    columns = tuple(_column(state, found[state.value], filters, today) for state in COLUMNS)
    aside = tuple(
        (Link(str(state.label), filters.href(state=state.value)), _count(found[state.value])) for state in ASIDE
    )
    parts = _parts(columns, aside)
    words = "، ".join(f"{column.state} {persian_digits(column.count)}" for column in columns)
    return Board(columns, tuple(row for row in aside if row[1]), parts, f"تعهدها به تفکیک وضعیت: {words}")


def _count(found: list[Commitment]) -> int:
    return getattr(found[0], "in_state", 0) if found else 0


def _column(state: Commitment.State, found: list[Commitment], filters: Filters, today: date) -> Column:
    count, late = _count(found), getattr(found[0], "late_in_state", 0) if found else 0
    label = str(state.label)
    return Column(
        state=label,
        value=state.value,
        count=count,
        rows=tuple(row_of(commitment, today) for commitment in found),
        late=late,
        more=Link(f"همه {persian_digits(count)} تعهد {label}", filters.href(state=state.value))
        if count > len(found)
        else None,
        is_open=state == State.IN_HAND or bool(late),
    )


def _parts(columns: Iterable[Column], aside: Iterable[tuple[Link, int]]) -> tuple[tuple[str, int], ...]:
    """The shares from right to left: what is still to be done (of it what is late, in brick), then what is done."""
    parts: list[tuple[str, int]] = []
    for column in columns:
        parts += [(column.value, column.count - column.late), ("late", column.late)]
    return (*parts, ("aside", sum(number for _, number in aside)))
