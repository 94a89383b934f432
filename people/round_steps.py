"""A round is opened, changed or closed; one at most is active."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import IntegrityError, transaction

from people.forms.rounds import COLUMNS, only_one_active
from people.keeping import Refused, note_registered, step
from people.models import Round, RoundFocus
from records import chain


def keep_round(round: Round, foci: Sequence[str], *, version: int, by: chain.Actor) -> None:
    """Save a round, new or changed, with its foci in this order and its event. Raises Stale, Refused."""
    try:
        with transaction.atomic():
            if not round.pk:
                round.save(force_insert=True)
                _keep_foci(round, foci)
                note_registered(round, by=by)
                return
            before = Round.objects.filter(pk=round.pk).values_list("status", flat=True).get()
            with step(round, _action(before, round.status), version=version, by=by):
                round.save(update_fields=[*COLUMNS])
                _keep_foci(round, foci)
    except IntegrityError as error:
        active = Round.objects.filter(status=Round.Status.ACTIVE).exclude(pk=round.pk).first()
        if active and round.status == Round.Status.ACTIVE:
            raise Refused(only_one_active(active), "status") from error
        raise Refused("همین حالا دوری با این شماره ثبت شد. فهرست دورها را ببینید.", "number") from error


def _action(before: str, after: str) -> str:
    if before == after:
        return "round.changed"
    return "round.closed" if after == Round.Status.CLOSED else "round.opened"


def _keep_foci(round: Round, foci: Sequence[str]) -> None:
    """A focus that stays keeps its row."""
    there = {focus.title: focus for focus in round.foci.all()}
    for position, title in enumerate(foci, start=1):
        focus = there.pop(title, None) or RoundFocus(round=round, title=title)
        if focus.pk is None or focus.position != position:
            focus.position = position
            focus.save()
    for focus in there.values():
        focus.delete()
