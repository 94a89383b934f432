"""Everything that minutes ever were: read, compared, restored."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from meetings.access import may_read_history
from meetings.confirmation.review import NotTaken
from meetings.history.changes_of import changes_of_editions, changes_page
from meetings.history.page_of import history_page, over_version, version_named, version_page
from meetings.history.restoring import restore, restore_turn
from meetings.history.revisions_of import revision_page, revisions_page
from meetings.history.version_of import of_event
from meetings.models import Meeting, TurnRevision
from meetings.views.meetings import visible_meeting
from meetings.views.steps import SECTION, over_draft, refused
from persian.addresses import read_small
from records.models import Event, StoredFile
from records.serving import serve_file


def _meeting(request: HttpRequest, round_number: int, number: int) -> Meeting:
    if not may_read_history(request.user):
        raise Http404
    return visible_meeting(request, round_number, number)


@require_safe
def history(request: HttpRequest, round_number: int, number: int) -> HttpResponse:
    meeting = _meeting(request, round_number, number)
    page = history_page(meeting, request.user, read_small(request.GET.get("page", "")) or 1)
    return render(request, "meetings/history.html", {"page": page, "section": SECTION})


@require_safe
def version(request: HttpRequest, round_number: int, number: int, sequence: int) -> HttpResponse:
    meeting = _meeting(request, round_number, number)
    event = get_object_or_404(Event.objects.about(meeting), sequence=sequence)
    kept = of_event(event, meeting)
    if kept is None:
        raise Http404
    page = version_page(meeting, event, kept, request.user)
    return render(request, "meetings/version.html", {"page": page, "section": SECTION})


@require_safe
def compare(request: HttpRequest, round_number: int, number: int) -> HttpResponse:
    meeting = _meeting(request, round_number, number)
    before = version_named(meeting, request.GET.get("from", ""))
    after = version_named(meeting, request.GET.get("to", ""))
    if before is None or after is None:
        messages.error(request, "دو نسخه را در فهرست برگزینید تا سنجیده شوند.")
        return redirect("history", round_number, number)
    page = changes_page(over=over_version(meeting), names=(before[0], after[0]), versions=(before[1], after[1]))
    return render(request, "meetings/changes.html", {"page": page, "section": SECTION})


@login_not_required
@require_safe
def edition_changes(request: HttpRequest, round_number: int, number: int, edition_number: int) -> HttpResponse:
    """What this edition changed of the one before, or of `?from=`, as far as the reader may read both."""
    meeting = visible_meeting(request, round_number, number)
    rows = meeting.minutes.published().readable_by(request.user).select_related("edition", "meeting__round")
    after = get_object_or_404(rows, number=edition_number)
    asked = read_small(request.GET.get("from", ""))
    others = rows.exclude(pk=after.pk).order_by("-number")
    before = others.filter(number=asked).first() if asked else others.filter(number__lt=after.number).first()
    if before is None:
        raise Http404
    page = changes_of_editions(meeting, before, after)
    return render(request, "meetings/changes.html", {"page": page, "section": SECTION})


@require_POST
def restore_version(request: HttpRequest, round_number: int, number: int, sequence: int) -> HttpResponse:
    asked = over_draft(request, "restore", round_number, number)
    event = get_object_or_404(Event.objects.about(asked.meeting), sequence=sequence)
    kept = of_event(event, asked.meeting)
    if kept is None:
        raise Http404
    if asked.minutes is None or not asked.is_legal:
        return refused(request, asked)
    try:
        restore(asked.minutes, kept, asked.user, source={"sequence": sequence})
    except NotTaken as reason:
        messages.error(request, str(reason))
    else:
        messages.success(request, "این نسخه بازگردانده شد؛ متن پیش از آن نیز در سابقه است.")
    return redirect(asked.back)


@require_safe
def turn(request: HttpRequest, round_number: int, number: int, key: UUID) -> HttpResponse:
    meeting = _meeting(request, round_number, number)
    page = revisions_page(meeting, key, read_small(request.GET.get("page", "")) or 1)
    if page is None:
        raise Http404
    return render(request, "meetings/revisions.html", {"page": page, "section": SECTION})


@require_safe
def revision(request: HttpRequest, round_number: int, number: int, revision_id: int) -> HttpResponse:
    meeting = _meeting(request, round_number, number)
    row = get_object_or_404(TurnRevision, pk=revision_id, minutes__meeting=meeting)
    page = revision_page(meeting, row, request.user, request.GET.get("with", ""))
    return render(request, "meetings/revision.html", {"page": page, "section": SECTION})


@require_POST
def restore_revision(request: HttpRequest, round_number: int, number: int, revision_id: int) -> HttpResponse:
    asked = over_draft(request, "restore", round_number, number)
    row = get_object_or_404(TurnRevision, pk=revision_id, minutes__meeting=asked.meeting)
    if asked.minutes is None or not asked.is_legal:
        return refused(request, asked)
    try:
        restore_turn(asked.minutes, row, asked.user)
    except NotTaken as reason:
        messages.error(request, str(reason))
    else:
        messages.success(request, "این نسخه نوبت بازگردانده شد؛ متن پیش از آن نیز در سابقه است.")
    return redirect(asked.back)


@require_safe
def kept_file(request: HttpRequest, round_number: int, number: int, sequence: int, sha256: str) -> HttpResponse:
    """A file that a step about an attachment left behind."""
    meeting = _meeting(request, round_number, number)
    steps = Event.objects.about(meeting).filter(action__startswith="attachment.")
    event = get_object_or_404(steps, sequence=sequence)
    file = StoredFile.objects.filter(sha256=sha256).order_by("-id").first()
    if file is None or sha256 not in event.file_hashes:
        raise Http404
    return serve_file(request, file, as_attachment=True)
