"""Pictures of deadlines and of shares: a track that shows how much of the time has run, and a bar in parts.

Like those of `records.svg` they are drawn from right to left and stand beside the words that say the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from records.svg import number_text, picture

WIDTH = 200


@dataclass(frozen=True)
class Track:
    """A deadline on its way, in shares of the whole track (0 to 1): what has run, where the deadline stands.

    The track reaches from the beginning to the deadline or to today, whichever is later; `put_off` are the places of
    earlier deadlines.
    """

    run: float
    deadline: float
    put_off: tuple[float, ...] = ()


def _at(share: float) -> str:
    return number_text(WIDTH * (1 - min(max(share, 0.0), 1.0)))


def track(shown: Track | None, title: str = "") -> SafeString:
    """The time that has run, the deadline as an upright stroke, and what was overrun in brick; nothing for None."""
    if shown is None:
        return SafeString("")
    parts = [
        SafeString('<path class="track__all" d="M200 8H0"/>'),  # no place in it to fill
        format_html('<path class="track__run" d="M200 8H{}"/>', _at(min(shown.run, shown.deadline))),
    ]
    if shown.run > shown.deadline:
        parts.append(format_html('<path class="track__late" d="M{} 8H{}"/>', _at(shown.deadline), _at(shown.run)))
    parts += [format_html('<path class="track__was" d="M{0} 3V13"/>', _at(share)) for share in shown.put_off]
    at = number_text(min(max(float(_at(shown.deadline)), 1), WIDTH - 1))
    parts.append(format_html('<path class="track__deadline" d="M{0} 0V16"/>', at))
    return picture("track", f"0 0 {WIDTH} 16", (WIDTH, 16), title, SafeString("".join(parts)), stretch=True)  # nosec B703


def shares(parts: Sequence[tuple[str, int]], title: str = "") -> SafeString:
    """A bar whose parts are as wide as their numbers: (class, number) each, from the right; nothing for no number."""
    total = sum(number for _, number in parts)
    if not total:
        return SafeString("")
    drawn, before = [], 0
    for css, number in parts:
        if number:
            drawn.append((css, _at(before / total), number_text(float(_at((before + number) / total)) + 0.6)))
            before += number
    body = format_html_join("", '<path class="share share--{}" d="M{} 6H{}"/>', drawn)
    return picture("shares", f"0 0 {WIDTH} 12", (WIDTH, 12), title, body, stretch=True)
