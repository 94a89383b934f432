"""Where a meeting is planned, invited to, and attendance is taken."""

from django.urls import URLPattern

MEETING = "meetings/<small:round_number>/<small:number>/"

urlpatterns: list[URLPattern] = []
