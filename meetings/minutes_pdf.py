"""The PDF of minutes: the form of an Iranian صورتجلسه, made from the same sheet that feeds the page and the edition."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from meetings.sheet import AttendeeSheet, BlockSheet, MinutesSheet, TurnSheet
from persian.numbers import ordinal_words, persian_digits
from records import organisation, pdf
from records.sections import Section

TEMPLATE = "meetings/minutes_pdf.html"
STYLES = ("official.css", "minutes.css")
DEEPEST = 9
SIGNATURES_A_ROW = 3


@dataclass(frozen=True)
class Entry:
    """A label with its value. An empty value is a dotted line for the pen."""

    label: str
    value: str


@dataclass(frozen=True)
class Roll:
    """Those of one kind who were there or not: rows of two, numbered from 1; not `written` means a line to fill in."""

    label: str
    rows: tuple[tuple[tuple[str, AttendeeSheet], ...], ...]
    written: bool = True


@dataclass(frozen=True)
class Line:
    """A numbered line of the proceedings; `form` is the class that sets it."""

    number: str
    form: str
    text: str


def minutes_pdf(sheet: MinutesSheet, extra_sections: Sequence[Section] = ()) -> bytes:
    """The PDF of a sheet: a draft («پیش‌نویس» across every page) where it has no stamp, else an edition with its code.

    `extra_sections` are put between the decisions and the signatures. Raises records.pdf.PdfError.
    """
    context = context_of(sheet)
    styles = (*STYLES, *context["house"].styles, *(() if sheet.stamp else ("draft.css",)))
    return pdf.render(TEMPLATE, {**context, "extra_sections": extra_sections}, styles)


def context_of(sheet: MinutesSheet) -> dict[str, Any]:
    """What the template is given: everything a Persian string or a list of them, nothing left to compute."""
    is_draft = sheet.stamp is None
    known, unknown = _facts(sheet)
    rolls = _rolls(sheet)
    if not is_draft:
        # Nobody fills in an edition any more: what is unknown is said once, not row by row.
        unknown_names = [entry.label for entry in unknown]
        unknown_names += [] if sheet.attendance_known else ["حضور و غیاب"]
        unknown_names += [] if sheet.agenda else ["دستور جلسه"]
    else:
        known = [*known, *unknown]
        unknown_names = []
        rolls = rolls or [Roll(label, (), written=False) for label in ("حاضرین", "غایبین", "مدعوین")]
    return {
        "sheet": sheet,
        "organisation": sheet.organisation,
        "is_draft": is_draft,
        "letterhead": _letterhead(sheet),
        "house": organisation.paper(),
        "facts": _pairs(known),
        "not_stated": _listed(unknown_names),
        "rolls": rolls,
        "agenda": [(persian_digits(item.number), item) for item in sheet.agenda],
        "agenda_to_fill": is_draft and not sheet.agenda,
        "proceedings": _proceedings(sheet),
        "turns": [_turn(turn) for turn in sheet.turns],
        "decisions": [(decision, persian_digits(decision.block or "")) for decision in sheet.decisions],
        "signatures": [
            sheet.signatures[start : start + SIGNATURES_A_ROW]
            for start in range(0, len(sheet.signatures), SIGNATURES_A_ROW)
        ],
        "edition": ordinal_words(sheet.stamp.number) if sheet.stamp else "",
        "qr": pdf.qr(sheet.stamp.verify_url) if sheet.stamp and sheet.stamp.verify_url else "",
    }


def _letterhead(sheet: MinutesSheet) -> list[Entry]:
    entries = {
        "number": Entry("شماره", sheet.letter_number),
        "date": Entry("تاریخ", sheet.date_short),
        "attachment": Entry("پیوست", sheet.letter_attachment),
    }
    return [entries[name] for name in organisation.letterhead_order()]


def _facts(sheet: MinutesSheet) -> tuple[list[Entry], list[Entry]]:
    """The facts at the head, as (known, unknown)."""
    number = f"{sheet.number_words} (محتمل)" if sheet.number_is_probable else sheet.number_words
    day = "، ".join(part for part in (sheet.weekday, sheet.date) if part)
    entries = [
        Entry("دور", sheet.round_name.removeprefix("دور ")),
        Entry("شماره جلسه", number),
        Entry("روز و تاریخ تشکیل", day),
        Entry("محل برگزاری", sheet.place),
        Entry("ساعت شروع", sheet.start),
        Entry("ساعت پایان", sheet.end),
        Entry("رئیس جلسه", sheet.chair),
        Entry("دبیر جلسه", sheet.secretary),
    ]
    return [entry for entry in entries if entry.value], [entry for entry in entries if not entry.value]


def _pairs(entries: list[Entry]) -> list[list[Entry]]:
    return [entries[start : start + 2] for start in range(0, len(entries), 2)]


def _listed(names: list[str]) -> str:
    """«الف»، «الف و ب»، «الف، ب و پ»؛ empty for none."""
    return " و ".join(part for part in ("، ".join(names[:-1]), "".join(names[-1:])) if part)


def _rolls(sheet: MinutesSheet) -> list[Roll]:
    if not sheet.attendance_known:
        return []
    kinds = (("حاضرین", sheet.present), ("غایبین", sheet.absent), ("مدعوین", sheet.guests))
    return [Roll(label, _rows(seats)) for label, seats in kinds if seats]


def _rows(seats: tuple[AttendeeSheet, ...]) -> tuple[tuple[tuple[str, AttendeeSheet], ...], ...]:
    numbered = [(persian_digits(number), seat) for number, seat in enumerate(seats, start=1)]
    return tuple(tuple(numbered[start : start + 2]) for start in range(0, len(numbered), 2))


def _proceedings(sheet: MinutesSheet) -> str:
    return "خلاصه مذاکرات" if sheet.is_summary else "مشروح مذاکرات"


def _turn(turn: TurnSheet) -> dict[str, Any]:
    return {"speaker": turn.speaker, "post": turn.post, "lines": [_line(block) for block in turn.blocks]}


def _line(block: BlockSheet) -> Line:
    form = f"bullet level-{min(max(block.level, 1), DEEPEST)}" if block.is_bullet else block.kind
    return Line(persian_digits(block.number), form, block.text)
