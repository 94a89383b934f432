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
SHAPE_ID = "star-shape"


def _path(points: Iterable[Point]) -> str:
    return "M" + " ".join(f"{round(x, 1):g} {round(y, 1):g}" for x, y in points) + "Z"


def _below(level: float) -> list[Point]:
    """The part of the star that lies below `level`: each edge that crosses it is cut there."""
    kept: list[Point] = []
    for (x, y), (next_x, next_y) in zip(OUTLINE, OUTLINE[1:] + OUTLINE[:1], strict=True):
        if y >= level:
            kept.append((x, y))
        if (y >= level) != (next_y >= level):
            kept.append((x + (next_x - x) * (level - y) / (next_y - y), level))
    return kept


def star_shape() -> SafeString:
    """The outline that every star of a page refers to; it stands once, out of sight, before the first of them."""
    return format_html('<svg class="hidden" aria-hidden="true"><path id="{}" d="{}"/></svg>', SHAPE_ID, _path(OUTLINE))


def star(percent: int | None) -> SafeString:
    """A star filled from below to `percent`; with None, where nothing is known, its outline is dashed."""
    fill = ""
    if percent:
        fill = format_html('<path d="{}"/>', _path(_below(RADIUS - 2 * RADIUS * percent / 100)))
    return format_html(
        '<svg class="star{}" viewBox="-10 -10 20 20" aria-hidden="true">{}<use href="#{}"/></svg>',
        " star--unknown" if percent is None else "",
        fill,
        SHAPE_ID,
    )


def squares(kinds: Iterable[str]) -> SafeString:
    """A square for each of `kinds`, the first at the right: "full", "half", "empty", "stopped" or "unknown".

    The style sheet draws them (`themes.css`): a page shows hundreds, and each as a drawing would make it heavy.
    """
    drawn = format_html_join("", '<i class="sq-{}"></i>', ((kind,) for kind in kinds))
    return format_html('<span class="squares" aria-hidden="true">{}</span>', drawn)
