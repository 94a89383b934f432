"""The pages and files of statements."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from persian.addresses import read_small
from records.pdf import PdfError
from records.serving import serve_bytes, serve_file
from statements.letter import letter_pdf
from statements.models import Statement, StatementAttachment, StatementReply, StatementText
from statements.page_of import page_of
from statements.publication import pdf_of
from statements.register_of import statements_page
from statements.sheet_of import sheet_of


def _statement(request: HttpRequest, **asked: int) -> Statement:
    visible = Statement.objects.visible_to(request.user).with_neighbours(request.user)
    return get_object_or_404(visible.select_related("round", "superseded_by"), **asked)


def _readable(request: HttpRequest, statement: Statement) -> list[StatementText]:
    rows = list(statement.texts.readable_by(request.user).select_related("edition__pdf").order_by("-number"))
    for row in rows:
        row.statement = statement
    return rows


@login_not_required
@require_safe
def statements(request: HttpRequest) -> HttpResponse:
    page = statements_page(
        request.user,
        round_number=read_small(request.GET.get("round", "")),
        held=request.GET.get("held") == "1",
        page=read_small(request.GET.get("page", "")) or 1,
    )
    return render(request, "statements/statements.html", {"page": page, "section": "statements"})


@login_not_required
@require_safe
def statement(request: HttpRequest, number: int) -> HttpResponse:
    found = _statement(request, number=number)
    readable = _readable(request, found)
    newest = next((row for row in readable if row.is_issued), None)
    page = page_of(found, newest, readable, request.user)
    return render(request, "statements/statement.html", {"page": page, "section": "statements"})


@login_not_required
@require_safe
def edition(request: HttpRequest, number: int, edition_number: int) -> HttpResponse:
    found = _statement(request, number=number)
    readable = _readable(request, found)
    text = next((row for row in readable if row.is_issued and row.number == edition_number), None)
    if text is None:
        raise Http404
    page = page_of(found, text, readable, request.user)
    return render(request, "statements/statement.html", {"page": page, "section": "statements"})


@login_not_required
@require_safe
def letter(request: HttpRequest, number: int, edition_number: int | None = None) -> HttpResponse:
    """The letter of an edition, as its bytes were stored; of the newest one without `edition_number`."""
    found = _statement(request, number=number)
    issued = [row for row in _readable(request, found) if row.is_issued and edition_number in (None, row.number)]
    if not issued or issued[0].edition is None:
        raise Http404
    try:
        return serve_file(request, pdf_of(issued[0].edition, found))
    except PdfError as error:  # only in a sample, where it is made at the first request
        messages.error(request, str(error))
        return redirect("statement", number)


@require_safe
def draft(request: HttpRequest, statement_id: int) -> HttpResponse:
    """The text that is being worked on; once it was issued, the way to where it is read now."""
    found = _statement(request, pk=statement_id)
    readable = _readable(request, found)
    text = next((row for row in readable if not row.is_issued), None)
    if text is None and not found.is_draft:
        return redirect("statement", found.number)
    page = page_of(found, text, readable, request.user)
    return render(request, "statements/statement.html", {"page": page, "section": "statements"})


@require_safe
def draft_letter(request: HttpRequest, statement_id: int) -> HttpResponse:
    found = _statement(request, pk=statement_id)
    text = next((row for row in _readable(request, found) if not row.is_issued), None)
    if text is None:
        raise Http404
    try:
        pdf = letter_pdf(sheet_of(text))
    except PdfError as error:
        messages.error(request, str(error))
        return redirect("statement_draft", statement_id)
    return serve_bytes(pdf, f"draft-statement-{statement_id}.pdf", "application/pdf")


@login_not_required
@require_safe
def attachment(request: HttpRequest, number: int, attachment_id: int) -> HttpResponse:
    visible = StatementAttachment.objects.filter(statement=_statement(request, number=number)).visible_to(request.user)
    return serve_file(
        request, get_object_or_404(visible.select_related("file"), pk=attachment_id).file, as_attachment=True
    )


@login_not_required
@require_safe
def reply(request: HttpRequest, number: int, reply_id: int) -> HttpResponse:
    """The letter that came back, as it was kept."""
    visible = StatementReply.objects.filter(statement=_statement(request, number=number)).visible_to(request.user)
    found = get_object_or_404(visible.select_related("file"), pk=reply_id, file__isnull=False)
    if found.file is None:
        raise Http404
    return serve_file(request, found.file, as_attachment=True)
