"""Which persons the names in a document may mean: certain, probable, or new. A human decides; this only offers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Q

from people.models.person import Confidence, Person, PersonName
from persian.text import search_key, tidy_line

# Longest first: «جناب آقای» before «آقای». From the words list, «عنوان».
HONORIFICS = (
    "جناب آقای دکتر",
    "جناب آقای مهندس",
    "سرکار خانم دکتر",
    "سرکار خانم مهندس",
    "آقای دکتر",
    "آقای مهندس",
    "خانم دکتر",
    "خانم مهندس",
    "جناب آقای",
    "سرکار خانم",
    "حجت الاسلام",
    "آقای",
    "خانم",
    "مهندس",
    "دکتر",
    "حاج آقا",
)
FOLDED = tuple(search_key(honorific) for honorific in HONORIFICS)


@dataclass(frozen=True)
class Match:
    """What a written name is taken to mean. `person` is None and `confidence` empty for somebody new."""

    written: str
    person: Person | None
    confidence: str
    others: tuple[Person, ...] = ()

    @property
    def is_new(self) -> bool:
        return self.person is None


def split_name(written: str) -> tuple[str, str]:
    """Honorific and rest of a written name: «آقای مهندس الف» gives («آقای مهندس», «الف»)."""
    name = tidy_line(written).strip()
    key = search_key(name)
    for folded in FOLDED:
        if key.startswith(folded + " "):
            words = len(folded.split())
            parts = name.replace("\u200c", " ").split()
            return " ".join(parts[:words]), " ".join(name.split()[_consumed(name, words) :])
    return "", name


def _consumed(name: str, words: int) -> int:
    """How many space-separated pieces of `name` hold its first `words` words, where a half-space divides words too."""
    seen = 0
    for index, piece in enumerate(name.split()):
        seen += len(piece.replace("\u200c", " ").split())
        if seen >= words:
            return index + 1
    return len(name.split())


def match_names(written: Iterable[str]) -> dict[str, Match]:
    """For every different name, its match, in two queries however many names there are."""
    names = [name for name in dict.fromkeys(written) if name.strip()]
    keys = {name: search_key(name)[:200] for name in names}
    bare = {name: search_key(split_name(name)[1]) for name in names}
    spellings: dict[str, list[PersonName]] = {}
    known = PersonName.objects.filter(key__in=set(keys.values()), person__is_retired=False)
    for row in known.select_related("person").order_by("id"):
        spellings.setdefault(row.key, []).append(row)
    last_words = {key.split()[-1] for key in bare.values() if key}
    candidates: list[Person] = []
    if last_words:
        like = reduce(
            or_, (Q(search_key__endswith=f" {word}") | Q(search_key=word) for word in sorted(last_words)[:200])
        )
        candidates = list(Person.objects.in_use().filter(like).order_by("sort_key", "id")[:2000])
    return {name: _match(name, spellings.get(keys[name], []), bare[name], candidates) for name in names}


def _match(written: str, spellings: list[PersonName], bare: str, candidates: list[Person]) -> Match:
    certain = [row.person for row in spellings if row.confidence == Confidence.CERTAIN]
    probable = [row.person for row in spellings if row.confidence == Confidence.PROBABLE]
    alike = [person for person in candidates if bare and f" {person.search_key}".endswith(f" {bare}")]
    others = tuple(dict.fromkeys([*certain, *probable, *alike]))
    if len(certain) == 1:
        return Match(written, certain[0], Confidence.CERTAIN, others)
    if others:
        return Match(written, others[0], Confidence.PROBABLE, others)
    return Match(written, None, "", ())


def new_person(written: str) -> Person:
    """A person of whom only this name is known; not yet saved. What can't be told from a family name stays with it."""
    honorific, rest = split_name(written)
    return Person(honorific=honorific[:40], family_name=(rest or written.strip())[:80])


def note_spelling(person: Person, name: str, confidence: str) -> None:
    """Note that documents know `person` as `name`; certain only where the name is not another's for certain.

    A human's «certain» raises what was probable until now.
    """
    key = search_key(name)[:200]
    if PersonName.objects.filter(key=key, confidence=Confidence.CERTAIN).exclude(person=person).exists():
        confidence = Confidence.PROBABLE
    spelling, _ = PersonName.objects.get_or_create(
        person=person, key=key, defaults={"written": name[:200], "confidence": confidence}
    )
    if confidence == Confidence.CERTAIN and spelling.confidence != confidence:
        spelling.confidence = confidence
        spelling.save(update_fields=["confidence"])
