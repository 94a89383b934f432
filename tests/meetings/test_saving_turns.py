"""A turn is saved over the version that its writer saw; nothing that was typed is gone."""

from uuid import uuid4

import pytest

from meetings.models import Minutes, Turn, TurnRevision
from tests import cast
from tests.meetings.writing import Desk, lines, the_turn, turns

pytestmark = pytest.mark.django_db
TEXT = "سخن آغازین\n\n- بند یکم\n  - زیربند\n- بند دوم"


@pytest.fixture
def minutes():
    return cast.make_minutes(cast.make_meeting(1), text="")


@pytest.fixture
def desk(minutes):
    return Desk()


def revisions(key) -> list[tuple[str, int, str]]:
    rows = TurnRevision.objects.filter(turn_key=key).order_by("id")
    return [(row.kind, row.version, row.text) for row in rows]


def test_a_new_turn_is_saved_with_its_lines(desk, minutes):
    key = uuid4()
    status, answer = desk.save(key, TEXT, speaker="آقای الف", post="دبیر")

    assert (status, answer["key"], answer["version"], answer["order_version"]) == (200, str(key), 1, 2)
    assert lines(key) == [
        ("lead", 0, "سخن آغازین"),
        ("bullet", 1, "بند یکم"),
        ("bullet", 2, "زیربند"),
        ("bullet", 1, "بند دوم"),
    ]
    assert [line["row"] for line in answer["lines"]] == [0, 2, 3, 4]
    assert (the_turn(key).speaker_as_written, the_turn(key).post_as_written) == ("آقای الف", "دبیر")
    assert revisions(key) == [("saved", 1, TEXT)]


def test_the_text_comes_back_as_it_was_typed(desk):
    typed = "سخن\r\n\r\n* بند\r\n      * زیربند\r\n"
    saved = desk.new(typed)
    _, answer = desk.get(desk.at("turn", saved["key"]))

    assert answer["text"] == typed.replace("\r\n", "\n")
    assert [(line["row"], line["kind"], line["level"]) for line in answer["lines"]] == [
        (0, "lead", 0),
        (2, "bullet", 1),
        (3, "bullet", 2),
    ]


def test_an_imported_turn_comes_in_canonical_text(minutes):
    cast.make_minutes(cast.make_meeting(2), text="**آقای الف:** سخن\n* بند\n\n\n* بند دیگر")
    turn = Turn.objects.get(minutes__meeting__number=2)
    desk = Desk(meeting=turn.minutes.meeting)

    assert desk.get(desk.at("turn", turn.key))[1]["text"] == "سخن\n\n- بند\n- بند دیگر"


def test_saving_over_the_version_that_was_seen_makes_the_next_one(desk):
    key = desk.new("یک")["key"]
    status, answer = desk.save(key, "یک\nدو", version=1)

    assert (status, answer["version"], answer["order_version"]) == (200, 2, 2)
    assert [text for _, _, text in lines(key)] == ["یک", "دو"]


def test_a_request_that_was_already_carried_out_succeeds_again(desk):
    key = desk.new("یک", speaker="آقای الف")["key"]
    for _ in range(3):
        status, answer = desk.save(key, "یک\nدو", version=1, speaker="آقای الف")
        assert (status, answer["version"]) == (200, 2)
    status, answer = desk.save(key, "یک\nدو", version=0, speaker="آقای الف")

    assert (status, answer["version"]) == (200, 2)
    assert len(revisions(key)) == 2


def test_who_wrote_on_after_a_lost_answer_is_in_no_conflict_with_himself(desk):
    key = desk.new("یک\n- دو")["key"]
    assert desk.save(key, "یک\n- دو و", version=1)[0] == 200  # the answer gets lost, he writes on
    status, answer = desk.save(key, "یک\n- دو و سه\n- چهار", version=1)
    assert (status, answer["version"]) == (200, 3)

    assert desk.save(key, "یک\n- چهار", version=1)[0] == 409  # another window of his, which never saw it
    assert desk.save(key, "یک\n- دو و سه\n- چهار\n- پنج", version=9)[0] == 409
    kamran = Desk(cast.kamran())
    assert kamran.save(key, "یک\n- دو و سه\n- چهار\n- از کامران", version=1)[0] == 409


def test_what_is_taken_back_after_a_lost_answer_is_in_no_conflict_with_itself(desk):
    key = desk.new("یک\n- دو\n- سه", sending="aaaaaaaa-1")["key"]
    assert desk.save(key, "یک\n- دو و\n- سه", version=1, sending="aaaaaaaa-2")[0] == 200  # the answer gets lost
    status, answer = desk.save(key, "یک", version=1, sending="aaaaaaaa-3", unanswered="aaaaaaaa-2")
    assert (status, answer["version"]) == (200, 3)

    # What had set out earlier comes late; another page never saw what stands; the reload of the same one did.
    assert desk.save(key, "یک\n- دیر", version=1, sending="aaaaaaaa-2", unanswered="")[0] == 409
    assert desk.save(key, "دو", version=1, sending="bbbbbbbb-1", unanswered="bbbbbbbb-9")[0] == 409
    assert desk.save(key, "", version=1, sending="cccccccc-1", unanswered="bbbbbbbb-1 aaaaaaaa-3")[0] == 200

    # Somebody else's text is never taken for one's own.
    kamran = Desk(cast.kamran())
    assert kamran.save(key, "از کامران", version=4, sending="aaaaaaaa-1")[0] == 200
    assert desk.save(key, "سه", version=4, sending="cccccccc-2", unanswered="aaaaaaaa-9 cccccccc-1")[0] == 409
    assert {"یک\n- دیر", "دو", "سه"} <= {text for kind, _, text in revisions(key) if kind == "conflicting"}


def test_of_two_who_saved_the_same_version_the_second_is_told_and_his_text_is_kept(desk):
    key = desk.new("یک")["key"]
    kamran = Desk(cast.kamran())
    assert kamran.save(key, "یک از کامران", version=1)[0] == 200
    for _ in range(2):
        status, answer = desk.save(key, "یک از سارا", version=1)

    conflict = answer["conflict"]
    assert status == 409
    assert (conflict["version"], conflict["text"], conflict["by"]) == (2, "یک از کامران", "کامران فرضی")
    assert lines(key) == [("lead", 0, "یک از کامران")]
    assert revisions(key) == [
        ("saved", 1, "یک"),
        ("saved", 2, "یک از کامران"),
        ("conflicting", 1, "یک از سارا"),
    ]

    assert desk.save(key, "یک از سارا", version=conflict["version"])[0] == 200
    assert [(kind, text) for kind, _, text in revisions(key)][-1] == ("saved", "یک از سارا")


def test_different_turns_are_saved_by_two_at_once(desk, minutes):
    first, second = desk.new("یک")["key"], desk.new("دو")["key"]
    kamran = Desk(cast.kamran())

    assert kamran.save(first, "یک، دیگر", version=1)[0] == 200
    assert desk.save(second, "دو، دیگر", version=1)[0] == 200


def test_what_is_saved_into_a_removed_turn_is_kept_and_can_bring_it_back(desk):
    saved = desk.new("یک")
    removed = Desk(cast.kamran()).post(desk.at("turn_remove", saved["key"]), version=1, order_version=2)
    assert removed[0] == 200
    status, answer = desk.save(saved["key"], "یک و دو", version=1)

    assert (status, answer["conflict"]["version"], answer["conflict"]["by"]) == (409, 0, "کامران فرضی")
    status, answer = desk.save(saved["key"], "یک و دو", version=0)
    assert (status, answer["version"]) == (200, 2)
    assert [kind for kind, _, _ in revisions(saved["key"])] == ["saved", "removed", "conflicting", "saved"]


def test_typed_lines_are_tidied_and_stored_ones_are_left_as_they_are(minutes):
    cast.make_minutes(cast.make_meeting(2), text="**آقاي الف:** مسوليت\u200c\u200cهاي\n- كتاب")
    turn = Turn.objects.get(minutes__meeting__number=2)
    desk = Desk(meeting=turn.minutes.meeting)
    status, _ = desk.save(
        turn.key, "مسوليت\u200c\u200cهاي\n- كتاب\n- كتاب تازه ي ما\u202e", version=1, speaker="آقاي الف"
    )

    assert status == 200
    assert [text for _, _, text in lines(turn.key)] == ["مسوليت\u200c\u200cهاي", "كتاب", "کتاب تازه ی ما"]
    assert the_turn(turn.key).speaker_as_written == "آقاي الف"


def test_lines_in_which_nothing_is_seen_become_no_lines(desk):
    saved = desk.new("یک\n\u200b\n- دو")

    assert [text for _, _, text in lines(saved["key"])] == ["یک", "دو"]
    assert [line["row"] for line in saved["lines"]] == [0, 2]


def test_a_new_turn_comes_after_the_one_that_is_named(desk, minutes):
    first = desk.new("یک")["key"]
    second = desk.new("سه", after=first)["key"]
    desk.new("دو", after=first)
    desk.new("صفر")
    desk.new("چهار", after=second)
    desk.new("پنج", after=str(uuid4()))

    assert [texts for _, texts in turns(minutes)] == [["صفر"], ["یک"], ["دو"], ["سه"], ["چهار"], ["پنج"]]
    assert list(minutes.turns.order_by("position").values_list("position", flat=True)) == [1, 2, 3, 4, 5, 6]


def test_doubtful_lines_are_reported(desk):
    answer = desk.new("سخن\n| الف | ب |\n**خانم ب:** سلام")

    assert [(problem["row"], problem["kind"]) for problem in answer["problems"]] == [
        (1, "not_understood"),
        (2, "speaker"),
    ]


@pytest.mark.parametrize("state", ["in_review", "confirmed"])
def test_minutes_that_are_closed_take_nothing_and_lose_nothing(state):
    minutes = cast.make_minutes(cast.make_meeting(1), state=state)
    turn = minutes.turns.first()
    desk = Desk()
    status, answer = desk.save(turn.key, "نوشته دیر", version=1)

    assert (status, list(answer)) == (410, ["gone"])
    assert revisions(turn.key) == [("conflicting", 1, "نوشته دیر")]
    page = desk.submit(turn.key, "نوشته دیر", version=1)
    assert page.status_code == 409
    assert "نوشته دیر" in page.content.decode()


def test_published_minutes_take_nothing():
    cast.make_edition(cast.make_meeting(1))
    key = Minutes.objects.get().turns.first().key

    assert Desk().save(key, "نوشته دیر", version=1)[0] == 410
    assert revisions(key) == [("conflicting", 1, "نوشته دیر")]


def test_returned_minutes_are_written_on():
    minutes = cast.make_minutes(cast.make_meeting(1), state="returned")
    turn = minutes.turns.first()

    assert Desk().save(turn.key, "متن", version=1, drop=1)[0] == 200


def test_a_page_of_other_minutes_saves_nothing_into_these(desk, minutes):
    status, _ = desk.save(uuid4(), "یک", minutes=minutes.pk + 1)

    assert status == 410
    assert not minutes.turns.exists()
