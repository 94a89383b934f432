"""Where minutes are confirmed, published, corrected and compared."""

from django.urls import URLPattern

MEETING = "meetings/<small:round_number>/<small:number>/"

urlpatterns: list[URLPattern] = []
