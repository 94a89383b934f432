"""How a clause is cited, and where it is read."""

from __future__ import annotations

from django.db.models import OuterRef, Subquery
from django.urls import reverse

from persian.numbers import persian_digits
from statements.models import Clause, StatementText


def newest_text(user: object, statement: str) -> Subquery:
    """The number of the newest edition that `user` may read, of the statement at the end of the path."""
    texts = StatementText.objects.newest_issued_for(user)
    return Subquery(texts.filter(statement=OuterRef(statement)).values("number")[:1])


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
