"""What the portal knows beside the lines of minutes: other accounts of the same round, and what a line speaks of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from django.urls import reverse

from meetings.models import Block, Mention, Minutes
from meetings.page import MarginNote
from persian.numbers import persian_digits
from projects.models import Project
from records.audience import audiences_of

MANY_ROUNDS = 3  # a line that names so many is a survey, and gets one note for all
ACCOUNTS = 2


def notes_of(minutes: Minutes, user: object) -> dict[int, list[MarginNote]]:
    """The notes of each line, by the line's number, for one reader; in one query, of a draft in two."""
    audiences = audiences_of(user)
    mentions = list(
        Mention.objects.filter(block__turn__minutes=minutes)
        .select_related("block__turn", "round", "theme", "project__theme", "title", "person")
        .order_by("block__number", "id")
    )
    if not minutes.is_published:
        _count_lines(minutes, mentions)
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
        elif note := _subject_note(mention, audiences):
            notes[mention.block.number].append(note)
    return notes


def _count_lines(minutes: Minutes, mentions: list[Mention]) -> None:
    """A draft's lines have the numbers that they are read with, whatever is stored."""
    keys = Block.objects.filter(turn__minutes=minutes).in_order().values_list("pk", flat=True)
    numbers = {pk: number for number, pk in enumerate(keys, start=1)}
    for mention in mentions:
        mention.block.number = numbers[mention.block_id]
    mentions.sort(key=lambda mention: (mention.block.number, mention.pk))


def _subject_note(mention: Mention, audiences: Sequence[str]) -> MarginNote | None:
    """The theme, project or raised title that a line speaks of, for readers who may know of it."""
    for kind, told in (("موضوع:", mention.theme), ("پروژه:", mention.project), ("عنوان مطروحه:", mention.title)):
        if told is not None and told.audience in audiences:
            hidden = isinstance(told, Project) and told.theme.audience not in audiences
            return None if hidden else MarginNote(kind, str(told), told.get_absolute_url())
    return None


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
