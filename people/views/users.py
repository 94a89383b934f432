"""The administrator's pages of users. To everybody else they are not there."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from people.access import may_administer, may_make_link_for
from people.models import User
from people.models.sign_in import LINK_HOURS
from people.models.user import LastAdministrator, Stale
from people.user_form import UserForm
from people.users_of import sign_ins_page, user_page, users_page
from persian.addresses import read_small
from persian.numbers import persian_digits
from records import mail
from records.mail import Letter

STALE = (
    "در این میان کس دیگری این حساب را تغییر داد و چیزی از این فرم ثبت نشد. "
    "آنچه نوشته‌اید برجاست؛ بررسی و دوباره ثبت کنید."
)
MOVED = "در این میان کس دیگری این حساب را تغییر داد و کاری انجام نشد. صفحه را ببینید و دوباره بخواهید."
LAST = "این تنها حساب باز با نقش مدیر سامانه است و چیزی تغییر نکرد. نخست این نقش را به حساب دیگری هم بدهید."


def administrator(request: HttpRequest) -> User:
    """Who asks. Raises Http404 for everybody who does not keep the users and settings."""
    if not isinstance(request.user, User) or not may_administer(request.user):
        raise Http404
    return request.user


@require_safe
def users(request: HttpRequest) -> HttpResponse:
    administrator(request)
    page = users_page(
        query=request.GET.get("q", ""),
        show=request.GET.get("show", ""),
        page=read_small(request.GET.get("page", "")) or 1,
    )
    return render(request, "people/users.html", {"page": page, "section": "users"})


@require_safe
def sign_ins(request: HttpRequest) -> HttpResponse:
    administrator(request)
    page = sign_ins_page(read_small(request.GET.get("page", "")) or 1)
    return render(request, "people/users_sign_ins.html", {"page": page, "section": "users"})


@require_safe
def user(request: HttpRequest, pk: int) -> HttpResponse:
    reader = administrator(request)
    page = user_page(_account(pk), reader)
    return render(request, "people/user.html", {"page": page, "section": "users"})


@require_http_methods(["GET", "HEAD", "POST"])
def new_user(request: HttpRequest) -> HttpResponse:
    by = administrator(request)
    form = UserForm(request.POST or None, instance=User(), initial={"person": request.GET.get("person", "")[:300]})
    if request.method == "POST" and form.is_valid():
        try:
            form.instance.register(by=by)
        except IntegrityError:
            form.add_error(None, "همین دم حسابی با این نام یا برای این شخص ساخته شد. چیزی ثبت نشد؛ فهرست را ببینید.")
        else:
            messages.success(request, "حساب ساخته شد. اکنون پیوند ورود را بسازید و به دارنده حساب برسانید.")
            return redirect("user", pk=form.instance.pk)
    status = 422 if request.method == "POST" else 200
    return render(request, "people/user_form.html", {"form": form, "section": "users"}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def edit_user(request: HttpRequest, pk: int) -> HttpResponse:
    by = administrator(request)
    account = _account(pk)
    stored = account.version
    form = UserForm(request.POST or None, instance=account)
    status = 422 if request.method == "POST" else 200
    if request.method == "POST" and form.is_valid():
        try:
            names = [name for name in form.changed_data if name != "version"]
            if names:
                account.change(names, version=form.cleaned_data["version"] or 0, by=by)
            messages.success(request, "تغییرها ثبت شد." if names else "چیزی تغییر نکرده بود.")
            return redirect("user", pk=pk)
        except Stale:
            form.add_error(None, STALE)
            form.data = {**request.POST.dict(), "version": str(stored)}  # the next try is against what is stored now
            status = 409
        except LastAdministrator:
            form.add_error("is_administrator", LAST)
        except IntegrityError:
            form.add_error(None, "همین دم حساب دیگری با این نام یا برای این شخص ساخته شد و چیزی ثبت نشد.")
    over = {"form": form, "account": User.objects.get(pk=pk), "section": "users"}
    return render(request, "people/user_form.html", over, status=status)


@require_POST
def close_user(request: HttpRequest, pk: int) -> HttpResponse:
    done = "حساب بسته شد و هر نشست باز آن پایان یافت. آنچه به نام او ثبت شده سر جای خود است."
    return _step(request, pk, lambda account, version, by: account.close(version=version, by=by), done)


@require_POST
def open_user(request: HttpRequest, pk: int) -> HttpResponse:
    done = "حساب باز شد. گذرواژه پیشین آن به کار می‌آید."
    return _step(request, pk, lambda account, version, by: account.open(version=version, by=by), done)


@require_POST
def drop_second_factor(request: HttpRequest, pk: int) -> HttpResponse:
    done = "عامل دوم برداشته شد و نشست‌های باز این حساب پایان یافت."
    return _step(request, pk, lambda account, version, by: account.drop_second_factor(by=by), done)


def _step(request: HttpRequest, pk: int, take: Callable[[User, int, User], None], done: str) -> HttpResponse:
    by = administrator(request)
    account = _account(pk)
    typed = request.POST.get("version", "")[:10]
    try:
        take(account, int(typed) if typed.isascii() and typed.isdigit() else 0, by)
    except Stale:
        messages.error(request, MOVED)
    except LastAdministrator:
        messages.error(request, LAST)
    else:
        messages.success(request, done)
    if request.user.pk == pk and not User.objects.filter(pk=pk, is_active=True).exists():
        return redirect("home")
    return redirect("user", pk=pk)


@require_POST
def make_link(request: HttpRequest, pk: int) -> HttpResponse:
    """Shown in the answer itself, since it is kept nowhere: asking again makes another link and ends this one."""
    by = administrator(request)
    account = _account(pk)
    if not may_make_link_for(by, account):
        messages.error(request, "حساب بسته است و پیوندی ساخته نشد. نخست حساب را باز کنید.")
        return redirect("user", pk=pk)
    page = user_page(account, by)
    address = request.build_absolute_uri(reverse("enter", args=[account.give_link(by=by)]))
    hours = persian_digits(LINK_HOURS)
    mailed, failed = "", False
    if "mail" in request.POST and page.may_be_mailed:
        failed = not _mail(account, address, hours)
        mailed = "" if failed else account.email
    link = {"address": "" if mailed else address, "hours": hours, "mailed": mailed, "failed": failed}
    return render(request, "people/user_link.html", {"page": page, "link": link, "section": "users"})


def _mail(account: User, address: str, hours: str) -> bool:
    letter = Letter(
        recipient=f"user:{account.pk}",
        name=account.display_name,
        address=account.email,
        subject="پیوند ورود به پرتال",
        paragraphs=(
            account.display_name,
            f"با این پیوند گذرواژه خود را برگزینید و وارد شوید. پیوند یک بار و تا {hours} ساعت کار می‌کند. "
            "اگر چشم‌به‌راه آن نبوده‌اید، به مدیر سامانه خبر دهید.",
        ),
        link=("پیوند ورود", address),
    )
    return not mail.send_now(letter)


def _account(pk: int) -> User:
    return get_object_or_404(User.objects.select_related("person", "body"), pk=pk)
