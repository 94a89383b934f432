"""What a request may be at all, looked at before anything reads it: its characters and its size."""

import codecs
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse

from qazvin20 import errors


class CleanRequests:
    """Refuses, with 400, a NUL in address, query or cookies, and a body or query said to be in anything but UTF-8.

    PostgreSQL takes no NUL, not even to compare with; and the decoders that a request could name («unicode_escape»,
    «idna») make lone surrogates or raise. Inside a form a NUL stays a matter of the form, which has a field to blame.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        query = request.META.get("QUERY_STRING", "")
        if "\0" in request.path_info or "\0" in query or "%00" in query:
            raise BadRequest("NUL in the address")
        if any("\0" in text for cookie in request.COOKIES.items() for text in cookie):
            raise BadRequest("NUL in a cookie")
        charset = (request.content_params or {}).get("charset", "utf-8")
        try:
            named = codecs.lookup(charset).name
        except (LookupError, ValueError):
            named = ""
        if named != "utf-8":
            raise BadRequest("not UTF-8")
        return self.get_response(request)


class BodySize:
    """Refuses a body, with 413, that is larger than its address takes, before a byte of it is read.

    Django has one limit for all addresses, and that one must let a pasted document through.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        match = request.resolver_match
        limit = settings.LARGE_BODIES.get(match.view_name if match else "", settings.ORDINARY_BODY)
        length = request.META.get("CONTENT_LENGTH") or "0"
        # The server reads no more than it was told, and nothing where it was told nothing.
        if length.isascii() and length.isdigit() and int(length[:20]) > limit:
            return errors.too_large(request)
        return None
