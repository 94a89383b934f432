"""What a field asks while somebody types a name into it."""

from __future__ import annotations

from dataclasses import asdict

from django.http import Http404, HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from meetings.access import may_write_minutes
from meetings.planning.person_finding import find_people


@require_safe
def person_find(request: HttpRequest) -> JsonResponse:
    if not may_write_minutes(request.user):
        raise Http404
    found = find_people(request.GET.get("q", ""), request.GET.get("meeting", ""))
    return JsonResponse({"people": [asdict(row) for row in found]}, json_dumps_params={"ensure_ascii": False})
