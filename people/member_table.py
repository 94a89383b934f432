"""A table of a round's members: who each row means, what becomes of it, and saving all of it at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db import IntegrityError, transaction

from people.forms.members import read_row
from people.keeping import Refused
from people.matching import Match, match_names, split_name
from people.models import Membership, Person, Round
from people.models.person import Confidence
from people.namesakes import alike, compact
from people.person_steps import register_person
from people.spans import span_of
from persian.numbers import persian_digits
from records import chain
from records.table_file import Column, Row
from records.table_import import LEAVE, Fate, Judged, Option

COLUMNS = (
    Column("honorific", "عنوان", ("لقب",), "آقای مهندس"),
    Column("given_name", "نام", ("نام کوچک",), "رضا"),
    Column("family_name", "نام خانوادگی", ("نام و نام خانوادگی", "نام‌خانوادگی", "فامیل", "شهرت"), "نمونه"),
    Column("role", "نقش", ("سمت در کارگروه",), "عضو"),
    Column("basis", "مبنای عضویت", ("مبنا",), "شخصیت حقیقی"),
    Column("since", "شروع عضویت", ("تاریخ شروع عضویت", "از", "از تاریخ"), "۱۴۰۵/۹/۲"),
    Column("until", "پایان عضویت", ("تاریخ پایان عضویت", "تا", "تا تاریخ"), ""),
)
NEW = "new"
PERSON = "person-"
MOST_OFFERED = 5


@dataclass
class Meant:
    """What a row says, and whom it means: `person` is None for somebody new."""

    given: Mapping[str, Any]
    name: str
    person: Person | None = None
    confidence: str = ""
    candidates: list[Person] = field(default_factory=list)

    @cached_property
    def key(self) -> str:
        return compact(f"{self.given['given_name']} {self.given['family_name']}")


@dataclass(frozen=True)
class MemberTable:
    """The tables of members of `round`."""

    round: Round
    purpose: str = "members"
    columns: Sequence[Column] = COLUMNS

    def judge(self, rows: Sequence[Row], chosen: Mapping[int, str]) -> list[Judged]:
        """Each row with whom it means. The queries are the same whatever the number of rows."""
        said = {row.number: read_row(row.values) for row in rows}
        good = {number: _meant(given) for number, (given, errors) in said.items() if not errors}
        matches = match_names(meant.name for meant in good.values())
        same = alike(meant.key for meant in good.values())
        for meant in good.values():
            _match(meant, matches.get(meant.name), same.get(meant.key, []))
        seated = set(Membership.objects.filter(round=self.round).values_list("person_id", flat=True))
        earlier = _Earlier()
        judged = []
        for row in rows:
            if row.number not in good or row.spills:
                judged.append(_bad(row, said[row.number][1]))
            else:
                judged.append(_fate(row, good[row.number], chosen.get(row.number, ""), seated, earlier))
        return judged

    def save(self, judged: Sequence[Judged], *, by: chain.Actor) -> int:
        """A seat for every row, and a person for everybody new: all or nothing. Raises Refused."""
        try:
            with transaction.atomic():
                Round.objects.select_for_update(of=("self",)).get(pk=self.round.pk)
                seats = [self._seat(one, by) for one in judged]
                chain.append(
                    "round.members_added",
                    self.round,
                    by=by,
                    version=self.round.version,
                    snapshot={"members": [seat.snapshot() for seat in seats]},
                )
        except IntegrityError as error:
            raise Refused(
                "همین حالا کس دیگری یکی از این اعضا را ثبت کرد؛ چیزی از جدول ثبت نشد. دوباره ببینید."
            ) from error
        return len(seats)

    def _seat(self, judged: Judged, by: chain.Actor) -> Membership:
        meant = judged.meant
        if not isinstance(meant, Meant):
            raise TypeError("a row that was not understood is not saved")
        given, person = meant.given, meant.person
        if person is None:
            names = {name: given[name] for name in ("honorific", "given_name", "family_name")}
            person = Person(**names)
            register_person(person, by=by)
        columns = {name: given[name] for name in ("role", "basis", "since", "until")}
        return Membership.objects.create(round=self.round, person=person, **columns)


class _Earlier:
    """The rows that stand above: by the person they mean and by the name they write."""

    def __init__(self) -> None:
        self.persons: dict[int, Row] = {}
        self.names: dict[str, Row] = {}

    def find(self, meant: Meant) -> Row | None:
        known = self.persons.get(meant.person.pk) if meant.person else None
        return known or self.names.get(meant.key)

    def note(self, row: Row, meant: Meant) -> None:
        self.names.setdefault(meant.key, row)
        if meant.person:
            self.persons.setdefault(meant.person.pk, row)


def _meant(given: dict[str, Any]) -> Meant:
    if not given["given_name"] and not given["honorific"]:
        given["honorific"], given["family_name"] = split_name(given["family_name"])
    parts = (given["honorific"], given["given_name"], given["family_name"])
    return Meant(given, " ".join(part for part in parts if part))


def _match(meant: Meant, match: Match | None, same: Sequence[Person]) -> None:
    """Whom the name means: by a certain spelling, or as it seems."""
    if match and match.confidence == Confidence.CERTAIN:
        meant.person, meant.confidence = match.person, match.confidence
        return
    others = match.others if match else ()
    meant.candidates = list(dict.fromkeys([*same, *others]))[:MOST_OFFERED]
    if meant.candidates:
        meant.person, meant.confidence = meant.candidates[0], Confidence.PROBABLE


def _bad(row: Row, errors: Mapping[str, str]) -> Judged:
    note = "پس از آخرین سرستون هم نوشته‌ای هست؛ شاید خانه‌ها جابه‌جا شده‌اند." if row.spills else ""
    title = " ".join(filter(None, (row.values[name] for name in ("honorific", "given_name", "family_name"))))
    return Judged(row, Fate.BAD, title[:150], note, errors=errors, offer=f"bad {sorted(errors.items())}")


def _fate(row: Row, meant: Meant, chosen: str, seated: set[int], earlier: _Earlier) -> Judged:
    offered = meant.person
    first = earlier.find(meant)
    options = _options(meant, is_twice=first is not None)
    offer = f"{first.number if first else ''} {offered.pk if offered else NEW} {meant.confidence} {meant.name}"
    offer += f" {offered is not None and offered.pk in seated} {[option.value for option in options]}"
    values = {option.value for option in options}
    wanted = chosen if chosen in values else _default(meant, first, options)
    if wanted == NEW:
        meant.person = None
    elif wanted.startswith(PERSON):
        meant.person = next(one for one in meant.candidates if one.pk == int(wanted.removeprefix(PERSON)))
    twice = earlier.persons.get(meant.person.pk) if meant.person else None
    fate, note = _named(meant, seated, wanted)
    if twice or (first and wanted == LEAVE):
        fate, note = Fate.TWICE, _same_as(twice or first)
    if fate.is_saved:
        earlier.note(row, meant)
    return Judged(row, fate, meant.name, note, _detail(meant), options, wanted, offer=offer, meant=meant)


def _detail(meant: Meant) -> str:
    """The seat in words: «عضو، شخصیت حقیقی، از آذر ۱۴۰۵»."""
    given = meant.given
    words = (Membership.Role(given["role"]).label, Membership.Basis(given["basis"]).label)
    return "، ".join(filter(None, (*map(str, words), span_of(given["since"], given["until"]))))


def _named(meant: Meant, seated: set[int], wanted: str) -> tuple[Fate, str]:
    if wanted == LEAVE:
        return Fate.LEFT, ""
    if meant.person is None:
        return Fate.NEW, ""
    if meant.person.pk in seated:
        return Fate.THERE, f"{meant.person} هم‌اکنون عضو این دور است و عضویت او همان می‌ماند."
    if meant.confidence == Confidence.CERTAIN:
        return Fate.CERTAIN, str(meant.person)
    return Fate.PROBABLE, str(meant.person)


def _options(meant: Meant, *, is_twice: bool) -> tuple[Option, ...]:
    """What a human may choose; nothing where the spelling is certain or nobody is alike."""
    if meant.confidence == Confidence.CERTAIN or not (meant.candidates or is_twice):
        return ()
    known = [Option(f"{PERSON}{one.pk}", f"همان {one} ({persian_digits(one.pk)})") for one in meant.candidates]
    return (*known, Option(NEW, "شخص دیگری، تازه"), Option(LEAVE, "این سطر کنار گذاشته شود"))


def _default(meant: Meant, first: Row | None, options: Sequence[Option]) -> str:
    if not options:
        return ""
    if first is not None:
        return LEAVE
    return f"{PERSON}{meant.person.pk}" if meant.person else NEW


def _same_as(row: Row | None) -> str:
    if row is None:
        return ""
    name = " ".join(filter(None, (row.values[key] for key in ("honorific", "given_name", "family_name"))))
    return f"همان سطر {persian_digits(row.number)} است: «{name[:150]}»."
