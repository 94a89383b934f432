from django.urls import URLPattern, path

from records import mailing_views, views

urlpatterns: list[URLPattern] = [
    path("v/", views.verify, name="verify"),
    path("v/<code:code>/", views.verify_code, name="verify_code"),
    path("mail/", mailing_views.mailings, name="mailings"),
    path("mail/send/", mailing_views.send_all, name="mailings_send"),
    path("mail/<id:mailing_id>/step/", mailing_views.step, name="mailing_step"),
    path("mail/<id:mailing_id>/files/<id:file_id>/", mailing_views.file, name="mailing_file"),
]
