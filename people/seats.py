"""The seats of a round that are there: changed and taken away together, or not at all."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import IntegrityError, transaction

from people.forms.members import SeatForm
from people.keeping import Refused, Stale
from people.models import Membership, Round
from records import chain

COLUMNS = ("role", "basis", "since", "until")


def keep_seats(round: Round, forms: Sequence[SeatForm], *, by: chain.Actor) -> int:
    """Save what was changed in these valid forms and return how many seats that are. Raises Stale, Refused."""
    touched = [form for form in forms if form.is_touched]
    if not touched:
        return 0
    try:
        with transaction.atomic():
            _lock(touched)
            changed, removed = [], []
            for form in touched:
                seat = form.seat
                if form.cleaned_data["remove"]:
                    removed.append(seat.snapshot())
                    seat.delete()
                    continue
                for name in COLUMNS:
                    setattr(seat, name, form.cleaned_data[name])
                seat.version += 1
                seat.save(update_fields=[*COLUMNS, "version"])
                changed.append(seat.snapshot())
            snapshot = {"changed": changed, "removed": removed}
            chain.append("round.members_changed", round, by=by, version=round.version, snapshot=snapshot)
    except IntegrityError as error:
        raise Refused(
            "کسی با همین تاریخ شروع دو بار عضو این دور می‌شد؛ چیزی ثبت نشد. تاریخ یکی را اصلاح کنید."
        ) from error
    return len(touched)


def _lock(forms: Sequence[SeatForm]) -> None:
    """Hold the seats until the transaction ends. Raises Stale where one is no longer what was shown."""
    rows = Membership.objects.select_for_update(of=("self",)).filter(pk__in=[form.seat.pk for form in forms])
    stored = dict(rows.order_by("pk").values_list("pk", "version"))
    if any(stored.get(form.seat.pk) != form.cleaned_data["version"] for form in forms):
        raise Stale
