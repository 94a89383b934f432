"""What stands beside a line: other accounts of the same round, and what the line speaks of."""

import re

import pytest

from meetings.models import Block, Mention, Minutes
from projects.models import Theme
from tests import cast

pytestmark = pytest.mark.django_db
TEXT = """**آقای الف:** گفت.

- دور اول چنین بود
- دور دوم چنان بود
- چهار دور را شمرد

**خانم ب:** گفت.

- دور اول جور دیگر بود
- باز از دور اول

**آقای پ:** گفت.

- دور اول را من دیدم
"""


@pytest.fixture
def minutes() -> Minutes:
    """Published for everyone; lines 2 and 3, then 6 and 7, then 9 speak of rounds, line 4 of all."""
    minutes = cast.make_minutes(cast.make_meeting(), TEXT, published="everyone")
    for number, rounds in ((2, [1]), (3, [2]), (4, [1, 2, 3, 4]), (6, [1]), (7, [1]), (9, [1])):
        block = Block.objects.get(turn__minutes=minutes, number=number)
        Mention.objects.bulk_create(Mention(block=block, round=cast.make_round(round)) for round in rounds)
    return minutes


def notes(number: int) -> list[tuple[str, str, str]]:
    """The notes beside a line as a visitor sees them: text, words of the link, address."""
    page = cast.client_for(cast.visitor()).get("/meetings/5/1/").content.decode()
    line = page.partition(f'id="b{number}"')[2].partition('class="txt"')[0]
    return re.findall(r'<small class="note[^"]*">([^<]*?) ?(?:<a href="([^"]*)">([^<]*)</a>)?</small>', line)


def test_a_round_that_nobody_else_spoke_of_leads_to_the_round(minutes):
    assert notes(3) == [("ارجاع:", "/rounds/2/", "دور دوم")]


def test_a_round_of_which_others_spoke_leads_to_at_most_two_of_their_lines(minutes):
    assert notes(2) == [
        ("روایت دیگر دور اول:", "#b6", "خانم ب، بند ۶"),
        ("روایت دیگر دور اول:", "#b7", "خانم ب، بند ۷"),
    ]


def test_the_other_lines_of_the_same_turn_are_no_other_account(minutes):
    assert [address for _, address, _ in notes(6)] == ["#b2", "#b9"]
    assert [address for _, address, _ in notes(7)] == ["#b2", "#b9"]


def test_a_line_that_surveys_all_rounds_gets_one_note_and_is_no_account_of_any(minutes):
    assert notes(4) == [("ارجاع:", "/rounds/", "همه دورها")]
    assert "#b4" not in [address for number in (2, 3, 6, 9) for _, address, _ in notes(number)]


def test_a_line_that_speaks_of_nothing_has_no_note(minutes):
    assert notes(1) == notes(5) == []


def test_persons_and_themes_are_named(minutes):
    block = Block.objects.get(turn__minutes=minutes, number=1)
    person = cast.make_person("نمونه", "رضا")
    Mention.objects.create(block=block, person=person)
    Mention.objects.create(block=block, theme=Theme.objects.create(number=3, title="باغ‌ها", audience="everyone"))
    found = notes(1)
    assert ("شخص:", f"/people/{person.pk}/", "رضا نمونه") in found
    assert any("موضوع" in text and "باغ‌ها" in text + words for text, _, words in found)


def test_a_theme_for_members_is_named_to_members_alone(minutes):
    block = Block.objects.get(turn__minutes=minutes, number=1)
    Mention.objects.create(block=block, theme=Theme.objects.create(number=3, title="باغ‌ها", audience="members"))
    assert notes(1) == []
    assert "باغ‌ها" in cast.client_for(cast.maryam()).get("/meetings/5/1/").content.decode()


def test_notes_of_an_older_edition_are_its_own(minutes):
    cast.make_edition(minutes.meeting, text="**آقای الف:** گفت.\n\n- دور اول چنین بود\n")
    assert notes(2) == []
    page = cast.client_for(cast.visitor()).get("/meetings/5/1/editions/1/").content.decode()
    assert "روایت دیگر دور اول" in page
