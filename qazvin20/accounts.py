"""How django-allauth signs people in here: by name and password, without mail, into accounts that others made."""

import ipaddress
import time
from typing import Any

from allauth.account import app_settings, views
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core import context
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, include, path, reverse

from people.models import SignIn, User
from qazvin20 import second_factor_pages, sign_in_link
from qazvin20.own_site import OurSite

CODES_MADE = "mfa/messages/recovery_codes_generated.txt"
SENTENCES = {
    "mfa/messages/totp_activated.txt": "عامل دوم فعال شد. کدهای بازیابی را جای امنی نگه دارید.",
    "mfa/messages/totp_deactivated.txt": "برنامه رمزساز برداشته شد.",
    CODES_MADE: "کدهای بازیابی تازه ساخته شد؛ کدهای پیشین دیگر کار نمی‌کنند.",
    "mfa/messages/webauthn_added.txt": "کلید عبور افزوده شد.",
    "mfa/messages/webauthn_removed.txt": "کلید عبور برداشته شد.",
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

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Whoever works here is led to the desk, others to the first page."""
        return (
            reverse("desk") if getattr(request.user, "works_here", False) else super().get_login_redirect_url(request)
        )

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("account")

    def add_message(
        self, request: HttpRequest, level: int, message_template: str | None = None, *args: Any, **kwargs: Any
    ) -> None:
        where = request.resolver_match
        if message_template == CODES_MADE and where and where.view_name != "mfa_generate_recovery_codes":
            return  # the first codes come with the factor itself, and there are none before them
        if sentence := SENTENCES.get(message_template or ""):
            messages.add_message(request, level, sentence)

    def set_password(self, user: User, password: str) -> None:
        """Change the password of whoever is signed in, and note that in the chain (never the password itself)."""
        with transaction.atomic():
            user.set_password(password)
            user.save(update_fields=["password"])
            user.note("user.password_changed")

    def login(self, request: HttpRequest, user: Any) -> None:
        """Open the session, and write down that it was opened."""
        super().login(request, user)
        SignIn.objects.create(
            user=user,
            address=address_of(self.get_client_ip(request)),
            agent=request.META.get("HTTP_USER_AGENT", "").replace("\0", "")[:200],
            session_key=request.session.session_key or "",
        )

    def logout(self, request: HttpRequest) -> None:
        if request.session.session_key:
            SignIn.objects.filter(session_key=request.session.session_key).end()
        super().logout(request)

    def is_reauthentication_required(self, *, app: str, **options: Any) -> bool:
        """Whether the password has to be given once more: not within five minutes of having been given."""
        request = context.request
        given = [record["at"] for record in get_authentication_records(request, request.user)]
        return not given or time.time() - max(given) > app_settings.REAUTHENTICATION_TIMEOUT

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """Everybody has a password, and one way is enough."""
        if not user.is_authenticated:
            return []
        return [{"id": "reauthenticate", "description": "گذرواژه", "url": reverse("account_reauthenticate")}]

    def get_client_ip(self, request: HttpRequest) -> str:
        """The address that tries are counted for; all that can't be told (a local socket) count as one."""
        try:
            return super().get_client_ip(request)
        except (ImproperlyConfigured, PermissionDenied):
            return request.META.get("REMOTE_ADDR") or "local"

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        # allauth puts the Host header before the name, which gives whoever guesses a count of its own for each host.
        return str(credentials.get("username", "")).lower()


def address_of(told: str) -> str | None:
    """The address as a column of addresses takes it; None for what is none («local»)."""
    try:
        return str(ipaddress.ip_address(told))
    except ValueError:
        return None


class SignInPage(OurSite, views.LoginView):
    pass


class Inactive(OurSite, views.AccountInactiveView):
    pass


def change_password(request: HttpRequest) -> HttpResponse:
    """Every other session of the account ends; this one goes on under a new key, and the register follows it."""
    before = request.session.session_key
    response = views.password_change(request)
    now = request.session.session_key
    if before and now and before != now and isinstance(request.user, User):
        SignIn.objects.filter(session_key=before).update(session_key=now)
        request.user.sign_ins.exclude(session_key=now).end()
    return response


# What asks for a mail address (confirming one, a forgotten password) is not here: there may be no mail.
urlpatterns: list[URLPattern | URLResolver] = [
    path("login/", SignInPage.as_view(), name="account_login"),
    path("logout/", login_not_required(views.logout), name="account_logout"),
    path("inactive/", Inactive.as_view(), name="account_inactive"),
    path("signup/", views.signup, name="account_signup"),
    path("password/change/", change_password, name="account_change_password"),
    path("password/confirm/", views.reauthenticate, name="account_reauthenticate"),
    path("enter/<slug:token>/", sign_in_link.enter, name="enter"),
    path("second-factor/", include(second_factor_pages)),
]
