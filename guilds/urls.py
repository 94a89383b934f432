"""Addresses of guilds and of their demands."""

from django.urls import URLPattern, path

from guilds import views

urlpatterns: list[URLPattern] = [
    path("guilds/", views.guilds, name="guilds"),
    path("guilds/<id:guild_id>/", views.guild, name="guild"),
    path("demands/", views.demands, name="demands"),
    path("demands/<id:demand_id>/", views.demand, name="demand"),
]
