"""What forms about persons, bodies, rounds and what is kept above have in common: who may, and what is answered."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.db.models import Model
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from people.access import may_keep_people
from people.editing import FormPage
from people.forms.versioned import VersionedForm, VersionField
from people.keeping import Refused, Stale
from people.models import User

STALE = "پس از آنکه این صفحه را باز کردید، کس دیگری آن را تغییر داد. چیزی تغییر نکرد؛ ببینید و اگر باید، دوباره کنید."


def keeper(request: HttpRequest) -> User:
    """Who keeps persons, bodies and rounds. To all others these addresses are not there."""
    if not isinstance(request.user, User) or not may_keep_people(request.user):
        raise Http404
    return request.user


def taken(form: VersionedForm, kept: Model | None, save: Callable[[], object]) -> int:
    """Save a bound form if it is in order: 303, or the status of what is in its way; the form says why."""
    if not form.is_valid():
        return 422
    try:
        save()
    except Stale:
        form.turn_stale(current(kept))
        return 409
    except Refused as reason:
        form.add_error(reason.field if reason.field in form.fields else None, str(reason))
        return 422
    return 303


def current(kept: Model | None) -> int:
    """The version that is stored now."""
    if kept is None:
        return 0
    return type(kept)._default_manager.filter(pk=kept.pk).values_list("version", flat=True).first() or 0


def step(request: HttpRequest, back: str, done: str, take: Callable[[int], object]) -> HttpResponse:
    """One step by a button: taken over the version that the button was shown with, told of on the page at `back`."""
    try:
        take(VersionField().clean(request.POST.get("version")))
    except Stale:
        messages.error(request, STALE)
    except Refused as reason:
        messages.error(request, str(reason))
    else:
        messages.success(request, done)
    return redirect(back)


def shown(request: HttpRequest, form: Form, page: FormPage, status: int = 200) -> HttpResponse:
    """The page with one form on it."""
    context = {"page": page, "form": form, "section": page.section}
    return render(request, "people/edit/form.html", context, status=status)
