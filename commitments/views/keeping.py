"""Commitments are made from lines of minutes, changed, moved on and extended. To others it is not there."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from commitments.access import may_keep_commitments
from commitments.forms import CommitmentForm, ExtensionForm, StateForm
from commitments.making import MakingPage, choose_page, commitment_of, edit_page, is_asked, line_of, new_page
from commitments.models import Commitment
from commitments.rows import with_source
from people.editing import FormPage
from people.models import User
from people.views.forms import shown, taken
from persian.jalali import long_date, tehran_today
from records.pager import Link


def _keeper(request: HttpRequest) -> User:
    if not isinstance(request.user, User) or not may_keep_commitments(request.user):
        raise Http404
    return request.user


@require_http_methods(["GET", "HEAD", "POST"])
def commitment_new(request: HttpRequest) -> HttpResponse:
    """From the line that the address names; without one, the decisions that nothing was made from yet."""
    by = _keeper(request)
    if not is_asked(request.GET):
        page = choose_page(by, tehran_today(timezone.now()))
        status = 422 if request.method == "POST" else 200
        return render(request, "commitments/choose.html", {"page": page, "section": "commitments"}, status=status)
    block = line_of(request.GET)
    if block is None:
        raise Http404
    commitment = commitment_of(block)
    form = CommitmentForm(request.POST or None, commitment=commitment)

    def save() -> None:
        form.filled()
        commitment.register(by=by)

    status = taken(form, None, save) if request.method == "POST" else 200
    if status == 303:
        messages.success(request, "تعهد ثبت شد. گام بعد، ابلاغ آن به دستگاه مسئول است.")
        return redirect(commitment)
    return _form(request, form, new_page(block), status)


@require_http_methods(["GET", "HEAD", "POST"])
def commitment_edit(request: HttpRequest, commitment_id: int) -> HttpResponse:
    by = _keeper(request)
    commitment = _kept(commitment_id, by)
    form = CommitmentForm(request.POST or None, commitment=commitment)

    def save() -> None:
        changed = form.filled()
        if changed or form.seen != commitment.version:
            commitment.change(changed, version=form.seen, by=by)

    status = taken(form, commitment, save) if request.method == "POST" else 200
    if status == 303:
        messages.success(request, "تعهد ثبت شد.")
        return redirect(commitment)
    return _form(request, form, edit_page(commitment), status)


@require_http_methods(["GET", "HEAD", "POST"])
def commitment_step(request: HttpRequest, commitment_id: int) -> HttpResponse:
    by = _keeper(request)
    commitment = _kept(commitment_id, by)
    initial = {"state": request.GET.get("to", "")[:20]}
    form = StateForm(request.POST or None, commitment=commitment, initial=initial)

    def save() -> None:
        given = form.cleaned_data
        commitment.move(given["state"], version=form.seen, by=by, reason=given["reason"])

    status = taken(form, commitment, save) if request.method == "POST" else 200
    if status == 303:
        messages.success(request, f"وضعیت تعهد: {commitment.get_state_display()}.")
        return redirect(commitment)
    standfirst = f"وضعیت کنونی: {_kept(commitment_id, by).get_state_display()}. هر گام در سابقه تعهد می‌ماند."
    return shown(request, form, _page(commitment, "گام بعد", "ثبت وضعیت", standfirst), status)


@require_http_methods(["GET", "HEAD", "POST"])
def commitment_extend(request: HttpRequest, commitment_id: int) -> HttpResponse:
    by = _keeper(request)
    commitment = _kept(commitment_id, by)
    form = ExtensionForm(request.POST or None, commitment=commitment)
    now = commitment.deadline

    def save() -> None:
        given, today = form.cleaned_data, tehran_today(timezone.now())
        commitment.extend(given["deadline"].first, reason=given["reason"], today=today, version=form.seen, by=by)

    status = taken(form, commitment, save) if request.method == "POST" else 200
    if status == 303:
        messages.success(request, f"مهلت تا {long_date(commitment.deadline)} تمدید شد." if commitment.deadline else "")
        return redirect(commitment)
    standfirst = f"مهلت کنونی: {long_date(now)}." if now else "این تعهد هنوز مهلتی ندارد."
    return shown(request, form, _page(commitment, "تمدید مهلت", "ثبت تمدید", standfirst), status)


def _form(request: HttpRequest, form: CommitmentForm, page: MakingPage, status: int) -> HttpResponse:
    context = {"page": page, "form": form, "section": "commitments"}
    return render(request, "commitments/form.html", context, status=status)


def _kept(commitment_id: int, by: User) -> Commitment:
    rows = with_source(Commitment.objects.all(), by).select_related("follow_up")
    return get_object_or_404(rows, pk=commitment_id)


def _page(commitment: Commitment, title: str, submit: str, standfirst: str) -> FormPage:
    return FormPage(
        over=(Link("تعهدات", reverse("commitments")), Link(str(commitment), commitment.get_absolute_url())),
        title=title,
        submit=submit,
        cancel=commitment.get_absolute_url(),
        section="commitments",
        standfirst=standfirst,
    )
