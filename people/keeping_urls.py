"""Where the secretariat keeps persons, bodies and rounds."""

from django.urls import URLPattern, path

from people.views import bodies, members, merging, persons, rounds

PERSON = "people/<id:person_id>/"
MEMBERS = "rounds/<small:number>/members/"

urlpatterns: list[URLPattern] = [
    path("people/new/", persons.person_new, name="person_new"),
    path(f"{PERSON}edit/", persons.person_edit, name="person_edit"),
    path(f"{PERSON}retire/", persons.person_retire, name="person_retire"),
    path(f"{PERSON}names/", persons.person_names, name="person_names"),
    path(f"{PERSON}names/<id:name_id>/", persons.person_name, name="person_name"),
    path(f"{PERSON}posts/new/", persons.post_new, name="post_new"),
    path(f"{PERSON}posts/<id:post_id>/", persons.post_edit, name="post_edit"),
    path(f"{PERSON}posts/<id:post_id>/remove/", persons.post_remove, name="post_remove"),
    path(f"{PERSON}merge/", merging.person_merge, name="person_merge"),
    path("people/merges/<id:merge_id>/", merging.merge, name="merge"),
    path("bodies/new/", bodies.body_new, name="body_new"),
    path("bodies/<id:body_id>/edit/", bodies.body_edit, name="body_edit"),
    path("bodies/<id:body_id>/retire/", bodies.body_retire, name="body_retire"),
    path("rounds/new/", rounds.round_new, name="round_new"),
    path("rounds/<small:number>/edit/", rounds.round_edit, name="round_edit"),
    path(MEMBERS, members.members, name="members"),
    path(f"{MEMBERS}file/", members.members_file, name="members_file"),
    path(f"{MEMBERS}file/<uuid:token>/", members.members_review, name="members_review"),
    path(f"{MEMBERS}template.csv", members.members_template, {"kind": "csv"}, name="members_template_csv"),
    path(f"{MEMBERS}template.xlsx", members.members_template, {"kind": "xlsx"}, name="members_template_xlsx"),
]
