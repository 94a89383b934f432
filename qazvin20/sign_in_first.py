"""Whoever is not signed in is led to sign in; a script of ours is told so, since it can't follow to a page."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url

from records.json_answers import by_accept, json_answer, wants_json


class SignInFirst(LoginRequiredMiddleware):
    """Django's own, which answers 401 with the address to sign in at where JSON is asked for."""

    def handle_no_permission(  # type: ignore[override]
        self, request: HttpRequest, view_func: Callable[..., Any]
    ) -> HttpResponse:
        if wants_json(request):
            return json_answer({"sign_in": resolve_url(self.get_login_url(view_func))}, status=401)
        return by_accept(super().handle_no_permission(request, view_func))
