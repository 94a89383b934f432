"""How django-allauth signs people in here: by name and password, without mail, into accounts that others made."""

from typing import Any

from allauth.account import views
from allauth.account.adapter import DefaultAccountAdapter
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.db import transaction
from django.http import HttpRequest
from django.urls import URLPattern, path

from people.models import User
from records import chain

SENTENCES = {
    "account/messages/password_changed.txt": "گذرواژه شما تغییر کرد. در دستگاه‌های دیگر باید دوباره وارد شوید.",
    "account/messages/logged_out.txt": "از سامانه خارج شدید.",
}


class Accounts(DefaultAccountAdapter):
    """Signup is closed, every sentence is ours, and tries are counted for a name wherever it is tried."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": "این حساب کاربری بسته است. برای بازگشایی با مدیر سامانه تماس بگیرید.",
        "enter_current_password": "گذرواژه کنونی درست نیست. گذرواژه تغییری نکرده است؛ دوباره بنویسید.",
        "incorrect_password": "گذرواژه درست نیست. دوباره بنویسید.",
        "invalid_login": "نام کاربری یا گذرواژه درست نیست. هر دو را دوباره بنویسید.",
        "username_password_mismatch": "نام کاربری یا گذرواژه درست نیست. هر دو را دوباره بنویسید.",
        "too_many_login_attempts": (
            "شمار تلاش‌های ناموفق از اندازه گذشت و ورود برای پنج دقیقه بسته شد. "
            "حساب شما در امان است؛ پس از پنج دقیقه دوباره تلاش کنید."
        ),
        "rate_limited": "درخواست‌ها پی‌درپی بود. چند دقیقه دیگر دوباره تلاش کنید.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return "/"

    def add_message(
        self, request: HttpRequest, level: int, message_template: str | None = None, *args: Any, **kwargs: Any
    ) -> None:
        if sentence := SENTENCES.get(message_template or ""):
            messages.add_message(request, level, sentence)

    def set_password(self, user: User, password: str) -> None:
        """Change the password of whoever is signed in, and note that in the chain (never the password itself)."""
        with transaction.atomic():
            user.set_password(password)
            user.save(update_fields=["password"])
            chain.append("user.password_changed", user, by=user, snapshot=user.snapshot())

    def get_client_ip(self, request: HttpRequest) -> str:
        """The address that tries are counted for; all that can't be told (a local socket) count as one."""
        try:
            return super().get_client_ip(request)
        except (ImproperlyConfigured, PermissionDenied):
            return request.META.get("REMOTE_ADDR") or "local"

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        # allauth puts the Host header before the name, which gives whoever guesses a count of its own for each host.
        return str(credentials.get("username", "")).lower()


class OurSite:
    """Takes allauth's `site` out of a page's context: it would hide our own from the frame of the page."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)  # type: ignore[misc]
        context.pop("site", None)
        return context


class SignIn(OurSite, views.LoginView):
    pass


class Inactive(OurSite, views.AccountInactiveView):
    pass


# What asks for a mail address (confirming one, a forgotten password) is not here: the portal sends no mail.
urlpatterns: list[URLPattern] = [
    path("login/", SignIn.as_view(), name="account_login"),
    path("logout/", login_not_required(views.logout), name="account_logout"),
    path("inactive/", Inactive.as_view(), name="account_inactive"),
    path("signup/", views.signup, name="account_signup"),
    path("password/change/", views.password_change, name="account_change_password"),
]
