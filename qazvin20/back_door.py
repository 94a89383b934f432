"""The plain back door (/admin/): for administrators; to everybody else who is signed in it is not there."""

from functools import wraps
from typing import Any
from urllib.parse import quote, urlencode

from django.contrib.admin.apps import AdminConfig
from django.contrib.admin.sites import AdminSite
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from records import sample


class BackDoorConfig(AdminConfig):
    default_site = "qazvin20.back_door.BackDoor"


class BackDoor(AdminSite):
    """Django's admin without its own sign-in and password pages: those of the portal count tries and note changes."""

    site_header = "مدیریت داده‌ها"
    site_title = "مدیریت داده‌ها"
    index_title = "کارگروه قزوین + ۲۰"

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        context = super().each_context(request)
        if sample.is_sample():
            context["site_header"] = f"{self.site_header} · {sample.LABEL}"
        return context

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        guarded = super().admin_view(view, cacheable)

        @wraps(guarded)
        def for_administrators(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.user.is_authenticated and not self.has_permission(request):
                raise Http404
            return guarded(request, *args, **kwargs)

        return for_administrators

    @login_not_required
    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        if request.user.is_authenticated:
            if not self.has_permission(request):
                raise Http404
            return redirect("admin:index")
        way_back = urlencode({"next": request.GET.get("next") or reverse("admin:index")}, quote_via=quote, safe="/")
        return redirect(f"{reverse('account_login')}?{way_back}")

    def password_change(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        return redirect("account_change_password")
