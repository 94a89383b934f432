"""Who may what with statements."""

from records.audience import audiences_of
from statements.models import StatementText


def may_write_statements(user: object) -> bool:
    return getattr(user, "writes_records", False)


def may_issue(user: object) -> bool:
    return getattr(user, "confirms_records", False)


def may_read_source(user: object) -> bool:
    """The original file, which may hold more than what was issued of it."""
    return getattr(user, "writes_records", False)


def may_read_text(user: object, text: StatementText) -> bool:
    if text.edition is not None:
        return text.edition.audience in audiences_of(user)
    if text.state == StatementText.State.IN_REVIEW:
        return getattr(user, "reads_for_members", False)
    return may_write_statements(user)
