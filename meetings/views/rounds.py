"""The pages of rounds and persons, which tell what was said of and by them in meetings."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from meetings import persons_of, rounds_of
from people.merging import kept_for
from people.models import Person, Round
from persian.addresses import read_small
from persian.text import tidy_line

LONGEST_QUERY = 100


@login_not_required
@require_safe
def rounds(request: HttpRequest) -> HttpResponse:
    page = rounds_of.rounds_page(request.user)
    return render(request, "people/rounds.html", {"page": page, "section": "rounds"})


@login_not_required
@require_safe
def round(request: HttpRequest, number: int) -> HttpResponse:
    found = get_object_or_404(Round.objects.prefetch_related("foci"), number=number)
    page = rounds_of.round_page(found, request.user)
    return render(request, "people/round.html", {"page": page, "section": "rounds"})


@login_not_required
@require_safe
def people(request: HttpRequest) -> HttpResponse:
    query = tidy_line(request.GET.get("q", "")[:LONGEST_QUERY]).strip()
    page = persons_of.people_page(request.user, query=query, page=read_small(request.GET.get("page", "")) or 1)
    return render(request, "people/people.html", {"page": page, "section": "people"})


@login_not_required
@require_safe
def person(request: HttpRequest, person_id: int) -> HttpResponse:
    visible = Person.objects.visible_to(request.user)
    found = visible.filter(pk=person_id).first()
    if found is None or found.is_retired:
        kept = kept_for(person_id)
        if kept is not None and visible.filter(pk=kept.pk).exists():
            return redirect(kept)
        if found is None:
            raise Http404
    page = persons_of.person_page(found, request.user, page=read_small(request.GET.get("page", "")) or 1)
    return render(request, "people/person.html", {"page": page, "section": "people"})
