from django.contrib import admin

from commitments.models import Commitment, CommitmentEvidence, CommitmentReport, ConformityAssessment, Extension
from records.admin import RecordAdmin


@admin.register(Commitment)
class CommitmentAdmin(RecordAdmin):
    list_display = ["__str__", "executor", "executor_as_written", "deadline", "state", "audience"]
    list_filter = ["state", "audience"]
    list_select_related = ["executor", "block", "clause", "demand"]
    search_fields = [
        "task",
        "executor__search_key",
        "executor_as_written",
        "block__text",
        "clause__text",
        "demand__text",
    ]


@admin.register(Extension)
class ExtensionAdmin(RecordAdmin):
    list_display = ["commitment", "old_deadline", "new_deadline", "granted_on", "granted_by_name"]
    list_select_related = ["commitment__block", "commitment__clause", "commitment__demand"]
    search_fields = ["reason", "commitment__task"]


@admin.register(CommitmentReport)
class CommitmentReportAdmin(RecordAdmin):
    list_display = ["__str__", "commitment", "body", "percent", "state", "reported_at"]
    list_filter = ["state"]
    list_select_related = ["commitment__block", "commitment__clause", "commitment__demand", "body"]
    search_fields = ["text", "reporter_name"]


@admin.register(CommitmentEvidence)
class CommitmentEvidenceAdmin(RecordAdmin):
    list_display = ["__str__", "report", "position"]
    list_select_related = ["file", "report"]
    search_fields = ["title", "file__original_name"]


@admin.register(ConformityAssessment)
class ConformityAssessmentAdmin(RecordAdmin):
    list_display = ["clause", "state", "assessed_on", "assessed_by_name", "audience"]
    list_filter = ["state", "audience"]
    list_select_related = ["clause"]
    search_fields = ["note", "clause__text"]
