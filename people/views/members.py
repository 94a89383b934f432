"""A whole round's members: on one screen, or from a file that is looked through first. For the secretariat alone."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from people.forms.members import MembersFileForm, NewMember, SeatForm
from people.forms.versioned import STALE
from people.keeping import Refused, Stale
from people.member_table import COLUMNS, MemberTable
from people.members_page import FEW, MOST, MembersPage, TableReviewPage
from people.models import Membership, Round, User
from people.seats import keep_seats
from people.views.forms import keeper
from persian.addresses import read_small
from persian.numbers import persian_digits
from persian.text import tidy_line
from records import table_file, table_import
from records.models import PendingImport
from records.pager import Link
from records.serving import serve_bytes
from records.table_file import TableError

TYPED = "جدول نوشته‌شده"


@require_http_methods(["GET", "HEAD", "POST"])
def members(request: HttpRequest, number: int) -> HttpResponse:
    by = keeper(request)
    round = get_object_or_404(Round, number=number)
    posted = request.POST if request.method == "POST" else None
    rows = min(read_small(request.GET.get("rows", "")) or FEW, MOST)
    if posted is not None:
        rows = max(FEW, min(read_small(posted.get("rows", "")) or rows, table_file.MAX_ROWS))
    seats = [SeatForm(posted, seat=seat) for seat in _seats(round)]
    new = [NewMember(posted, number=at) for at in range(1, rows + 1)]
    status, error = 200, ""
    if posted is not None:
        status, error = _kept(request, round, seats, new, by)
        if status == 302:
            return redirect(error)
    page = MembersPage(
        over=_over(round),
        round_name=str(round),
        number=number,
        seats=seats,
        new=new,
        more=f"?rows={min(MOST, rows + 20)}",
        error=error,
    )
    return render(request, "people/edit/members.html", {"page": page, "section": "rounds"}, status=status)


def _seats(round: Round) -> list[Membership]:
    rows = Membership.objects.filter(round=round).select_related("person", "round")
    return list(rows.order_by("person__sort_key", "id"))


def _over(round: Round, *more: Link) -> tuple[Link, ...]:
    return Link("دورها", reverse("rounds")), Link(str(round), round.get_absolute_url()), *more


def _kept(request: HttpRequest, round: Round, seats: list[SeatForm], new: list[NewMember], by: User) -> tuple[int, str]:
    """302 and where to go, or the status of what stands in the way and its reason."""
    here = reverse("members", args=[round.number])
    known = {form.add_prefix("version") for form in seats}
    if any(name.startswith("seat-") and name.endswith("-version") and name not in known for name in request.POST):
        return 409, "یکی از این اعضا در این میان برداشته شده است و چیزی ثبت نشد. ببینید و دوباره ثبت کنید."
    if [form for form in seats if not form.is_valid()]:  # every one is judged, not only the first that is wrong
        return 422, "برخی سطرها نادرست است و هنوز چیزی ثبت نشده است. کنار هر یک نوشته شده که چه باید کرد."
    try:
        count = keep_seats(round, seats, by=by)
    except Stale:
        now = request.POST.copy()
        for form in seats:  # sent once more, the rows count over what is stored now
            now[form.add_prefix("version")] = str(form.seat.version)
            form.data = now
        return 409, STALE
    except Refused as reason:
        return 422, str(reason)
    typed = [form.typed for form in new if form.typed]
    if count:
        messages.success(request, f"{persian_digits(count)} عضویت ثبت شد.")
    if not typed:
        return 302, here
    content = table_file.csv_of(COLUMNS, typed)
    try:
        pending = table_import.lay_down(content, TYPED, MemberTable(round), owner_id=by.pk, choices={"round": round.pk})
    except TableError as error:
        return 422, str(error)
    return 302, reverse("members_review", args=[round.number, pending.token])


@require_http_methods(["GET", "HEAD", "POST"])
def members_file(request: HttpRequest, number: int) -> HttpResponse:
    by = keeper(request)
    round = get_object_or_404(Round, number=number)
    form = MembersFileForm(request.POST or None, request.FILES or None)
    status = 200
    if request.method == "POST":
        status, form = 422, MembersFileForm(request.POST, request.FILES)
        if form.is_valid():
            file = form.cleaned_data["file"]
            try:
                if file.size > table_file.MAX_BYTES:
                    raise TableError("حجم پرونده از ۵ مگابایت بیشتر است و خوانده نشد. جدول را چند پاره کنید.")
                kind = MemberTable(round)
                pending = table_import.lay_down(
                    file.read(), tidy_line(file.name), kind, owner_id=by.pk, choices={"round": round.pk}
                )
            except TableError as error:
                form.add_error("file", str(error))
            else:
                return redirect("members_review", number, pending.token)
    members_link = Link("اعضای این دور", reverse("members", args=[number]))
    context = {
        "form": form,
        "over": _over(round, members_link),
        "round": round,
        "columns": [column.title for column in COLUMNS],
        "section": "rounds",
    }
    return render(request, "people/edit/members_file.html", context, status=status)


@require_safe
def members_template(request: HttpRequest, number: int, kind: str) -> HttpResponse:
    """An empty table to fill in, for spreadsheets."""
    keeper(request)
    get_object_or_404(Round, number=number)
    if kind == "xlsx":
        return serve_bytes(table_file.excel_template(COLUMNS), f"members-{number}.xlsx", table_file.EXCEL_TYPE)
    return serve_bytes(table_file.csv_template(COLUMNS), f"members-{number}.csv", "text/csv; charset=utf-8")


@require_http_methods(["GET", "HEAD", "POST"])
def members_review(request: HttpRequest, number: int, token: UUID) -> HttpResponse:
    by = keeper(request)
    round = get_object_or_404(Round, number=number)
    kind = MemberTable(round)
    waiting = PendingImport.objects.filter(owner_id=by.pk, purpose=kind.purpose)
    pending = get_object_or_404(waiting, token=token)
    if pending.choices.get("round") != round.pk:
        raise Http404
    posted = request.POST.dict() if request.method == "POST" else None
    status, error = 200, ""
    if posted is not None and posted.get("step") == "stop":
        pending.delete()
        messages.info(request, "جدول کنار گذاشته شد؛ چیزی ثبت نشده است.")
        return redirect("members", number)
    if posted is not None and posted.get("step") != "check":
        try:
            count = table_import.apply(pending, kind, posted, by=by)
        except (table_import.NotReady, Refused) as reason:
            status, error = 422, str(reason)
        else:
            messages.success(request, f"{persian_digits(count)} عضو به {round} افزوده شد.")
            return redirect("members", number)
    review = table_import.review(pending, kind, posted)
    page = TableReviewPage(
        over=_over(round, Link("اعضای این دور", reverse("members", args=[number]))),
        title=f"بازبینی اعضای {round}",
        source=pending.original_name,
        review=review,
        submit=f"ثبت {persian_digits(review.saved)} عضو",
        error=error,
        columns="، ".join(review.unknown),
    )
    return render(request, "people/edit/table_review.html", {"page": page, "section": "rounds"}, status=status)
