"""The link that somebody was handed: looking at it uses nothing up, giving a password does."""

from __future__ import annotations

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from people.models import SignInLink, User
from qazvin20.account_forms import NewPasswordForm


@sensitive_post_parameters("password1", "password2")
@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: HttpRequest, token: str) -> HttpResponse:
    """Mail scanners follow links, so a GET only shows the form. A link that is used, late or unknown answers 404."""
    link = SignInLink.objects.find(token)
    if link is None:
        return render(request, "account/link.html", status=404)
    form = NewPasswordForm(request.POST or None, user=link.user)
    if request.method == "POST" and form.is_valid():
        if not _give_password(link, form.cleaned_data["password1"]):
            return render(request, "account/link.html", status=404)
        if request.user.is_authenticated:
            get_adapter().logout(request)
        record_authentication(request, link.user, method="password", reauthenticated=True)
        return perform_login(request, Login(user=link.user))
    # 200 even where the form has objections: the log keeps the address of what is refused, and this one still works.
    return render(request, "account/link.html", {"form": form, "account": link.user})


def _give_password(link: SignInLink, password: str) -> bool:
    """Use up the link for this password; False where somebody was quicker or the account was closed meanwhile."""
    with transaction.atomic():
        user = User.objects.select_for_update(of=("self",)).get(pk=link.user_id)
        if not user.is_active or not link.use():
            return False
        user.set_password(password)
        user.save(update_fields=["password"])
        user.sign_ins.all().end()
        user.note("user.link_used")
    link.user = user
    return True
