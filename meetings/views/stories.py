"""All that was said of a theme, a project or a raised title."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from meetings.story_of import Told, story_page
from persian.addresses import read_small
from projects.models import Project, RaisedTitle, Theme


def _lines(request: HttpRequest, told: Told) -> HttpResponse:
    page = story_page(told, request.user, page=read_small(request.GET.get("page", "")) or 1)
    return render(request, "meetings/story.html", {"page": page, "section": "themes"})


@login_not_required
@require_safe
def theme_lines(request: HttpRequest, number: int) -> HttpResponse:
    return _lines(request, get_object_or_404(Theme.objects.visible_to(request.user), number=number))


@login_not_required
@require_safe
def project_lines(request: HttpRequest, project_id: int) -> HttpResponse:
    return _lines(request, get_object_or_404(Project.objects.visible_to(request.user), pk=project_id))


@login_not_required
@require_safe
def title_lines(request: HttpRequest, title_id: int) -> HttpResponse:
    return _lines(request, get_object_or_404(RaisedTitle.objects.visible_to(request.user), pk=title_id))
