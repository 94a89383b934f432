"""The people of the sample: bodies, two hundred persons with names that nobody bears, posts, rounds and seats."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from people.models import Body, Membership, Person, PersonName, Post, Round, RoundFocus, User
from people.models.person import Confidence
from persian.jalali import PartialDate, from_jalali, year
from persian.numbers import persian_digits
from qazvin20.sample.diary import FIRST_DAY, Diary, on
from qazvin20.sample.draw import Lots, words

MEMBERS, INVITEES = 46, 120
SEATS = 20
APART = "ادذرزژوآ"  # letters that join nothing after them


@dataclass
class Cast:
    """Everybody, by what they do in the sample."""

    bodies: dict[str, Body] = field(default_factory=dict)
    members: list[Person] = field(default_factory=list)
    officials: dict[str, list[tuple[Person, str]]] = field(default_factory=dict)  # by body, with the post
    invitees: list[Person] = field(default_factory=list)
    callings: dict[int, str] = field(default_factory=dict)  # what a member does otherwise
    rounds: dict[int, Round] = field(default_factory=dict)
    seats: dict[int, list[Person]] = field(default_factory=dict)  # by round; the chair first, then the secretary
    seated: set[int] = field(default_factory=set)  # who ever had a seat
    users: dict[str, User] = field(default_factory=dict)  # by role

    def named(self, person: Person) -> str:
        """As minutes name him: «مهندس سروآیین»."""
        return f"{person.honorific} {person.family_name}"


def begin(diary: Diary, seed: int) -> Cast:
    """Bodies and persons, as they are known on the sample's first day, and the rounds as they will be opened."""
    cast, lots = Cast(), Lots(seed, "people")
    _bodies(cast, diary)
    names = _names(lots)
    for index in range(MEMBERS):
        person = _person(names.pop(), diary, lots)
        cast.members.append(person)
        cast.callings[person.pk] = words("posts")["of_members"][index % len(words("posts")["of_members"])]
    for key, titles in words("posts")["of_bodies"].items():
        cast.officials[key] = [(_official(names.pop(), key, title, cast, diary, lots), title) for title in titles]
    cast.invitees = [_person(names.pop(), diary, lots) for _ in range(INVITEES)]
    return cast


def first_round() -> Round:
    """The first row of all, about which the event that makes the archive a sample speaks."""
    return Round.objects.create(number=1, status=Round.Status.CLOSED)


def open_rounds(cast: Cast, diary: Diary, seed: int) -> None:
    """Plan the opening of each round, its focus and its seats; and its end, where it has one."""
    for row in words("rounds"):
        opens = opening_of(row)
        lots = Lots(seed, f"round {row['number']}")
        diary.plan(opens, _open, row, opens, cast, diary, lots)


def opening_of(row: dict[str, Any]) -> date:
    return from_jalali(*(int(part) for part in row["opens"].split("-")))


def _open(row: dict[str, Any], opens: date, cast: Cast, diary: Diary, lots: Lots) -> None:
    number, is_last = row["number"], row["number"] == len(words("rounds"))
    ends = None if is_last else _year_and_season(opens, row)
    values = {
        "status": Round.Status.ACTIVE if is_last else Round.Status.CLOSED,
        "opened": on(opens),
        "closed": ends,
        "known_meetings": None if is_last else row["meetings"],
    }
    round = Round.objects.update_or_create(number=number, defaults=values)[0]
    cast.rounds[number] = round
    diary.note("round.opened", round, snapshot={"number": number, "meetings": values["known_meetings"]})
    for position, title in enumerate(row["foci"], start=1):
        RoundFocus.objects.create(round=round, position=position, title=title)
    # Half of the seats go on from round to round.
    before = cast.seats.get(number - 1, [])
    staying = before[2:][: SEATS // 2]
    fresh = [person for person in lots.shuffled(cast.members) if person not in before]
    fresh.sort(key=lambda person: person.pk in cast.seated)  # those who never sat come first
    cast.seats[number] = (fresh[:2] + staying + fresh[2:])[:SEATS]
    cast.seated.update(person.pk for person in cast.seats[number])
    for index, person in enumerate(cast.seats[number]):
        _seat(person, index, round, opens, diary)


def _seat(person: Person, index: int, round: Round, opens: date, diary: Diary) -> None:
    roles = {0: Membership.Role.CHAIR, 1: Membership.Role.SECRETARY, 18: Membership.Role.SUBSTITUTE}
    seat = Membership(
        person=person,
        round=round,
        role=roles.get(index, Membership.Role.OBSERVER if index == SEATS - 1 else Membership.Role.MEMBER),
        since=on(opens),
        until=on(opens.replace(year=opens.year + 1)) if index == 7 and round.number < 5 else None,
    )
    diary.add(seat, {"person": person.pk, "round": round.number, "role": str(seat.role)})


def _year_and_season(opens: date, row: dict[str, Any]) -> PartialDate:
    """The end of a round, of which only the year is known."""
    ended = year(date.fromordinal(opens.toordinal() + row["every"] * row["meetings"]))
    first, last = from_jalali(ended, 1, 1), from_jalali(ended, 12, 29)
    return PartialDate(first, last, "year", f"سال {persian_digits(ended)}")


def _bodies(cast: Cast, diary: Diary) -> None:
    for key, name, kind, parent in words("bodies"):
        body = Body(name=name, kind=kind, parent=cast.bodies.get(parent))
        cast.bodies[key] = diary.add(body, {"name": name, "kind": kind, "parent": body.parent_id})


def _names(lots: Lots) -> list[tuple[str, str, str]]:
    """More than enough of (honorific, given name, family name); no family name comes twice, and none is a real one."""
    names = words("names")
    families = [
        first + ("" if first[-1] in APART else "\u200c") + second
        for first in names["first_parts"]
        for second in names["second_parts"]
    ]
    found = []
    for index, family in enumerate(lots.shuffled(families)):
        is_woman = index % 4 == 3
        given = lots.one(names["women" if is_woman else "men"])
        honorific = "خانم" if is_woman else "آقای"
        if index % names["doctors"] == 5:
            honorific = "دکتر"
        elif index % 5 == 1:
            honorific = "مهندس"
        found.append((honorific, given, family))
    return found


def _person(name: tuple[str, str, str], diary: Diary, lots: Lots) -> Person:
    honorific, given, family = name
    # As in real archives: of some nobody wrote the given name down.
    person = Person(honorific=honorific, given_name="" if lots.chance(12) else given, family_name=family)
    diary.add(person, {"name": str(person)})
    spellings = {str(person): Confidence.CERTAIN, f"{honorific} {family}": Confidence.CERTAIN}
    if lots.chance(30):
        spellings[f"جناب {family}"] = Confidence.PROBABLE
    for written, confidence in spellings.items():
        PersonName.objects.create(person=person, written=written, confidence=confidence)
    return person


def _official(name: tuple[str, str, str], key: str, title: str, cast: Cast, diary: Diary, lots: Lots) -> Person:
    person = _person(name, diary, lots)
    since = from_jalali(lots.number(1386, 1390), lots.number(1, 12), lots.number(1, 28))
    Post.objects.create(person=person, title=title, body=cast.bodies[key], since=on(min(since, FIRST_DAY)))
    return person
