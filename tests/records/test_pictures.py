"""The pictures beside numbers: one mark for each thing counted, told apart by shape."""

import re

import pytest

from records import svg, tracks


def strokes(picture, css):
    found = re.search(rf'<path class="{css}" d="([^"]*)"', picture)
    return re.findall(r"M(\d+) (\d+)V39", found[1]) if found else []


def test_every_meeting_has_a_tick_and_the_held_ones_are_bold():
    picture = svg.ticks(23, {2, 5})
    assert len(strokes(picture, "tick")) == 21
    assert [int(x) for x, _ in strokes(picture, "tick tick--held")] == [23 * 8 - 12, 23 * 8 - 36]


def test_the_first_tick_stands_at_the_right_and_every_tenth_is_taller():
    fine = strokes(svg.ticks(21), "tick")
    assert fine[0] == ("164", "4")
    assert [number for number, (_, top) in enumerate(fine, 1) if top == "4"] == [1, 10, 20]


def test_a_round_that_goes_on_ends_in_dots():
    assert "tick--coming" in svg.ticks(1, {1}, open_ended=True)
    assert "tick--coming" not in svg.ticks(40)


def test_a_round_without_a_known_meeting_can_be_drawn():
    assert strokes(svg.ticks(0), "tick") == []
    assert 'viewBox="0 0 8 40"' in svg.ticks(0)


def test_leaves_and_stars_are_filled_from_the_first():
    for picture, total in ((svg.leaves(11, 3), 11), (svg.stars(20, 3), 20)):
        assert picture.count('class="have"') == 3
        assert picture.count('class="lack"') == total - 3


def test_stars_come_ten_in_a_row():
    assert 'viewBox="0 0 220 44"' in svg.stars(20)


def test_one_of_very_many_can_still_be_seen():
    assert '"M200 3H197"' in svg.bar(1, 5000)
    assert '"M200 3H200"' in svg.bar(0, 5000)
    assert '"M200 3H0"' in svg.bar(5000, 5000)
    assert '"M200 3H200"' in svg.bar(0, 0)


@pytest.mark.parametrize("state", ["full", "half", "empty", "unknown"])
def test_a_lozenge_has_a_shape_for_each_state(state):
    others = {svg.lozenge(other) for other in ("full", "half", "empty", "unknown")} - {svg.lozenge(state)}
    assert len(others) == 3


def test_a_lozenge_in_no_known_state_is_refused():
    with pytest.raises(ValueError, match="broken"):
        svg.lozenge("broken")


def test_a_picture_with_a_title_is_an_image_and_its_title_is_escaped():
    picture = svg.ticks(1, title="دور <اول>")
    assert 'role="img"><title>دور &lt;اول&gt;</title>' in picture
    assert "aria-hidden" not in picture


def test_a_picture_without_a_title_is_hidden_from_assistive_technology():
    assert 'aria-hidden="true"' in svg.emblem()
    assert "<title>" not in svg.emblem()


def test_many_lozenges_are_one_picture_from_the_right_and_say_what_they_show():
    drawn = svg.lozenges(["full", "half", "unknown"], "سه بند")
    assert "<title>سه بند</title>" in drawn
    assert re.findall(r'#lozenge-(\w+)" x="(\d+)"', drawn) == [("full", "37"), ("half", "19"), ("unknown", "1")]
    assert 'height="36"' in svg.lozenges(["empty"] * 21)


def test_a_lozenge_can_be_drawn_by_shapes_that_stand_once_on_the_page():
    shapes = svg.lozenge_shapes()
    for state in ("full", "half", "empty", "unknown"):
        assert f'id="lozenge-{state}"' in shapes
        assert f'href="#lozenge-{state}"' in svg.lozenge_use(state)
    with pytest.raises(ValueError, match="broken"):
        svg.lozenge_use("broken")


def test_a_track_shows_what_has_run_and_what_was_overrun():
    on_the_way = tracks.track(tracks.Track(0.25, 1.0, (0.5,)))
    assert 'class="track__run" d="M200 8H150"' in on_the_way
    assert 'class="track__was" d="M100 3V13"' in on_the_way
    assert "track__late" not in on_the_way
    late = tracks.track(tracks.Track(1.0, 0.75), "دیرشده")
    assert 'class="track__late" d="M50 8H0"' in late
    assert "<title>دیرشده</title>" in late
    assert tracks.track(None) == ""


def test_shares_are_as_wide_as_their_numbers_and_nothing_for_no_number():
    drawn = tracks.shares([("done", 1), ("late", 3), ("closed", 0)], "چهار")
    assert 'class="share share--done" d="M200 6H150.6"' in drawn
    assert 'class="share share--late" d="M150 6H0.6"' in drawn
    assert "closed" not in drawn
    assert tracks.shares([("done", 0)]) == ""
