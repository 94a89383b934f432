"""Every address of the portal."""

from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

from qazvin20 import health, views

handler400 = "qazvin20.errors.bad_request"
handler403 = "qazvin20.errors.forbidden"
handler404 = "qazvin20.errors.not_found"
handler429 = "qazvin20.errors.too_many_requests"  # asked for by django-allauth
handler500 = "qazvin20.errors.server_error"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.home, name="home"),
    path("desk/", views.desk, name="desk"),
    path("search/", views.search, name="search"),
    path("ledger/", views.ledger, name="ledger"),
    path("", include("people.urls")),
    path("", include("people.keeping_urls")),
    path("", include("meetings.urls")),
    path("", include("projects.urls")),
    path("", include("guilds.urls")),
    path("", include("statements.urls")),
    path("", include("commitments.urls")),
    path("", include("records.urls")),
    path("accounts/", include("qazvin20.accounts")),
    path("admin/", admin.site.urls),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
]
