from projects.models.budget import BudgetLine
from projects.models.project import Project, ProjectStage
from projects.models.theme import RaisedTitle, Theme

__all__ = ["BudgetLine", "Project", "ProjectStage", "RaisedTitle", "Theme"]
