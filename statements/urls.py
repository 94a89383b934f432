"""Addresses of statements: an issued one's is its number, a draft's the number of its row."""

from django.urls import URLPattern, path

from statements import views

urlpatterns: list[URLPattern] = [
    path("statements/", views.statements, name="statements"),
    path("statements/<small:number>/", views.statement, name="statement"),
    path("statements/<small:number>/statement.pdf", views.letter, name="statement_pdf"),
    path("statements/<small:number>/editions/<small:edition_number>/", views.edition, name="statement_edition"),
    path(
        "statements/<small:number>/editions/<small:edition_number>/statement.pdf",
        views.letter,
        name="statement_edition_pdf",
    ),
    path("statements/<small:number>/attachments/<id:attachment_id>/", views.attachment, name="statement_attachment"),
    path("statements/<small:number>/replies/<id:reply_id>/", views.reply, name="statement_reply"),
    path("statements/drafts/<id:statement_id>/", views.draft, name="statement_draft"),
    path("statements/drafts/<id:statement_id>/statement.pdf", views.draft_letter, name="statement_draft_pdf"),
]
