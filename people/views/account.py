"""One's own account: the name, what keeps it safe, and where it is signed in."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from people.models import SignIn, User
from people.models.user import Stale
from people.own_account import own_account
from people.own_name_form import OwnNameForm


@require_http_methods(["GET", "HEAD", "POST"])
def account(request: HttpRequest) -> HttpResponse:
    user = _reader(request)
    status = 200
    form = OwnNameForm(request.POST or None, instance=user)
    if request.method == "POST":
        if form.is_valid():
            try:
                if form.has_changed():
                    user.change(["name"], version=user.version, by=user)
                messages.success(request, "نام شما ثبت شد.")
            except Stale:
                messages.error(request, "همین دم مدیر سامانه حساب شما را تغییر داد و نام ثبت نشد. دوباره بنویسید.")
            return redirect("account")
        status = 422
    page = own_account(user, request.session.session_key or "")
    return render(request, "account/own.html", {"page": page, "form": form, "section": "account"}, status=status)


@require_POST
def end_session(request: HttpRequest, pk: int) -> HttpResponse:
    user = _reader(request)
    row = get_object_or_404(SignIn, pk=pk, user=user)
    if row.session_key and row.session_key == request.session.session_key:
        user.sign_ins.filter(pk=pk).end()
        logout(request)
        return redirect("home")
    ended = user.sign_ins.filter(pk=pk).end()
    messages.success(request, "آن نشست پایان یافت." if ended else "آن نشست پیش از این پایان یافته بود.")
    return redirect("account")


@require_POST
def end_other_sessions(request: HttpRequest) -> HttpResponse:
    user = _reader(request)
    user.sign_ins.exclude(session_key=request.session.session_key or "-").end()
    messages.success(request, "نشست‌های دیگر پایان یافت؛ تنها همین یکی باز است.")
    return redirect("account")


def _reader(request: HttpRequest) -> User:
    assert isinstance(request.user, User)  # nosec B101: the page is closed to visitors
    return User.objects.get(pk=request.user.pk)
