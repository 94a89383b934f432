"""How piles of the desk are made: the first of many rows with their count, the pile."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

from django.db.models import Count, Model, QuerySet, Window

from persian.numbers import persian_digits
from qazvin20.desk import SHOWN, DeskRow, Pile
from records.pager import Link

R = TypeVar("R", bound=Model)


def counted(rows: QuerySet[R]) -> list[R]:
    """The first of the rows, each with `found`: how many there are, in one query."""
    return list(rows.annotate(found=Window(Count("*")))[:SHOWN])


def pile_of(
    key: str, heading: str, found: Sequence[Any], rows: Iterable[DeskRow], whole: Link | None = None, late: bool = False
) -> Pile | None:
    """None for an empty pile. `whole` is shown where there is more than the rows."""
    shown = tuple(rows)
    count = getattr(found[0], "found", len(shown)) if found else 0
    if not shown:
        return None
    return Pile(key, heading, persian_digits(count), shown, late, whole if count > len(shown) else None)
