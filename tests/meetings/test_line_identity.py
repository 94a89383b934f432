"""A line that is the same or nearly so keeps its row and what hangs on it; what would be lost is asked first."""

import time

import pytest
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st

from commitments.models import Commitment
from guilds.models import Demand, Guild, Visit
from meetings.models import Block, CorrectionRequest, Mention, TurnRevision
from meetings.writing.turn_matching import match_lines
from projects.models import Theme
from tests import cast
from tests.meetings.writing import Desk, lines, the_turn

A, B, C, D = (
    "در دور سوم نوزده جلسه برگزار شد.",
    "از همراهی بازار سپاسگزاری کرد.",
    "پیشنهاد کرد گزارش هر فصل منتشر شود.",
    "درباره هزینه در جلسه آینده سخن می‌گوییم.",
)


@pytest.mark.parametrize(
    ("stored", "typed", "found"),
    [
        ([], [A], [None]),
        ([A], [], []),
        ([A, B, C], [A, B, C], [0, 1, 2]),
        ([A, B, C], [A, D, B, C], [0, None, 1, 2]),
        ([A, B, C], [A, C], [0, 2]),
        ([A, B, C], [C, A, B], [2, 0, 1]),
        ([A, B, C], [A, B + " و رفت", C], [0, 1, 2]),
        ([A, B, C], [A, B[:12], C], [0, 1, 2]),
        ([A, B, C], [A, B[:12], B[13:], C], [0, 1, None, 2]),
        ([A, C], [A, C[:3]], [0, None]),
        ([A, B, C], [D, A.replace("سوم", "چهارم"), C.replace("فصل", "ماه"), B], [None, 0, 2, 1]),
        ([A, B], [D, C], [None, None]),
        ([A, A, A], [A, A], [0, 1]),
        ([A, B, A], [A, A, B], [0, 2, 1]),
        (["", "", B], ["", B], [0, 2]),
        (["پی"], [C], [0]),
        ([A, "پی", B], [D, A, C, B], [None, 0, 1, 2]),
    ],
)
def test_lines_are_known_again(stored, typed, found):
    assert match_lines(stored, typed) == found


@given(st.lists(st.text("ابپ ", max_size=6), max_size=12), st.lists(st.text("ابپ ", max_size=6), max_size=12))
def test_whatever_is_typed_no_line_is_two_and_the_same_text_is_found(stored, typed):
    found = match_lines(stored, typed)
    named = [at for at in found if at is not None]

    assert len(found) == len(typed)
    assert len(set(named)) == len(named)
    for text in set(stored) & set(typed):
        same = sum(1 for new, old in enumerate(found) if old is not None and text == stored[old] == typed[new])
        assert same == min(stored.count(text), typed.count(text))


@pytest.mark.parametrize("text", ["بند", "بند {} از سخنان درازی که درباره شهر گفته شد و {} بار نوشته شد"])
def test_a_turn_that_is_replaced_as_a_whole_is_matched_in_time(text):
    stored = [text.format(at, at * 7) for at in range(5000)]
    typed = [text.format(at * 13, "چند") + " دیگر" for at in range(5000)]
    begun = time.process_time()
    match_lines(stored, typed)

    assert time.process_time() - begun < 2


TEXT = f"سخن\n- {A}\n- {B}\n- {C}"


@pytest.fixture
def desk(db):
    cast.make_minutes(cast.make_meeting(1), text="")
    return Desk()


@pytest.fixture
def turn(desk):
    return the_turn(desk.new(TEXT, speaker="آقای الف")["key"])


def save(desk, turn, text, version=1, **fields):
    return desk.save(turn.key, text, version=version, speaker="آقای الف", **fields)


def line_of(turn, text) -> Block:
    return Block.objects.get(turn=turn, text__startswith=text[:8])


def test_a_changed_moved_and_nested_line_keeps_its_row_its_key_and_its_mark(desk, turn):
    block = line_of(turn, C)
    Block.objects.filter(pk=block.pk).update(mark="proposal")
    mention = Mention.objects.create(block=block, theme=Theme.objects.create(number=7))
    status, answer = save(desk, turn, f"سخن\n- {C} همین.\n  - {A}\n- تازه\n- {B}")
    after = Block.objects.get(pk=block.pk)

    assert status == 200
    assert (after.key, after.mark, after.text, after.position) == (block.key, "proposal", f"{C} همین.", 2)
    assert answer["lines"][1]["key"] == str(block.key)
    assert [row["id"] for row in answer["lines"][1]["mentions"]] == [mention.pk]
    assert lines(turn.key)[1:] == [
        ("bullet", 1, f"{C} همین."),
        ("bullet", 2, A),
        ("bullet", 1, "تازه"),
        ("bullet", 1, B),
    ]


def test_a_line_that_carries_something_goes_only_when_that_is_said(desk, turn):
    block = line_of(turn, B)
    Block.objects.filter(pk=block.pk).update(mark="expectation")
    Mention.objects.create(block=block, theme=Theme.objects.create(number=7))
    CorrectionRequest.objects.create(minutes=turn.minutes, block=block, wish="؟", asked_by=cast.maryam())
    text = f"سخن\n- {A}\n- {C}"
    for _ in range(2):
        status, answer = save(desk, turn, text)
        assert status == 409
        assert answer["loses"] == [
            {
                "key": str(block.key),
                "text": B,
                "carries": ["نشان «انتظار شهروندی»", "ارجاع به «موضوع ۷»", "درخواست اصلاح"],
            }
        ]
    assert Block.objects.filter(pk=block.pk).exists()
    assert list(TurnRevision.objects.filter(kind="waiting").values_list("text", "version")) == [(text, 1)]

    assert save(desk, turn, text, drop="1")[0] == 200
    assert not Block.objects.filter(pk=block.pk).exists()
    assert CorrectionRequest.objects.get().block is None


def test_with_the_line_back_in_it_is_saved_without_a_question(desk, turn):
    block = line_of(turn, B)
    Block.objects.filter(pk=block.pk).update(mark="expectation")
    assert save(desk, turn, f"سخن\n- {A}")[0] == 409

    assert save(desk, turn, f"سخن\n- {A}\n- {B}")[0] == 200


def commitment_of(block):
    Commitment.objects.create(block=block, executor=cast.make_body())


def demand_of(block):
    visit = Visit.objects.create(guild=Guild.objects.create(name="صنف نمونه"), meeting=block.turn.minutes.meeting)
    Demand.objects.create(visit=visit, number=1, text="خواسته نمونه", block=block)


@pytest.mark.parametrize(("make", "name"), [(commitment_of, "تعهد"), (demand_of, "خواسته صنفی")])
def test_a_line_that_a_record_above_points_at_is_held(desk, turn, make, name):
    block = line_of(turn, B)
    make(block)
    for drop in ("", "1"):
        status, answer = save(desk, turn, f"سخن\n- {A}", drop=drop)
        assert status == 409
        assert answer["held"] == [{"key": str(block.key), "text": B, "carries": [name]}]
    status, answer = desk.post(desk.at("turn_remove", turn.key), version=1, order_version=2, drop="1")
    assert (status, list(answer)) == (409, ["held"])
    assert Block.objects.filter(pk=block.pk).exists()


def test_the_form_asks_as_well_and_goes_on_when_it_is_answered(desk, turn):
    Block.objects.filter(pk=line_of(turn, B).pk).update(mark="expectation")
    answer = desk.submit(turn.key, f"سخن\n- {A}", version=1, speaker="آقای الف")
    page = answer.content.decode()

    assert answer.status_code == 409
    assert "نشان «انتظار شهروندی»" in page
    assert f"- {A}</textarea>" in page
    assert 'name="drop" value="1"' in page
    again = desk.submit(turn.key, f"سخن\n- {A}", version=1, speaker="آقای الف", drop="1")
    assert again.status_code == 302


def test_a_turn_with_marked_lines_is_taken_out_only_when_that_is_said(desk, turn):
    Block.objects.filter(pk=line_of(turn, B).pk).update(mark="expectation")
    answer = desk.submit(turn.key, TEXT, version=1, speaker="آقای الف", then="remove")
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "برداشتن نوبت با همه این‌ها" in page
    assert f"- {C}</textarea>" in page

    assert desk.submit(turn.key, TEXT, version=1, speaker="آقای الف", then="drop").status_code == 302
    assert not Block.objects.exists()


shapes = st.lists(st.tuples(st.sampled_from([A, B, C, D, "کوتاه"]), st.booleans()), max_size=8)


@pytest.mark.django_db
@given(st.lists(shapes, min_size=2, max_size=4))
def test_any_chain_of_edits_is_stored_as_it_was_read(edits):
    with transaction.atomic():
        cast.make_minutes(cast.make_meeting(1), text="")
        desk = Desk()
        key, version = desk.new("آغاز")["key"], 1
        for edit in edits:
            text = "\n" + "\n".join(f"{'' if plain else '- '}{line}" for line, plain in edit)
            status, answer = desk.save(key, text, version=version)
            assert status == 200
            version = answer["version"]
            assert [text for _, _, text in lines(key)] == [line for line, _ in edit]
            assert [line["row"] for line in answer["lines"]] == list(range(1, len(edit) + 1))
        transaction.set_rollback(True)
