"""A meeting's page: who reads what, and what is not there."""

from datetime import date, time
from unittest.mock import patch

import pytest

from meetings.confirmation import publication
from meetings.models import AgendaItem, Attachment, Attendance, Block, Meeting, Mention, Minutes
from records.models import Edition, StoredFile
from tests import cast
from tests.meetings.lines import LINE
from tests.queries import queries_of
from tests.reading import get, read

pytestmark = pytest.mark.django_db


def test_a_published_meeting_is_read_with_its_head_its_speakers_and_anchors():
    meeting = cast.make_meeting(
        place="تالار شهر", starts_at=time(17), ends_at=time(19, 30), chair_as_written="دکتر بهرام نمونه"
    )
    cast.make_edition(meeting)
    page = read("/meetings/5/1/")
    for words in (
        "صورتجلسه اول دور پنجم",
        "دوشنبه ۲ آذر ۱۴۰۵",
        "تالار شهر",
        "از ۱۷:۰۰ تا ۱۹:۳۰",
        "دکتر بهرام نمونه",
        "مهندس رضا نمونه",
        "شهردار شهر نمونه",
        LINE,
        "در سند درج نشده",
        'href="/meetings/5/1/minutes.pdf"',
        'id="t1"',
        'id="t2"',
        'id="b9"',
    ):
        assert words in page
    assert 'id="b10"' not in page
    assert "پیش‌نویس" not in page


def test_attendance_agenda_and_decisions_are_shown():
    meeting = cast.make_meeting()
    seats = [
        ("خانم الف", "present", "member", {}),
        ("آقای ب", "late", "member", {"arrived_at": time(17, 20)}),
        ("آقای پ", "excused", "member", {}),
        ("خانم ت", "present", "guild_invitee", {}),
        ("آقای ث", "expected", "member", {}),
    ]
    for position, (name, status, capacity, more) in enumerate(seats):
        Attendance.objects.create(
            meeting=meeting, name_as_written=name, status=status, capacity=capacity, position=position, **more
        )
    AgendaItem.objects.create(meeting=meeting, position=1, title="بررسی گزارش فصل")
    draft = cast.make_minutes(meeting)
    Block.objects.filter(turn__minutes=draft, number=9).update(
        mark="decision", decision_number=4, executor_as_written="دبیرخانه", deadline=date(2026, 12, 22)
    )
    publish(draft)
    page = read("/meetings/5/1/")
    for words in ("خانم الف", "ورود در ساعت ۱۷:۲۰", "غیبت موجه", "خانم ت", "بررسی گزارش فصل", "مصوبات", "۱۴۰۵/۱۰/۰۱"):
        assert words in page
    assert "آقای ث" not in page


def publish(draft: Minutes, audience: str = "everyone") -> Edition:
    with patch.object(publication, "minutes_pdf", return_value=cast.PDF):
        return publication.publish(draft, by=None, audience=audience, confirmed_on_paper=True)


def test_a_meeting_known_by_its_number_alone_says_what_is_missing_and_has_no_pdf():
    cast.make_meeting(7, held_on=None)
    page = read("/meetings/5/7/")
    for words in ("جلسه هفتم دور پنجم", "در سند درج نشده", "صورتجلسه این جلسه در بایگانی نیست"):
        assert words in page
    assert "minutes.pdf" not in page
    assert "/import/" not in page
    assert 'href="/import/?round=5&amp;number=7"' in read("/meetings/5/7/", cast.sara())
    for user in (None, cast.maryam(), cast.sara()):
        for address in ("minutes.pdf", "editions/1/", "editions/1/minutes.pdf"):
            assert get(f"/meetings/5/7/{address}", user).status_code == 404
    assert get("/meetings/5/7/draft/", cast.sara()).status_code == 404
    assert get("/meetings/5/7/draft/minutes.pdf", cast.sara()).status_code == 404


def test_a_meeting_for_members_is_not_there_for_others():
    cast.make_edition(cast.make_meeting(audience="members"), audience="members")
    for user in (cast.visitor(), cast.leila()):
        for address in ("", "minutes.pdf", "editions/1/", "editions/1/minutes.pdf"):
            assert get(f"/meetings/5/1/{address}", user).status_code == 404
    for user in (cast.maryam(), cast.sara(), cast.kamran(), cast.ali()):
        assert LINE in read("/meetings/5/1/", user)


@pytest.mark.parametrize(
    "address",
    ["5/2", "6/1", "5/0", "5/01", "5/10000", "5/99999999999999999999", "5/۱", "5/-1", "5/1/editions/0", "x/y"],
)
def test_what_is_no_meeting_is_not_there(address):
    cast.make_edition(cast.make_meeting())
    assert get(f"/meetings/{address}/").status_code == 404
    assert get(f"/meetings/{address}/minutes.pdf").status_code == 404


def test_the_meetings_beside_are_those_that_the_reader_may_see():
    for number, audience in ((1, "everyone"), (3, "members"), (5, "everyone"), (6, "members"), (9, "everyone")):
        cast.make_meeting(number, audience=audience)
    cast.make_meeting(1, round=4)
    page = read("/meetings/5/5/")
    assert 'href="/meetings/5/1/" rel="prev"' in page
    assert 'href="/meetings/5/9/" rel="next"' in page
    page = read("/meetings/5/5/", cast.maryam())
    assert 'href="/meetings/5/3/" rel="prev"' in page
    assert 'href="/meetings/5/6/" rel="next"' in page


def test_attachments_are_listed_for_their_audience():
    meeting = cast.make_meeting()
    cast.make_edition(meeting)
    row = cast.make_attachment(meeting, audience="members")
    assert row.get_absolute_url() not in read("/meetings/5/1/")
    assert row.get_absolute_url() in read("/meetings/5/1/", cast.maryam())


def test_a_summary_says_that_it_is_one():
    cast.make_minutes(cast.make_meeting(), kind=Minutes.Kind.SUMMARY, published="everyone")
    page = read("/meetings/5/1/")
    assert "خلاصه‌ای است که دبیرخانه به عبارت خود نوشته است" in page
    assert "عین سند است و املای آن دست نخورده" not in page


VERBATIM = "متن عین سند است و املای آن دست نخورده است."


def test_only_a_document_that_nobody_changed_is_told_to_be_verbatim():
    source = StoredFile.objects.keep(b"text", name="minutes.txt", content_type="text/plain")
    whole, changed = (cast.make_minutes(cast.make_meeting(number), source=source) for number in (1, 2))
    changed.turns.update(version=2)
    typed = cast.make_minutes(cast.make_meeting(3))
    for minutes in (whole, changed, typed):
        with cast.unset_papers():
            publication.publish(minutes, by=None, audience="everyone", confirmed_on_paper=True)
    cast.make_minutes(typed.meeting, number=2, published="everyone", reason="غلط املایی")

    assert VERBATIM in read("/meetings/5/1/")
    for address, said in (
        ("/meetings/5/2/", "متن از سند وارد شده و پس از آن در همین سامانه ویرایش شده است."),
        ("/meetings/5/3/", "متن در همین سامانه اصلاح شده است."),
        ("/meetings/5/3/editions/1/", "متن در همین سامانه نوشته شده است."),
    ):
        page = read(address)
        assert said in page and VERBATIM not in page, address


def test_an_uncertain_number_is_marked():
    cast.make_edition(cast.make_meeting(number_confidence="probable"))
    assert "محتمل" in read("/meetings/5/1/")


# Queries


def long_meeting(number: int, rows: int, published: bool = True) -> Meeting:
    """A meeting with so many lines, mentions, seats, agenda items, attachments, editions and events."""
    meeting = cast.make_meeting(number)
    round = cast.make_round(3)
    Attendance.objects.bulk_create(
        Attendance(meeting=meeting, name_as_written=f"عضو {place}", status="present", position=place)
        for place in range(rows)
    )
    AgendaItem.objects.bulk_create(
        AgendaItem(meeting=meeting, position=place, title=f"موضوع {place}") for place in range(1, rows + 1)
    )
    file = StoredFile.objects.keep(b"x", name="a.txt", content_type="text/plain")
    Attachment.objects.bulk_create(
        Attachment(meeting=meeting, file=file, title=f"پیوست {place}", audience="everyone") for place in range(rows)
    )
    text = "".join(f"**آقای نمونه{turn}:** گفت.\n" + "- بند\n" * 10 for turn in range(rows // 10 + 1))
    for edition in range(2):
        minutes = cast.make_minutes(meeting, text)
        blocks = Block.objects.filter(turn__minutes=minutes)[:rows]
        Mention.objects.bulk_create(Mention(block=block, round=round) for block in blocks)
        person = cast.make_person()
        Mention.objects.bulk_create(Mention(block=block, person=person) for block in blocks)
        blocks.model.objects.filter(pk__in=[block.pk for block in blocks]).update(mark="decision")
        if published or edition == 0:
            publish(minutes)
    return meeting


@pytest.mark.once
@pytest.mark.parametrize("who", ["visitor", "member", "secretary"])
def test_the_page_takes_the_same_few_queries_for_3_and_300_rows(who):
    client = cast.client_for(cast.ROLES[who]())
    for number, rows in ((2, 3), (5, 300)):
        long_meeting(number, rows)
    for address in ("", "editions/1/"):
        assert queries_of(client, f"/meetings/5/2/{address}") == queries_of(client, f"/meetings/5/5/{address}")


@pytest.mark.once
def test_a_draft_takes_the_same_few_queries_for_3_and_300_rows():
    client = cast.client_for(cast.sara())
    for number, rows in ((2, 3), (5, 300)):
        long_meeting(number, rows, published=False)
    assert queries_of(client, "/meetings/5/2/draft/") == queries_of(client, "/meetings/5/5/draft/")
