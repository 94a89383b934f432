"""Persons who are one are merged, after a look at what moves, and parted again. For the secretariat alone."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from people import merging
from people.forms.merging import MergeForm
from people.forms.versioned import VersionField
from people.keeping import Refused, Stale
from people.merge_page import merge_page, preview_of
from people.merge_plan import plan_of
from people.models import Merge, Person, User
from people.namesakes import namesakes
from people.views.forms import STALE, keeper
from persian.numbers import persian_digits
from records.pager import Link

VERSION = VersionField()


@require_http_methods(["GET", "HEAD", "POST"])
def person_merge(request: HttpRequest, person_id: int) -> HttpResponse:
    """`person_id` is the one that is merged away; `other` the one that stays."""
    by = keeper(request)
    absorbed = get_object_or_404(Person, pk=person_id)
    given = request.POST if request.method == "POST" else request.GET
    form = MergeForm(given if given.get("other") or request.method == "POST" else None)
    preview, status = None, 422 if request.method == "POST" else 200
    if form.is_bound and form.is_valid():
        kept = form.cleaned_data["other"]
        try:
            merging.refuse(kept, absorbed)
            if request.method == "POST" and request.POST.get("step") == "merge":
                return _merge(request, kept, absorbed, by)
            preview = preview_of(plan_of(kept, absorbed))
            status = 200
        except Refused as reason:
            form.add_error("other", str(reason))
        except Stale:
            form.add_error(None, STALE)
            preview, status = preview_of(plan_of(kept, absorbed)), 409
    context = {
        "form": form,
        "preview": preview,
        "person": absorbed,
        "over": (Link("اشخاص", reverse("people")), Link(str(absorbed), reverse("person_edit", args=[absorbed.pk]))),
        "alike": () if form.is_bound else _alike(absorbed),
        "section": "people",
    }
    return render(request, "people/edit/merge.html", context, status=status)


def _alike(person: Person) -> list[Person]:
    return [other for other in namesakes(person.given_name, person.family_name) if other.pk != person.pk][:10]


def _merge(request: HttpRequest, kept: Person, absorbed: Person, by: User) -> HttpResponse:
    versions = (VERSION.clean(request.POST.get("version")), VERSION.clean(request.POST.get("other_version")))
    row = merging.merge(kept, absorbed, versions=versions, by=by)
    messages.success(request, f"{absorbed} در {kept} ادغام شد. اگر اشتباه بود، همین‌جا برگردانید.")
    return redirect("merge", row.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def merge(request: HttpRequest, merge_id: int) -> HttpResponse:
    """A merge that was done; POST takes it back."""
    by = keeper(request)
    row = get_object_or_404(Merge.objects.select_related("kept", "absorbed"), pk=merge_id)
    if request.method != "POST":
        return render(request, "people/edit/merged.html", {"page": merge_page(row), "section": "people"})
    versions = (VERSION.clean(request.POST.get("version")), VERSION.clean(request.POST.get("other_version")))
    try:
        lost = merging.undo(row, versions=versions, by=by)
    except Stale:
        messages.error(request, STALE)
    except Refused as reason:
        messages.error(request, str(reason))
    else:
        note = f" {persian_digits(lost)} مورد پس از ادغام تغییر کرده یا برداشته شده است و همان ماند." if lost else ""
        messages.success(request, f"ادغام برگشت: {row.absorbed} دوباره شخصی جداست.{note}")
    return redirect("merge", row.pk)
