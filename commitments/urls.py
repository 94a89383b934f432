"""Addresses of commitments, and of the bodies that they fall to."""

from django.urls import URLPattern, path

from commitments import views

urlpatterns: list[URLPattern] = [
    path("commitments/", views.commitments, name="commitments"),
    path("commitments/<id:commitment_id>/", views.commitment, name="commitment"),
    path("commitments/<id:commitment_id>/evidence/<id:evidence_id>/", views.evidence, name="commitment_evidence"),
    path("bodies/", views.bodies, name="bodies"),
    path("bodies/<id:body_id>/", views.body, name="body"),
]
