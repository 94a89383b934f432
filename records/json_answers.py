"""Answers for scripts of our own pages: whoever asks for JSON gets JSON, whoever asks for a page gets a page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.cache import patch_vary_headers

Answer = TypeVar("Answer", bound=HttpResponse)


def wants_json(request: HttpRequest) -> bool:
    """Whether the request would rather have JSON than a page; one that says nothing gets a page."""
    return request.get_preferred_type(["text/html", "application/json"]) == "application/json"


def json_answer(content: Mapping[str, Any], status: int = 200) -> JsonResponse:
    """The content as JSON that no cache keeps, Persian letters as they are."""
    answer = JsonResponse(content, status=status, json_dumps_params={"ensure_ascii": False})
    answer.headers["Cache-Control"] = "no-store"
    return by_accept(answer)


def by_accept(answer: Answer) -> Answer:
    """The answer, marked as one that depends on what the request accepts."""
    patch_vary_headers(answer, ["Accept"])
    return answer
