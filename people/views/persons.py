"""Persons are kept: the name, the spellings of documents, the posts. To others than the secretariat it is not there."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from people import keeping, person_steps
from people.editing import FormPage
from people.forms.persons import NameForm, PersonForm, PostForm
from people.models import Person, PersonName, Post, User
from people.models.person import Confidence
from people.person_edit_of import person_edit_page
from people.views.forms import keeper, shown, step, taken
from records.pager import Link

PEOPLE = "people"


@require_http_methods(["GET", "HEAD", "POST"])
def person_new(request: HttpRequest) -> HttpResponse:
    by = keeper(request)
    form = PersonForm(request.POST or None)
    status = 200
    if request.method == "POST":
        status = taken(form, None, lambda: person_steps.register_person(form.filled(), by=by))
        if status == 303:
            messages.success(request, f"{form.person} ثبت شد. نام‌های او در سندها و سمت‌هایش را اینجا بیفزایید.")
            return redirect("person_edit", form.person.pk)
    page = FormPage(
        over=(Link("اشخاص", reverse("people")),),
        title="شخص تازه",
        standfirst="نام را همان‌گونه که سندها می‌گویند بنویسید. هر چه دانسته نیست، خالی بماند.",
        submit="ثبت شخص",
        cancel=reverse("people"),
        section=PEOPLE,
        beside=tuple(Link(str(person), person.get_absolute_url()) for person in form.alike[:5]),
    )
    return shown(request, form, page, status)


@require_http_methods(["GET", "HEAD", "POST"])
def person_edit(request: HttpRequest, person_id: int) -> HttpResponse:
    by = keeper(request)
    person = get_object_or_404(Person, pk=person_id)
    if request.method != "POST":
        return _page(request, person)
    form = PersonForm(request.POST, person=person)

    def save() -> None:
        keeping.change(form.filled(), PersonForm.COLUMNS, action="person.changed", version=form.seen, by=by)

    status = taken(form, person, save)
    if status == 303:
        messages.success(request, "مشخصات شخص ثبت شد. صورتجلسه‌های منتشرشده همان می‌مانند که بودند.")
        return redirect("person_edit", person.pk)
    return _page(request, person, form=form, status=status)


def _page(
    request: HttpRequest,
    person: Person,
    *,
    form: PersonForm | None = None,
    name_form: NameForm | None = None,
    status: int = 200,
) -> HttpResponse:
    stored = get_object_or_404(Person, pk=person.pk)
    context = {
        "page": person_edit_page(stored),
        "form": form or PersonForm(person=stored),
        "name_form": name_form or NameForm(person=stored, auto_id="name_%s"),
        "section": PEOPLE,
    }
    return render(request, "people/edit/person.html", context, status=status)


@require_POST
def person_retire(request: HttpRequest, person_id: int) -> HttpResponse:
    by = keeper(request)
    person = get_object_or_404(Person, pk=person_id)
    back = request.POST.get("step") == "restore"
    done = f"{person} دوباره در فهرست‌هاست." if back else f"{person} کنار گذاشته شد؛ هر چه به نام اوست سر جای خود است."

    def take(version: int) -> None:
        if back and person.merges_into.filter(undone_at=None).exists():
            raise keeping.Refused("این شخص در شخص دیگری ادغام شده است و چیزی تغییر نکرد. نخست ادغام را برگردانید.")
        keeping.retire(person, version=version, by=by, back=back)

    return step(request, reverse("person_edit", args=[person.pk]), done, take)


@require_POST
def person_names(request: HttpRequest, person_id: int) -> HttpResponse:
    """Another spelling."""
    by = keeper(request)
    person = get_object_or_404(Person, pk=person_id)
    form = NameForm(request.POST, person=person, auto_id="name_%s")

    def save() -> None:
        given = form.cleaned_data
        person_steps.add_name(person, given["written"], given["confidence"], version=form.seen, by=by)

    status = taken(form, person, save)
    if status == 303:
        messages.success(request, "نام افزوده شد.")
        return redirect("person_edit", person.pk)
    return _page(request, person, name_form=form, status=status)


@require_POST
def person_name(request: HttpRequest, person_id: int, name_id: int) -> HttpResponse:
    """A spelling turns certain or probable, or goes; each can be undone on the same page."""
    by = keeper(request)
    name = get_object_or_404(PersonName.objects.select_related("person"), pk=name_id, person=person_id)
    wanted = request.POST.get("step", "")
    back = reverse("person_edit", args=[person_id])
    if wanted == "remove":
        done = f"«{name.written}» برداشته شد و زیر فهرست نام‌ها برگرداندنی است."
        return step(request, back, done, lambda version: person_steps.remove_name(name, version=version, by=by))
    if wanted in Confidence.values:
        take = partial(_judge, name, wanted, by)
        return step(request, back, f"«{name.written}» اکنون {Confidence(wanted).label} است.", take)
    messages.error(request, "این کار شناخته نشد و چیزی تغییر نکرد.")
    return redirect(back)


def _judge(name: PersonName, confidence: str, by: User, version: int) -> None:
    person_steps.judge_name(name, confidence, version=version, by=by)


@require_http_methods(["GET", "HEAD", "POST"])
def post_new(request: HttpRequest, person_id: int) -> HttpResponse:
    by = keeper(request)
    return _post(request, Post(person=get_object_or_404(Person, pk=person_id)), by)


@require_http_methods(["GET", "HEAD", "POST"])
def post_edit(request: HttpRequest, person_id: int, post_id: int) -> HttpResponse:
    by = keeper(request)
    posts = Post.objects.select_related("person", "body")
    return _post(request, get_object_or_404(posts, pk=post_id, person=person_id), by)


def _post(request: HttpRequest, post: Post, by: User) -> HttpResponse:
    person = post.person
    columns = ("title", "body", "since", "until")
    stored = {name: getattr(post, name) for name in columns}
    form = PostForm(request.POST or None, initial=stored, version=person.version)
    form.fields["title"].stored = post.title  # type: ignore[attr-defined]

    def save() -> None:
        for name in columns:
            setattr(post, name, form.cleaned_data[name])
        person_steps.keep_post(post, version=form.seen, by=by)

    status = taken(form, person, save) if request.method == "POST" else 200
    back = reverse("person_edit", args=[person.pk])
    if status == 303:
        messages.success(request, "سمت ثبت شد. صورتجلسه‌های پیشین سمت همان روز را نشان می‌دهند.")
        return redirect(back)
    page = FormPage(
        over=(Link("اشخاص", reverse("people")), Link(str(person), back)),
        title="ویرایش سمت" if post.pk else "سمت تازه",
        standfirst="آنچه در صورتجلسه‌های پیشین چاپ شده است با این تغییر دگرگون نمی‌شود.",
        submit="ثبت سمت",
        cancel=back,
        section=PEOPLE,
    )
    return shown(request, form, page, status)


@require_POST
def post_remove(request: HttpRequest, person_id: int, post_id: int) -> HttpResponse:
    by = keeper(request)
    post = get_object_or_404(Post.objects.select_related("person"), pk=post_id, person=person_id)
    back = reverse("person_edit", args=[person_id])
    return step(
        request,
        back,
        f"سمت «{post.title}» برداشته شد.",
        lambda version: person_steps.remove_post(post, version=version, by=by),
    )
