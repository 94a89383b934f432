from django.urls import URLPattern, path

from records import views

urlpatterns: list[URLPattern] = [
    path("v/", views.verify, name="verify"),
    path("v/<code:code>/", views.verify_code, name="verify_code"),
]
