"""The page of one meeting, as plain Persian strings: the minutes in the text, what the portal knows in the margin.

An empty string is an unknown value; the template writes it out as «در سند درج نشده».
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.safestring import SafeString

from meetings.confirmation.stand import Notice, Stand
from meetings.sheet import AgendaSheet, MinutesSheet, TurnSheet
from persian.numbers import persian_digits
from records.pager import Link
from records.sections import Section

FEW_UNKNOWN = 2

# How the element of a line opens and closes; a bullet stays open for the lists within it.
ELEMENTS = {
    "lead": ('<p class="line lead"', "</p>"),
    "paragraph": ('<p class="line"', "</p>"),
    "subheading": ('<h3 class="line sub"', "</h3>"),
    "bullet": ('<li class="line"', ""),
}


@dataclass(frozen=True)
class Fact:
    """One row of the head: «محل برگزاری ……… تالار شهر». An empty `value` is unknown; `note` stands small beside it."""

    label: str
    value: str
    note: str = ""


@dataclass(frozen=True)
class MarginNote:
    """What the portal says beside a line: `text`, then a link. `kind` is "account", "reference", "mark" or "late"."""

    text: str
    link_text: str = ""
    href: str = ""
    kind: str = "reference"


@dataclass(frozen=True)
class Line:
    """A numbered line with its notes: `number` for its address, `words` to read.

    The mark-up that depends on its neighbours and its kind is made here, once, because the template's loop is where a
    page spends its time: `before` opens and closes lists and opens the line's element, `end` closes it.
    """

    number: str
    words: str
    text: str
    mark: str
    notes: tuple[MarginNote, ...]
    before: SafeString
    end: SafeString


@dataclass(frozen=True)
class TurnLines:
    """A turn ready for the template: `span` is «۱–۲۲», `after` closes the lists that its last line leaves open."""

    number: str
    speaker: str
    post: str
    href: str
    span: str
    lines: tuple[Line, ...]
    after: SafeString


@dataclass(frozen=True)
class AttachmentRow:
    """`sha256` is told of the signed paper, `replace_href` to whom it may be replaced by."""

    title: str
    href: str
    size: str
    kind: str
    sha256: str = ""
    replace_href: str = ""


@dataclass(frozen=True)
class EditionRow:
    """`name` is «ویرایش دوم», `by` may be empty; `code` is the verification code in Latin letters."""

    name: str
    date: str
    by: str
    code: str
    href: str
    pdf_href: str
    word_href: str
    is_current: bool
    is_summary: bool
    reason: str = ""


@dataclass(frozen=True)
class HistoryRow:
    when: str
    who: str
    what: str
    why: str = ""


@dataclass(frozen=True)
class MeetingPage:
    """Everything on a meeting's page. `sheet` is None for a meeting that is known by its number alone or still to come.

    Without a sheet `agenda` is what is planned; `steps` lead the secretariat to the pages on which it prepares it.
    """

    over: tuple[Link, ...]
    title: str
    state: str
    standfirst: str
    facts: tuple[Fact, ...]
    sheet: MinutesSheet | None = None
    turns: tuple[TurnLines, ...] = ()
    notices: tuple[Notice, ...] = ()
    attachments: tuple[AttachmentRow, ...] = ()
    editions: tuple[EditionRow, ...] = ()
    history: tuple[HistoryRow, ...] = ()
    edition_name: str = ""
    pdf_href: str = ""
    word_href: str = ""
    source_href: str = ""
    verify_href: str = ""
    import_href: str = ""
    stand: Stand = field(default_factory=Stand)
    calendar_href: str = ""
    is_to_come: bool = False
    unknown_words: str = ""
    agenda: tuple[AgendaSheet, ...] = ()
    steps: tuple[Link, ...] = ()
    previous: Link | None = None
    following: Link | None = None
    sections: Sequence[Section] = field(default_factory=tuple)

    @property
    def unknown(self) -> str:
        """The labels of unknown facts in one phrase, when there are so many that a phone should not list them."""
        labels = [fact.label for fact in self.facts if not fact.value]
        if len(labels) <= FEW_UNKNOWN:
            return ""
        return "، ".join(labels[:-1]) + " و " + labels[-1]


def facts_of(sheet: MinutesSheet) -> tuple[Fact, ...]:
    """The rows of the head for minutes, unknown ones included."""
    hours = [f"{word} {hour}" for word, hour in (("از", sheet.start), ("تا", sheet.end)) if hour]
    date = f"{sheet.weekday} {sheet.date}".strip() if sheet.date else ""
    return (
        Fact("دور", sheet.round_name),
        Fact("شماره جلسه", sheet.number_words, "محتمل؛ از متن برمی‌آید" if sheet.number_is_probable else ""),
        Fact("تاریخ تشکیل جلسه", date),
        Fact("ساعت", " ".join(hours)),
        Fact("محل برگزاری", sheet.place),
        Fact("رئیس جلسه", sheet.chair),
        Fact("دبیر جلسه", sheet.secretary),
        *(() if sheet.agenda else (Fact("دستور جلسه", ""),)),
        *(() if sheet.attendance_known else (Fact("حاضرین", ""),)),
    )


def facts_of_bare_meeting(
    round_name: str,
    number_words: str,
    date: str = "",
    hours: str = "",
    place: str = "",
    *,
    is_to_come: bool = False,
    is_put_off: bool = False,
) -> tuple[Fact, ...]:
    """The rows of the head for a meeting without minutes; of one that is to come nobody expects who was there.

    The date of one that was put off is the one of before.
    """
    return (
        Fact("دور", round_name),
        Fact("شماره جلسه", number_words),
        Fact("تاریخ پیشین" if is_put_off else "تاریخ تشکیل جلسه", date),
        *((Fact("ساعت", hours),) if hours or is_to_come else ()),
        Fact("محل برگزاری", place),
        *(() if is_to_come else (Fact("حاضرین", ""),)),
    )


def turns_of(
    sheet: MinutesSheet,
    notes: Mapping[int, Iterable[MarginNote]],
    person_href: Callable[[int], str] | None = None,
) -> tuple[TurnLines, ...]:
    """The turns with the notes of each line, by the line's number. `person_href` gives a person's address for an id."""
    return tuple(turn_lines(turn, notes, person_href) for turn in sheet.turns)


def lines_of(turns: Iterable[TurnSheet]) -> tuple[TurnLines, ...]:
    """Turns to read, with nothing beside them."""
    return tuple(turn_lines(turn, {}) for turn in turns)


def turn_lines(
    turn: TurnSheet,
    notes: Mapping[int, Iterable[MarginNote]],
    person_href: Callable[[int], str] | None = None,
) -> TurnLines:
    """One turn with the notes of each line, by the line's number."""
    lines: list[Line] = []
    open_levels: list[int] = []
    for block in turn.blocks:
        before = ""
        if not block.is_bullet:
            before = "</li></ul>" * len(open_levels)
            open_levels.clear()
        else:
            while open_levels and open_levels[-1] > block.level:
                before += "</li></ul>"
                open_levels.pop()
            if open_levels and open_levels[-1] == block.level:
                before += "</li>"
            else:
                before += "<ul>"
                open_levels.append(block.level)
        opening, end = ELEMENTS[block.kind]
        lines.append(
            Line(
                number=str(block.number),
                words=persian_digits(block.number),
                text=block.text,
                mark=block.mark,
                notes=tuple(notes.get(block.number, ())),
                before=SafeString(before + opening),  # tags written here, no text of anybody's  # nosec B703
                end=SafeString(end),  # likewise  # nosec B703
            )
        )
    first, last = persian_digits(turn.first_block), persian_digits(turn.last_block)
    return TurnLines(
        number=str(turn.number),
        speaker=turn.speaker,
        post=turn.post,
        href=person_href(turn.person_id) if person_href and turn.person_id else "",
        span="" if not turn.blocks else first if first == last else f"{first}–{last}",
        lines=tuple(lines),
        after=SafeString("</li></ul>" * len(open_levels)),  # likewise  # nosec B703
    )
