"""From the rows of the statements to their register, for one reader and one address."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef, Prefetch, QuerySet
from django.urls import reverse

from people.models import Round
from persian.numbers import cardinal_words, persian_digits
from records.pager import Link, pager
from records.sections import sections_for
from statements import follow_up
from statements.follow_up import LOZENGES
from statements.models import Addressee, Clause, Statement, StatementText
from statements.register import PAGE_SIZE, StatementRow, StatementsPage

DRAFTS_SHOWN = 20


def statements_page(user: object, *, round_number: int | None, held: bool, page: int) -> StatementsPage:
    """Page `page` of the register, narrowed to a round and to statements with a text. A page too far is the last."""
    texts = StatementText.objects.newest_issued_for(user)
    visible = Statement.objects.visible_to(user)
    numbered = visible.numbered().annotate(is_held=Exists(texts.filter(statement=OuterRef("pk"))))
    overview = list(numbered.order_by().values_list("is_held", flat=True))
    chosen = numbered
    if round_number:
        chosen = chosen.filter(round__number=round_number)
    if held:
        chosen = chosen.filter(is_held=True)
    pages = Paginator(chosen.order_by("-number"), PAGE_SIZE)
    found = pages.get_page(page)
    rows: list[Statement] = [*found]
    drafts = [] if round_number or held else list(visible.drafts().in_order()[:DRAFTS_SHOWN])

    def href(**changed: object) -> str:
        values = {"round": round_number, "held": 1 if held else None, **changed}
        query = urlencode({name: value for name, value in values.items() if value})
        return f"{reverse('statements')}?{query}" if query else reverse("statements")

    return StatementsPage(
        total=f"{persian_digits(pages.count)} بیانیه",
        known=len(overview),
        held=sum(map(bool, overview)),
        rows=_rows(rows, texts.filter(statement__in=rows), user),
        drafts=tuple(_draft(row) for row in drafts),
        round_filter=(
            Link("همه دورها", href(round=None), round_number is None),
            *(
                Link(str(round), href(round=round.number), round.number == round_number)
                for round in Round.objects.order_by("number")
            ),
        ),
        held_filter=(
            Link("همه بیانیه‌ها", href(held=None), not held),
            Link("دارای متن", href(held=1), held),
        ),
        pager=pager(found.number, pages.num_pages, lambda number: href(page=number if number > 1 else None)),
        clear_href=reverse("statements") if round_number or held else "",
        sections=sections_for("statements", None, user),
    )


def rows_of(statements: Iterable[Statement], user: object) -> tuple[StatementRow, ...]:
    """The rows of some statements that `user` may read, in the order in which they come. Four queries."""
    found = list(statements)
    return _rows(found, StatementText.objects.newest_issued_for(user).filter(statement__in=found), user)


def _rows(statements: list[Statement], texts: QuerySet[StatementText], user: object) -> tuple[StatementRow, ...]:
    clauses = Clause.objects.exclude(number="").only("key", "number", "statement_text_id").order_by("position")
    recipients = Addressee.objects.filter(purpose=Addressee.Purpose.RECIPIENT).order_by("position")
    letters = {
        text.statement_id: text
        for text in texts.prefetch_related(Prefetch("clauses", clauses), Prefetch("addressees", recipients))
    }
    states = follow_up.of_statements(list(letters), user)
    return tuple(_row(row, letters.get(row.pk), states.get(row.pk, {})) for row in statements)


def _row(statement: Statement, text: StatementText | None, states: Mapping[str, str]) -> StatementRow:
    in_force = statement.state == Statement.State.ISSUED
    clauses = list(text.clauses.all()) if text else []
    assessed = [states.get(str(clause.key), "not_assessed") for clause in clauses] if states else []
    return StatementRow(
        name=str(statement),
        href=statement.get_absolute_url(),
        title=statement.title or (text.subject if text else ""),
        date=str(statement.issued_on or ""),
        about=_about(clauses, [row.name_as_written for row in text.addressees.all()]) if text else "",
        is_held=text is not None,
        state="" if in_force else str(statement.get_state_display()),
        is_out_of_force=not in_force,
        lozenges=tuple(LOZENGES[name][0] for name in assessed),
        conformity=_conformity(assessed),
    )


def _conformity(assessed: list[str]) -> str:
    """«۲ بند منطبق، ۱ بند ارزیابی‌نشده»."""
    counts = [(assessed.count(name), words) for name, (_, words) in LOZENGES.items()]
    return "، ".join(f"{persian_digits(count)} بند {words}" for count, words in counts if count)


def _about(clauses: list[Clause], recipients: list[str]) -> str:
    count = len(clauses)
    parts = [f"{cardinal_words(count) if count <= 10 else persian_digits(count)} بند"] if count else []
    if recipients:
        more = f" و {cardinal_words(len(recipients) - 1)} گیرنده دیگر" if len(recipients) > 1 else ""
        parts.append(f"به {recipients[0]}{more}")
    return "، ".join(parts)


def _draft(statement: Statement) -> StatementRow:
    return StatementRow(
        name="پیش‌نویس",
        href=statement.get_absolute_url(),
        title=statement.title or str(statement),
        date="",
        about="",
        is_held=True,
    )
