"""Who is invited to a meeting, with the post as it will stand in the letter; whose letter went out; who answered."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import Max, ProtectedError
from django.utils import timezone

from meetings.models import Attendance, Invitation, Meeting
from people.keeping import Refused
from people.models import Membership
from people.person_picker import Picked
from people.posts import posts_of
from records import chain

MOST = 300  # seats of a meeting
Capacity = Attendance.Capacity
ROLES = {"observer": Capacity.OBSERVER}  # of a membership; all others sit as members
FULL = "یک جلسه تا ۳۰۰ نفر دارد و جا برای این همه نیست. چیزی ثبت نشد."


@dataclass(frozen=True)
class NewSeat:
    """Somebody who is added: an empty post means the one that is known of him for that day."""

    picked: Picked
    post: str
    capacity: str
    status: str = Attendance.Status.EXPECTED


@dataclass(frozen=True)
class InviteeRow:
    """An invitee as typed on the screen of invitations."""

    seat: Attendance
    post: str
    capacity: str
    letter_number: str
    reply: str
    remove: bool


def day_of(meeting: Meeting) -> date | None:
    """The day of the meeting, for the posts and memberships of that day; None where it is not known to the day."""
    held = meeting.held_on
    return held.first if held and held.precision == "day" else None


def members_of(meeting: Meeting) -> list[Membership]:
    """The seats of the round on the meeting's day whose holders have none at the meeting: chair and secretary first.

    Substitutes are asked one by one, when somebody is missing, and so are not among them. One query.
    """
    day = day_of(meeting)
    rank = {Membership.Role.CHAIR: 0, Membership.Role.SECRETARY: 1, Membership.Role.OBSERVER: 3}
    seats = Membership.objects.filter(round=meeting.round, person__is_retired=False).select_related("person")
    seats = seats.exclude(role=Membership.Role.SUBSTITUTE).exclude(person__attendance__meeting=meeting)
    there = [
        seat
        for seat in seats.order_by("person__sort_key", "person_id", "id")
        if day is None or not ((seat.since and seat.since.first > day) or (seat.until and seat.until.last < day))
    ]
    there.sort(key=lambda seat: rank.get(Membership.Role(seat.role), 2))
    return list({seat.person_id: seat for seat in reversed(there)}.values())[::-1]


def add_seats(meeting: Meeting, new: Sequence[NewSeat], *, by: chain.Actor) -> list[Attendance]:
    """Give a seat to each, at the end; whoever has one keeps it as it is. Inside the transaction of a change.

    Raises Refused where there would be too many.
    """
    day = day_of(meeting)
    people = [(row, row.picked.settled(by=by)) for row in new]
    there = set(meeting.attendance.values_list("person_id", flat=True))
    posts = posts_of([person.pk for _, person in people if person], day)
    last: int = meeting.attendance.aggregate(last=Max("position"))["last"] or 0
    if meeting.attendance.count() + len(new) > MOST:
        raise Refused(FULL)
    rows = []
    for row, person in people:
        if person is not None and person.pk in there:
            continue
        if person is not None:
            there.add(person.pk)
        last += 1
        rows.append(
            Attendance(
                meeting=meeting,
                person=person,
                name_as_written=row.picked.name,
                post_as_written=(row.post or (posts.get(person.pk, "") if person else ""))[:200],
                capacity=row.capacity,
                status=row.status,
                position=last,
            )
        )
    return Attendance.objects.bulk_create(rows)


def member_seats(members: Iterable[Membership]) -> list[NewSeat]:
    return [
        NewSeat(Picked(str(seat.person), seat.person), "", ROLES.get(seat.role, Capacity.MEMBER)) for seat in members
    ]


def drop_seats(seats: Iterable[Attendance]) -> None:
    """Take seats away. Raises Refused where something is tied to one: the demands of a guild."""
    for seat in seats:
        try:
            with transaction.atomic():
                seat.delete()
        except (ProtectedError, IntegrityError) as error:
            raise Refused(
                f"{seat.name_as_written} از این فهرست برداشته نمی‌شود: در بخش اصناف، مدعو یک صنف است."
            ) from error


def keep_invitees(
    meeting: Meeting,
    rows: Sequence[InviteeRow],
    new: Sequence[NewSeat],
    *,
    with_members: bool,
    sent: bool,
    version: int,
    by: chain.Actor,
) -> int:
    """Save the screen of invitations; with `with_members` the members of the round are added.

    With `sent` every letter that had not gone out is taken as sent, and the number of them is returned.
    Raises Stale, Refused; then nothing was changed.
    """
    with transaction.atomic():
        with meeting.changing("meeting.invitees_changed", version=version, by=by) as noted:
            _keep(rows)
            drop_seats(row.seat for row in rows if row.remove)
            add_seats(meeting, [*new, *(member_seats(members_of(meeting)) if with_members else ())], by=by)
            noted["invitees"] = snapshot(meeting)
        return mark_sent(meeting, version=meeting.version, by=by) if sent else 0


def _keep(rows: Sequence[InviteeRow]) -> None:
    now = timezone.now()
    for row in rows:
        if row.remove:
            continue
        seat = row.seat
        if (seat.post_as_written, seat.capacity) != (row.post, row.capacity):
            seat.post_as_written, seat.capacity = row.post, row.capacity
            seat.save(update_fields=["post_as_written", "capacity"])
        letter = letter_of(seat)
        if (letter.letter_number, letter.reply) != (row.letter_number, row.reply):
            if letter.reply != row.reply:
                letter.replied_at = None if row.reply == Invitation.Reply.NONE else now
            letter.letter_number, letter.reply = row.letter_number, row.reply
            letter.save()


def letter_of(seat: Attendance) -> Invitation:
    """The letter to whoever holds the seat; one that nobody has written yet is not saved."""
    try:
        return seat.invitation
    except Invitation.DoesNotExist:
        return Invitation(attendance=seat)


def mark_sent(meeting: Meeting, *, version: int, by: chain.Actor, seats: Iterable[int] | None = None) -> int:
    """The letters have gone out: to all who had none, or to those of the `seats` (ids of Attendance), again as well.

    The meeting is «دعوت‌شده» from now on. Returns how many they are. Raises Stale; Refused where there is nobody to
    invite, where day, hour or place is not known, and where the meeting is no longer ahead.
    """
    with transaction.atomic():
        chosen = None if seats is None else set(seats)
        rows = meeting.attendance.select_related("invitation").order_by("position", "id")
        letters = [
            letter
            for letter in map(letter_of, rows)
            if (letter.attendance_id in chosen if chosen is not None else letter.sent_at is None)
        ]
        if not letters:
            raise Refused("دعوت‌نامه فرستاده‌نشده‌ای نیست. نخست کسانی را به فهرست بیفزایید.")
        now = timezone.now()
        for letter in letters:
            letter.sent_at = now
            letter.save()
        meeting.invite(version=version, by=by, names=[str(letter.attendance) for letter in letters])
    return len(letters)


def snapshot(meeting: Meeting) -> list[list[object]]:
    """The invitees as an event keeps them."""
    rows = meeting.attendance.select_related("invitation").order_by("position", "id")
    letters = [(seat, letter_of(seat)) for seat in rows]
    return [
        [seat.name_as_written, seat.post_as_written, seat.capacity, letter.letter_number, letter.reply]
        for seat, letter in letters
    ]
