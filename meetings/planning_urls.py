"""Where a meeting is planned, invited to, and attendance is taken."""

from django.urls import URLPattern, path

from meetings.views import finding

MEETING = "meetings/<small:round_number>/<small:number>/"

urlpatterns: list[URLPattern] = [
    path("people/find/", finding.person_find, name="person_find"),
]
