"""Where minutes are confirmed, published, corrected and compared."""

from django.urls import URLPattern, path

from meetings.views import confirmation, corrections, editions, history, papers

MEETING = "meetings/<small:round_number>/<small:number>/"
DRAFT = f"{MEETING}draft/"
EDITION = f"{MEETING}editions/<small:edition_number>/"
HISTORY = f"{MEETING}history/"
REQUEST = f"{MEETING}corrections/<id:request_id>/"

urlpatterns: list[URLPattern] = [
    path(f"{DRAFT}send/", confirmation.send, name="minutes_send"),
    path(f"{DRAFT}return/", confirmation.return_for_correction, name="minutes_return"),
    path(f"{DRAFT}confirm/", confirmation.confirm, name="minutes_confirm"),
    path(f"{DRAFT}publish/", confirmation.publish_minutes, name="minutes_publish"),
    path(f"{DRAFT}abandon/", editions.correction_abandon, name="correction_abandon"),
    path(f"{DRAFT}corrections/new/", corrections.request_new, name="correction_new"),
    path(f"{MEETING}corrections/", corrections.requests, name="corrections"),
    path(REQUEST, corrections.request_page, name="correction"),
    path(f"{REQUEST}accept/", corrections.request_accept, name="correction_accept"),
    path(f"{REQUEST}decline/", corrections.request_decline, name="correction_decline"),
    path(f"{MEETING}correct/", editions.correction_start, name="correction_start"),
    path(f"{EDITION}withdraw/", editions.withdraw, name="edition_withdraw"),
    path(f"{EDITION}give-back/", editions.give_back, name="edition_give_back"),
    path(f"{EDITION}changes/", history.edition_changes, name="edition_changes"),
    path(f"{MEETING}attachments/new/", papers.attachment_new, name="attachment_new"),
    path(f"{MEETING}attachments/<id:attachment_id>/replace/", papers.attachment_replace, name="attachment_replace"),
    path(HISTORY, history.history, name="history"),
    path(f"{HISTORY}compare/", history.compare, name="history_compare"),
    path(f"{HISTORY}<id:sequence>/", history.version, name="history_version"),
    path(f"{HISTORY}<id:sequence>/restore/", history.restore_version, name="history_restore"),
    path(f"{HISTORY}<id:sequence>/files/<slug:sha256>/", history.kept_file, name="history_file"),
    path(f"{HISTORY}turns/<uuid:key>/", history.turn, name="history_turn"),
    path(f"{HISTORY}revisions/<id:revision_id>/", history.revision, name="revision"),
    path(f"{HISTORY}revisions/<id:revision_id>/restore/", history.restore_revision, name="revision_restore"),
]
