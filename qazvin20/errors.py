"""The pages that say that something did not work. They ask neither the database nor the session."""

import logging
from collections.abc import Callable

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import REASON_NO_CSRF_COOKIE
from django.template.loader import render_to_string

from records import sample
from records.json_answers import json_answer, wants_json

log = logging.getLogger(__name__)
WAIT_SECONDS = 60
PLAIN = (
    '<!doctype html><html lang="fa" dir="rtl"><meta charset="utf-8"><title>خطا</title><h1>این درخواست انجام نشد</h1>'
    "<p>آنچه پیش از این ثبت شده دست‌نخورده است. کمی بعد دوباره تلاش کنید.</p></html>"
)


def page(status: int, template: str = "", **context: object) -> HttpResponse:
    """The page of an HTTP status, from `<status>.html` or the named template; a plain one where that fails."""
    text = PLAIN
    try:
        said = {"status": status, "sample": sample.LABEL if sample.remembered() else ""}
        text = render_to_string(template or f"{status}.html", {**said, **context})
    except Exception:
        log.exception("the page of status %s could not be made", status)
    return HttpResponse(text, status=status)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return too_large(request) if isinstance(exception, RequestDataTooBig) else page(400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return page(403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The same page for what is not there and for what the reader may not know of."""
    return page(404)


def too_large(request: HttpRequest) -> HttpResponse:
    return page(413)


def too_many_requests(request: HttpRequest) -> HttpResponse:
    response = page(429)
    response.headers["Retry-After"] = str(WAIT_SECONDS)
    return response


def server_error(request: HttpRequest) -> HttpResponse:
    return page(500)


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that came without its token: too old, from a browser without cookies, or from another site."""
    if wants_json(request):
        return json_answer({"csrf": True}, status=403)
    return page(403, "403_csrf.html", no_cookie=reason == REASON_NO_CSRF_COOKIE)


class ErrorPages:
    """Gives a body to refusals that Django and views send without one (405 above all), and keeps their headers."""

    bare = (400, 403, 404, 405, 413, 429)

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code in self.bare and not response.streaming and not response.content:
            filled = page(response.status_code)
            response.content = filled.content
            response.headers["Content-Type"] = filled.headers["Content-Type"]
            if response.has_header("Content-Length"):
                response.headers["Content-Length"] = str(len(filled.content))
        return response
