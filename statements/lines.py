"""How lines of minutes and clauses are cited, and where each is read."""

from __future__ import annotations

from django.db.models import OuterRef, Q, Subquery
from django.urls import reverse

from meetings.models import Block, Minutes
from persian.numbers import persian_digits
from records.audience import audiences_of
from statements.models import Clause, StatementText

# What it takes to cite, to be given to select_related after the name of the relation.
OF_A_BLOCK = "turn__minutes__meeting__round"
OF_A_CLAUSE = "statement_text__statement"


def newest_minutes(user: object, meeting: str) -> Subquery:
    """The number of the newest edition of minutes that `user` may read, of the meeting at the end of the path."""
    return Subquery(Minutes.objects.newest_published_for(user).filter(meeting=OuterRef(meeting)).values("number")[:1])


def newest_text(user: object, statement: str) -> Subquery:
    """The number of the newest edition that `user` may read, of the statement at the end of the path."""
    texts = StatementText.objects.newest_issued_for(user)
    return Subquery(texts.filter(statement=OuterRef(statement)).values("number")[:1])


def readable_blocks(user: object, block: str) -> Q:
    """That the block at the end of the path was published to `user`."""
    return Q(**{f"{block}__turn__minutes__edition__audience__in": audiences_of(user)})


def cite_block(block: Block) -> str:
    """«صورتجلسه اول دور پنجم، بند ۹»."""
    return f"{block.turn.minutes}، بند {persian_digits(block.number)}"


def block_href(block: Block, newest: int | None) -> str:
    """Where the line is read: in the newest edition if it is of that, else in its own. Empty for one of a draft."""
    minutes = block.turn.minutes
    if not minutes.is_published:
        return ""
    if newest in (None, minutes.number):
        return block.get_absolute_url()
    return f"{reverse('edition', args=[*minutes.meeting.address, minutes.number])}#b{block.number}"


def cite_clause(clause: Clause) -> str:
    """«بیانیه شماره ۷، بند ۳»."""
    return f"{clause.statement_text.statement}، بند {persian_digits(clause.number)}"


def clause_href(clause: Clause, newest: int | None) -> str:
    """Where the clause is read: in the newest edition if it is of that, else in its own; a draft's, in the draft."""
    text = clause.statement_text
    statement = text.statement
    if not text.is_issued:
        return f"{reverse('statement_draft', args=[statement.pk])}#{clause.anchor}"
    if newest in (None, text.number):
        return f"{statement.get_absolute_url()}#{clause.anchor}"
    return f"{statement.edition_url(text.number)}#{clause.anchor}"
