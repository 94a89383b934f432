"""What stands with a person in every room, and what of it can go over to another person.

The rooms above are not imported: whatever refers to a person is found through the relations that Django knows of.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.db.models import F, UniqueConstraint, Value
from django.db.models.fields.reverse_related import ForeignObjectRel
from django.db.models.functions import Cast

from people.models import Membership, Merge, Person, PersonName

Column = tuple[type[models.Model], Any]  # a model and its field that refers to a person


@dataclass(frozen=True)
class Part:
    """The rows of one table that refer to the person: those that go over, and those that can't."""

    model: type[models.Model]
    column: Any
    moving: tuple[int, ...]
    staying: tuple[int, ...] = ()

    @property
    def key(self) -> str:
        return f"{self.model._meta.label}.{self.column.name}"

    @property
    def label(self) -> str:
        """In Persian: what the rows are, and as what the person stands in them where that is not plain."""
        name = str(self.model._meta.verbose_name_plural)
        return name if self.column.name in ("person", "user") else f"{name} ({self.column.verbose_name})"

    @property
    def is_seat(self) -> bool:
        return self.model is Membership

    @property
    def is_spelling(self) -> bool:
        return self.model is PersonName


@dataclass(frozen=True)
class Plan:
    """All that would happen: the parts, and how many rows go over."""

    kept: Person
    absorbed: Person
    parts: tuple[Part, ...] = field(default=())

    @property
    def total(self) -> int:
        return sum(len(part.moving) for part in self.parts)


def columns() -> list[Column]:
    """Every column of every room that refers to a person, merges themselves left out."""
    relations = [field for field in Person._meta.get_fields(include_hidden=True) if isinstance(field, ForeignObjectRel)]
    found = [(relation.related_model, relation.field) for relation in relations]
    return [(model, column) for model, column in found if model is not Merge and not column.many_to_many]


def plan_of(kept: Person, absorbed: Person) -> Plan:
    """What moves from `absorbed` to `kept`. One query for the rows, one for each rule in the way."""
    known = columns()
    rows: dict[int, dict[int, list[int]]] = {}
    for which, pk, person in _rows(known, (kept.pk, absorbed.pk)):
        rows.setdefault(which, {}).setdefault(person, []).append(pk)
    parts = []
    for which, (model, column) in enumerate(known):
        theirs = sorted(rows.get(which, {}).get(absorbed.pk, []))
        if theirs:
            staying = set()
            if rows[which].get(kept.pk):
                staying = collisions(model, column, kept.pk, absorbed.pk)
            parts.append(
                Part(
                    model,
                    column,
                    tuple(pk for pk in theirs if pk not in staying),
                    tuple(pk for pk in theirs if pk in staying),
                )
            )
    return Plan(kept, absorbed, tuple(parts))


def _rows(known: list[Column], persons: tuple[int, int]) -> Any:
    queries = [
        model._base_manager.filter(**{f"{column.name}__in": persons})
        .annotate(which=Value(which, output_field=models.IntegerField()))
        .order_by()
        .values_list("which", "pk", column.attname)
        for which, (model, column) in enumerate(known)
    ]
    return queries[0].union(*queries[1:], all=True)


def collisions(model: type[models.Model], column: Any, kept: int, absorbed: int) -> set[int]:
    """The rows of `absorbed` that would break a rule of uniqueness if they were those of `kept`."""
    theirs = model._base_manager.filter(**{column.name: absorbed})
    if column.unique:
        return set(theirs.values_list("pk", flat=True))
    found: set[int] = set()
    for rule in model._meta.constraints:
        if isinstance(rule, UniqueConstraint) and (parts := _others(rule, column.name)) is not None:
            found |= _colliding(model, column, rule, parts, (kept, absorbed))
    return found


def _others(rule: UniqueConstraint, name: str) -> list[Any] | None:
    """What the rule looks at beside the person; None where it does not look at the person."""
    parts: list[Any] = [F(field) for field in rule.fields] or list(rule.expressions)
    others = [part for part in parts if not (isinstance(part, F) and vars(part)["name"] == name)]
    return others if len(others) < len(parts) else None


def _colliding(
    model: type[models.Model], column: Any, rule: UniqueConstraint, parts: list[Any], persons: tuple[int, int]
) -> set[int]:
    rows = model._base_manager.filter(**{f"{column.name}__in": persons})
    if rule.condition is not None:
        rows = rows.filter(rule.condition)
    # As the database compares them, whatever Python makes of the columns.
    names = {f"part_{at}": Cast(part, models.TextField()) for at, part in enumerate(parts)}
    read = rows.annotate(**names).order_by().values_list("pk", column.attname, *names)
    kept, absorbed = persons
    all_rows = [(pk, person, tuple(values)) for pk, person, *values in read]
    there = {values for _, person, values in all_rows if person == kept and None not in values}
    return {pk for pk, person, values in all_rows if person == absorbed and values in there}
