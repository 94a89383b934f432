"""Two persons who are one become one, and two again where that was a mistake. What was published stays as it is."""

from __future__ import annotations

from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from people.keeping import Refused, lock
from people.merge_plan import Part, Plan, columns, plan_of
from people.models import Membership, Merge, Person, PersonName
from people.models.person import Confidence
from persian.text import search_key
from records import chain

FARTHEST = 50  # how many merges one after the other are followed


def kept_for(person_id: int) -> Person | None:
    """Whom a person was merged into, at the end of a chain of merges; None for whoever stands for himself."""
    found = None
    for _ in range(FARTHEST):
        into = Merge.objects.filter(absorbed=person_id, undone_at=None).select_related("kept").first()
        if into is None:
            return found
        found, person_id = into.kept, into.kept_id
    return found


def refuse(kept: Person, absorbed: Person) -> None:
    """Raises Refused where these two can't be merged."""
    if kept.pk == absorbed.pk:
        raise Refused("هر دو یک شخص‌اند. شخص دیگری را بنویسید.", "other")
    for person in (kept, absorbed):
        if Merge.objects.filter(absorbed=person, undone_at=None).exists():
            raise Refused(f"{person} پیش‌تر در شخص دیگری ادغام شده است و چیزی تغییر نکرد.", "other")
    if kept.is_retired:
        raise Refused(f"{kept} کنار گذاشته شده است و چیزی تغییر نکرد. نخست او را به فهرست برگردانید.", "other")


def merge(kept: Person, absorbed: Person, *, versions: tuple[int, int], by: chain.Actor) -> Merge:
    """Give `kept` all that stands with `absorbed`, who is retired, and return the row that can undo it.

    `versions` are those of the two that were seen. Raises Stale, Refused.
    """
    with transaction.atomic():
        for person, version in sorted(zip((kept, absorbed), versions, strict=True), key=lambda pair: pair[0].pk):
            lock(person, version)
        refuse(kept, absorbed)
        plan = plan_of(kept, absorbed)
        moved = _move(plan)
        moved["was_retired"] = absorbed.is_retired
        moved["took_address"] = bool(absorbed.email and not kept.email)
        if moved["took_address"]:
            kept.email = absorbed.email
        absorbed.is_retired = True
        row = Merge.objects.create(kept=kept, absorbed=absorbed, by_name=chain.name_of(by), moved=moved)
        _note("merged", row, by)
    return row


def _move(plan: Plan) -> dict[str, Any]:
    moved: dict[str, Any] = {"rows": {}, "stayed": {}, "seats": [], "names": {}}
    for part in plan.parts:
        part.model._base_manager.filter(pk__in=part.moving).update(**{part.column.name: plan.kept})
        moved["rows"][part.key] = list(part.moving)
        if part.staying and part.is_seat:
            moved["seats"] = _fold_seats(part)
        elif part.staying:
            moved["stayed"][part.key] = list(part.staying)
        if part.is_spelling:
            moved["names"]["swapped"] = _swap_certain(plan, part)
    moved["names"]["made"] = _name_of_absorbed(plan)
    return moved


def _fold_seats(part: Part) -> list[dict[str, Any]]:
    """A seat that both had is one seat. The second row goes, and is kept here for undoing."""
    seats = list(Membership.objects.filter(pk__in=part.staying).select_related("person").order_by("pk"))
    folded = [{"pk": seat.pk, "round": seat.round_id, **seat.snapshot()} for seat in seats]
    Membership.objects.filter(pk__in=part.staying).delete()
    return folded


def _swap_certain(plan: Plan, part: Part) -> list[list[int]]:
    """Where both had a spelling and only the absorbed one certainly, the kept one has it certainly now."""
    swapped = []
    for theirs in PersonName.objects.filter(pk__in=part.staying, confidence=Confidence.CERTAIN).order_by("pk"):
        own = PersonName.objects.filter(person=plan.kept, key=theirs.key).get()
        PersonName.objects.filter(pk=theirs.pk).update(confidence=Confidence.PROBABLE)
        PersonName.objects.filter(pk=own.pk).update(confidence=Confidence.CERTAIN)
        swapped.append([own.pk, theirs.pk])
    return swapped


def _name_of_absorbed(plan: Plan) -> int | None:
    """The name of the absorbed one is a spelling of the kept one from now on."""
    written = str(plan.absorbed)[:200]
    key = search_key(written)[:200]
    if plan.kept.names.filter(key=key).exists():
        return None
    taken = PersonName.objects.filter(key=key, confidence=Confidence.CERTAIN).exists()
    confidence = Confidence.PROBABLE if taken else Confidence.CERTAIN
    return PersonName.objects.create(person=plan.kept, written=written, confidence=confidence).pk


def undo(row: Merge, *, versions: tuple[int, int], by: chain.Actor) -> int:
    """Take a merge back; how many rows are no longer there, or were given to somebody else since, and stay so.

    Raises Stale; Refused with the reason where what came later makes it impossible.
    """
    kept, absorbed = row.kept, row.absorbed
    try:
        with transaction.atomic():
            for person, version in sorted(zip((kept, absorbed), versions, strict=True), key=lambda pair: pair[0].pk):
                lock(person, version)
            row.refresh_from_db(fields=["undone_at"])
            refuse_undo(row)
            lost = _move_back(row)
            absorbed.is_retired = bool(row.moved.get("was_retired"))
            if row.moved.get("took_address") and kept.email == absorbed.email:
                kept.email = ""
            row.undone_at = timezone.now()
            row.save(update_fields=["undone_at"])
            _note("merge_undone", row, by)
    except IntegrityError as error:
        raise Refused(
            f"پس از ادغام چیزی ثبت شده است که جای آن را نزد {absorbed} گرفته است (مانند همان عضویت یا همان نام). "
            "چیزی تغییر نکرد؛ نخست آن را بردارید."
        ) from error
    return lost


def refuse_undo(row: Merge) -> None:
    """Raises Refused with the reason where a merge can't be taken back."""
    if row.undone_at is not None:
        raise Refused("این ادغام پیش‌تر برگردانده شده است؛ چیزی تغییر نکرد.")
    later = Merge.objects.filter(absorbed=row.kept, undone_at=None).select_related("kept").first()
    if later:
        raise Refused(f"{row.kept} خود پس از آن در {later.kept} ادغام شده است. نخست آن ادغام را برگردانید.")


def _move_back(row: Merge) -> int:
    kept, absorbed, moved = row.kept, row.absorbed, row.moved
    known = {Part(model, column, ()).key: (model, column) for model, column in columns()}
    lost = 0
    _names_back(row)
    for key, pks in moved["rows"].items():
        model, column = known[key]
        there = model._base_manager.filter(pk__in=pks, **{column.name: kept})
        lost += len(pks) - there.update(**{column.name: absorbed})
    for seat in moved["seats"]:
        column = Membership._meta.get_field("since")
        Membership.objects.create(
            pk=seat["pk"],
            person=absorbed,
            round_id=seat["round"],
            role=seat["role"],
            basis=seat["basis"],
            since=column.to_python(seat["since"]),
            until=column.to_python(seat["until"]),
        )
    return lost


def _names_back(row: Merge) -> None:
    names = row.moved["names"]
    if names.get("made"):
        PersonName.objects.filter(pk=names["made"], person=row.kept).delete()
    for own, theirs in names.get("swapped", []):
        there = PersonName.objects.filter(pk=theirs, person=row.absorbed)
        if (
            there.exists()
            and PersonName.objects.filter(pk=own, person=row.kept, confidence=Confidence.CERTAIN).exists()
        ):
            PersonName.objects.filter(pk=own).update(confidence=Confidence.PROBABLE)
            there.update(confidence=Confidence.CERTAIN)


def _note(what: str, row: Merge, by: chain.Actor) -> None:
    """A new version and an event of each of the two."""
    for person in (row.kept, row.absorbed):
        person.version += 1
        person.save(update_fields=["version", "is_retired", "email"])
        snapshot = {**person.snapshot(), "merge": row.snapshot()}
        chain.append(f"person.{what}", person, by=by, version=person.version, snapshot=snapshot)
