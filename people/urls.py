"""The addresses of users and settings. Those of persons and rounds are with the meetings that they stand in."""

from django.urls import URLPattern, path

from people.views import account, settings, users

urlpatterns: list[URLPattern] = [
    path("users/", users.users, name="users"),
    path("users/new/", users.new_user, name="new_user"),
    path("users/sign-ins/", users.sign_ins, name="sign_ins"),
    path("users/<id:pk>/", users.user, name="user"),
    path("users/<id:pk>/edit/", users.edit_user, name="edit_user"),
    path("users/<id:pk>/link/", users.make_link, name="make_link"),
    path("users/<id:pk>/close/", users.close_user, name="close_user"),
    path("users/<id:pk>/open/", users.open_user, name="open_user"),
    path("users/<id:pk>/second-factor/drop/", users.drop_second_factor, name="drop_second_factor"),
    path("settings/", settings.settings, name="settings"),
    path("emblem/<slug:digest>/", settings.emblem, name="emblem"),
    path("account/", account.account, name="account"),
    path("account/sessions/end/", account.end_other_sessions, name="end_other_sessions"),
    path("account/sessions/<id:pk>/end/", account.end_session, name="end_session"),
]
