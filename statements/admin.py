from django.contrib import admin

from records.admin import RecordAdmin
from statements.models import (
    Addressee,
    Clause,
    ClauseOrigin,
    ClauseReply,
    ClauseTopic,
    Signatory,
    Statement,
    StatementAttachment,
    StatementReply,
    StatementText,
)


@admin.register(Statement)
class StatementAdmin(RecordAdmin):
    list_display = ["__str__", "title", "round", "issued_on", "state", "audience"]
    list_filter = ["state", "audience"]
    list_select_related = ["round"]
    search_fields = ["=number", "title", "letter_number"]


@admin.register(StatementText)
class StatementTextAdmin(RecordAdmin):
    """State is changed in the portal, where each step has its own event; here it can only be seen."""

    list_display = ["__str__", "number", "subject", "state", "changed_at"]
    list_filter = ["state"]
    list_select_related = ["statement"]
    search_fields = ["=statement__number", "statement__title", "subject"]
    readonly_fields = ["state"]

    def is_frozen(self, obj: StatementText) -> bool:
        return obj.is_issued


class PartOfTextAdmin(RecordAdmin):
    list_select_related = ["statement_text__statement"]

    def is_frozen(self, obj: Clause | Addressee | Signatory) -> bool:
        return obj.statement_text.is_issued


@admin.register(Clause)
class ClauseAdmin(PartOfTextAdmin):
    list_display = ["__str__", "statement_text", "position", "kind", "level"]
    list_filter = ["kind"]
    search_fields = ["text"]


@admin.register(Addressee)
class AddresseeAdmin(PartOfTextAdmin):
    list_display = ["name_as_written", "statement_text", "purpose", "position"]
    list_filter = ["purpose"]
    search_fields = ["name_as_written", "body__search_key"]


@admin.register(Signatory)
class SignatoryAdmin(PartOfTextAdmin):
    list_display = ["name_as_written", "post_as_written", "statement_text", "position"]
    search_fields = ["name_as_written", "person__search_key"]


@admin.register(ClauseTopic)
class ClauseTopicAdmin(RecordAdmin):
    """A tie is no part of the text, so clauses of issued statements can be tied as well."""

    list_display = ["clause", "theme", "project", "title", "round", "body", "person"]
    list_select_related = ["clause", "theme", "project", "title", "round", "body", "person"]
    search_fields = ["clause__text"]


@admin.register(ClauseOrigin)
class ClauseOriginAdmin(RecordAdmin):
    list_display = ["clause", "block", "demand"]
    list_select_related = ["clause", "block", "demand"]
    search_fields = ["clause__text"]


@admin.register(StatementReply)
class StatementReplyAdmin(RecordAdmin):
    list_display = ["statement", "body", "body_as_written", "replied_on", "audience"]
    list_filter = ["audience"]
    list_select_related = ["statement", "body"]
    search_fields = ["body_as_written", "body__search_key", "letter_number", "text"]


@admin.register(ClauseReply)
class ClauseReplyAdmin(RecordAdmin):
    list_display = ["__str__", "clause", "reply"]
    list_select_related = ["clause", "reply__statement", "reply__body"]
    search_fields = ["text", "clause__text"]


@admin.register(StatementAttachment)
class StatementAttachmentAdmin(RecordAdmin):
    list_display = ["title", "statement", "kind", "audience"]
    list_filter = ["kind", "audience"]
    list_select_related = ["statement"]
    search_fields = ["title"]
