"""The settings, for the administrator; and the emblem, for every page's head."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from people.settings_form import SettingsForm
from people.settings_steps import steps_of_settings
from people.views.users import administrator
from records import organisation
from records.emblem import EmblemError, tried_on_paper
from records.models import Organisation

STALE = (
    "در این میان کس دیگری تنظیمات را تغییر داد و چیزی از این فرم ثبت نشد. "
    "آنچه نوشته‌اید برجاست؛ بررسی و دوباره ثبت کنید."
)


@require_http_methods(["GET", "HEAD", "POST"])
def settings(request: HttpRequest) -> HttpResponse:
    by = administrator(request)
    organisation.forget()  # the head of this page shows what is stored now
    stored = organisation.current()
    form = SettingsForm(request.POST or None, request.FILES or None, instance=organisation.current())
    status = 422 if request.method == "POST" else 200
    if request.method == "POST" and form.is_valid():
        try:
            if _save(form, by):
                messages.success(request, "تنظیمات ثبت شد. برگه‌های صادرشده همان‌گونه که بودند می‌مانند.")
            else:
                messages.success(request, "چیزی تغییر نکرده بود.")
            return redirect("settings")
        except organisation.Stale:
            form.add_error(None, STALE)
            form.data = {**request.POST.dict(), "version": str(stored.version)}
            status = 409
        except EmblemError as error:
            form.add_error("picture", str(error))
    context = {"form": form, "stored": stored, "steps": steps_of_settings(), "section": "users"}
    return render(request, "records/settings.html", context, status=status)


def _save(form: SettingsForm, by: organisation.chain.Actor) -> bool:
    wanted: Organisation = form.instance
    if form.emblem_made:
        tried_on_paper(*form.emblem_made)
    if form.cleaned_data.get("drop_picture"):
        wanted.emblem = None
    version = form.cleaned_data["version"] or 0
    return bool(organisation.change(wanted, emblem=form.emblem_made, version=version, by=by))


@login_not_required
@require_safe
def emblem(request: HttpRequest, digest: str) -> HttpResponse:
    """The emblem under the beginning of its hash; another emblem has another address, so this one never changes."""
    kept = organisation.emblem_named(digest, timezone.now())
    if kept is None:
        raise Http404
    try:
        response = HttpResponse(kept.read(), content_type=kept.content_type)
    except FileNotFoundError as error:
        raise Http404 from error
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    # Opened by itself it is a document: nothing in it may run or load, not even what our own pages may.
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
