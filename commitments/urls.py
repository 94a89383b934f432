"""Addresses of commitments, of the bodies that they fall to, and of the marked lines that they come from."""

from django.urls import URLPattern, path

from commitments.views import bodies, commitments, keeping, points

urlpatterns: list[URLPattern] = [
    path("commitments/", commitments.commitments, name="commitments"),
    path("commitments/new/", keeping.commitment_new, name="commitment_new"),
    path("commitments/<id:commitment_id>/", commitments.commitment, name="commitment"),
    path("commitments/<id:commitment_id>/edit/", keeping.commitment_edit, name="commitment_edit"),
    path("commitments/<id:commitment_id>/step/", keeping.commitment_step, name="commitment_step"),
    path("commitments/<id:commitment_id>/extend/", keeping.commitment_extend, name="commitment_extend"),
    path("commitments/<id:commitment_id>/evidence/<id:evidence_id>/", commitments.evidence, name="commitment_evidence"),
    path("points/", points.points, name="points"),
    path("points/points.xlsx", points.points_xlsx, name="points_xlsx"),
    path("points/points.pdf", points.points_pdf, name="points_pdf"),
    path("bodies/", bodies.bodies, name="bodies"),
    path("bodies/<id:body_id>/", bodies.body, name="body"),
]
