"""Minutes that are being written: begun, held while somebody saves, and noted in the chain every few minutes."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from meetings.models import Meeting, Minutes
from records import chain
from records.models import Event

EDITABLE = (Minutes.State.DRAFT, Minutes.State.RETURNED)
EVENT_EVERY = timedelta(minutes=5)
NOT_BEGUN = "نگارش صورتجلسه این جلسه هنوز آغاز نشده است. صفحه را دوباره باز کنید و آن را آغاز کنید."
CLOSED = {
    Minutes.State.IN_REVIEW: "این صورتجلسه در انتظار تأیید است و تا برگشت برای اصلاح تغییر نمی‌کند.",
    Minutes.State.CONFIRMED: "این صورتجلسه تأیید شده است و تا برگشت برای اصلاح تغییر نمی‌کند.",
    Minutes.State.PUBLISHED: "این صورتجلسه ابلاغ شده است و تغییر نمی‌کند. برای تغییر، اصلاح آن را آغاز کنید.",
}


class Closed(Exception):
    """Why minutes can't be written now: a Persian sentence. Nothing was changed."""


class Refused(Exception):
    """What is wrong with what was sent: the name of a field, and a Persian sentence. Nothing was changed."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


def is_editable(minutes: Minutes) -> bool:
    return minutes.state in EDITABLE


def open_minutes(meeting: Meeting) -> Minutes | None:
    """Those of the meeting that are being worked on, in whatever state; None where there are none."""
    return meeting.minutes.open().order_by("-number").first()


def begin(meeting: Meeting, *, by: chain.Actor | None) -> Minutes:
    """Begin the minutes of a meeting, which is held from now on, and return them; those that are open, if any are.

    Raises Closed where an edition is published, which only a correction changes, and where no meeting took place.
    """
    with transaction.atomic():
        locked = Meeting.objects.select_for_update(of=("self",)).select_related("round").get(pk=meeting.pk)
        there = open_minutes(locked)
        if there:
            return there
        if locked.minutes.exists():
            raise Closed(CLOSED[Minutes.State.PUBLISHED])
        if locked.state in (Meeting.State.CANCELLED, Meeting.State.POSTPONED):
            raise Closed(f"این جلسه {locked.get_state_display()} است و صورتجلسه ندارد. نخست وضعیت جلسه را اصلاح کنید.")
        locked.hold(by=by)
        minutes = Minutes.objects.create(meeting=locked)
        chain.append("minutes.begun", locked, by=by, version=minutes.number, snapshot=minutes.snapshot())
    return minutes


def hold_open(meeting: Meeting, expected: int | None = None) -> Minutes:
    """The open minutes, held until the transaction ends, so that what is saved is saved one after the other.

    `expected` is the id of the minutes that the writer has before him, where that is known. Raises Closed.
    """
    rows = Minutes.objects.select_for_update(of=("self",)).select_related("meeting__round")
    minutes = rows.open().filter(meeting=meeting).first()
    if minutes is None:
        raise Closed(CLOSED[Minutes.State.PUBLISHED] if meeting.minutes.exists() else NOT_BEGUN)
    if not is_editable(minutes):
        raise Closed(CLOSED[Minutes.State(minutes.state)])
    if expected is not None and expected != minutes.pk:
        raise Closed("این صورتجلسه دیگر همان نیست که باز کرده بودید. صفحه را دوباره باز کنید؛ نوشته شما در سابقه است.")
    return minutes


def note_edit(minutes: Minutes, *, by: chain.Actor, reordered: bool = False) -> None:
    """Remember that the minutes were changed just now; in the chain once for each writer and five minutes.

    To be called last in the transaction of the change. The event points at the turns' revisions and holds no text.
    """
    now = timezone.now()
    minutes.version += reordered
    Minutes.objects.filter(pk=minutes.pk).update(version=minutes.version, changed_at=now)
    meeting = minutes.meeting
    noted = Event.objects.about(meeting).filter(action="minutes.edited", version=minutes.number, actor_id=by.pk)
    last = noted.order_by().aggregate(last=Max("at"))["last"]
    if last is not None and now - last < EVENT_EVERY:
        return
    turns = [(str(key), version) for key, version in minutes.turns.order_by("position").values_list("key", "version")]
    snapshot = {"order": [key for key, _ in turns], "versions": dict(turns)}
    chain.append("minutes.edited", meeting, by=by, version=minutes.number, snapshot=snapshot)
