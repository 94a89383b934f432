"""The order of turns by script: moved, joined, taken out, over the versions that were seen."""

from uuid import uuid4

import pytest
from django.urls import reverse

from meetings.models import Block, TurnRevision
from tests import cast
from tests.meetings.writing import Desk, lines, the_turn, turns

pytestmark = pytest.mark.django_db


@pytest.fixture
def minutes():
    return cast.make_minutes(
        cast.make_meeting(1), text="".join(f"**آقای {name}:** سخن\n- بند {name}\n" for name in "ابپت")
    )


@pytest.fixture
def desk(minutes):
    return Desk()


@pytest.fixture
def keys(minutes):
    return [str(key) for key in minutes.turns.order_by("position").values_list("key", flat=True)]


def order(minutes) -> str:
    rows = list(minutes.turns.order_by("position"))
    assert [row.position for row in rows] == list(range(1, len(rows) + 1))
    return "".join(row.speaker_as_written[-1] for row in rows)


@pytest.mark.parametrize(
    ("moved", "after", "result"),
    [(0, 3, "بپتا"), (0, 1, "باپت"), (3, None, "تابپ"), (3, 0, "اتبپ"), (2, None, "پابت"), (1, 2, "اپبت")],
)
def test_a_turn_is_moved_behind_another(desk, minutes, keys, moved, after, result):
    target = "" if after is None else keys[after]
    status, answer = desk.post(desk.at("turn_move", keys[moved]), after=target, order_version=1)

    assert (status, answer["order_version"]) == (200, 2)
    assert order(minutes) == result
    assert answer["order"] == [str(key) for key in minutes.turns.order_by("position").values_list("key", flat=True)]
    again = desk.post(desk.at("turn_move", keys[moved]), after=target, order_version=1)
    assert again == (200, answer)


def test_an_order_that_was_changed_meanwhile_is_shown_instead(desk, minutes, keys):
    desk.post(desk.at("turn_move", keys[0]), after=keys[3], order_version=1)
    status, answer = desk.post(desk.at("turn_move", keys[2]), after="", order_version=1)

    assert (status, answer["order"], answer["order_version"]) == (409, [keys[1], keys[2], keys[3], keys[0]], 2)
    assert order(minutes) == "بپتا"


def test_a_turn_is_not_moved_behind_itself_or_behind_nothing(desk, minutes, keys):
    for after in (keys[1], str(uuid4())):
        assert desk.post(desk.at("turn_move", keys[1]), after=after, order_version=1)[0] == 409
    assert desk.post(desk.at("turn_move", uuid4()), after="", order_version=1)[0] == 404
    assert order(minutes) == "ابپت"


def test_a_turn_is_joined_with_the_one_before_and_its_lines_keep_their_rows(desk, minutes, keys):
    before = {block.text: block.pk for block in Block.objects.filter(turn__key__in=keys[1:3])}
    status, answer = desk.post(desk.at("turn_merge", keys[2]), version=1, before_version=1, order_version=1)

    assert (status, answer["into"], answer["version"]) == (200, keys[1], 2)
    assert answer["order"] == [keys[0], keys[1], keys[3]]
    assert lines(keys[1]) == [
        ("lead", 0, "سخن"),
        ("bullet", 1, "بند ب"),
        ("paragraph", 0, "سخن"),
        ("bullet", 1, "بند پ"),
    ]
    assert Block.objects.get(text="بند پ").pk == before["بند پ"]
    assert order(minutes) == "ابت"
    assert list(TurnRevision.objects.order_by("id").values_list("kind", "version", "text")) == [
        ("removed", 1, "سخن\n\n- بند پ"),
        ("saved", 2, "سخن\n\n- بند ب\n\nسخن\n\n- بند پ"),
    ]
    assert desk.get(desk.at("turn", keys[1]))[1]["text"] == "سخن\n\n- بند ب\n\nسخن\n\n- بند پ"


@pytest.mark.parametrize("field", ["version", "before_version", "order_version"])
def test_what_was_changed_meanwhile_is_not_joined(desk, minutes, keys, field):
    seen = {"version": 1, "before_version": 1, "order_version": 1, field: 9}
    status, answer = desk.post(desk.at("turn_merge", keys[2]), **seen)

    assert (status, answer["order"]) == (409, keys)
    assert order(minutes) == "ابپت"


def test_the_first_turn_has_none_to_be_joined_with(desk, keys):
    assert desk.post(desk.at("turn_merge", keys[0]), version=1, before_version=1, order_version=1)[0] == 404


def test_turns_that_would_be_too_long_together_stay_apart(desk, keys, monkeypatch):
    monkeypatch.setattr("meetings.writing.turn_order.MAX_LINES", 3)
    status, answer = desk.post(desk.at("turn_merge", keys[1]), version=1, before_version=1, order_version=1)

    assert (status, list(answer["errors"])) == (422, ["text"])


def test_a_turn_is_taken_out_and_its_text_stays_in_the_history(desk, minutes, keys):
    status, answer = desk.post(desk.at("turn_remove", keys[1]), version=1, order_version=1)

    assert (status, answer) == (200, {"order": [keys[0], keys[2], keys[3]], "order_version": 2})
    assert order(minutes) == "اپت"
    assert TurnRevision.objects.get().text == "سخن\n\n- بند ب"
    assert desk.post(desk.at("turn_remove", keys[1]), version=1, order_version=1) == (200, answer)
    assert desk.post(desk.at("turn_remove", uuid4()), version=1, order_version=1)[0] == 404


@pytest.mark.parametrize("seen", [{"version": 9, "order_version": 1}, {"version": 1, "order_version": 9}])
def test_what_was_changed_meanwhile_is_not_taken_out(desk, minutes, keys, seen):
    assert desk.post(desk.at("turn_remove", keys[1]), **seen)[0] == 409
    assert order(minutes) == "ابپت"


def test_steps_without_their_versions_are_refused(desk, keys):
    for name in ("turn_move", "turn_merge", "turn_remove"):
        status, answer = desk.post(desk.at(name, keys[1]), order_version="NaN")
        assert (status, list(answer["errors"])) == (422, ["order_version"])


def test_a_meeting_takes_no_more_turns_than_a_page_can_list(desk, minutes, monkeypatch):
    monkeypatch.setattr("meetings.writing.turn_saving.MAX_TURNS", 4)
    status, answer = desk.save(uuid4(), "یکی دیگر")

    assert (status, list(answer["errors"])) == (422, ["text"])
    assert len(turns(minutes)) == 4


def test_a_script_is_told_what_changed_and_who_is_there(desk, minutes, keys):
    here = reverse("write_here", args=(5, 1))
    Desk(cast.kamran()).post(here, turn=keys[0])
    desk.save(keys[3], "سخن\n- یک\n- دو", version=1, speaker="آقای ت")
    status, answer = desk.post(here, turn="")

    assert status == 200
    assert (answer["state"], answer["is_editable"], answer["order_version"]) == ("draft", True, 1)
    assert answer["turns"][0] == [keys[0], 1, "آقای ا", 2]
    assert answer["turns"][3] == [keys[3], 2, "آقای ت", 3]
    assert answer["others"] == [{"name": "کامران فرضی", "turn": keys[0]}]
    assert Desk(cast.kamran()).get(here)[1]["others"] == [{"name": "سارا فرضی", "turn": ""}]


def test_who_left_is_no_longer_there(desk, minutes, monkeypatch):
    here = reverse("write_here", args=(5, 1))
    Desk(cast.kamran()).post(here)
    minutes.presences.update(seen_at="2026-01-01T00:00:00Z")

    assert desk.post(here)[1]["others"] == []


def test_a_script_whose_session_is_gone_is_told_where_to_sign_in(minutes, keys):
    desk = Desk(cast.visitor())
    assert desk.save(keys[0], "سخن", version=1) == (401, {"sign_in": "/accounts/login/"})
    assert desk.get(desk.at("turn", keys[0]))[0] == 401
    assert desk.browser.get(desk.base).status_code == 302
    assert the_turn(keys[0]).version == 1


def test_a_script_without_its_token_is_told_so_and_gets_a_fresh_one(minutes, keys):
    desk = Desk(enforce_csrf_checks=True)
    assert desk.save(keys[0], "سخن", version=1) == (403, {"csrf": True})
    _, answer = desk.get(reverse("write_here", args=(5, 1)))

    status, _ = desk.save(keys[0], "سخن دیگر", version=1, csrfmiddlewaretoken=answer["csrf"])
    assert status == 200


def test_to_members_and_liaisons_nothing_of_it_is_there(minutes, keys):
    for user in (cast.maryam(), cast.leila()):
        desk = Desk(user)
        assert desk.save(keys[0], "سخن", version=1)[0] == 404
        assert desk.browser.get(desk.base).status_code == 404
