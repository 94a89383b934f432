from django.contrib import admin

from meetings.models import (
    AgendaItem,
    Attachment,
    Attendance,
    Block,
    CorrectionRequest,
    Invitation,
    Meeting,
    Mention,
    Minutes,
    Presence,
    Turn,
    TurnRevision,
)
from records.admin import LookOnlyAdmin, RecordAdmin


@admin.register(Meeting)
class MeetingAdmin(RecordAdmin):
    list_display = ["__str__", "round", "number", "held_on", "state", "audience"]
    list_filter = ["state", "kind", "audience"]
    search_fields = ["=number", "title", "place"]


@admin.register(AgendaItem)
class AgendaItemAdmin(RecordAdmin):
    list_display = ["title", "meeting", "position", "outcome"]
    list_filter = ["outcome"]
    search_fields = ["title"]


@admin.register(Attendance)
class AttendanceAdmin(RecordAdmin):
    list_display = ["name_as_written", "meeting", "capacity", "status"]
    list_filter = ["capacity", "status"]
    search_fields = ["name_as_written", "person__search_key"]


@admin.register(Invitation)
class InvitationAdmin(RecordAdmin):
    list_display = ["attendance", "letter_number", "sent_at", "reply"]
    list_filter = ["reply"]
    search_fields = ["attendance__name_as_written", "letter_number"]


@admin.register(Attachment)
class AttachmentAdmin(RecordAdmin):
    list_display = ["title", "meeting", "kind", "audience"]
    list_filter = ["kind", "audience"]
    search_fields = ["title"]


@admin.register(Minutes)
class MinutesAdmin(RecordAdmin):
    """State is changed in the portal, where each step has its own event; here it can only be seen."""

    list_display = ["__str__", "number", "kind", "state", "changed_at"]
    list_filter = ["state", "kind"]
    list_select_related = ["meeting__round"]
    search_fields = ["=meeting__number", "meeting__title"]
    readonly_fields = ["state"]

    def is_frozen(self, obj: Minutes) -> bool:
        return obj.is_published


@admin.register(Turn)
class TurnAdmin(RecordAdmin):
    list_display = ["__str__", "minutes", "position", "person", "confidence"]
    list_filter = ["confidence"]
    list_select_related = ["minutes__meeting__round", "person"]
    search_fields = ["speaker_as_written", "person__search_key"]

    def is_frozen(self, obj: Turn) -> bool:
        return obj.minutes.is_published


@admin.register(Block)
class BlockAdmin(RecordAdmin):
    list_display = ["__str__", "number", "turn", "kind", "level", "mark"]
    list_filter = ["kind", "mark"]
    search_fields = ["text"]

    def is_frozen(self, obj: Block) -> bool:
        return obj.turn.minutes.is_published


@admin.register(Mention)
class MentionAdmin(RecordAdmin):
    """A tie is no part of the text, so lines of published minutes can be tied as well."""

    list_display = ["block", "theme", "project", "title", "round", "body", "person"]
    list_select_related = ["block", "theme", "project", "title", "round", "body", "person"]
    search_fields = ["block__text"]


@admin.register(TurnRevision)
class TurnRevisionAdmin(LookOnlyAdmin):
    list_display = ["minutes", "turn_key", "version", "kind", "editor_name", "at"]
    list_filter = ["kind"]
    list_select_related = ["minutes__meeting__round"]
    search_fields = ["editor_name", "text"]


@admin.register(Presence)
class PresenceAdmin(LookOnlyAdmin):
    list_display = ["minutes", "user", "seen_at"]
    list_select_related = ["minutes__meeting__round", "user"]
    search_fields = ["user__username"]


@admin.register(CorrectionRequest)
class CorrectionRequestAdmin(RecordAdmin):
    list_display = ["__str__", "minutes", "asked_by", "asked_at", "state"]
    list_filter = ["state"]
    list_select_related = ["minutes__meeting__round", "asked_by"]
    search_fields = ["wish", "block_text"]
