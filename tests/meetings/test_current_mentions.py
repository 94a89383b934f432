"""Which line is told of a round: of each meeting's newest edition; where that has none yet, of the one before."""

import re

import pytest

from meetings.models import Block, Mention, Minutes
from people.models import Round
from tests import cast

pytestmark = pytest.mark.django_db
FIRST = "**آقای الف:** گفت.\n\n- سخن نخست از دور سوم\n"
SECOND = "**آقای الف:** گفت.\n\n- افزوده‌ای بی‌ربط\n- سخن درست‌شده از دور سوم\n"


@pytest.fixture
def meeting():
    return cast.make_meeting()


def mention(minutes: Minutes, words: str, **target) -> Mention:
    block = Block.objects.get(turn__minutes=minutes, text__contains=words)
    return Mention.objects.create(block=block, **(target or {"round": cast.make_round(3)}))


def edition(meeting, text: str, words: str = "", audience: str = "everyone") -> Minutes:
    minutes = cast.make_minutes(meeting, text, published=audience)
    if words:
        mention(minutes, words)
    return minutes


def told(user=None) -> list[tuple[str, str]]:
    """The lines that the page of round three tells, each with the address that it leads to."""
    page = cast.client_for(user or cast.visitor()).get("/rounds/3/").content.decode()
    return re.findall(r'<blockquote[^>]*><p>([^<]*)</p><footer>.*?<a href="([^"]*)"', page)


def test_the_line_of_the_only_edition_is_told_and_leads_to_it(meeting):
    edition(meeting, FIRST, "سخن نخست")
    assert told() == [("سخن نخست از دور سوم", "/meetings/5/1/#b2")]


def test_the_newest_edition_takes_the_place_of_the_one_before(meeting):
    edition(meeting, FIRST, "سخن نخست")
    edition(meeting, SECOND, "سخن درست‌شده")
    assert told() == [("سخن درست‌شده از دور سوم", "/meetings/5/1/#b3")]


def test_while_the_newest_has_no_mentions_the_one_before_is_told_and_read_where_it_stands(meeting):
    edition(meeting, FIRST, "سخن نخست")
    edition(meeting, SECOND)
    assert told() == [("سخن نخست از دور سوم", "/meetings/5/1/editions/1/#b2")]
    page = cast.client_for(cast.visitor()).get("/meetings/5/1/editions/1/").content.decode()
    assert 'id="b2"' in page


def test_a_newest_edition_that_mentions_something_else_has_mentions(meeting):
    edition(meeting, FIRST, "سخن نخست")
    newest = edition(meeting, SECOND)
    mention(newest, "افزوده‌ای", person=cast.make_person())
    assert told() == []


def test_of_three_editions_the_last_with_mentions_is_told(meeting):
    edition(meeting, FIRST, "سخن نخست")
    edition(meeting, SECOND, "سخن درست‌شده")
    edition(meeting, SECOND)
    assert told() == [("سخن درست‌شده از دور سوم", "/meetings/5/1/editions/2/#b3")]


def test_a_draft_is_not_told_to_anybody(meeting):
    edition(meeting, FIRST, "سخن نخست")
    mention(cast.make_minutes(meeting, SECOND), "سخن درست‌شده")
    for user in (None, cast.maryam(), cast.sara()):
        assert told(user) == [("سخن نخست از دور سوم", "/meetings/5/1/#b2")]


def test_each_reader_is_told_the_newest_edition_that_he_may_read(meeting):
    edition(meeting, FIRST, "سخن نخست")
    edition(meeting, SECOND, "سخن درست‌شده", audience="members")
    for user in (None, cast.leila()):
        assert told(user) == [("سخن نخست از دور سوم", "/meetings/5/1/#b2")]
    assert told(cast.maryam()) == [("سخن درست‌شده از دور سوم", "/meetings/5/1/#b3")]


def test_a_newer_edition_for_members_without_mentions_sends_members_back_and_leaves_visitors_where_they_were(meeting):
    edition(meeting, FIRST, "سخن نخست")
    edition(meeting, SECOND, audience="members")
    assert told() == [("سخن نخست از دور سوم", "/meetings/5/1/#b2")]
    assert told(cast.maryam()) == [("سخن نخست از دور سوم", "/meetings/5/1/editions/1/#b2")]


def test_the_only_edition_for_members_is_told_to_members_alone(meeting):
    edition(meeting, FIRST, "سخن نخست", audience="members")
    assert told() == []
    assert len(told(cast.maryam())) == 1


def test_meetings_do_not_hide_one_another(meeting):
    edition(meeting, FIRST, "سخن نخست")
    edition(cast.make_meeting(2), SECOND, "سخن درست‌شده")
    assert [address for _, address in told()] == ["/meetings/5/2/#b3", "/meetings/5/1/#b2"]


def test_mentions_of_a_line_lead_to_one_target_each(meeting):
    minutes = edition(meeting, FIRST, "سخن نخست")
    row = Mention.objects.get()
    assert row.target == Round.objects.get(number=3)
    assert row.cite == f"{minutes}، بند ۲"
    assert row.line_href == "/meetings/5/1/#b2"
