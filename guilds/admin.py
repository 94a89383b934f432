from django.contrib import admin

from guilds.models import (
    Demand,
    DemandAnswer,
    DemandEvidence,
    DemandReferral,
    DemandReport,
    Guild,
    Invitee,
    ReferralExtension,
    Visit,
)
from records.admin import RecordAdmin


@admin.register(Guild)
class GuildAdmin(RecordAdmin):
    list_display = ["name", "kind", "union", "audience", "is_retired"]
    list_filter = ["kind", "audience", "is_retired"]
    list_select_related = ["union"]
    search_fields = ["search_key"]


@admin.register(Visit)
class VisitAdmin(RecordAdmin):
    list_display = ["__str__", "guild", "meeting"]
    list_select_related = ["guild", "meeting__round"]
    search_fields = ["guild__search_key", "=meeting__number"]


@admin.register(Invitee)
class InviteeAdmin(RecordAdmin):
    list_display = ["__str__", "visit", "union_role", "unit", "branch"]
    list_select_related = ["attendance", "visit__guild", "visit__meeting__round"]
    search_fields = ["attendance__name_as_written", "unit", "branch"]


@admin.register(Demand)
class DemandAdmin(RecordAdmin):
    list_display = ["__str__", "visit", "state", "audience"]
    list_filter = ["state", "audience"]
    list_select_related = ["visit__guild", "visit__meeting__round"]
    search_fields = ["text", "visit__guild__search_key"]


@admin.register(DemandReferral)
class DemandReferralAdmin(RecordAdmin):
    list_display = ["demand", "body", "referred_on", "deadline"]
    list_select_related = ["demand", "body"]
    search_fields = ["demand__text", "body__search_key", "letter_number"]


@admin.register(ReferralExtension)
class ReferralExtensionAdmin(RecordAdmin):
    list_display = ["referral", "old_deadline", "new_deadline", "granted_on", "granted_by_name"]
    list_select_related = ["referral__demand", "referral__body"]
    search_fields = ["reason", "referral__demand__text"]


@admin.register(DemandAnswer)
class DemandAnswerAdmin(RecordAdmin):
    list_display = ["demand", "kind", "body", "given_on", "promised_until", "audience"]
    list_filter = ["kind", "audience"]
    list_select_related = ["demand", "body"]
    search_fields = ["text", "demand__text", "given_by_as_written"]


@admin.register(DemandReport)
class DemandReportAdmin(RecordAdmin):
    list_display = ["__str__", "demand", "body", "percent", "state", "reported_at"]
    list_filter = ["state"]
    list_select_related = ["demand", "body"]
    search_fields = ["text", "reporter_name"]


@admin.register(DemandEvidence)
class DemandEvidenceAdmin(RecordAdmin):
    list_display = ["__str__", "report", "position"]
    list_select_related = ["file", "report"]
    search_fields = ["title", "file__original_name"]
