"""A document comes in: handed over, looked through, and only then saved."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from meetings.access import may_import, may_publish
from meetings.confirmation.publication import NotPublished, publish
from meetings.documents.document import NotImported, Understood, understand
from meetings.documents.review import ImportPage
from meetings.documents.review_of import read_choices, review_page
from meetings.documents.saving import save_draft
from meetings.forms import ImportForm
from meetings.models import Minutes
from people.models import Round, User
from persian.addresses import read_small
from persian.decoding import DecodingError
from records.audience import Audience
from records.models import PendingImport
from records.pdf import PdfError

PURPOSE = "minutes"
LIMITS = "سند Word (‎.docx) یا متن ساده (‎.md یا ‎.txt، در UTF-8، UTF-16 یا Windows-1256)، تا ۵ مگابایت"


def _importer(request: HttpRequest) -> User:
    if not isinstance(request.user, User) or not may_import(request.user):
        raise Http404
    return request.user


@require_http_methods(["GET", "HEAD", "POST"])
def import_document(request: HttpRequest) -> HttpResponse:
    user = _importer(request)
    status = 200
    if request.method == "POST":
        form = ImportForm(request.POST, request.FILES)
        if form.is_valid():
            content, name = form.document
            round, number = form.cleaned_data["round"], form.cleaned_data["number"]
            try:
                understand(content, name=name, round=round, number=number)
            except (NotImported, DecodingError) as error:
                form.add_error("file" if request.FILES else "text", str(error))
            else:
                pending = PendingImport.objects.lay_down(
                    purpose=PURPOSE,
                    owner_id=user.pk,
                    name=name,
                    content=content,
                    choices={"round": round.pk, "number": number},
                )
                return redirect("import_review", token=pending.token)
        status = 422
    else:
        asked = Round.objects.filter(number=read_small(request.GET.get("round", "")) or 0).first()
        form = ImportForm(initial={"round": asked, "number": read_small(request.GET.get("number", ""))})
    page = ImportPage(over=(), limits=LIMITS)
    return render(request, "meetings/import.html", {"page": page, "form": form, "section": "import"}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def import_review(request: HttpRequest, token: UUID) -> HttpResponse:
    user = _importer(request)
    pending = get_object_or_404(PendingImport, token=token, owner_id=user.pk, purpose=PURPOSE)
    round = get_object_or_404(Round, pk=pending.choices["round"])
    number = pending.choices["number"]
    understood = understand(bytes(pending.content), name=pending.original_name, round=round, number=number)
    refused = ""
    if request.method == "POST":
        if request.POST.get("step") == "stop":
            pending.delete()
            messages.info(request, "ورود سند کنار گذاشته شد؛ چیزی ذخیره نشده است.")
            return redirect("import")
        try:
            minutes = _save(request.POST, understood, round, number, user)
        except NotImported as error:
            refused = str(error)
        else:
            pending.delete()
            return _publish_if_wanted(request, minutes, user)
    page = review_page(
        pending,
        understood,
        round=round,
        number=number,
        user=user,
        posted=request.POST if request.method == "POST" else None,
        error=refused,
    )
    context = {"page": page, "section": "import"}
    return render(request, "meetings/import_review.html", context, status=409 if refused else 200)


def _save(posted: QueryDict, understood: Understood, round: Round, number: int, user: User) -> Minutes:
    return save_draft(
        understood,
        read_choices(understood, posted),
        round=round,
        number=number,
        by=user,
        may_replace=bool(posted.get("replace")),
    )


def _publish_if_wanted(request: HttpRequest, minutes: Minutes, user: User) -> HttpResponse:
    """To the published page, or to the draft where that was not wanted or did not succeed."""
    draft = reverse("meeting_draft", args=minutes.meeting.address)
    if not (request.POST.get("publish") and may_publish(user)):
        messages.success(request, "سند ذخیره شد و پیش‌نویس این جلسه است.")
        return redirect(draft)
    try:
        publish(minutes, by=user, audience=Audience.EVERYONE, confirmed_on_paper=True)
    except (NotPublished, PdfError) as error:
        messages.error(request, f"سند در پیش‌نویس ذخیره شد، اما منتشر نشد: {error}")
        return redirect(draft)
    messages.success(request, "سند ذخیره و برای همگان منتشر شد.")
    return redirect(minutes.meeting)
