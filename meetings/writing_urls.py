"""Where minutes are written while people speak."""

from django.urls import URLPattern

MEETING = "meetings/<small:round_number>/<small:number>/"

urlpatterns: list[URLPattern] = []
