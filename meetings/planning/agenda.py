"""The agenda of a meeting: what is offered for it, and how it is kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import F, Q

from meetings.models import AgendaItem, Meeting
from people.models import Person
from people.person_picker import Picked
from persian.text import search_key
from records import chain

MOST = 60  # items
OFFERED = 20
APART = 1000  # positions are moved out of the way by so much while they are given anew


@dataclass(frozen=True)
class Offer:
    """An item that the last meeting leaves to this one; `key` names it in the form."""

    key: str
    title: str
    presenter: Person | None = None
    presenter_as_written: str = ""


@dataclass(frozen=True)
class ItemRow:
    """An item as it was typed; `item` is the row that it was, None for a new one."""

    item: AgendaItem | None
    title: str
    presenter: Picked | None
    minutes_planned: int | None
    outcome: str = ""


def last_meeting(meeting: Meeting) -> Meeting | None:
    """The meeting held last before this one, in this round or, for its first meeting, in an earlier one."""
    before = Q(round__number__lt=meeting.round.number) | Q(round=meeting.round, number__lt=meeting.number)
    held = Meeting.objects.filter(before, state=Meeting.State.HELD).select_related("round")
    return held.order_by("-round__number", "-number").first()


def offers_for(meeting: Meeting, there: Sequence[AgendaItem]) -> list[Offer]:
    """What is not among the items `there`: the confirmation of the last minutes first, then what was left over.

    Three queries. The confirmation is not offered where those minutes have been confirmed at a meeting.
    """
    last = last_meeting(meeting)
    if last is None:
        return []
    known = {search_key(item.title) for item in there}
    offers = []
    confirmed = last.minutes.filter(confirmed_at_meeting__isnull=False).exclude(confirmed_at_meeting=meeting)
    if not confirmed.exists():
        offers.append(Offer("confirm", f"قرائت و تأیید صورتجلسه جلسه {last.name}"))
    left = last.agenda.filter(outcome=AgendaItem.Outcome.LEFT).select_related("presenter").order_by("position")
    offers += [
        Offer(f"left-{item.pk}", item.title, item.presenter, item.presenter_as_written) for item in left[:OFFERED]
    ]
    return [offer for offer in offers if search_key(offer.title) not in known]


def taken_row(offer: Offer) -> ItemRow:
    """An offer that was ticked, as a row of the agenda."""
    presenter = Picked(offer.presenter_as_written, offer.presenter) if offer.presenter_as_written else None
    return ItemRow(None, offer.title, presenter, None)


def keep_agenda(meeting: Meeting, rows: Sequence[ItemRow], *, version: int, by: chain.Actor) -> None:
    """Make the agenda these rows in this order; items that are not among them go. Raises Stale, Refused."""
    with meeting.changing("meeting.agenda_changed", version=version, by=by) as noted:
        kept = [row.item.pk for row in rows if row.item is not None]
        meeting.agenda.exclude(pk__in=kept).delete()
        meeting.agenda.update(position=F("position") + APART)
        made: dict[str, Person | None] = {}
        for position, row in enumerate(rows, start=1):
            item = row.item or AgendaItem(meeting=meeting)
            item.position, item.title, item.outcome = position, row.title, row.outcome
            item.minutes_planned = row.minutes_planned
            item.presenter_as_written = row.presenter.name if row.presenter else ""
            item.presenter = _settled(row.presenter, made, by)
            item.save()
        noted["agenda"] = snapshot(meeting)


def _settled(picked: Picked | None, made: dict[str, Person | None], by: chain.Actor) -> Person | None:
    """Who was picked; somebody new who stands in several rows is made once."""
    if picked is None:
        return None
    if picked.name not in made or not picked.is_new:
        made[picked.name] = picked.settled(by=by)
    return made[picked.name]


def note_outcomes(meeting: Meeting, outcomes: dict[int, str], *, by: chain.Actor) -> int:
    """Note what became of items, by their ids, and return how many changed.

    Minutes do not print it, so it can be noted at any time.
    """
    with transaction.atomic():
        changed = []
        for item in meeting.agenda.select_for_update(of=("self",)).order_by("position"):
            wanted = outcomes.get(item.pk, item.outcome)
            if wanted != item.outcome:
                item.outcome = wanted
                item.save(update_fields=["outcome"])
                changed.append([item.title, wanted])
        if changed:
            chain.append(
                "meeting.outcomes_noted", meeting, by=by, version=meeting.version, snapshot={"outcomes": changed}
            )
    return len(changed)


def snapshot(meeting: Meeting) -> list[list[object]]:
    """The agenda as an event keeps it."""
    rows = meeting.agenda.order_by("position")
    return [[item.title, item.presenter_as_written, item.minutes_planned, item.outcome] for item in rows]
