"""From the chain and the revisions to the pages of the history. They are for whoever writes minutes."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Count, Max, Q
from django.urls import reverse

from meetings.confirmation.steps import is_legal
from meetings.history.page import HistoryPage, StepRow, TurnHistory, VersionPage
from meetings.history.version import Version
from meetings.history.version_of import POINTING, WHOLE, of_event, of_minutes
from meetings.models import Meeting, Minutes, TurnRevision
from meetings.page import TurnLines, lines_of
from meetings.page_of import STEPS
from meetings.sheet import BlockSheet, TurnSheet
from meetings.writing.turn_text import STANDING
from persian.jalali import long_datetime
from persian.numbers import ordinal_words, persian_digits
from records.models import Event
from records.pager import Link, pager
from records.steps import step_words

PAGE = 50
MOST_TURNS = 500
NOW = "now"


def history_page(meeting: Meeting, user: object, number: int) -> HistoryPage:
    """Page `number` of the steps."""
    events = Event.objects.about(meeting).defer("snapshot").order_by("-sequence")
    pages = max(1, -(-events.count() // PAGE))
    number = min(max(number, 1), pages)
    here = reverse("history", args=meeting.address)
    return HistoryPage(
        over=_over(meeting),
        steps=tuple(_step_row(event, meeting) for event in events[(number - 1) * PAGE : number * PAGE]),
        turns=tuple(_turns(meeting)),
        compare=reverse("history_compare", args=meeting.address),
        now=NOW if meeting.minutes.exists() else "",
        pager=pager(number, pages, lambda page: f"{here}?page={page}"),
    )


def _over(meeting: Meeting) -> tuple[Link, ...]:
    return (Link(str(meeting), meeting.get_absolute_url()),)


def over_version(meeting: Meeting) -> tuple[Link, ...]:
    return (*_over(meeting), Link("نسخه‌ها و سابقه", reverse("history", args=meeting.address)))


def keeps_a_text(event: Event) -> bool:
    """Whether there may be a version to read at the event; known without reading its snapshot."""
    return event.action in WHOLE or event.action in POINTING


def name_of(event: Event) -> str:
    return step_words(event, STEPS).format(ordinal=ordinal_words(max(event.version, 1)))


def _step_row(event: Event, meeting: Meeting) -> StepRow:
    kept = keeps_a_text(event)
    papers = event.action.startswith("attachment.")
    names = ("پرونده این گام", "پرونده پیشین")
    return StepRow(
        value=str(event.sequence) if kept else "",
        when=long_datetime(event.at),
        who=event.actor_name,
        what=name_of(event),
        why=event.reason,
        edition=f"ویرایش {ordinal_words(event.version)}" if kept and event.version else "",
        href=reverse("history_version", args=[*meeting.address, event.sequence]) if kept else "",
        files=tuple(
            Link(name, reverse("history_file", args=[*meeting.address, event.sequence, sha256]))
            for name, sha256 in zip(names, event.file_hashes, strict=False)
        )
        if papers
        else (),
    )


def _turns(meeting: Meeting) -> Iterable[TurnHistory]:
    """Every turn that was ever written at, the one that was written at last first."""
    rows = TurnRevision.objects.filter(minutes__meeting=meeting)
    beside = Count("pk", filter=~Q(kind__in=STANDING))
    counted = rows.order_by().values("turn_key").annotate(count=Count("pk"), beside=beside, last=Max("pk"))
    shown = list(counted.order_by("-last")[:MOST_TURNS])
    speakers = dict(rows.filter(pk__in=[row["last"] for row in shown]).values_list("pk", "speaker_as_written"))
    for row in shown:
        yield TurnHistory(
            speaker=speakers.get(row["last"]) or "بی‌نام",
            count=persian_digits(row["count"]),
            beside=f"{persian_digits(row['beside'])} نوشته بیرون از متن" if row["beside"] else "",
            href=reverse("history_turn", args=[*meeting.address, row["turn_key"]]),
        )


def current(meeting: Meeting) -> Minutes | None:
    """The minutes that «now» means: those that are open, else the newest edition."""
    return meeting.minutes.order_by("-number").first()


def version_named(meeting: Meeting, name: str) -> tuple[Link, Version] | None:
    """The version that a step left behind, by the value of its row; None for a value that names none."""
    if name == NOW:
        minutes = current(meeting)
        if minutes is None:
            return None
        page = meeting.get_absolute_url() if minutes.is_published else reverse("meeting_draft", args=meeting.address)
        return Link("متن کنونی", page), of_minutes(minutes)
    if not (name.isascii() and name.isdecimal() and len(name) < 16):
        return None
    event = Event.objects.about(meeting).filter(sequence=int(name)).first()
    version = of_event(event, meeting) if event else None
    if event is None or version is None:
        return None
    href = reverse("history_version", args=[*meeting.address, event.sequence])
    return Link(f"«{name_of(event)}»، {long_datetime(event.at)}", href), version


def version_page(meeting: Meeting, event: Event, version: Version, user: object) -> VersionPage:
    """One version to read."""
    here = [*meeting.address, event.sequence]
    why = f": «{event.reason}»" if event.reason else "."
    may_restore = is_legal("restore", meeting.minutes.open().first(), user)
    compare = f"{reverse('history_compare', args=meeting.address)}?from={event.sequence}&to={NOW}"
    return VersionPage(
        over=over_version(meeting),
        title=f"متن هنگام {name_of(event)}",
        standfirst=f"{long_datetime(event.at)}، {event.actor_name}{why}",
        turns=readable(version),
        compare=compare,
        restore=reverse("history_restore", args=here) if may_restore else "",
    )


def readable(version: Version) -> tuple[TurnLines, ...]:
    """A version as lines to read, numbered through."""
    number = 0
    turns = []
    for position, turn in enumerate(version.turns, start=1):
        blocks = []
        for block in turn.blocks:
            number += 1
            blocks.append(BlockSheet(number, block.kind, block.level, block.text))
        turns.append(TurnSheet(position, turn.speaker, turn.post, None, tuple(blocks)))
    return lines_of(turns)
