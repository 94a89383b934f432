"""What the portal knows beside the lines of minutes: other accounts of the same round, and what a line speaks of."""

from __future__ import annotations

from collections import defaultdict

from django.urls import reverse

from meetings.models import Mention, Minutes
from meetings.page import MarginNote
from persian.numbers import persian_digits
from records.audience import audiences_of

MANY_ROUNDS = 3  # a line that names so many is a survey, and gets one note for all
ACCOUNTS = 2


def notes_of(minutes: Minutes, user: object) -> dict[int, list[MarginNote]]:
    """The notes of each line, by the line's number, for one reader; in one query."""
    audiences = audiences_of(user)
    mentions = list(
        Mention.objects.filter(block__turn__minutes=minutes)
        .select_related("block__turn", "round", "theme", "person")
        .order_by("block__number", "id")
    )
    rounds: dict[int, list[Mention]] = defaultdict(list)
    for mention in mentions:
        if mention.round_id:
            rounds[mention.block.number].append(mention)
    single = [found[0] for found in rounds.values() if len(found) < MANY_ROUNDS]
    notes: dict[int, list[MarginNote]] = defaultdict(list)
    for number, found in rounds.items():
        if len(found) >= MANY_ROUNDS:
            notes[number].append(MarginNote("ارجاع:", "همه دورها", reverse("rounds")))
        else:
            for mention in found:
                notes[number] += _round_notes(mention, single)
    for mention in mentions:
        if mention.person:
            notes[mention.block.number].append(
                MarginNote("شخص:", str(mention.person), reverse("person", args=[mention.person_id]))
            )
        elif mention.theme and mention.theme.audience in audiences:
            notes[mention.block.number].append(MarginNote(f"موضوع: {mention.theme}"))
    return notes


def _round_notes(mention: Mention, single: list[Mention]) -> list[MarginNote]:
    others = [
        other for other in single if other.round_id == mention.round_id and other.block.turn_id != mention.block.turn_id
    ][:ACCOUNTS]
    if not others and mention.round:
        return [MarginNote("ارجاع:", str(mention.round), mention.round.get_absolute_url())]
    return [
        MarginNote(
            f"روایت دیگر {mention.round}:",
            f"{other.block.turn.speaker_as_written}، بند {persian_digits(other.block.number)}",
            f"#b{other.block.number}",
            "account",
        )
        for other in others
    ]
