"""From the revisions of one turn to their pages: everything that was typed, also what never became its text."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from meetings.confirmation.steps import is_legal
from meetings.history.changes_of import changes_page
from meetings.history.page import RevisionPage, RevisionRow, RevisionsPage
from meetings.history.page_of import over_version
from meetings.history.version import TurnText, Version
from meetings.history.version_of import of_minutes, of_revision
from meetings.models import Meeting, Minutes, TurnRevision
from meetings.writing.turn_text import STANDING
from persian.jalali import long_datetime
from persian.numbers import persian_digits
from records.pager import Link, pager

PAGE = 50
EXCERPT = 160
CHOICES = 100
NOW = "now"


def revisions_of(meeting: Meeting, key: UUID) -> QuerySet[TurnRevision]:
    """Every revision of the turn, newest first."""
    rows = TurnRevision.objects.filter(minutes__meeting=meeting, turn_key=key)
    return rows.select_related("minutes").order_by("-id")


def revisions_page(meeting: Meeting, key: UUID, number: int) -> RevisionsPage | None:
    """Page `number` of a turn's revisions; None for a turn that has none."""
    rows = revisions_of(meeting, key)
    count = rows.count()
    if not count:
        return None
    pages = -(-count // PAGE)
    number = min(max(number, 1), pages)
    here = reverse("history_turn", args=[*meeting.address, key])
    shown = list(rows[(number - 1) * PAGE : number * PAGE])
    return RevisionsPage(
        over=over_version(meeting),
        title=f"نوبت {shown[0].speaker_as_written or 'بی‌نام'}",
        rows=tuple(_row(row, meeting) for row in shown),
        pager=pager(number, pages, lambda page: f"{here}?page={page}"),
    )


def revision_page(meeting: Meeting, row: TurnRevision, user: object, other: str) -> RevisionPage:
    """One revision beside `other`: the id of another of the same turn, or what the turn says now."""
    others = list(revisions_of(meeting, row.turn_key).exclude(pk=row.pk)[:CHOICES])
    chosen = next((revision for revision in others if str(revision.pk) == other), None)
    turn = of_revision(chosen) if chosen else _now(meeting, row.turn_key)
    named = _name(chosen) if chosen else "متن کنونی نوبت"
    here = reverse("revision", args=[*meeting.address, row.pk])
    page = changes_page(
        over=(),
        names=(Link("این نسخه", here), Link(named)),
        versions=(Version((of_revision(row),)), Version((turn,) if turn else ())),
    )
    may_restore = is_legal("restore", meeting.minutes.open().first(), user)
    return RevisionPage(
        over=(
            *over_version(meeting),
            Link(
                f"نوبت {row.speaker_as_written or 'بی‌نام'}",
                reverse("history_turn", args=[*meeting.address, row.turn_key]),
            ),
        ),
        row=_row(row, meeting),
        text=row.text,
        other=named,
        differences=page.turns,
        choices=(
            (NOW, "متن کنونی نوبت", chosen is None),
            *((str(revision.pk), _name(revision), revision is chosen) for revision in others),
        ),
        restore=reverse("revision_restore", args=[*meeting.address, row.pk]) if may_restore else "",
    )


def _now(meeting: Meeting, key: UUID) -> TurnText | None:
    """The turn as the newest minutes have it; None where it is no longer there."""
    newest: Minutes | None = meeting.minutes.order_by("-number").first()
    turns = of_minutes(newest).turns if newest else ()
    return next((turn for turn in turns if turn.key == str(key)), None)


def _name(row: TurnRevision) -> str:
    return f"نسخه {persian_digits(row.version)}، {row.get_kind_display()}، {long_datetime(timezone.localtime(row.at))}"


def _row(row: TurnRevision, meeting: Meeting) -> RevisionRow:
    label = row.speaker_as_written or "بی‌نام"
    return RevisionRow(
        href=reverse("revision", args=[*meeting.address, row.pk]),
        kind=str(row.get_kind_display()),
        stands=row.kind in STANDING,
        version=persian_digits(row.version),
        when=long_datetime(timezone.localtime(row.at)),
        who=row.editor_name,
        label=f"{label} ({row.post_as_written})" if row.post_as_written else label,
        excerpt=row.text[:EXCERPT] + ("…" if len(row.text) > EXCERPT else ""),
    )
