"""The back door's common ground: every step through it is an event of the chain, and typed text is tidied."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any, cast

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import (
    AdminTextareaWidget,
    AdminTextInputWidget,
    AutocompleteSelect,
    AutocompleteSelectMultiple,
)
from django.db import models
from django.http import HttpRequest

from persian.fields import PartialDateField, PersianCharField
from persian.partial_date_column import PartialDateColumn
from persian.text import search_key
from records import chain
from records.models import ChainHead, Edition, Event, Mailing, Organisation, PendingImport, StoredFile

# The archive's own columns: no form writes them.
KEPT_BY_THE_ARCHIVE = ("version", "edition", "created_at", "changed_at")
NOT_FOR_THE_CHAIN = ("password", "email", "search_key", "sort_key")
LONGEST_ID = 18  # digits, as in addresses
LONGEST_SEARCH = 200  # SQLite refuses patterns that are much longer


def values_of(obj: models.Model, names: Iterable[str]) -> dict[str, Any]:
    """The columns called `names` as an event keeps them: plain JSON values; no password and no mail address."""
    kept: dict[str, Any] = {}
    for name in names:
        field = obj._meta.get_field(name)
        if name in NOT_FOR_THE_CHAIN or not isinstance(field, models.Field) or isinstance(field, models.BinaryField):
            continue
        if isinstance(field, models.ManyToManyField):
            kept[name] = sorted(row.pk for row in field.value_from_object(obj))
        else:
            value = field.value_from_object(obj)
            kept[name] = value if value is None or isinstance(value, str | int) else field.value_to_string(obj)
    return kept


def _ids(values: Iterable[Any]) -> list[str]:
    """What of `values` can be the id of a row, or nothing. Django looks up anything else and breaks off."""
    texts = [str(value) for value in values]
    return [text for text in texts if not text or (text.isascii() and text.isdigit() and len(text) <= LONGEST_ID)]


class FoundByTyping(AutocompleteSelect):
    def optgroups(self, name: str, value: Sequence[str], attr: dict[str, Any] | None = None) -> Any:
        return super().optgroups(name, _ids(value), attr)


class SeveralFoundByTyping(AutocompleteSelectMultiple):
    def optgroups(self, name: str, value: Sequence[str], attr: dict[str, Any] | None = None) -> Any:
        return super().optgroups(name, _ids(value), attr)


class SeveralRowsField(forms.ModelMultipleChoiceField):
    def clean(self, value: Any) -> Any:
        for text in value or ():
            if not _ids([text]):
                raise forms.ValidationError(self.error_messages["invalid_pk_value"], params={"pk": str(text)[:40]})
        return super().clean(value)


class DayField(PartialDateField):
    """A whole Jalali day, for date columns. Cleans to a Gregorian date, None for nothing."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(whole_day=True, **kwargs)

    def clean(self, value: Any) -> date | None:
        day = super().clean(value)
        return day.first if day else None

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return bool(self.clean(data) != initial)
        except forms.ValidationError:
            return True


class RecordForm(forms.ModelForm):
    is_frozen: Callable[[models.Model], bool]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if isinstance(field, PersianCharField) and self.instance.pk:
                field.stored = getattr(self.instance, name)

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]
        if not self.errors and self.is_frozen(self.instance):
            self.add_error(None, "سند منتشرشده دیگر تغییر نمی‌کند و چیزی ثبت نشد. برای اصلاح، ویرایش تازه‌ای آغاز کنید.")


class RecordAdmin(admin.ModelAdmin):
    """Lists, searches, adds, changes and deletes rows one at a time, each with its event in the same transaction.

    A row that others refer to is not deleted (Django's page names them), and one that `is_frozen` is only looked at.
    """

    form = RecordForm
    actions = None
    list_per_page = 50
    show_full_result_count = False
    view_on_site = False

    def is_frozen(self, obj: Any) -> bool:
        """Whether `obj` is, or is part of, something published, so that nothing in it may change any more."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return super().has_change_permission(request, obj) and not (obj is not None and self.is_frozen(obj))

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return super().has_delete_permission(request, obj) and not (obj is not None and self.is_frozen(obj))

    def get_autocomplete_fields(self, request: HttpRequest) -> list[str]:
        """Every foreign key to what can be searched for: no list of a thousand options is ever drawn."""
        targets = {model for model, keeper in self.admin_site._registry.items() if keeper.search_fields}
        return [
            field.name
            for field in [*self.opts.fields, *self.opts.many_to_many]
            if field.remote_field and field.related_model in targets
        ]

    def get_readonly_fields(self, request: HttpRequest, obj: models.Model | None = None) -> list[str]:
        own = {field.name for field in self.opts.fields}
        return [*super().get_readonly_fields(request, obj), *(name for name in KEPT_BY_THE_ARCHIVE if name in own)]

    def get_form(
        self, request: HttpRequest, obj: models.Model | None = None, change: bool = False, **options: Any
    ) -> Any:
        form: Any = super().get_form(request, obj, change=change, **options)
        form.is_frozen = self.is_frozen
        return form

    def formfield_for_dbfield(self, db_field: models.Field, request: HttpRequest, **options: Any) -> Any:
        label = str(db_field.verbose_name)
        shown: dict[str, Any] = {"label": label, "required": not db_field.blank, "help_text": db_field.help_text}
        if isinstance(db_field, PartialDateColumn):
            return PartialDateField(**shown)
        if type(db_field) is models.DateField:
            return DayField(**shown)
        if type(db_field) in (models.CharField, models.TextField) and not db_field.choices:
            several = isinstance(db_field, models.TextField)
            widget = AdminTextareaWidget if several else AdminTextInputWidget
            return PersianCharField(multiline=several, max_length=db_field.max_length, widget=widget, **shown)
        return super().formfield_for_dbfield(db_field, request, **options)

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **options: Any) -> Any:
        if db_field.name in self.get_autocomplete_fields(request):
            options["widget"] = FoundByTyping(db_field, self.admin_site)
        return super().formfield_for_foreignkey(db_field, request, **options)

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **options: Any) -> Any:
        if db_field.name in self.get_autocomplete_fields(request):
            options |= {"widget": SeveralFoundByTyping(db_field, self.admin_site), "form_class": SeveralRowsField}
        return super().formfield_for_manytomany(db_field, request, **options)

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> tuple[Any, bool]:
        term = search_term[:LONGEST_SEARCH]
        if "search_key" in self.get_search_fields(request):
            term = search_key(term)
        return super().get_search_results(request, queryset, term)

    def save_model(self, request: HttpRequest, obj: Any, form: forms.ModelForm, change: bool) -> None:
        if change and form.changed_data and hasattr(obj, "version"):
            obj.version += 1
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: forms.ModelForm, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        own = [field.name for field in [*self.opts.fields, *self.opts.many_to_many]]
        names = [name for name in own if name in form.changed_data] if change else own
        if names:
            self.note("admin.changed" if change else "admin.added", form.instance, names, request)

    def log_deletions(self, request: HttpRequest, queryset: Any) -> Any:
        entries = super().log_deletions(request, queryset)
        for obj in queryset:
            self.note("admin.deleted", obj, [field.name for field in self.opts.fields], request)
        return entries

    def note(self, action: str, obj: models.Model, names: Iterable[str], request: HttpRequest) -> None:
        """Append what was done to the chain, with the columns called `names`."""
        by = cast(chain.Actor, request.user)  # nobody else gets in
        chain.append(action, obj, by=by, version=getattr(obj, "version", 0), snapshot=values_of(obj, names))


class LookOnlyAdmin(RecordAdmin):
    """What only the archive itself writes."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False


@admin.register(Event)
class EventAdmin(LookOnlyAdmin):
    list_display = ["sequence", "at", "actor_name", "action", "object_label", "version"]
    search_fields = ["actor_name", "action", "object_label"]
    ordering = ["-sequence"]


@admin.register(ChainHead)
class ChainHeadAdmin(LookOnlyAdmin):
    list_display = ["sequence", "hash"]


@admin.register(Edition)
class EditionAdmin(LookOnlyAdmin):
    list_display = ["title", "number", "code", "issued_at", "issued_by_name", "audience"]
    list_filter = ["audience", "is_summary"]
    search_fields = ["title", "code"]


@admin.register(StoredFile)
class StoredFileAdmin(LookOnlyAdmin):
    list_display = ["__str__", "content_type", "size", "sha256", "created_at"]
    search_fields = ["original_name", "sha256"]
    ordering = ["-id"]


@admin.register(PendingImport)
class PendingImportAdmin(LookOnlyAdmin):
    list_display = ["__str__", "purpose", "owner_id", "created_at"]
    ordering = ["-created_at", "token"]


@admin.register(Organisation)
class OrganisationAdmin(LookOnlyAdmin):
    list_display = ["name", "version"]


@admin.register(Mailing)
class MailingAdmin(LookOnlyAdmin):
    list_display = ["subject", "recipient_name", "address", "kind", "state", "laid_at"]
    list_filter = ["kind", "state"]
    search_fields = ["subject", "recipient_name", "address"]
