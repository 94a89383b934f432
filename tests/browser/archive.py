"""Fills a data folder in which the founding data lies with everything that a page can be hard to show with.

python -m tests.browser.archive prints, as JSON, the sessions of the accounts and the numbers that addresses hold.
"""

import json
import os
import sys
from datetime import date, time
from unittest.mock import patch
from uuid import UUID

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "qazvin20.settings")
django.setup()

from django.conf import settings  # noqa: E402
from django.db import transaction  # noqa: E402

from meetings.confirmation import publication  # noqa: E402
from meetings.documents.document import understand  # noqa: E402
from meetings.documents.saving import Choices, save_draft  # noqa: E402
from meetings.models import AgendaItem, Attendance, Block, Meeting, Mention, Minutes, Turn  # noqa: E402
from people.models import Membership, Person, Post, Round, RoundFocus, User  # noqa: E402
from persian.jalali import parse_date  # noqa: E402
from persian.numbers import persian_digits  # noqa: E402
from records.models import Edition, PendingImport  # noqa: E402
from tests import cast  # noqa: E402
from tests.browser import papers  # noqa: E402

FULL, LONG, MANY, BARE, REVIEWED, WAITING = 2, 3, 4, 5, 6, 7  # meetings of round five
THOUSAND = 1000


def publish(minutes: Minutes, by: User, reason: str = "", pdf: bytes = cast.PDF) -> Edition:
    with patch.object(publication, "minutes_pdf", return_value=pdf):
        return publication.publish(minutes, by=by, audience="everyone", reason=reason, confirmed_on_paper=True)


def imported(text: str, number: int, by: User, name: str = "minutes.md") -> Minutes:
    """The draft that the text becomes, with every offered mention."""
    fifth = Round.objects.get(number=5)
    understood = understand(text.encode(), name=name, round=fifth, number=number)
    return save_draft(understood, Choices.as_offered(understood), round=fifth, number=number, by=by, may_replace=True)


def opening(by: User) -> dict[str, str]:
    """The founding summary, superseded by an imported edition, and over that a draft."""
    first = Edition.objects.get(object_type="meetings.meeting", number=1)
    second = publication.publish(
        imported(papers.OPENING, 1, by), by=by, audience="everyone", reason="متن کامل رسید", confirmed_on_paper=True
    )
    cast.make_minutes(Meeting.objects.get(round__number=5, number=1), papers.OPENING, by=by)
    return {"superseded": first.code, "in_force": second.code}


def speaker() -> Person:
    """Who speaks in the opening and, by the same name, at the meeting of which everything is known."""
    return Person.objects.get(pk=Turn.objects.filter(speaker_as_written="آقای کوروش فرضی").latest("id").person_id)


def full(by: User) -> dict[str, str]:
    """A meeting of which everything is known: twenty seats in all states, agenda, decisions, attachments."""
    chair, keeper = cast.make_person("صدرنشین"), cast.make_person("قلم‌زن", "نگار", honorific="خانم")
    meeting = cast.make_meeting(
        FULL,
        kind=Meeting.Kind.EXTRAORDINARY,
        starts_at=time(16),
        ends_at=time(18, 30),
        place="تالار نمونه شهر",
        chair=chair,
        chair_as_written="رضا صدرنشین",
        secretary=keeper,
        secretary_as_written="خانم نگار قلم‌زن",
        letter_number="۱۴۰۵/ق/۱۲",
        letter_attachment="دو برگ",
    )
    states, capacities = list(Attendance.Status), list(Attendance.Capacity)
    for at in range(1, 21):
        status = states[1:][at % 6]
        Attendance.objects.create(
            meeting=meeting,
            person=chair if at == 1 else None,
            name_as_written=persian_digits(f"آقای حاضر شماره {at}"),
            post_as_written=persian_digits(f"رئیس انجمن نمونه شماره {at}") if at % 4 else "",
            capacity=capacities[at % len(capacities)],
            status=status,
            arrived_at=time(16, 20) if status == Attendance.Status.LATE else None,
            left_at=time(17, 40) if status == Attendance.Status.LEFT_EARLY else None,
            stand_in_as_written="خانم جانشین" if status == Attendance.Status.STAND_IN else "",
            position=at,
        )
    for at in range(1, 6):
        AgendaItem.objects.create(
            meeting=meeting,
            position=at,
            title=persian_digits(f"بند {at} دستور"),
            presenter_as_written="خانم ارائه‌کننده" if at % 2 else "",
        )
    cast.make_attachment(meeting, kind="signed")
    cast.make_attachment(meeting)
    minutes = imported(papers.OPENING.replace("قنات", "چشمه"), FULL, by)
    bullets = list(Block.objects.filter(turn__minutes=minutes, kind="bullet").in_order())
    marks = [mark for mark in Block.Mark if mark]
    for at, block in enumerate(bullets[:8]):
        block.mark = marks[at % len(marks)]
        if block.mark == Block.Mark.DECISION and at < 6:
            block.decision_number = at
            block.executor = cast.make_body("سازمان نمونه باغ‌ها")
            block.deadline = date(2026, 12, 21)
        block.save()
    return {"full": publish(minutes, by).code}


def long(by: User) -> dict[str, str]:
    """Columns filled to their ends, with nothing to break at."""
    unbroken = papers.UNBROKEN
    person = cast.make_person(unbroken[:80], unbroken[80:160], honorific=unbroken[160:])
    Post.objects.create(person=person, title=unbroken[:150], body=cast.make_body(unbroken))
    meeting = cast.make_meeting(
        LONG,
        title=unbroken,
        place=unbroken,
        chair=person,
        chair_as_written=unbroken,
        secretary_as_written=unbroken,
        letter_number=unbroken[:40],
        letter_attachment=unbroken[:100],
    )
    for at, status in enumerate((Attendance.Status.STAND_IN, Attendance.Status.ABSENT), start=1):
        Attendance.objects.create(
            meeting=meeting,
            person=person if at == 1 else None,
            name_as_written=unbroken,
            post_as_written=unbroken,
            status=status,
            stand_in_as_written=unbroken,
            position=at,
        )
    AgendaItem.objects.create(meeting=meeting, position=1, title=(unbroken * 3)[:500], presenter_as_written=unbroken)
    cast.make_attachment(meeting)
    meeting.attachments.update(title=unbroken)
    minutes = imported(papers.long_paper(), LONG, by, name=f"{unbroken[:180]}.md")
    block = Block.objects.filter(turn__minutes=minutes, kind="bullet").in_order()[0]
    block.mark, block.executor_as_written = Block.Mark.DECISION, unbroken
    block.save()
    fifth = Round.objects.get(number=5)
    RoundFocus.objects.create(round=fifth, title=unbroken)
    Membership.objects.create(person=person, round=fifth)
    Mention.objects.create(block=Block.objects.get(turn__minutes=minutes, kind="paragraph"), round=fifth)
    edition = publish(minutes, by, reason=(unbroken * 10)[:2000])
    imported(papers.long_paper(), LONG, by)
    speaker = minutes.turns.get(position=1).person_id
    return {"long": edition.code, "long_person": str(person.pk), "long_speaker": str(speaker)}


def long_lists(rows: int = THOUSAND) -> None:
    """So many meetings of round four, and so many persons."""
    fourth = Round.objects.get(number=4)
    there = set(fourth.meetings.values_list("number", flat=True))
    Meeting.objects.bulk_create(
        Meeting(round=fourth, number=number, state="held", audience="everyone", held_on=parse_date("آذر ۱۳۹۹"))
        for number in range(1, rows + 1)
        if number not in there
    )
    Person.objects.bulk_create(
        Person(
            honorific="آقای",
            given_name="نام",
            family_name=persian_digits(f"هزارم {at}"),
            search_key=f"هزارم {at}",
            sort_key="99",
        )
        for at in range(rows)
    )


def waiting(by: User) -> dict[str, str]:
    """Documents that wait to be looked through, each with another difficulty."""
    fifth = Round.objects.get(number=5)

    def laid(text: str, number: int, name: str = "متن چسبانده‌شده.txt") -> str:
        token: UUID = PendingImport.objects.lay_down(
            purpose="minutes",
            owner_id=by.pk,
            name=name,
            content=text.encode(),
            choices={"round": fifth.pk, "number": number},
        ).token
        return str(token)

    return {
        "puzzling": laid(papers.PUZZLING, 20),
        "same_file": laid(papers.OPENING, 1),
        "over_draft": laid(papers.PUZZLING, 1),
        "refused": laid(f"**آقای نمونه:** سلام\n- {papers.WORDLESS}ب\n", 21),
        "empty": laid("\n\n", 22),
        "long_review": laid(papers.long_paper(), 23, name=f"{papers.UNBROKEN[:190]}.md"),
        "many_review": laid(papers.many_blocks(turns=15).replace("کوچه‌ها", "دور سوم"), 24),
    }


def main() -> None:
    kamran, ali = cast.kamran(), cast.ali()
    accounts = {"member": cast.maryam(), "secretary": cast.sara(), "confirmer": kamran, "administrator": ali}
    accounts["long_name"] = cast.make_user("a" * 60, name=papers.UNBROKEN[:150], roles=("administrator",))
    words: dict[str, str] = {}
    words |= opening(kamran)
    # What may be done at once need not wait for the disk each time.
    with transaction.atomic():
        words |= full(kamran)
        words |= long(accounts["long_name"])
        words["many"] = publish(imported(papers.many_blocks(), MANY, kamran), kamran).code
        cast.make_meeting(BARE, held_on=None, state="planned")
        cast.make_minutes(cast.make_meeting(REVIEWED), state=Minutes.State.IN_REVIEW)
        cast.make_minutes(cast.make_meeting(WAITING, audience="members"), "")
        words["nobody"] = str(cast.make_person("بی‌سخن", "").pk)
        words["speaker"] = str(speaker().pk)
        words["line"] = str(Block.objects.filter(turn__minutes__meeting__number=LONG).latest("id").key)
        long_lists()
        words |= waiting(ali)
    name = settings.SESSION_COOKIE_NAME
    sessions = {role: cast.client_for(user).cookies[name].value for role, user in accounts.items()}
    json.dump({"sessions": sessions, "words": words}, sys.stdout)


if __name__ == "__main__":
    main()
