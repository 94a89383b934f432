"""Rounds are opened, changed and closed. To others than the secretariat it is not there."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from people.editing import FormPage
from people.forms.rounds import RoundForm
from people.models import Round, User
from people.round_steps import keep_round
from people.views.forms import keeper, shown, taken
from records.pager import Link


@require_http_methods(["GET", "HEAD", "POST"])
def round_new(request: HttpRequest) -> HttpResponse:
    return _form(request, Round(), keeper(request))


@require_http_methods(["GET", "HEAD", "POST"])
def round_edit(request: HttpRequest, number: int) -> HttpResponse:
    by = keeper(request)
    return _form(request, get_object_or_404(Round, number=number), by)


def _form(request: HttpRequest, round: Round, by: User) -> HttpResponse:
    known = bool(round.pk)
    form = RoundForm(request.POST or None, round=round)

    def save() -> None:
        keep_round(form.filled(), form.cleaned_data["foci"], version=form.seen, by=by)

    status = taken(form, round if known else None, save) if request.method == "POST" else 200
    if status == 303:
        messages.success(request, f"{round} ثبت شد.")
        return redirect(round)
    rounds = Link("دورها", reverse("rounds"))
    page = FormPage(
        over=(rounds, Link(str(round), round.get_absolute_url())) if known else (rounds,),
        title=f"ویرایش {round}" if known else "دور تازه",
        standfirst="در هر زمان تنها یک دور جاری است. هر چه دانسته نیست، خالی بماند.",
        submit="ثبت دور",
        cancel=round.get_absolute_url() if known else reverse("rounds"),
        section="rounds",
        beside=(Link("اعضای این دور", reverse("members", args=[round.number])),) if known else (),
    )
    return shown(request, form, page, status)
