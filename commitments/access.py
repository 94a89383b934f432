"""Who may what with commitments, reports on them and the assessment of conformity."""

from commitments.models import Commitment
from records.followup import body_of_liaison


def may_keep_commitments(user: object) -> bool:
    return getattr(user, "writes_records", False)


def may_report_on(user: object, commitment: Commitment) -> bool:
    """The secretariat, and a liaison of the body that must do it."""
    body = body_of_liaison(user)
    return may_keep_commitments(user) or (body is not None and commitment.executor_id == body)


def may_decide_on_reports(user: object) -> bool:
    return getattr(user, "writes_records", False)


def may_assess(user: object) -> bool:
    return getattr(user, "writes_records", False)
