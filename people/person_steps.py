"""What can be done to the parts of a person: spellings and posts. Each step is a version and an event of the person."""

from __future__ import annotations

from django.db import IntegrityError, transaction

from people.keeping import Refused, note_registered, step
from people.models import Person, PersonName, Post
from people.models.person import Confidence
from persian.text import search_key
from records import chain

NAME_REMOVED = "person.name_removed"


def register_person(person: Person, *, by: chain.Actor) -> None:
    """Save a new person. By the full name the documents know him from now on: certainly, if nobody else has it."""
    with transaction.atomic():
        person.save(force_insert=True)
        if person.given_name:
            key = search_key(str(person))[:200]
            certain = PersonName.objects.filter(key=key, confidence=Confidence.CERTAIN).exists()
            PersonName.objects.create(
                person=person,
                written=str(person)[:200],
                confidence=Confidence.PROBABLE if certain else Confidence.CERTAIN,
            )
        note_registered(person, by=by)


def add_name(person: Person, written: str, confidence: str, *, version: int, by: chain.Actor) -> None:
    """Another spelling. Raises Stale; Refused where it is certainly somebody else."""
    with step(person, "person.name_added", version=version, by=by):
        if confidence == Confidence.CERTAIN:
            refuse_of_another(person, search_key(written)[:200])
        _save(PersonName(person=person, written=written, confidence=confidence))


def judge_name(name: PersonName, confidence: str, *, version: int, by: chain.Actor) -> None:
    """A spelling is certain, or only probable again. Raises Stale; Refused where it is certainly somebody else."""
    with step(name.person, f"person.name_{confidence}", version=version, by=by):
        if confidence == Confidence.CERTAIN:
            refuse_of_another(name.person, name.key)
        name.confidence = confidence
        _save(name)


def remove_name(name: PersonName, *, version: int, by: chain.Actor) -> None:
    """Documents with this spelling no longer lead here. Raises Stale."""
    with step(name.person, NAME_REMOVED, version=version, by=by) as noted:
        noted["removed"] = [name.written, name.confidence]
        name.delete()


def keep_post(post: Post, *, version: int, by: chain.Actor) -> None:
    """Save a post, new or changed. Minutes go on printing the post of their day. Raises Stale."""
    action = "person.post_changed" if post.pk else "person.post_added"
    with step(post.person, action, version=version, by=by):
        post.save()


def remove_post(post: Post, *, version: int, by: chain.Actor) -> None:
    """Take away a post that was entered by mistake. Raises Stale."""
    with step(post.person, "person.post_removed", version=version, by=by):
        post.delete()


def refuse_of_another(person: Person, key: str) -> None:
    """Raises Refused where the spelling `key` is certainly somebody else."""
    other = PersonName.objects.filter(key=key, confidence=Confidence.CERTAIN).exclude(person=person)
    found = other.select_related("person").first()
    if found:
        raise Refused(
            f"«{found.written}» به‌قطع نام {found.person} است و چیزی تغییر نکرد. آن را اینجا محتمل ثبت کنید، یا "
            "نخست آنجا محتمل کنید.",
            "confidence",
        )


def _save(name: PersonName) -> None:
    try:
        with transaction.atomic():
            name.save()
    except IntegrityError as error:
        raise Refused("این نام همین حالا ثبت شد. صفحه را دوباره باز کنید.", "written") from error
