"""The pages of the bodies that commitments fall to."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from commitments.bodies_of import bodies_page, body_page
from people.models import Body
from persian.addresses import read_small
from persian.jalali import tehran_today


@login_not_required
@require_safe
def bodies(request: HttpRequest) -> HttpResponse:
    page = bodies_page(
        request.user,
        request.GET,
        page=read_small(request.GET.get("page", "")) or 1,
        today=tehran_today(timezone.now()),
    )
    return render(request, "people/bodies.html", {"page": page, "section": "bodies"})


@login_not_required
@require_safe
def body(request: HttpRequest, body_id: int) -> HttpResponse:
    found = get_object_or_404(Body.objects.select_related("parent"), pk=body_id)
    page = body_page(found, request.user, tehran_today(timezone.now()))
    return render(request, "people/body.html", {"page": page, "section": "bodies"})
