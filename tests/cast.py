"""The people and records that tests speak of by name. All of them are invented."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

from django.contrib.auth.models import AnonymousUser
from django.core.management import call_command
from django.db import transaction
from django.test import Client

from meetings import outline
from meetings.confirmation import publication
from meetings.models import Attachment, Block, Meeting, Minutes, Turn
from people.models import Body, Person, Round, User
from people.models.person import Confidence
from persian.jalali import parse_date
from records import chain
from records.models import Edition, StoredFile

PASSWORD = "سه سرو بلند ۱۴۰۵"
PDF = b"%PDF-1.7\n% a page that nobody set\n%%EOF\n"
WORD = b"PK\x03\x04 a Word file that nobody set"
TEXT = """**مهندس رضا نمونه (شهردار شهر نمونه):** سخن را با آرزوی سلامت برای همه آغاز کرد.

- در دور سوم نوزده جلسه برگزار شد:
  - ده جلسه در تالار شهر
  - نه جلسه در دانشگاه
- از همراهی بازار سپاسگزاری کرد.

گام بعدی

- پیشنهاد کرد گزارش هر فصل منتشر شود.

**خانم زهرا مثال:** یادآور شد که گزارش‌ها باید کوتاه باشد.

- از دبیرخانه خواست متن‌ها را یکدست کند.
"""


def visitor() -> AnonymousUser:
    return AnonymousUser()


def make_user(username: str, *, roles: tuple[str, ...] = (), password: str = PASSWORD, **columns: Any) -> User:
    """The account with that name, made now unless it is there."""
    found = User.objects.filter(username=username).first()
    held = {f"is_{role}": True for role in roles}
    return found or User.objects.create_user(username, password, **held, **columns)


def maryam() -> User:
    """A member."""
    return make_user("maryam", name="مریم فرضی", roles=("member",))


def leila() -> User:
    """The liaison of a body."""
    return make_user("leila", name="لیلا فرضی", roles=("liaison",), body=make_body("سازمان فرضی پارک‌ها"))


def sara() -> User:
    """Of the secretariat."""
    return make_user("sara", name="سارا فرضی", roles=("secretary",))


def kamran() -> User:
    """Who confirms and publishes."""
    return make_user("kamran", name="کامران فرضی", roles=("confirmer",))


def ali() -> User:
    """The administrator."""
    return make_user("ali", name="علی فرضی", roles=("administrator",))


ROLES = {
    "visitor": visitor,
    "member": maryam,
    "liaison": leila,
    "secretary": sara,
    "confirmer": kamran,
    "administrator": ali,
}


def client_for(user: Any, **options: Any) -> Client:
    """A browser in which `user` is signed in; a visitor's where there is none. `options` are those of Client."""
    client = Client(**options)
    if getattr(user, "is_authenticated", False):
        client.force_login(user)
    return client


def make_body(name: str = "شهرداری نمونه", **columns: Any) -> Body:
    return Body.objects.filter(name=name).first() or Body.objects.create(name=name, **columns)


def make_person(family_name: str = "نمونه", given_name: str = "رضا", **columns: Any) -> Person:
    return Person.objects.create(family_name=family_name, given_name=given_name, **columns)


def make_round(number: int = 5, **columns: Any) -> Round:
    """The round with that number, the fifth one active, made now unless it is there."""
    status = Round.Status.ACTIVE if number == 5 else Round.Status.CLOSED
    return Round.objects.get_or_create(number=number, defaults={"status": status, **columns})[0]


def make_meeting(number: int = 1, round: Round | int = 5, **columns: Any) -> Meeting:
    """A meeting held on 2 آذر 1405, known to everyone unless `columns` say otherwise."""
    row = round if isinstance(round, Round) else make_round(round)
    given = {"state": Meeting.State.HELD, "audience": "everyone", "held_on": parse_date("۲ آذر ۱۴۰۵"), **columns}
    return Meeting.objects.create(round=row, number=number, **given)


def make_minutes(
    meeting: Meeting,
    text: str = TEXT,
    state: str = Minutes.State.DRAFT,
    published: str = "",
    by: User | None = None,
    **columns: Any,
) -> Minutes:
    """Minutes of `meeting` with the turns of `text`, in `state`; or published for an audience ("everyone", "members").

    Publishing goes the whole way but for the setting of the files, whose bytes are the constants above.
    """
    number = columns.pop("number", 1 + meeting.minutes.count())
    with transaction.atomic():
        minutes = Minutes.objects.create(meeting=meeting, number=number, state=state, **columns)
        _make_turns(minutes, text)
        chain.append("minutes.imported", meeting, by=by, version=number, snapshot=minutes.snapshot())
    if published:
        with unset_papers():
            publication.publish(minutes, by=by, audience=published, confirmed_on_paper=True)
    return minutes


def _make_turns(minutes: Minutes, text: str) -> None:
    number = 0
    for position, read in enumerate(outline.read(text).turns, start=1):
        person = make_person(read.speaker.split()[-1], "") if read.speaker.strip() else None
        turn = Turn.objects.create(
            minutes=minutes,
            position=position,
            speaker_as_written=read.speaker,
            post_as_written=read.post,
            person=person,
            confidence=Confidence.CERTAIN if person else "",
        )
        for place, block in enumerate(read.blocks, start=1):
            number += 1
            Block.objects.create(
                turn=turn,
                position=place,
                number=number,
                kind=block.kind,
                level=block.level,
                text=block.text,
                line=block.line,
            )


@contextmanager
def unset_papers() -> Iterator[None]:
    """Publishing takes the two constants above for its PDF and its Word file."""
    with (
        patch.object(publication, "minutes_pdf", return_value=PDF),
        patch.object(publication, "minutes_docx", return_value=WORD),
    ):
        yield


def make_edition(meeting: Meeting, audience: str = "everyone", text: str = TEXT, by: User | None = None) -> Edition:
    """A published edition of new minutes of `meeting`."""
    edition = make_minutes(meeting, text, published=audience, by=by).edition
    assert edition is not None
    return edition


def make_attachment(meeting: Meeting, content: bytes = PDF, audience: str = "everyone", **columns: Any) -> Attachment:
    file = StoredFile.objects.keep(content, name="annex.pdf", content_type="application/pdf")
    return Attachment.objects.create(meeting=meeting, file=file, title="پیوست نمونه", audience=audience, **columns)


def load_founding_data() -> None:
    """What every portal begins with; its PDF and Word file are the constants above."""
    with unset_papers():
        call_command("load_founding_data", verbosity=0)
