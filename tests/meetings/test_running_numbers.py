"""The lines of a draft are counted when they are read; stored numbers agree once something points at them."""

import pytest
from django.db.models import F

from meetings.models import Block
from meetings.sheet_of import sheet_of
from tests import cast

pytestmark = pytest.mark.django_db


def test_a_line_that_comes_in_shifts_what_is_read_though_no_other_row_was_touched():
    minutes = cast.make_minutes(cast.make_meeting())
    turn = minutes.turns.get(position=1)
    turn.blocks.update(position=F("position") + 100)
    Block.objects.create(turn=turn, position=1, number=99, kind="lead", text="سطر تازه")
    sheet = sheet_of(minutes)
    assert [block.number for block in sheet.blocks] == list(range(1, 11))
    assert sheet.blocks[0].text == "سطر تازه"


def test_stored_numbers_are_made_to_agree():
    minutes = cast.make_minutes(cast.make_meeting())
    Block.objects.filter(turn__minutes=minutes).update(number=7)
    minutes.number_lines()
    stored = Block.objects.filter(turn__minutes=minutes).in_order().values_list("number", flat=True)
    assert list(stored) == list(range(1, 10))
