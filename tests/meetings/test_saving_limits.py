"""What is sent of a turn and is not in order, and what saving costs."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from meetings.models import Turn
from tests import cast
from tests.house.hostility import CLEAR, HOSTILE, reader, send, undone
from tests.meetings.writing import JSON, Desk, lines, the_turn

pytestmark = pytest.mark.django_db
TEXT = "سخن آغازین\n\n- بند یکم\n  - زیربند\n- بند دوم"


@pytest.fixture
def minutes():
    return cast.make_minutes(cast.make_meeting(1), text="")


@pytest.fixture
def desk(minutes):
    return Desk()


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"text": "", "version": 0}, "text"),
        ({"text": "یک"}, "version"),
        ({"text": "یک", "version": "NaN"}, "version"),
        ({"text": "یک", "version": "99999999999999999999"}, "version"),
        ({"text": "یک", "version": 0, "after": "none"}, "after"),
        ({"text": "یک", "version": 0, "person": "x"}, "person"),
        ({"text": "یک", "version": 0, "person": "999", "speaker": "آقای الف"}, "person"),
        ({"text": "یک", "version": 0, "person": "new"}, "speaker"),
        ({"text": "یک", "version": 0, "speaker": "آ" * 201}, "speaker"),
        ({"text": "آ" * 300_001, "version": 0}, "text"),
        ({"text": "یک\n- " + "آ" * 20_001, "version": 0}, "text"),
        ({"text": "- آ\n" * 5001, "version": 0}, "text"),
        ({"text": "یک", "version": 0, "pick": "9"}, "pick"),
    ],
)
def test_what_is_not_in_order_is_told_by_its_field(desk, minutes, fields, field):
    status, answer = desk.post(desk.at("turn", uuid4()), **fields)

    assert (status, list(answer["errors"])) == (422, [field])
    assert not minutes.turns.exists()


def test_nul_and_surrogates_do_no_harm(desk):
    answer = desk.new("یک\0\ud800دو".encode("utf-8", "surrogatepass").decode("utf-8", "replace"))

    assert "\0" not in lines(answer["key"])[0][2]


@pytest.mark.once
def test_saving_takes_as_many_queries_in_a_long_meeting_as_in_a_short_one(minutes):
    asked = []
    for number, count in ((2, 10), (3, 100)):
        cast.make_minutes(cast.make_meeting(number), text="**آقای الف:** سخن\n- بند\n" * count)
        turn = Turn.objects.get(minutes__meeting__number=number, position=5)
        desk = Desk(meeting=turn.minutes.meeting)
        desk.save(turn.key, "سخن\n- بند یک", version=1, speaker="آقای الف")  # with the event of these five minutes
        with CaptureQueriesContext(connection) as queries:
            assert desk.save(turn.key, "سخن\n- بند یک و دو", version=2, speaker="آقای الف")[0] == 200
        asked.append(len(queries))

    assert asked[0] == asked[1] <= 24


@pytest.mark.once
def test_a_line_in_the_middle_of_five_hundred_takes_no_more_queries_than_one_at_the_end(desk):
    lines = [f"- بند {number}" for number in range(500)]
    key, asked = desk.new("\n".join(lines))["key"], []
    for version, at in ((1, 500), (2, 250), (3, 0)):
        lines.insert(at, f"- تازه {at}")
        with CaptureQueriesContext(connection) as queries:
            assert desk.save(key, "\n".join(lines), version=version)[0] == 200
        asked.append(len(queries))

    assert the_turn(key).blocks.count() == 503
    assert max(asked) <= asked[0] + 2


def test_nothing_that_is_sent_of_a_turn_gets_less_than_a_clear_answer(desk):
    by_script = reader(cast.sara(), headers={"accept": JSON})
    by_form, wrong = reader(cast.sara()), []
    known = desk.new("سخن", speaker="آقای الف")["key"]
    for name in ("text", "speaker", "post", "person", "pick", "version", "after", "minutes", "sending", "unanswered"):
        for what, value in HOSTILE.items():
            fields = {"text": "سخنی", "version": "1", "speaker": "آقای الف", "split": "1", name: value}
            browser = by_form if name == "speaker" else by_script
            with undone():
                status = send(browser, desk.at("turn", known), fields).status_code
            if status not in CLEAR:
                wrong.append((name, what, status))
    for step in ("turn_move", "turn_merge", "turn_remove"):
        for what, value in HOSTILE.items():
            with undone():
                fields = dict.fromkeys(("after", "order_version", "version", "before_version"), value)
                status = send(by_script, desk.at(step, known), fields).status_code
            if status not in CLEAR:
                wrong.append((step, what, status))
    assert wrong == []
