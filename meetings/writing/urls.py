"""Where minutes are written while people speak."""

from django.urls import URLPattern, path

from meetings.views import lines, turns, writing

WRITE = "meetings/<small:round_number>/<small:number>/write/"
TURN = f"{WRITE}turns/<uuid:key>/"

urlpatterns: list[URLPattern] = [
    path(WRITE, writing.write, name="meeting_write"),
    path(f"{WRITE}start/", writing.write_start, name="meeting_write_start"),
    path(f"{WRITE}here/", writing.write_here, name="write_here"),
    path(TURN, turns.turn, name="turn"),
    path(f"{TURN}move/", turns.turn_move, name="turn_move"),
    path(f"{TURN}merge/", turns.turn_merge, name="turn_merge"),
    path(f"{TURN}remove/", turns.turn_remove, name="turn_remove"),
    path(f"{WRITE}lines/<uuid:key>/", lines.line, name="line"),
    path(f"{WRITE}targets/", lines.line_targets, name="line_targets"),
]
