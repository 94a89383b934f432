from __future__ import annotations

from typing import Any

from allauth.account.admin import EmailAddress  # whose registration is undone below
from allauth.mfa.admin import Authenticator  # likewise
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import BaseUserCreationForm
from django.contrib.auth.models import Group
from django.db import models, transaction
from django.http import HttpRequest, HttpResponse

from people.models import Body, Membership, Merge, Person, PersonName, Post, Round, RoundFocus, SignIn, SignInLink, User
from records.admin import LookOnlyAdmin, RecordAdmin

ROLE_COLUMNS = ("is_member", "is_liaison", "is_secretary", "is_confirmer", "is_administrator")
ACCOUNT = ("username", "name", "email", "person", "body")

# Rights are the roles of an account; groups would be a list of rights that nothing asks for. The mail address stands in
# the account; a list beside it would change without an event. What a second factor hangs on is nobody's to look at.
admin.site.unregister([Group, EmailAddress, Authenticator])


class NewUserForm(BaseUserCreationForm):
    class Meta:
        model = User
        fields = (*ACCOUNT, *ROLE_COLUMNS)
        field_classes: dict[str, Any] = {}


@admin.register(User)
class AccountAdmin(RecordAdmin, UserAdmin):
    """Accounts. The password goes in through Django's forms and is seen nowhere, nor does an event keep it."""

    add_form = NewUserForm
    add_fieldsets = [(None, {"fields": (*ACCOUNT, "password1", "password2")}), ("نقش‌ها", {"fields": ROLE_COLUMNS})]
    fieldsets = [
        (None, {"fields": (*ACCOUNT, "is_active")}),
        ("نقش‌ها", {"fields": ROLE_COLUMNS}),
        ("زمان", {"fields": ("date_joined", "last_login")}),
    ]
    readonly_fields = ["date_joined", "last_login"]
    filter_horizontal = ()
    list_display = ["username", "name", "is_active", *ROLE_COLUMNS]
    list_filter = ["is_active", *ROLE_COLUMNS]
    search_fields = ["username", "name"]
    ordering = ["username"]

    def formfield_for_dbfield(self, db_field: models.Field, request: HttpRequest, **options: Any) -> Any:
        if db_field.name == "username":  # Latin, and judged by the model
            return admin.ModelAdmin.formfield_for_dbfield(self, db_field, request, **options)
        return super().formfield_for_dbfield(db_field, request, **options)

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return super().has_delete_permission(request, obj) and obj != request.user

    def user_change_password(self, request: HttpRequest, id: str, form_url: str = "") -> HttpResponse:
        with transaction.atomic():
            return super().user_change_password(request, id, form_url)

    def log_change(self, request: HttpRequest, obj: User, message: Any) -> Any:
        if request.resolver_match and request.resolver_match.url_name == "auth_user_password_change":
            self.note("user.password_changed", obj, ["username"], request)
        return super().log_change(request, obj, message)


@admin.register(SignIn)
class SignInAdmin(LookOnlyAdmin):
    list_display = ["user", "at", "ended_at", "address"]
    list_select_related = ["user"]
    search_fields = ["user__username"]


@admin.register(SignInLink)
class SignInLinkAdmin(LookOnlyAdmin):
    list_display = ["user", "made_at", "expires_at", "used_at"]
    list_select_related = ["user"]


@admin.register(Person)
class PersonAdmin(RecordAdmin):
    list_display = ["family_name", "given_name", "honorific", "is_retired"]
    list_filter = ["is_retired"]
    search_fields = ["search_key", "names__key"]


@admin.register(PersonName)
class PersonNameAdmin(RecordAdmin):
    list_display = ["written", "person", "confidence"]
    list_filter = ["confidence"]
    search_fields = ["written", "person__search_key"]


@admin.register(Post)
class PostAdmin(RecordAdmin):
    list_display = ["title", "person", "body", "since", "until"]
    list_select_related = ["person", "body"]
    search_fields = ["title", "person__search_key"]


@admin.register(Body)
class BodyAdmin(RecordAdmin):
    list_display = ["name", "kind", "parent", "is_retired"]
    list_filter = ["kind", "is_retired"]
    list_select_related = ["parent"]
    search_fields = ["search_key"]


@admin.register(Round)
class RoundAdmin(RecordAdmin):
    list_display = ["__str__", "status", "opened", "closed", "known_meetings"]
    list_filter = ["status"]
    search_fields = ["=number"]


@admin.register(RoundFocus)
class RoundFocusAdmin(RecordAdmin):
    list_display = ["title", "round", "position"]
    search_fields = ["title"]


@admin.register(Membership)
class MembershipAdmin(RecordAdmin):
    list_display = ["person", "round", "role", "basis", "since", "until"]
    list_filter = ["role", "basis"]
    search_fields = ["person__search_key"]


@admin.register(Merge)
class MergeAdmin(LookOnlyAdmin):
    list_display = ["absorbed", "kept", "at", "by_name", "undone_at"]
    list_select_related = ["absorbed", "kept"]
    search_fields = ["kept__search_key", "absorbed__search_key"]
