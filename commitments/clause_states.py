"""What a statement's page is told of its clauses: the commitments that came of them, how far the city conformed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from django.utils import timezone

from commitments.models import Commitment, ConformityAssessment
from commitments.timing import timing_of
from persian.jalali import tehran_today
from statements.follow_up import ClauseState, Pledge
from statements.models import Statement


class ClauseStates:
    """The answers of this room to `statements.follow_up`. Editions share the keys of clauses, so what was promised
    about a clause of the first edition stands beside it in the second as well.
    """

    def of_clauses(self, statement: Statement, user: object) -> Mapping[str, ClauseState]:
        """Two queries."""
        today = tehran_today(timezone.now())
        pledges: dict[str, list[Pledge]] = defaultdict(list)
        commitments = Commitment.objects.visible_to(user).filter(clause__statement_text__statement=statement)
        for commitment in commitments.select_related("clause", "executor"):
            pledges[str(commitment.clause.key) if commitment.clause else ""].append(_pledge(commitment, today))
        assessed = {str(row.clause.key): row for row in _assessments([statement.pk], user)}
        return {
            key: ClauseState(
                conformity=assessed[key].state if key in assessed else "not_assessed",
                note=assessed[key].note if key in assessed else "",
                pledges=tuple(pledges.get(key, ())),
            )
            for key in {*pledges, *assessed}
        }

    def of_statements(self, statements: Iterable[int], user: object) -> Mapping[int, Mapping[str, str]]:
        """One query."""
        found: dict[int, dict[str, str]] = defaultdict(dict)
        for row in _assessments(statements, user):
            found[row.clause.statement_text.statement_id][str(row.clause.key)] = row.state
        return found


def _assessments(statements: Iterable[int], user: object) -> Iterable[ConformityAssessment]:
    """Those of the clauses of any edition, the newest edition's last."""
    rows = ConformityAssessment.objects.visible_to(user).filter(clause__statement_text__statement__in=statements)
    return rows.select_related("clause__statement_text").order_by("clause__statement_text__number", "id")


def _pledge(commitment: Commitment, today: date) -> Pledge:
    timing = timing_of(commitment, today)
    body = commitment.executor
    return Pledge(
        state=str(commitment.get_state_display()),
        href=commitment.get_absolute_url(),
        timing=timing.words,
        is_late=timing.is_late,
        body=body.name if body else commitment.executor_as_written,
        body_href=body.get_absolute_url() if body else "",
    )
