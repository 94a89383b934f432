"""From a person's rows to the page on which they are changed."""

from __future__ import annotations

from django.db.models import F, Q
from django.urls import reverse

from people.editing import MergeRow, NameRow, PersonEditPage, PostRow, RemovedName
from people.models import Merge, Person, PersonName
from people.models.person import Confidence
from people.person_steps import NAME_REMOVED
from people.spans import span_of
from records.models import Event
from records.pager import Link

SHOWN = 100
REMOVED_SHOWN = 10
STEPS = {
    Confidence.CERTAIN.value: ((Confidence.PROBABLE.value, "محتمل است"), ("remove", "برداشتن")),
    Confidence.PROBABLE.value: ((Confidence.CERTAIN.value, "قطعی است"), ("remove", "برداشتن")),
}


def person_edit_page(person: Person) -> PersonEditPage:
    """Everything of one person that can be changed, read anew."""
    names = list(person.names.order_by("id")[:SHOWN])
    merges = list(
        Merge.objects.filter(Q(kept=person) | Q(absorbed=person)).select_related("kept", "absorbed").order_by("-id")
    )
    into = next((merge for merge in merges if merge.absorbed_id == person.pk and merge.undone_at is None), None)
    return PersonEditPage(
        over=(Link("اشخاص", reverse("people")), Link(str(person), person.get_absolute_url())),
        name=str(person),
        href=person.get_absolute_url(),
        version=person.version,
        is_retired=person.is_retired,
        retire=reverse("person_retire", args=[person.pk]),
        names=tuple(
            NameRow(
                name.written,
                str(name.get_confidence_display()),
                name.confidence == Confidence.CERTAIN,
                reverse("person_name", args=[person.pk, name.pk]),
                STEPS[name.confidence],
            )
            for name in names
        ),
        removed=_removed(person, names),
        posts=tuple(
            PostRow(
                f"{post.title}، {post.body}" if post.body else post.title,
                span_of(post.since, post.until),
                reverse("post_edit", args=[person.pk, post.pk]),
            )
            for post in person.posts.select_related("body").order_by(F("since").asc(nulls_last=True), "id")[:SHOWN]
        ),
        merges=tuple(_merge(merge) for merge in merges[:REMOVED_SHOWN]),
        merged_into=Link(str(into.kept), into.kept.get_absolute_url()) if into else None,
    )


def _merge(merge: Merge) -> MergeRow:
    undone = "، برگردانده شد" if merge.undone_at else ""
    return MergeRow(f"{merge.absorbed} در {merge.kept}{undone}", reverse("merge", args=[merge.pk]))


def _removed(person: Person, names: list[PersonName]) -> tuple[RemovedName, ...]:
    """The spellings that were taken away lately and are not there again; from the chain, which forgets nothing."""
    found: dict[str, RemovedName] = {name.written: RemovedName("", "", "") for name in names}
    steps = Event.objects.about(person).filter(action=NAME_REMOVED).order_by("-sequence")
    for event in steps[:SHOWN]:
        written, confidence = event.content["removed"]
        found.setdefault(written, RemovedName(written, confidence, event.actor_name))
    return tuple(name for name in found.values() if name.text)[:REMOVED_SHOWN]
