"""Who speaks: the name as it was typed, and the person that it means."""

from __future__ import annotations

from meetings.models import Turn
from meetings.writing.draft import Refused
from meetings.writing.turn_revisions import Typed
from people.matching import match_names, new_person, note_spelling
from people.models import Person
from people.models.person import Confidence
from persian.addresses import read_id
from records import chain

NEW = "new"
Speaker = tuple[Person | None, str]


def speaker_of(person: str, typed: Typed, turn: Turn | None, *, by: chain.Actor) -> Speaker:
    """The person and how sure that is. Raises Refused for an id that is nobody's.

    `person` is an id (chosen by a human, so certain), "new" (made now), or "": then it stays what it was while the name
    stays the same, and else it is whom the documents know by that name.
    """
    same_name = turn is not None and turn.speaker_as_written == typed.speaker
    if not typed.speaker:
        return None, ""
    if person and turn is not None and same_name and person in (NEW, str(turn.person_id)) and turn.person:
        return turn.person, turn.confidence if person == NEW else Confidence.CERTAIN.value
    if person == NEW:
        return _registered(typed.speaker, by), Confidence.CERTAIN.value
    if person:
        return _chosen(person, typed.speaker), Confidence.CERTAIN.value
    if turn is not None and same_name:
        return turn.person, turn.confidence
    match = match_names([typed.speaker]).get(typed.speaker)
    return (match.person, match.confidence) if match else (None, "")


def _registered(name: str, by: chain.Actor) -> Person:
    person = new_person(name)
    person.save()
    note_spelling(person, name, Confidence.CERTAIN)  # before the chain is held: another may be noting the same name
    chain.append("person.registered", person, by=by, snapshot={"name": str(person), "written": name})
    return person


def _chosen(word: str, name: str) -> Person:
    pk = read_id(word)
    person = Person.objects.in_use().filter(pk=pk).first() if pk else None
    if person is None:
        raise Refused("person", "این شخص در فهرست اشخاص نیست. نام را دوباره برگزینید یا «شخص تازه» را بزنید.")
    note_spelling(person, name, Confidence.CERTAIN)
    return person
