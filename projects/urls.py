"""Addresses of themes, projects and raised titles."""

from django.urls import URLPattern, path

from projects import views

urlpatterns: list[URLPattern] = [
    path("themes/", views.themes, name="themes"),
    path("themes/<small:number>/", views.theme, name="theme"),
    path("projects/", views.projects, name="projects"),
    path("projects/<id:project_id>/", views.project, name="project"),
    path("titles/", views.titles, name="titles"),
    path("titles/<id:title_id>/", views.title, name="title"),
]
