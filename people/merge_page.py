"""The pages of a merge, before it and after, as plain Persian strings."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from people.keeping import Refused
from people.merge_plan import Part, Plan, columns
from people.merging import refuse_undo
from people.models import Merge
from persian.jalali import long_datetime
from persian.numbers import persian_digits
from records.pager import Link


@dataclass(frozen=True)
class MergeLine:
    """What goes over of one kind, and what can't and why."""

    label: str
    moving: str
    staying: str


@dataclass(frozen=True)
class MergePreview:
    kept: Link
    absorbed: Link
    lines: tuple[MergeLine, ...]
    total: str
    other: int
    versions: tuple[int, int]
    turned: str
    has_two_accounts: bool
    met: str


@dataclass(frozen=True)
class MergePage:
    """A merge that was done. `refusal` says why it can't be undone; empty where it can."""

    over: tuple[Link, ...]
    kept: Link
    absorbed: Link
    when: str
    by: str
    counts: tuple[tuple[str, str], ...]
    undone: str
    refusal: str
    action: str
    versions: tuple[int, int]


def preview_of(plan: Plan) -> MergePreview:
    """What a merge would do, row counts in words."""
    kept, absorbed = plan.kept, plan.absorbed
    met = next((part for part in plan.parts if part.model._meta.label == "meetings.Attendance" and part.staying), None)
    return MergePreview(
        kept=Link(str(kept), kept.get_absolute_url()),
        absorbed=Link(str(absorbed), absorbed.get_absolute_url()),
        lines=tuple(
            MergeLine(part.label, persian_digits(len(part.moving)), _staying(part.is_seat, len(part.staying)))
            for part in plan.parts
        ),
        total=persian_digits(plan.total),
        other=kept.pk,
        versions=(kept.version, absorbed.version),
        turned=f"{reverse('person_merge', args=[kept.pk])}?other={absorbed.pk}",
        has_two_accounts=any(part.column.unique and part.staying for part in plan.parts),
        met=persian_digits(len(met.staying)) if met else "",
    )


def _staying(is_seat: bool, count: int) -> str:
    if not count:
        return ""
    if is_seat:
        return f"{persian_digits(count)} عضویت را هر دو دارند و یکی می‌شود"
    return f"{persian_digits(count)} مورد می‌ماند، چون شخص ماندگار همان را دارد"


def merge_page(row: Merge) -> MergePage:
    """A merge as it was done, and whether it can be undone."""
    labels = {part.key: part.label for part in (Part(model, column, ()) for model, column in columns())}
    try:
        refuse_undo(row)
        refusal = ""
    except Refused as reason:
        refusal = str(reason)
    kept, absorbed = row.kept, row.absorbed
    return MergePage(
        over=(Link("اشخاص", reverse("people")), Link(str(kept), kept.get_absolute_url())),
        kept=Link(str(kept), kept.get_absolute_url()),
        absorbed=Link(str(absorbed), reverse("person_edit", args=[absorbed.pk])),
        when=long_datetime(row.at),
        by=row.by_name,
        counts=tuple((labels.get(key, key), persian_digits(len(pks))) for key, pks in row.moved["rows"].items() if pks),
        undone=long_datetime(row.undone_at) if row.undone_at else "",
        refusal=refusal,
        action=reverse("merge", args=[row.pk]),
        versions=(kept.version, absorbed.version),
    )
