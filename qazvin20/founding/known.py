"""How many statements, themes and raised titles are known of, and the line of the founding summary that says so.

The numbers stand beside their lines in opening_of_round_five.json, whose lines the summary has in the same order.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, Subquery
from django.urls import reverse

from meetings.models import Block, Minutes
from qazvin20.founding import LOADED, read
from records import sample
from records.audience import audiences_of
from records.models import Event
from records.pager import Link


@dataclass(frozen=True)
class Known:
    """`count` are known of, or `more` than that; `said_by` leads to the line, where the reader may read it."""

    count: int
    more: bool = False
    said_by: Link | None = None


def known_of(user: object) -> Mapping[str, Known]:
    """By "statements", "themes" and "titles", with the lines that `user` may read. Empty without founding data."""
    if sample.is_sample() or not Event.objects.filter(action=LOADED).exists():
        return {}
    opening = read("opening_of_round_five.json")
    told = {
        kind: (number, fact)
        for number, block in enumerate((block for turn in opening["turns"] for block in turn["blocks"]), start=1)
        for kind, fact in block.get("known_of", {}).items()
    }
    lines = _lines(opening, {number for number, _ in told.values()}, user)
    return {
        kind: Known(fact["count"], fact.get("more", False), lines.get(number)) for kind, (number, fact) in told.items()
    }


def _lines(opening: Mapping[str, Any], numbers: set[int], user: object) -> dict[int, Link]:
    """Where the lines of the summary are read, which may be an edition that a later one took the place of."""
    newest = Minutes.objects.newest_published_for(user).filter(meeting=OuterRef("turn__minutes__meeting"))
    blocks = Block.objects.filter(
        number__in=numbers,
        turn__minutes__number=1,
        turn__minutes__kind=Minutes.Kind.SUMMARY,
        turn__minutes__meeting__round__number=opening["round"],
        turn__minutes__meeting__number=opening["number"],
        turn__minutes__edition__audience__in=audiences_of(user),
    ).annotate(newest=Subquery(newest.values("number")[:1]))
    address = [opening["round"], opening["number"]]
    pages = {True: reverse("meeting", args=address), False: reverse("edition", args=[*address, 1])}
    return {
        block.number: Link(block.turn.speaker_as_written, f"{pages[block.newest == 1]}#b{block.number}")
        for block in blocks.select_related("turn")
    }
