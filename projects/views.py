"""The pages of themes, projects and raised titles."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from persian.addresses import read_small
from projects import project_page_of, theme_page_of, title_page_of
from projects.models import Project, RaisedTitle, Theme


def _page(request: HttpRequest) -> int:
    return read_small(request.GET.get("page", "")) or 1


@login_not_required
@require_safe
def themes(request: HttpRequest) -> HttpResponse:
    page = theme_page_of.themes_page(request.user, budget=request.GET.get("budget", ""), page=_page(request))
    return render(request, "projects/themes.html", {"page": page, "section": "themes"})


@login_not_required
@require_safe
def theme(request: HttpRequest, number: int) -> HttpResponse:
    visible = Theme.objects.visible_to(request.user).select_related("round")
    page = theme_page_of.theme_page(get_object_or_404(visible, number=number), request.user)
    return render(request, "projects/theme.html", {"page": page, "section": "themes"})


@login_not_required
@require_safe
def projects(request: HttpRequest) -> HttpResponse:
    page = project_page_of.projects_page(request.user, request.GET, _page(request))
    return render(request, "projects/projects.html", {"page": page, "section": "themes"})


@login_not_required
@require_safe
def project(request: HttpRequest, project_id: int) -> HttpResponse:
    visible = Project.objects.visible_to(request.user).select_related("theme", "employer")
    page = project_page_of.project_page(get_object_or_404(visible, pk=project_id), request.user)
    return render(request, "projects/project.html", {"page": page, "section": "themes"})


@login_not_required
@require_safe
def titles(request: HttpRequest) -> HttpResponse:
    page = title_page_of.titles_page(request.user, request.GET, _page(request))
    return render(request, "projects/titles.html", {"page": page, "section": "themes"})


@login_not_required
@require_safe
def title(request: HttpRequest, title_id: int) -> HttpResponse:
    visible = RaisedTitle.objects.visible_to(request.user).select_related("theme", "round")
    page = title_page_of.title_page(get_object_or_404(visible, pk=title_id), request.user)
    return render(request, "projects/title.html", {"page": page, "section": "themes"})
