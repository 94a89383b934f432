"""Addresses of what the rooms up to meetings show, grouped by object."""

from django.urls import URLPattern, path

from meetings.confirmation.urls import urlpatterns as confirmation
from meetings.planning.urls import urlpatterns as planning
from meetings.views import imports, meetings, rounds, stories
from meetings.writing.urls import urlpatterns as writing

urlpatterns: list[URLPattern] = [
    path("rounds/", rounds.rounds, name="rounds"),
    path("rounds/<small:number>/", rounds.round, name="round"),
    path("people/", rounds.people, name="people"),
    path("people/<id:person_id>/", rounds.person, name="person"),
    path("meetings/", meetings.meetings, name="meetings"),
    path("meetings/<small:round_number>/<small:number>/", meetings.meeting, name="meeting"),
    path("meetings/<small:round_number>/<small:number>/minutes.pdf", meetings.minutes_file, name="meeting_pdf"),
    path("meetings/<small:round_number>/<small:number>/minutes.docx", meetings.minutes_word, name="meeting_word"),
    path("meetings/<small:round_number>/<small:number>/draft/", meetings.draft, name="meeting_draft"),
    path(
        "meetings/<small:round_number>/<small:number>/draft/minutes.pdf", meetings.draft_file, name="meeting_draft_pdf"
    ),
    path(
        "meetings/<small:round_number>/<small:number>/draft/minutes.docx",
        meetings.draft_word,
        name="meeting_draft_word",
    ),
    path(
        "meetings/<small:round_number>/<small:number>/editions/<small:edition_number>/",
        meetings.edition,
        name="edition",
    ),
    path(
        "meetings/<small:round_number>/<small:number>/editions/<small:edition_number>/minutes.pdf",
        meetings.minutes_file,
        name="edition_pdf",
    ),
    path(
        "meetings/<small:round_number>/<small:number>/editions/<small:edition_number>/minutes.docx",
        meetings.minutes_word,
        name="edition_word",
    ),
    path(
        "meetings/<small:round_number>/<small:number>/source/<id:minutes_id>/", meetings.source, name="meeting_source"
    ),
    path(
        "meetings/<small:round_number>/<small:number>/attachments/<id:attachment_id>/",
        meetings.attachment,
        name="attachment",
    ),
    path("themes/<small:number>/lines/", stories.theme_lines, name="theme_lines"),
    path("projects/<id:project_id>/lines/", stories.project_lines, name="project_lines"),
    path("titles/<id:title_id>/lines/", stories.title_lines, name="title_lines"),
    path("import/", imports.import_document, name="import"),
    path("import/<uuid:token>/", imports.import_review, name="import_review"),
    *confirmation,
    *planning,
    *writing,
]
