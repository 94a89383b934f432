"""The pages of the second factor: django-allauth's views in our frame, each step an event of the chain."""

from __future__ import annotations

import json
from typing import Any

from allauth.mfa.base.views import AuthenticateView, IndexView
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.views import (
    DownloadRecoveryCodesView,
    GenerateRecoveryCodesView,
    ViewRecoveryCodesView,
)
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from allauth.mfa.webauthn.views import AddWebAuthnView, RemoveWebAuthnView
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse_lazy

from qazvin20.own_site import OurSite
from qazvin20.second_factor import SEEN, SecondFactors, must_have_one, passkeys_are_offered


class Noted(OurSite):
    """A step of the second factor is an event, in one transaction with the step."""

    action = ""
    kind = ""

    def form_valid(self, form: Any) -> HttpResponse:
        with transaction.atomic():
            response: HttpResponse = super().form_valid(form)  # type: ignore[misc]
            request: HttpRequest = self.request  # type: ignore[attr-defined]
            request.user.note(self.action, kind=self.kind)  # type: ignore[union-attr]
            request.session.pop(SEEN, None)
        return response


class OnHttps:
    """Passkeys are there on https sites alone."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not passkeys_are_offered():
            raise Http404
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]


class Overview(OurSite, IndexView):
    template_name = "account/second_factor.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = super().get_context_data(**kwargs)
        kept = found.pop("authenticators")
        codes = kept.get(Authenticator.Type.RECOVERY_CODES)
        return {
            **found,
            "app": Authenticator.Type.TOTP in kept,
            "passkeys": kept.get(Authenticator.Type.WEBAUTHN, []),
            "offers_passkeys": passkeys_are_offered(),
            "codes_left": len(codes.get_unused_codes()) if codes else 0,
            "has_codes": codes is not None,
            "is_required": must_have_one(self.request.user),
            "section": "account",
        }


class Code(OurSite, AuthenticateView):
    template_name = "account/second_factor_code.html"

    def _build_forms(self) -> Any:
        if passkeys_are_offered():
            return super()._build_forms()
        given = self.request.POST if self.request.method == "POST" else None
        self.auth_form = self.get_form_class()(user=self.stage.login.user, data=given)
        self.webauthn_form = None
        return self.auth_form

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = super().get_context_data(**kwargs)
        return {**found, "passkey_options": json.dumps(found.get("js_data", {}).get("request_options", {}))}


class App(Noted, ActivateTOTPView):
    template_name = "account/second_factor_app.html"
    action, kind = "user.second_factor_added", "totp"


class RemoveApp(Noted, DeactivateTOTPView):
    template_name = "account/second_factor_remove.html"
    action, kind = "user.second_factor_removed", "totp"


class Codes(OurSite, ViewRecoveryCodesView):
    template_name = "account/recovery_codes.html"


class NewCodes(Noted, GenerateRecoveryCodesView):
    template_name = "account/recovery_codes_new.html"
    action, kind = "user.codes_made", "recovery_codes"


class CodesFile(DownloadRecoveryCodesView):
    template_name = "account/recovery_codes.txt"
    content_type = "text/plain; charset=utf-8"


class NewPasskey(OnHttps, Noted, AddWebAuthnView):
    template_name = "account/passkey_new.html"
    action, kind = "user.second_factor_added", "webauthn"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        # django-allauth drops the form that was filled in and with it what was wrong with it.
        found = {**super().get_context_data(**kwargs), **kwargs}
        return {**found, "passkey_options": json.dumps(found["js_data"]["creation_options"])}


class RemovePasskey(OnHttps, Noted, RemoveWebAuthnView):
    template_name = "account/second_factor_remove.html"
    action, kind = "user.second_factor_removed", "webauthn"
    success_url = reverse_lazy("mfa_index")

    def form_valid(self, form: Any) -> HttpResponse:
        adapter = SecondFactors()
        if not adapter.can_delete_authenticator(self.get_object()):
            messages.error(self.request, adapter.error_messages["cannot_delete_authenticator"])
            return redirect("mfa_index")
        return super().form_valid(form)


urlpatterns: list[URLPattern] = [
    path("", Overview.as_view(), name="mfa_index"),
    path("code/", Code.as_view(), name="mfa_authenticate"),
    path("app/", App.as_view(), name="mfa_activate_totp"),
    path("app/remove/", RemoveApp.as_view(), name="mfa_deactivate_totp"),
    path("codes/", Codes.as_view(), name="mfa_view_recovery_codes"),
    path("codes/new/", NewCodes.as_view(), name="mfa_generate_recovery_codes"),
    path("codes/download/", CodesFile.as_view(), name="mfa_download_recovery_codes"),
    path("passkey/new/", NewPasskey.as_view(), name="mfa_add_webauthn"),
    path("passkey/<id:pk>/remove/", RemovePasskey.as_view(), name="mfa_remove_webauthn"),
]
