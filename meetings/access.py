"""Who may what with meetings and their minutes."""

from meetings.models import Minutes
from records.audience import audiences_of


def may_write_minutes(user: object) -> bool:
    return getattr(user, "writes_records", False)


def may_import(user: object) -> bool:
    return getattr(user, "writes_records", False)


def may_publish(user: object) -> bool:
    return getattr(user, "confirms_records", False)


def may_read_source(user: object) -> bool:
    """The original file, which may hold more than what was published of it."""
    return getattr(user, "writes_records", False)


def may_read_minutes(user: object, minutes: Minutes) -> bool:
    if minutes.edition is not None:
        return minutes.edition.audience in audiences_of(user)
    if minutes.state in (Minutes.State.IN_REVIEW, Minutes.State.CONFIRMED):
        return getattr(user, "reads_for_members", False)
    return may_write_minutes(user)


def may_read_history(user: object) -> bool:
    """Every version of a text, also what never became one."""
    return getattr(user, "writes_records", False)


def may_ask_for_corrections(user: object) -> bool:
    """Of a line of minutes in review."""
    return getattr(user, "reads_for_members", False)
