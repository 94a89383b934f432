"""From two versions of minutes to the page of their differences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.urls import reverse

from meetings.history.changes import ChangesPage, HeadRow, LineRow, TurnRows
from meetings.history.comparison import Change, LineDifference, TurnDifference, compare
from meetings.history.version import BlockText, Version
from meetings.history.version_of import of_minutes
from meetings.models import Block, Meeting, Minutes
from meetings.page import facts_of
from meetings.sheet import AttendeeSheet, MinutesSheet
from meetings.sheet_of import sheet_of_edition
from persian.jalali import short_date
from persian.numbers import ordinal_words, persian_digits
from records.pager import Link

NAMES = {Change.ADDED: "افزوده", Change.REMOVED: "حذف‌شده", Change.CHANGED: "تغییریافته", Change.MOVED: "جابه‌جاشده"}
MOVED = NAMES[Change.MOVED]
WITHOUT = "پیش از سخنران نخست"


def changes_of_editions(meeting: Meeting, before: Minutes, after: Minutes) -> ChangesPage:
    """What differs between two editions, in the head as well as in the text."""
    if before.edition is None or after.edition is None:
        raise ValueError("only published minutes have an edition")
    links = [
        Link(f"ویرایش {ordinal_words(row.number)}", reverse("edition", args=[*meeting.address, row.number]))
        for row in (before, after)
    ]
    return changes_page(
        over=(Link(str(after), meeting.get_absolute_url()),),
        names=(links[0], links[1]),
        versions=(of_minutes(before), of_minutes(after)),
        head=head_rows(sheet_of_edition(before.edition), sheet_of_edition(after.edition)),
        reason=after.edition.reason,
    )


def changes_page(
    *,
    over: tuple[Link, ...],
    names: tuple[Link, Link],
    versions: tuple[Version, Version],
    head: tuple[HeadRow, ...] = (),
    reason: str = "",
) -> ChangesPage:
    """The page that compares two versions, `names` being what they are called and where they are read."""
    turns = compare(*versions)
    counts = Counter(line.change for turn in turns for line in turn.lines)
    return ChangesPage(
        over=over,
        title=f"تفاوت {names[1].label} با {names[0].label}",
        before=names[0],
        after=names[1],
        turns=tuple(_turn_rows(turn) for turn in turns if not turn.is_same),
        head=head,
        counts=tuple((name, persian_digits(counts[change])) for change, name in NAMES.items() if counts[change]),
        reason=reason,
    )


def _turn_rows(turn: TurnDifference) -> TurnRows:
    told = turn.after or turn.before
    if told is None:
        raise ValueError("a turn stands in one of the versions at least")
    tag = MOVED if turn.is_moved else ""
    before = ""
    if turn.before is None:
        tag = "نوبت تازه"
    elif turn.after is None:
        tag = "نوبت حذف‌شده"
    elif (turn.before.speaker, turn.before.post) != (told.speaker, told.post):
        before = _label(turn.before.speaker, turn.before.post)
    return TurnRows(told.speaker or WITHOUT, told.post, tag, before, tuple(_line_rows(turn.lines)))


def _label(speaker: str, post: str) -> str:
    return f"{speaker} ({post})" if post else speaker or WITHOUT


def _line_rows(lines: Iterable[LineDifference]) -> list[LineRow]:
    """The lines that differ; runs of others are only counted."""
    rows: list[LineRow] = []
    same = 0
    for line in lines:
        if line.change == Change.SAME:
            same += 1
            continue
        if same:
            rows.append(_unchanged(same))
            same = 0
        rows.append(_line_row(line))
    return rows + ([_unchanged(same)] if same else [])


def _unchanged(count: int) -> LineRow:
    return LineRow(Change.SAME.value, f"{persian_digits(count)} بند بی‌تغییر")


def _line_row(line: LineDifference) -> LineRow:
    number = line.number_after or line.number_before
    said = f"بند {persian_digits(number)}"
    if line.is_moved and line.number_before != number:
        said += f"، پیش‌تر {persian_digits(line.number_before)}"
    tags = [NAMES[line.change], *([MOVED] if line.is_moved and line.change == Change.CHANGED else [])]
    return LineRow(
        kind=line.change.value,
        number=said,
        tags=tuple(tags),
        pieces=tuple(line.pieces),
        notes=tuple(_notes(line.before, line.after)) if line.before and line.after else (),
    )


def _notes(before: BlockText, after: BlockText) -> list[str]:
    """What changed of a line besides its words: «نشان: پیشنهاد ← مصوبه»."""
    facts = [("نوع", _kind(before), _kind(after))]
    if None not in (before.mark, after.mark):
        facts.append(("نشان", _mark(before), _mark(after)))
    if before.more is not None and after.more is not None:
        facts += [(label, _fact(before.decision, name), _fact(after.decision, name)) for name, label in DECISION]
        facts.append(("ارجاع‌ها", persian_digits(len(before.mentions)), persian_digits(len(after.mentions))))
    notes = [f"{label}: {old or 'درج نشده'} ← {new or 'درج نشده'}" for label, old, new in facts if old != new]
    known = before.more is not None and after.more is not None
    if known and len(before.mentions) == len(after.mentions) and before.mentions != after.mentions:
        notes.append("ارجاع‌ها تغییر کرده است")
    return notes


DECISION = (
    ("number", "شماره مصوبه"),
    ("executor_name", "دستگاه مسئول"),
    ("executor_as_written", "مسئول اجرا در متن"),
    ("deadline", "مهلت اجرا"),
    ("follow_up_name", "مسئول پیگیری"),
)


def _fact(decision: Mapping[str, Any], name: str) -> str:
    value = decision.get(name)
    if value and name == "deadline":
        return short_date(date.fromisoformat(value))
    return persian_digits(value) if value else ""


def _kind(block: BlockText) -> str:
    label = str(Block.Kind(block.kind).label)
    return f"{label}، سطح {persian_digits(block.level)}" if block.level else label


def _mark(block: BlockText) -> str:
    return str(Block.Mark(block.mark).label) if block.mark else "بی‌نشان"


def head_rows(before: MinutesSheet, after: MinutesSheet) -> tuple[HeadRow, ...]:
    """The facts of two heads that differ: those of the page, who was there, the agenda."""
    old, new = _head(before), _head(after)
    labels = list(dict.fromkeys([*new, *old]))
    return tuple(
        HeadRow(label, old.get(label, ""), new.get(label, ""))
        for label in labels
        if old.get(label, "") != new.get(label, "")
    )


def _head(sheet: MinutesSheet) -> dict[str, str]:
    facts = {fact.label: fact.value for fact in facts_of(sheet)}
    return {
        "نوع صورتجلسه": sheet.kind,
        **facts,
        "حاضرین": _people(sheet.present),
        "غایبین": _people(sheet.absent),
        "مدعوین": _people(sheet.guests),
        "دستور جلسه": "، ".join(item.title for item in sheet.agenda),
    }


def _people(seats: Iterable[AttendeeSheet]) -> str:
    return "، ".join(f"{seat.name} ({seat.note})" if seat.note else seat.name for seat in seats)
