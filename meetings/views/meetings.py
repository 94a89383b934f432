"""The pages and files of meetings."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from meetings.access import may_read_source
from meetings.confirmation.publication import pdf_of, word_of
from meetings.confirmation.stand_of import with_requests
from meetings.minutes_docx import minutes_docx
from meetings.minutes_pdf import minutes_pdf
from meetings.models import Attachment, Meeting, Minutes
from meetings.page_of import page_of
from meetings.register_of import meetings_page
from meetings.sheet_of import sheet_of
from persian.addresses import read_small
from records.models import Edition, StoredFile
from records.models.file import PDF_TYPE, WORD_TYPE
from records.pdf import PdfError
from records.serving import serve_bytes, serve_file


def visible_meeting(request: HttpRequest, round_number: int, number: int) -> Meeting:
    """The meeting, if the reader may know of it; else Http404."""
    visible = Meeting.objects.visible_to(request.user).select_related("round")
    return get_object_or_404(visible, round__number=round_number, number=number)


def _readable(request: HttpRequest, meeting: Meeting) -> list[Minutes]:
    rows = meeting.minutes.readable_by(request.user).select_related(
        "edition__pdf", "edition__word", "meeting__round", "confirmed_at_meeting__round"
    )
    return list(with_requests(rows, request.user).order_by("-number"))


def _edition(request: HttpRequest, meeting: Meeting, number: int | None) -> Edition:
    """The edition of this number that the reader may read, the newest one without a number. Raises Http404."""
    for row in _readable(request, meeting):
        if row.edition is not None and number in (None, row.number):
            return row.edition
    raise Http404


@login_not_required
@require_safe
def meetings(request: HttpRequest) -> HttpResponse:
    page = meetings_page(
        request.user,
        round_number=read_small(request.GET.get("round", "")),
        held=request.GET.get("held") == "1",
        page=read_small(request.GET.get("page", "")) or 1,
    )
    return render(request, "meetings/meetings.html", {"page": page, "section": "meetings"})


@login_not_required
@require_safe
def meeting(request: HttpRequest, round_number: int, number: int) -> HttpResponse:
    found = visible_meeting(request, round_number, number)
    readable = _readable(request, found)
    newest = next((row for row in readable if row.is_published), None)
    page = page_of(found, newest, readable, request.user)
    return render(request, "meetings/meeting.html", {"page": page, "section": "meetings"})


@login_not_required
@require_safe
def edition(request: HttpRequest, round_number: int, number: int, edition_number: int) -> HttpResponse:
    found = visible_meeting(request, round_number, number)
    readable = _readable(request, found)
    minutes = next((row for row in readable if row.is_published and row.number == edition_number), None)
    if minutes is None:
        raise Http404
    page = page_of(found, minutes, readable, request.user)
    return render(request, "meetings/meeting.html", {"page": page, "section": "meetings"})


@require_safe
def draft(request: HttpRequest, round_number: int, number: int) -> HttpResponse:
    found = visible_meeting(request, round_number, number)
    readable = _readable(request, found)
    minutes = next((row for row in readable if not row.is_published), None)
    if minutes is None:
        raise Http404
    page = page_of(found, minutes, readable, request.user)
    return render(request, "meetings/meeting.html", {"page": page, "section": "meetings"})


@login_not_required
@require_safe
def minutes_file(
    request: HttpRequest, round_number: int, number: int, edition_number: int | None = None
) -> HttpResponse:
    """The PDF of an edition, as its bytes were stored; of the newest one without `edition_number`."""
    found = visible_meeting(request, round_number, number)
    edition = _edition(request, found, edition_number)
    try:
        return serve_file(request, pdf_of(edition, found))
    except PdfError as error:  # only in a sample, where it is made at the first request
        messages.error(request, str(error))
        return redirect("meeting", round_number, number)


@require_safe
def draft_file(request: HttpRequest, round_number: int, number: int) -> HttpResponse:
    found = visible_meeting(request, round_number, number)
    minutes = next((row for row in _readable(request, found) if not row.is_published), None)
    if minutes is None:
        raise Http404
    try:
        pdf = minutes_pdf(sheet_of(minutes))
    except PdfError as error:
        messages.error(request, str(error))
        return redirect("meeting_draft", round_number, number)
    return serve_bytes(pdf, f"draft-{round_number}-{number}.pdf", PDF_TYPE)


@login_not_required
@require_safe
def minutes_word(
    request: HttpRequest, round_number: int, number: int, edition_number: int | None = None
) -> HttpResponse:
    """The Word file of an edition, as its bytes were stored; of the newest one without `edition_number`."""
    found = visible_meeting(request, round_number, number)
    word = word_of(_edition(request, found, edition_number), found)
    if isinstance(word, StoredFile):
        return serve_file(request, word)
    return serve_bytes(word, f"minutes-{round_number}-{number}.docx", WORD_TYPE)


@require_safe
def draft_word(request: HttpRequest, round_number: int, number: int) -> HttpResponse:
    found = visible_meeting(request, round_number, number)
    minutes = next((row for row in _readable(request, found) if not row.is_published), None)
    if minutes is None:
        raise Http404
    return serve_bytes(minutes_docx(sheet_of(minutes)), f"draft-{round_number}-{number}.docx", WORD_TYPE)


@require_safe
def source(request: HttpRequest, round_number: int, number: int, minutes_id: int) -> HttpResponse:
    """The original file of an import, byte for byte."""
    if not may_read_source(request.user):
        raise Http404
    found = visible_meeting(request, round_number, number)
    minutes = get_object_or_404(found.minutes.select_related("source"), pk=minutes_id, source__isnull=False)
    if minutes.source is None:
        raise Http404
    return serve_file(request, minutes.source, as_attachment=True)


@login_not_required
@require_safe
def attachment(request: HttpRequest, round_number: int, number: int, attachment_id: int) -> HttpResponse:
    found = visible_meeting(request, round_number, number)
    visible = Attachment.objects.filter(meeting=found).visible_to(request.user).select_related("file")
    return serve_file(request, get_object_or_404(visible, pk=attachment_id).file, as_attachment=True)
