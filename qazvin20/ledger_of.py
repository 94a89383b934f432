"""From the whole archive to its ledger, for one reader."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Count, Exists, OuterRef, Value
from django.urls import reverse

from commitments.models import Commitment
from guilds.models import Demand, Guild
from meetings.rounds_of import time_line
from people.models import Person
from people.round_page import RoundLine
from persian.numbers import persian_digits
from projects.models import Project, RaisedTitle, Theme
from qazvin20.founding.known import Known, known_of
from qazvin20.ledger import Entry, Ledger, Mark, RoundEntry, Tally
from statements.models import Statement, StatementText

MARKS_DRAWN = 100
UNSAID = Known(0)


def ledger_of(user: object) -> Ledger:
    """What `user` may know of and what he may read of it. The same number of queries whatever is there."""
    known = known_of(user)
    rounds = time_line(user)
    return Ledger(
        meetings=_meetings(rounds),
        rounds=tuple(_round(line) for line in rounds),
        statements=_numbered(
            "بیانیه", reverse("statements"), statement_marks(user), known.get("statements", UNSAID), "متن"
        ),
        themes=_numbered("موضوع تحول‌گرا", reverse("themes"), theme_marks(user), known.get("themes", UNSAID), "عنوان"),
        titles=_titles(user, known.get("titles", UNSAID)),
        others=_others(user),
    )


def _others(user: object) -> tuple[Tally, ...]:
    """What is there of the kinds of which nobody told a number, counted in one query."""
    counted = {
        "projects": ("پروژه", Project.objects.visible_to(user)),
        "guilds": ("صنف", Guild.objects.visible_to(user)),
        "demands": ("خواسته صنفی", Demand.objects.visible_to(user)),
        "commitments": ("تعهد", Commitment.objects.visible_to(user)),
        "people": ("شخص", Person.objects.in_use().visible_to(user)),
    }
    first, *rest = (
        rows.order_by()
        .annotate(counted=Value(name))
        .values("counted")
        .annotate(count=Count("pk"))
        .values_list("counted", "count")
        for name, (_, rows) in counted.items()
    )
    counts = dict(first.union(*rest, all=True))
    return tuple(Tally(label, counts.get(name, 0), reverse(name)) for name, (label, _) in counted.items())


def _of(held: int, total: str | int) -> str:
    return f"{persian_digits(held)} از {persian_digits(total)}"


def _meetings(rounds: Sequence[RoundLine]) -> Entry:
    closed = sum(line.total for line in rounds if not line.is_open)
    open_ = sum(line.total for line in rounds if line.is_open)
    held = sum(len(line.held) for line in rounds)
    total = max(closed + open_, held)
    parts = [f"{persian_digits(closed)} جلسه از دورهای پایان‌یافته"] if closed else []
    parts += [
        f"{persian_digits(line.total)} جلسه از {line.name} که {line.status} است" for line in rounds if line.is_open
    ]
    why = " و ".join(parts)
    return Entry(
        name="صورتجلسه",
        href=reverse("meetings"),
        count=_of(held, total),
        held=held,
        total=total,
        why=f"{persian_digits(total)} جلسه دانسته است: {why}. از این‌ها صورتجلسه {persian_digits(held)} جلسه اینجاست."
        if why
        else "هنوز جلسه‌ای ثبت نشده است.",
        said_by=next((line.said_by for line in rounds if line.said_by), None),
    )


def _round(line: RoundLine) -> RoundEntry:
    lacking = line.total - len(line.held)
    return RoundEntry(
        line=line,
        known=persian_digits(line.total),
        held=persian_digits(len(line.held)),
        lacking=persian_digits(lacking) if lacking else "",
        href=f"{reverse('meetings')}?round={line.number}",
    )


def statement_marks(user: object) -> list[Mark]:
    """A mark for each statement that was issued; held are those of which `user` can read the text."""
    issued = StatementText.objects.newest_issued_for(user).filter(statement=OuterRef("pk"))
    rows = Statement.objects.visible_to(user).numbered().annotate(has_text=Exists(issued)).order_by("number")
    return [
        Mark(
            persian_digits(row.number or ""),
            row.get_absolute_url(),
            row.has_text,
            _mark_words(str(row), row.title, row.has_text, "متن آن در بایگانی نیست"),
        )
        for row in rows
    ]


def theme_marks(user: object) -> list[Mark]:
    """A mark for each theme; held are those of which the title is known."""
    return [
        Mark(
            persian_digits(theme.number),
            theme.get_absolute_url(),
            bool(theme.title),
            _mark_words(theme.number_words, theme.title, bool(theme.title), "عنوان آن در سندی درج نشده"),
        )
        for theme in Theme.objects.visible_to(user).order_by("number")
    ]


def _mark_words(name: str, title: str, is_held: bool, lacking: str) -> str:
    named = f"{name}: {title}" if title else name
    return named if is_held else f"{named}، {lacking}"


def _numbered(name: str, href: str, marks: Sequence[Mark], known: Known, part: str) -> Entry:
    """The entry of records that have a number before they have anything else."""
    held = sum(mark.is_held for mark in marks)
    total = max(known.count, len(marks))
    why = f"{persian_digits(total)} {name} دانسته است؛ {part} {persian_digits(held)} {name} در بایگانی هست."
    if total and not held:
        why = f"{persian_digits(total)} {name} دانسته است و از هیچ‌یک جز شماره‌اش در بایگانی نیست."
    return Entry(
        name=name,
        href=href,
        count=_of(held, total),
        held=held,
        total=total,
        why=why if total else f"هنوز {name}ی ثبت نشده است.",
        said_by=known.said_by,
        marks=tuple(marks) if len(marks) <= MARKS_DRAWN else (),
    )


def _titles(user: object, known: Known) -> Entry:
    held = RaisedTitle.objects.visible_to(user).count()
    total = max(known.count, held)
    more = "بیش از " if known.more and held <= known.count else ""
    why = f"{more}{persian_digits(total)} عنوان مطرح شده است؛ {persian_digits(held)} عنوان در بایگانی هست."
    return Entry(
        name="عنوان مطروحه",
        href=reverse("titles"),
        count=f"{persian_digits(held)} از {more}{persian_digits(total)}",
        held=held,
        total=total,
        why=why if total else "هنوز عنوانی ثبت نشده است.",
        said_by=known.said_by,
    )
