"""What was said of a round, speaker by speaker, each line with the place where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterable

from django.urls import reverse

from meetings.models import Mention
from people.models import Round
from people.round_page import Claim, SpeakerClaims
from persian.numbers import ascii_digits
from records.pager import Link

SHOWN = 300  # lines on the page of one round


def accounts_of(mentions: Iterable[Mention]) -> tuple[SpeakerClaims, ...]:
    """The lines grouped by who said them, in the order in which the speakers first come."""
    said: dict[tuple[object, str], list[Mention]] = {}
    for mention in mentions:
        turn = mention.block.turn
        said.setdefault((turn.person_id or turn.speaker_as_written, turn.post_as_written), []).append(mention)
    return tuple(_speaker(group) for group in said.values())


def _speaker(group: list[Mention]) -> SpeakerClaims:
    turn = group[0].block.turn
    return SpeakerClaims(
        speaker=turn.speaker_as_written or "گوینده نامعلوم",
        post=turn.post_as_written,
        href=reverse("person", args=[turn.person_id]) if turn.person_id else "",
        claims=tuple(
            Claim(mention.block.text, mention.cite, mention.line_href, mention.block.turn.minutes.is_summary)
            for mention in group
        ),
    )


def number_said_by(round: Round, mentions: Iterable[Mention]) -> Link | None:
    """The line in which somebody gave the round's number of meetings: the first that names both."""
    if round.known_meetings is None:
        return None
    number = re.compile(rf"(?<!\d){round.known_meetings}(?!\d)")
    for mention in mentions:
        if mention.round_id == round.pk and number.search(ascii_digits(mention.block.text)):
            return Link(mention.block.turn.speaker_as_written or mention.cite, mention.line_href)
    return None
