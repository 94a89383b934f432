"""Several who save at the same moment: exactly one wins, and what the others wrote is in the history."""

import os
import threading
from uuid import uuid4

import pytest
from django.db import connections

from meetings.models import Block, Meeting, Minutes, Turn, TurnRevision
from meetings.writing.draft import begin
from meetings.writing.line_marks import mark_line
from meetings.writing.turn_order import move
from meetings.writing.turn_revisions import Typed
from meetings.writing.turn_saving import Conflict, Saved, Sent, save_turn
from records import audit
from tests import cast

pytestmark = pytest.mark.django_db(transaction=True)
WRITERS = 6


def at_once(count: int, act) -> list:
    """What `act(number)` gives in that many threads that begin together."""
    given, start = [None] * count, threading.Barrier(count)

    def run(number: int) -> None:
        try:
            start.wait(20)
            given[number] = act(number)
        except Exception as error:  # told by the test
            given[number] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return given


@pytest.fixture
def meeting() -> Meeting:
    return cast.make_minutes(cast.make_meeting(1), text="**آقای الف:** سخن\n- بند").meeting


def test_of_several_who_save_the_same_version_exactly_one_wins(meeting):
    sara, turn = cast.sara(), Turn.objects.get()

    def save(number):
        return save_turn(meeting, turn.key, Sent(Typed(f"متن {number}", "آقای الف"), 1), by=sara)

    kinds = [type(outcome) for outcome in at_once(WRITERS, save)]
    assert sorted(kind.__name__ for kind in kinds) == ["Conflict"] * (WRITERS - 1) + ["Saved"]
    winner = kinds.index(Saved)
    kept = {(row.text, row.kind) for row in TurnRevision.objects.all()}
    assert kept == {(f"متن {number}", "saved" if number == winner else "conflicting") for number in range(WRITERS)}
    turn.refresh_from_db()
    assert (turn.version, turn.blocks.get().text) == (2, f"متن {winner}")
    assert audit.examine().faults == []


def test_of_processes_that_save_the_same_version_exactly_one_wins(meeting):
    sara, key = cast.sara(), Turn.objects.get().key
    connections.close_all()  # a connection can't be shared with a child
    children = []
    for number in range(3):
        child = os.fork()
        if child == 0:
            code = 2
            try:
                outcome = save_turn(meeting, key, Sent(Typed(f"متن {number}", "آقای الف"), 1), by=sara)
                code = 0 if isinstance(outcome, Saved) else 1
            finally:
                connections.close_all()
                os._exit(code)
        children.append(child)

    assert sorted(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children) == [0, 1, 1]
    assert sorted(TurnRevision.objects.values_list("text", flat=True)) == ["متن 0", "متن 1", "متن 2"]


def test_new_turns_of_several_all_find_a_place(meeting):
    sara, first = cast.sara(), Turn.objects.get().key

    def add(number):
        return save_turn(meeting, uuid4(), Sent(Typed(f"نوبت {number}"), 0, after=first), by=sara)

    assert all(isinstance(outcome, Saved) for outcome in at_once(WRITERS, add))
    assert list(Turn.objects.order_by("position").values_list("position", flat=True)) == list(range(1, WRITERS + 2))
    assert Minutes.objects.get().version == 1 + WRITERS


def test_the_same_new_turn_that_is_sent_twice_is_one_turn(meeting):
    sara, key = cast.sara(), uuid4()

    def add(number):
        return save_turn(meeting, key, Sent(Typed("نوبت"), 0), by=sara)

    assert all(isinstance(outcome, Saved) for outcome in at_once(3, add))
    assert Turn.objects.filter(key=key).count() == 1
    assert TurnRevision.objects.count() == 1


def test_turns_are_moved_while_others_are_written(meeting):
    sara = cast.sara()
    keys = [Turn.objects.get().key]
    for number in range(3):
        key = uuid4()
        save_turn(meeting, key, Sent(Typed(f"نوبت {number}"), 0, after=keys[-1]), by=sara)
        keys.append(key)

    def act(number):
        if number == 0:
            return move(meeting, keys[3], after=None, version=Minutes.objects.get().version, by=sara)
        return save_turn(meeting, keys[number], Sent(Typed(f"متن {number}"), 1), by=sara)

    assert not [outcome for outcome in at_once(3, act) if isinstance(outcome, Exception | Conflict)]
    assert [str(key) for key in Turn.objects.order_by("position").values_list("key", flat=True)] == [
        str(keys[at]) for at in (3, 0, 1, 2)
    ]


def test_decisions_that_are_marked_at_once_get_numbers_of_their_own(meeting):
    sara = cast.sara()
    other = cast.make_minutes(cast.make_meeting(2), text="\n".join(f"- بند {number}" for number in range(4)))
    lines = list(Block.objects.order_by("id"))
    held = {block.pk: meeting if block.turn.minutes_id != other.pk else other.meeting for block in lines}

    def mark(number):
        block = lines[number]
        return mark_line(held[block.pk], block.key, Block.Mark.DECISION, drop=False, by=sara)

    assert not [outcome for outcome in at_once(len(lines), mark) if isinstance(outcome, Exception)]
    assert sorted(Block.objects.values_list("decision_number", flat=True)) == list(range(1, len(lines) + 1))


def test_of_two_who_begin_the_minutes_both_find_them():
    meeting, sara = cast.make_meeting(1, state="planned"), cast.sara()

    begun = at_once(3, lambda number: begin(meeting, by=sara).pk)
    assert begun == [Minutes.objects.get().pk] * 3
