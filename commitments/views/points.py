"""The register of proposals, expectations, intentions and decisions, to read and to take away."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from commitments.points_found import find_points
from commitments.points_of import points_page
from commitments.points_paper import points_pdf as pdf_of
from commitments.points_table import points_excel
from persian.addresses import read_small
from persian.jalali import tehran_today
from records.pdf import PdfError
from records.serving import serve_bytes
from records.table_file import EXCEL_TYPE


@login_not_required
@require_safe
def points(request: HttpRequest) -> HttpResponse:
    page = points_page(
        request.user,
        request.GET,
        page=read_small(request.GET.get("page", "")) or 1,
        today=tehran_today(timezone.now()),
    )
    return render(request, "commitments/points.html", {"page": page, "section": "points"})


@login_not_required
@require_safe
def points_xlsx(request: HttpRequest) -> HttpResponse:
    today = tehran_today(timezone.now())
    table = points_excel(find_points(request.user, request.GET, today), request.user, today)
    return serve_bytes(table, "points.xlsx", EXCEL_TYPE)


@login_not_required
@require_safe
def points_pdf(request: HttpRequest) -> HttpResponse:
    today = tehran_today(timezone.now())
    found = find_points(request.user, request.GET, today)
    try:
        return serve_bytes(pdf_of(found, request.user, today), "points.pdf", "application/pdf")
    except PdfError as error:
        messages.error(request, str(error))
        return redirect(found.filters.href())
