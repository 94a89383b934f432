"""Who may what with raised titles, themes and projects."""

from django.db import models

from records.audience import audiences_of


def may_keep_projects(user: object) -> bool:
    return getattr(user, "writes_records", False)


def may_read(user: object, record: models.Model) -> bool:
    """A theme, project or raised title: whoever belongs to its audience."""
    return getattr(record, "audience", None) in audiences_of(user)
