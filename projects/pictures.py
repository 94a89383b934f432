"""The pictures of themes and projects: a star that fills from below, and a square for each project's state."""

from __future__ import annotations

from collections.abc import Iterable
from math import cos, pi, sin

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

RADIUS = 9.0
Point = tuple[float, float]

# The outline of two squares laid crosswise, from the top: the khatam star of eight points, as in records/svg.py.
OUTLINE: tuple[Point, ...] = tuple(
    (radius * sin(pi * index / 8), -radius * cos(pi * index / 8))
    for index in range(16)
    for radius in [RADIUS if index % 2 == 0 else RADIUS * cos(pi / 4) / cos(pi / 8)]
)
SQUARE = SafeString("M-5.5-5.5H5.5V5.5H-5.5Z")
HALF = SafeString("M-5.5 0H5.5V5.5H-5.5Z")
CROSS = SafeString("M-5.5-5.5 5.5 5.5M5.5-5.5-5.5 5.5")
STEP = 15
IN_ROW = 12


def _path(points: Iterable[Point]) -> str:
    return "M" + "L".join(f"{round(x, 1):g} {round(y, 1):g}" for x, y in points) + "Z"


def _below(level: float) -> list[Point]:
    """The part of the star that lies below `level`: each edge that crosses it is cut there."""
    kept: list[Point] = []
    for (x, y), (next_x, next_y) in zip(OUTLINE, OUTLINE[1:] + OUTLINE[:1], strict=True):
        if y >= level:
            kept.append((x, y))
        if (y >= level) != (next_y >= level):
            kept.append((x + (next_x - x) * (level - y) / (next_y - y), level))
    return kept


def star(percent: int | None) -> SafeString:
    """A star filled from below to `percent`; with None, where nothing is known, its outline is dashed."""
    fill = ""
    if percent:
        fill = format_html('<path class="star__fill" d="{}"/>', _path(_below(RADIUS - 2 * RADIUS * percent / 100)))
    return format_html(
        '<svg class="star{}" viewBox="-10 -10 20 20" aria-hidden="true">{}<path class="star__edge" d="{}"/></svg>',
        " star--unknown" if percent is None else "",
        fill,
        _path(OUTLINE),
    )


def squares(kinds: Iterable[str]) -> SafeString:
    """A square for each of `kinds`, the first at the right: "full", "half", "empty", "stopped" or "unknown"."""
    shown = list(kinds)
    columns, rows = min(len(shown), IN_ROW) or 1, max(-(-len(shown) // IN_ROW), 1)
    drawn = format_html_join(
        "",
        '<g class="square square--{}" transform="translate({} {})">{}<path d="{}"/></g>',
        (
            (
                kind,
                STEP * (columns - at % IN_ROW) - STEP // 2,
                STEP * (at // IN_ROW) + STEP // 2,
                _within(kind),
                SQUARE,
            )
            for at, kind in enumerate(shown)
        ),
    )
    width, height = columns * STEP, rows * STEP
    return format_html(
        '<svg class="squares" viewBox="0 0 {} {}" width="{}" height="{}" aria-hidden="true">{}</svg>',
        width,
        height,
        width,
        height,
        drawn,
    )


def _within(kind: str) -> SafeString:
    if kind == "half":
        return format_html('<path class="square__fill" d="{}"/>', HALF)
    return format_html('<path class="square__cross" d="{}"/>', CROSS) if kind == "stopped" else SafeString("")
