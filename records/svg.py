"""Small pictures that stand beside a number: one mark for each kind of thing counted.

A tick is a meeting, a leaf a statement, a star a theme, a lozenge a clause. A filled or bold mark is held by the
archive, an outlined or fine one is known of and lacking: the shape tells it, the colour only repeats it. Everything is
drawn from right to left. A picture with a title is an image for assistive technology; one without is hidden from it,
because the number stands beside it as text. Colours, strokes and display sizes are the style sheet's (`pictures.css`).
"""

from collections.abc import Collection, Sequence
from math import cos, pi, sin

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

TICK_STEP = 8
CELL = 22
LOZENGE_STEP = 18


def number_text(value: float) -> str:
    text = f"{value:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text


def _polygon(points: Collection[tuple[float, float]]) -> str:
    return "M" + "L".join(f"{number_text(x)} {number_text(y)}" for x, y in points) + "Z"


def _around(radii: tuple[float, ...], count: int, turn: float = 0.0, step: int = 1) -> str:
    """A closed path over `count` directions from the top, taking the radii in turn, every `step`-th direction."""
    points = []
    for index in range(count):
        angle = 2 * pi * ((index * step) % count) / count + turn
        radius = radii[index % len(radii)]
        points.append((radius * sin(angle), -radius * cos(angle)))
    return _polygon(points)


def _star(radius: float) -> str:
    """The outline of two squares laid crosswise: the khatam star of eight points."""
    return _around((radius, radius * cos(pi / 4) / cos(pi / 8)), 16)


# What is marked as safe here is drawn here, of numbers; titles are escaped.
EMBLEM_PATHS = SafeString(  # nosec B703
    f'<path d="{_star(22)}" stroke-width="1.8"/>'
    f'<path d="{_around((16.4,), 8, pi / 8, 3)}" stroke-width="1.2"/>'
    f'<path d="{_star(4.6)}" fill="currentColor" stroke="none"/>'
)
STAR_PATH = SafeString(_star(8))  # nosec B703
LEAF_PATH = SafeString("M-5.5-8H2.5L5.5-5V8H-5.5Z")
LEAF_LINES = SafeString("M-2.8-2.6H2.8M-2.8.6H2.8M-2.8 3.8H.6")
LOZENGE_PATH = SafeString("M0-6.5 6.5 0 0 6.5-6.5 0Z")
LOZENGE_HALF = SafeString("M0-6.5 6.5 0 0 6.5Z")


STRETCH = SafeString(' preserveAspectRatio="none"')


def picture(
    css: str, box: str, size: tuple[int, int] | None, title: str, body: SafeString, stretch: bool = False
) -> SafeString:
    frame = format_html('class="{}" viewBox="{}"{}', css, box, STRETCH if stretch else "")
    if size:
        frame = format_html('{} width="{}" height="{}"', frame, *size)
    if title:
        return format_html('<svg {} role="img"><title>{}</title>{}</svg>', frame, title, body)
    return format_html('<svg {} aria-hidden="true">{}</svg>', frame, body)


def emblem(title: str = "") -> SafeString:
    """The emblem of the house, a khatam star, in the colour of the text around it."""
    body = format_html('<g fill="none" stroke="currentColor" stroke-linejoin="round">{}</g>', EMBLEM_PATHS)
    return picture("emblem", "-24 -24 48 48", None, title, body)


def ticks(total: int, held: Collection[int] = (), open_ended: bool = False, title: str = "") -> SafeString:
    """One tick for each of meetings 1…`total`, the first at the right; those in `held` bold, every tenth taller.

    An `open_ended` row goes on as a dotted line, for the meetings that will come.
    """
    tail = 8 * TICK_STEP if open_ended else 0
    width = max(total * TICK_STEP + tail, TICK_STEP)
    fine: list[str] = []
    bold: list[str] = []
    for number in range(1, total + 1):
        x = width - TICK_STEP * number + TICK_STEP // 2
        top = 4 if number == 1 or number % 10 == 0 else 12
        (bold if number in held else fine).append(f"M{x} {top}V39")
    parts = [
        format_html('<path class="{}" d="{}"/>', css, "".join(strokes))
        for css, strokes in (("tick", fine), ("tick tick--held", bold))
        if strokes
    ]
    if open_ended:
        parts.append(format_html('<path class="tick tick--coming" d="M{} 38.5H0"/>', tail - 2))
    box = f"0 0 {width} 40"
    body = SafeString("".join(parts))  # nosec B703
    return picture("ticks", box, (width, 40), title, body, stretch=True)


def _marks(
    css: str, shape: SafeString, lines: SafeString, total: int, held: int, in_row: int, title: str
) -> SafeString:
    rows = max(-(-total // in_row), 1)
    columns = min(total, in_row) or 1
    marks = []
    for index in range(total):
        x = CELL * (columns - index % in_row) - CELL // 2
        y = CELL * (index // in_row) + CELL // 2
        state = "have" if index < held else "lack"
        inside = format_html('<path class="mark-lines" d="{}"/>', lines) if lines else ""
        marks.append(
            format_html('<g class="{}" transform="translate({} {})"><path d="{}"/>{}</g>', state, x, y, shape, inside)
        )
    size = (columns * CELL, rows * CELL)
    return picture(f"marks {css}", f"0 0 {size[0]} {size[1]}", size, title, SafeString("".join(marks)))  # nosec B703


def leaves(total: int, held: int = 0, title: str = "") -> SafeString:
    """One leaf for each of `total` statements, the first `held` of them filled; eleven in a row."""
    return _marks("leaves", LEAF_PATH, LEAF_LINES, total, held, 11, title)


def stars(total: int, held: int = 0, title: str = "") -> SafeString:
    """One star for each of `total` themes, the first `held` of them filled; ten in a row."""
    return _marks("stars", STAR_PATH, SafeString(""), total, held, 10, title)


def bar(held: int, total: int, title: str = "") -> SafeString:
    """How much of `total` is held, as a bar that fills from the right; what is held is never too thin to be seen."""
    share = 0.0 if total <= 0 else min(max(held / total * 200, 3 if held else 0), 200)
    body = format_html(
        '<path class="bar__all" d="M200 3H0"/><path class="bar__have" d="M200 3H{}"/>', number_text(200 - share)
    )
    return picture("bar", "0 0 200 6", (200, 6), title, body, stretch=True)


OUTLINE = SafeString('fill="none" stroke="currentColor" stroke-width="1.4"')
LOZENGES = {
    "full": format_html('<path d="{}" fill="currentColor" stroke="currentColor" stroke-width="1.4"/>', LOZENGE_PATH),
    "half": format_html('<path d="{}" {}/><path d="{}" fill="currentColor"/>', LOZENGE_PATH, OUTLINE, LOZENGE_HALF),
    "empty": format_html('<path d="{}" {}/>', LOZENGE_PATH, OUTLINE),
    "unknown": format_html('<path d="{}" {} stroke-dasharray="1.6 1.9"/>', LOZENGE_PATH, OUTLINE),
}


def _lozenge(state: str) -> SafeString:
    if state not in LOZENGES:
        raise ValueError(f"unknown state of a lozenge: {state!r}")
    return LOZENGES[state]


def lozenge(state: str, title: str = "") -> SafeString:
    """The mark of a clause: `state` is "full", "half", "empty", or "unknown" (dashed). Raises ValueError otherwise."""
    return picture("lozenge", "-8 -8 16 16", (16, 16), title, _lozenge(state))


def lozenge_shapes() -> SafeString:
    """The four shapes, unseen, once on a page on which `lozenge_use` shows many."""
    shapes = format_html_join(
        "",
        '<symbol id="lozenge-{}" viewBox="-8 -8 16 16">{}</symbol>',
        ((name, body) for name, body in LOZENGES.items()),
    )
    return format_html('<svg class="hidden" aria-hidden="true">{}</svg>', shapes)


def lozenge_use(state: str) -> SafeString:
    """The same mark, drawn by the shapes that stand elsewhere on the page."""
    _lozenge(state)
    return format_html('<svg class="lozenge" aria-hidden="true"><use href="#lozenge-{}"/></svg>', state)


def lozenges(states: Sequence[str], title: str = "") -> SafeString:
    """The marks of many clauses as one picture, by shapes that stand elsewhere; the first at the right, 20 in a row."""
    columns, rows = min(len(states), 20) or 1, max(-(-len(states) // 20), 1)
    marks = format_html_join(
        "",
        '<use href="#lozenge-{}" x="{}" y="{}" width="16" height="16"/>',
        (
            (state, LOZENGE_STEP * (columns - 1 - at % 20) + 1, LOZENGE_STEP * (at // 20))
            for at, state in enumerate(states)
            if _lozenge(state)
        ),
    )
    size = (LOZENGE_STEP * columns, LOZENGE_STEP * rows)
    return picture("lozenges", f"0 0 {size[0]} {size[1]}", size, title, marks)
