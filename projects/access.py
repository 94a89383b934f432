"""Who may what with raised titles, themes and projects."""

from django.db import models

from projects.models import Project
from records.audience import audiences_of


def may_keep_projects(user: object) -> bool:
    return getattr(user, "writes_records", False)


def may_read(user: object, record: models.Model) -> bool:
    """A theme, project or raised title: whoever belongs to its audience; of a project also to that of its theme."""
    audiences = audiences_of(user)
    if isinstance(record, Project) and record.theme.audience not in audiences:
        return False
    return getattr(record, "audience", None) in audiences
