"""Bodies are kept. To others than the secretariat it is not there."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from people import keeping
from people.body_steps import keep_body
from people.editing import FormPage
from people.forms.bodies import BodyForm
from people.models import Body, User
from people.views.forms import keeper, shown, step, taken
from records.pager import Link

SECTION = "bodies"


@require_http_methods(["GET", "HEAD", "POST"])
def body_new(request: HttpRequest) -> HttpResponse:
    return _form(request, Body(), keeper(request))


@require_http_methods(["GET", "HEAD", "POST"])
def body_edit(request: HttpRequest, body_id: int) -> HttpResponse:
    by = keeper(request)
    return _form(request, get_object_or_404(Body.objects.select_related("parent"), pk=body_id), by)


def _form(request: HttpRequest, body: Body, by: User) -> HttpResponse:
    known = str(body) if body.pk else ""
    form = BodyForm(request.POST or None, body=body)

    def save() -> None:
        keep_body(form.filled(), version=form.seen, by=by)

    status = taken(form, body if known else None, save) if request.method == "POST" else 200
    if status == 303:
        messages.success(request, f"{body} ثبت شد.")
        return redirect(body)
    bodies = Link("دستگاه‌ها", reverse("bodies"))
    page = FormPage(
        over=(bodies, Link(known, reverse("body", args=[body.pk]))) if known else (bodies,),
        title=f"ویرایش {known}" if known else "دستگاه تازه",
        standfirst="هر نهادی که به آن نامه می‌رود یا کاری بر عهده دارد: شهرداری، شورا، اداره، اتحادیه.",
        submit="ثبت دستگاه",
        cancel=reverse("body", args=[body.pk]) if known else reverse("bodies"),
        section=SECTION,
        retire=reverse("body_retire", args=[body.pk]) if known else "",
        is_retired=body.is_retired,
        version=body.version,
    )
    return shown(request, form, page, status)


@require_POST
def body_retire(request: HttpRequest, body_id: int) -> HttpResponse:
    by = keeper(request)
    body = get_object_or_404(Body, pk=body_id)
    back = request.POST.get("step") == "restore"
    done = f"{body} دوباره در فهرست‌هاست." if back else f"{body} کنار گذاشته شد؛ هر چه به نام آن است سر جای خود است."

    def take(version: int) -> None:
        keeping.retire(body, version=version, by=by, back=back)

    return step(request, reverse("body_edit", args=[body.pk]), done, take)
