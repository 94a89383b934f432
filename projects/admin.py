from django.contrib import admin

from projects.models import BudgetLine, Project, ProjectStage, RaisedTitle, Theme
from records.admin import RecordAdmin


@admin.register(Theme)
class ThemeAdmin(RecordAdmin):
    list_display = ["number", "title", "round", "audience"]
    list_filter = ["audience"]
    list_select_related = ["round"]
    search_fields = ["=number", "title"]


@admin.register(RaisedTitle)
class RaisedTitleAdmin(RecordAdmin):
    list_display = ["text", "field", "theme", "round", "audience"]
    list_filter = ["audience"]
    list_select_related = ["theme", "round"]
    search_fields = ["search_key"]


@admin.register(Project)
class ProjectAdmin(RecordAdmin):
    list_display = ["title", "theme", "field", "state", "audience"]
    list_filter = ["state", "audience"]
    search_fields = ["title", "field"]


@admin.register(ProjectStage)
class ProjectStageAdmin(RecordAdmin):
    list_display = ["title", "project", "position", "planned_end", "ended", "physical_progress"]
    search_fields = ["title", "project__title"]


@admin.register(BudgetLine)
class BudgetLineAdmin(RecordAdmin):
    list_display = ["project", "year", "row_code", "inclusion", "approved", "allocated", "spent"]
    list_filter = ["inclusion", "year"]
    search_fields = ["project__title", "row_code", "heading"]
