"""The pages of commitments."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from commitments.board_of import commitments_page
from commitments.models import Commitment, CommitmentEvidence, CommitmentReport
from commitments.page_of import page_of
from commitments.rows import with_source
from persian.addresses import read_small
from persian.jalali import tehran_today
from records.serving import serve_file


@login_not_required
@require_safe
def commitments(request: HttpRequest) -> HttpResponse:
    page = commitments_page(
        request.user,
        request.GET,
        page=read_small(request.GET.get("page", "")) or 1,
        today=tehran_today(timezone.now()),
    )
    return render(request, "commitments/commitments.html", {"page": page, "section": "commitments"})


@login_not_required
@require_safe
def commitment(request: HttpRequest, commitment_id: int) -> HttpResponse:
    visible = with_source(Commitment.objects.visible_to(request.user), request.user).select_related("follow_up")
    found = get_object_or_404(visible, pk=commitment_id)
    page = page_of(found, request.user, tehran_today(timezone.now()))
    return render(request, "commitments/commitment.html", {"page": page, "section": "commitments"})


@login_not_required
@require_safe
def evidence(request: HttpRequest, commitment_id: int, evidence_id: int) -> HttpResponse:
    """A file that bears a report out, for whoever may read the report."""
    reports = CommitmentReport.objects.filter(commitment=commitment_id).visible_to(request.user)
    rows = CommitmentEvidence.objects.filter(report__in=reports.values("pk")).select_related("file")
    return serve_file(request, get_object_or_404(rows, pk=evidence_id).file, as_attachment=True)
