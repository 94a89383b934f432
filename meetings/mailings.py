"""What is mailed about a meeting and its minutes, to whom: invitations, requests to read, what was published."""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from meetings.models import Attendance, Meeting, Minutes
from meetings.planning.calendar_file import calendar_of
from meetings.planning.invitations import day_of, mark_sent
from meetings.planning.letter import Message, messages_of
from people.keeping import Refused
from people.models import Person, User
from persian.numbers import ordinal_words
from records import chain, files, mail
from records.audience import Audience
from records.mail import Letter
from records.models import Edition, Mailing, StoredFile
from records.pdf import PdfError

Kind = Mailing.Kind
GREETING = "با سلام و احترام"


def members_with_accounts(meeting: Meeting) -> list[User]:
    """The open accounts of the members of the meeting's round, who can read what is for members. One query."""
    roles = Q(is_member=True) | Q(is_secretary=True) | Q(is_confirmer=True) | Q(is_administrator=True)
    accounts = User.objects.filter(roles, is_active=True, person__memberships__round=meeting.round)
    return list(accounts.select_related("person").distinct().order_by("id"))


def members_with_an_address(meeting: Meeting) -> list[Person]:
    """The members of the meeting's round who have no account of any kind and can be written to. One query."""
    there = Person.objects.in_use().filter(memberships__round=meeting.round, user=None).exclude(email="")
    return list(there.distinct().order_by("id"))


def _members(meeting: Meeting, audience: str) -> list[tuple[str, str, str, bool]]:
    """Whoever is told of what was published for `audience`: recipient, name, address, whether he can open its page."""
    is_open = audience == Audience.EVERYONE
    return [
        (f"user:{account.pk}", _name(account), _address(account), True) for account in members_with_accounts(meeting)
    ] + [(f"person:{person.pk}", str(person), person.email, is_open) for person in members_with_an_address(meeting)]


def lay_review(minutes: Minutes) -> int:
    """Ask the members to read these minutes, in the transaction that sends them for confirmation."""
    meeting = minutes.meeting
    path = reverse("meeting_draft", args=meeting.address)
    letters = [
        Letter(
            recipient=f"user:{account.pk}",
            name=_name(account),
            address=_address(account),
            subject=f"بازبینی {minutes}",
            paragraphs=(
                _name(account),
                f"{GREETING}\n{minutes} برای تأیید آماده است. خواهشمند است متن را بخوانید و اگر بندی نیازمند اصلاح "
                "است، در همان صفحه و کنار همان بند بنویسید.",
            ),
            link=_link("خواندن متن و درخواست اصلاح", path),
        )
        for account in members_with_accounts(meeting)
    ]
    return mail.lay(Kind.REVIEW, meeting, letters, occasion=f"{minutes.pk}-{minutes.version}", href=path)


def lay_publication(minutes: Minutes, edition: Edition) -> int:
    """Tell the members of an edition, with its PDF, in the transaction that publishes it."""
    meeting = minutes.meeting
    which = f"ویرایش {ordinal_words(edition.number)} " if edition.number > 1 else ""
    whom = "همگان" if edition.audience == Audience.EVERYONE else "اعضا"
    why = f"\nدلیل اصلاح: {edition.reason}" if edition.reason else ""
    letters = [
        Letter(
            recipient=recipient,
            name=name,
            address=address,
            subject=f"ابلاغ {which}{minutes}",
            paragraphs=(
                name,
                f"{GREETING}\n{which}{minutes} برای {whom} منتشر شد و PDF آن پیوست است.{why}",
                f"کد راستی‌آزمایی: {edition.code}",
            ),
            link=_link("خواندن صورتجلسه", meeting.get_absolute_url()) if may_open else None,
            files=(edition.pdf,) if edition.pdf else (),
        )
        for recipient, name, address, may_open in _members(meeting, edition.audience)
    ]
    return mail.lay(Kind.PUBLICATION, edition, letters, href=meeting.get_absolute_url())


def addresses_of(seats: Sequence[Attendance]) -> dict[int, str]:
    """The mail addresses of those who hold these seats, by the seat; whoever has none is not in it. Two queries.

    That of an open account goes before the one that stands with the person.
    """
    people = {seat.person_id: seat.pk for seat in seats if seat.person_id}
    known = dict(Person.objects.filter(pk__in=people).exclude(email="").values_list("pk", "email"))
    accounts = User.objects.filter(person__in=[*people], is_active=True).exclude(email="")
    known |= {account.person_id: account.email for account in accounts if account.person_id}
    return {seat: known[person] for person, seat in people.items() if person in known}


def mailed_seats(meeting: Meeting, seats: Sequence[int] | None = None) -> dict[int, str]:
    """The addresses to which invitations go as mail: of those who had none yet, or of `seats`. Empty without mail."""
    if not mail.sends():
        return {}
    rows = list(meeting.attendance.select_related("invitation"))
    unsent = [row for row in rows if not (hasattr(row, "invitation") and row.invitation.sent_at)]
    return addresses_of([row for row in rows if row.pk in seats] if seats is not None else unsent)


def invite(meeting: Meeting, *, version: int, by: chain.Actor, seats: Sequence[int] | None = None) -> tuple[int, int]:
    """Take the letters as sent (`mark_sent`), and mail them to whoever has an address: how many of each.

    PDFs and the entry for calendars are made before the transaction. Raises Stale and Refused, also where a PDF could
    not be made.
    """
    to = mailed_seats(meeting, seats)
    made = messages_of(meeting, list(to)) if to and not meeting.lacks else []
    try:
        papers = [(message.file_name, message.pdf(), "application/pdf") for message in made]
    except PdfError as error:
        raise Refused(str(error)) from error
    entry = [_entry(meeting, version)] if made else []
    for _, content, _ in papers + entry:
        files.write(content)
    with transaction.atomic():
        count = mark_sent(meeting, version=version, by=by, seats=seats)
        kept = [
            StoredFile.objects.keep(content, name=name, content_type=content_type)
            for name, content, content_type in papers + entry
        ]
        letters = [
            _invitation(message, to[message.seat_id], (paper, kept[-1]))
            for message, paper in zip(made, kept[:-1], strict=True)
        ]
        mailed = mail.lay(
            Kind.INVITATION, meeting, letters, occasion=_when_and_where(meeting), href=meeting.get_absolute_url()
        )
    return count, mailed


def _entry(meeting: Meeting, version: int) -> tuple[str, bytes, str]:
    """The meeting for a calendar, as it stands once its invitations are taken as sent over `version`: one for all."""
    invited = copy(meeting)
    invited.state, invited.version = Meeting.State.INVITED, version + 1
    return f"meeting-{meeting.round.number}-{meeting.number}.ics", calendar_of(invited, timezone.now()), "text/calendar"


def _invitation(message: Message, address: str, attached: tuple[StoredFile, ...]) -> Letter:
    return Letter(
        recipient=f"seat:{message.seat_id}",
        name=message.name,
        address=address,
        subject=message.subject,
        paragraphs=tuple(message.text.split("\n\n")),
        files=attached,
    )


def _when_and_where(meeting: Meeting) -> str:
    """An invitation to another day, hour or place is another one."""
    day = day_of(meeting)
    return f"{day or ''} {meeting.starts_at or ''} {meeting.place}"[:60]


def _link(words: str, path: str) -> tuple[str, str] | None:
    """An address in a letter; None where the portal does not know its own."""
    return (words, f"{settings.SITE_URL}{path}") if settings.SITE_URL else None


def _address(account: User) -> str:
    return account.email or (account.person.email if account.person else "")


def _name(account: User) -> str:
    return str(account.person or account.display_name)
