"""The pages that draw on the whole archive."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from meetings.access import may_write_minutes
from persian.jalali import tehran_today
from qazvin20.desk_of import desk_of
from qazvin20.finding_of import search_page
from qazvin20.home_of import home_page
from qazvin20.ledger_of import ledger_of
from records.narrowing import query_of


@login_not_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    return render(request, "home.html", {"page": home_page(request.user), "section": "home"})


@login_not_required
@require_safe
def ledger(request: HttpRequest) -> HttpResponse:
    return render(request, "ledger.html", {"page": ledger_of(request.user), "section": "ledger"})


@login_not_required
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    page = search_page(request.user, query_of(request.GET))
    return render(request, "search.html", {"page": page, "section": "search"})


@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """What the secretariat has to do today; to others it is not there."""
    if not may_write_minutes(request.user):
        raise Http404
    page = desk_of(request.user, tehran_today(timezone.now()))
    return render(request, "desk.html", {"page": page, "section": "desk"})
