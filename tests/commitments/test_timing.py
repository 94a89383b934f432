"""How late a commitment is, and its track."""

from datetime import date, timedelta

import pytest

from commitments.models import Commitment
from commitments.timing import timing_of
from tests import letters
from tests.commitments.days import TODAY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


@pytest.mark.parametrize(
    ("days", "words", "late"),
    [
        (-12, "۱۲ روز گذشته از مهلت", True),
        (-1, "۱ روز گذشته از مهلت", True),
        (0, "امروز واپسین روز مهلت است", False),
        (7, "۷ روز مانده", False),
    ],
)
def test_a_deadline_is_told_in_days(clause, days, words, late):
    timing = timing_of(letters.make_commitment(clause, deadline=TODAY + timedelta(days)), TODAY)
    assert (timing.words, timing.is_late) == (words, late)


def test_what_came_to_an_end_is_never_late_and_has_no_track(clause):
    for state in ("done", "closed", "cannot_be_done", "stopped", "dropped"):
        timing = timing_of(Commitment(clause=clause, state=state, deadline=date(2020, 1, 1)), TODAY)
        assert (timing.words, timing.is_late, timing.track) == ("", False, None)


def test_the_track_reaches_from_the_beginning_to_the_deadline_or_to_today():
    commitment = Commitment(deadline=TODAY + timedelta(10), state="in_hand")
    track = timing_of(commitment, TODAY, begun=TODAY - timedelta(30)).track
    assert (track.run, track.deadline) == (0.75, 1)
    commitment.deadline = TODAY - timedelta(10)
    track = timing_of(commitment, TODAY, begun=TODAY - timedelta(40), put_off=[TODAY - timedelta(20)]).track
    assert (track.run, track.deadline, track.put_off) == (1, 0.75, (0.5,))


def test_a_deadline_before_the_beginning_still_makes_a_track():
    track = timing_of(Commitment(deadline=TODAY, state="in_hand"), TODAY, begun=TODAY + timedelta(5)).track
    assert 0 <= track.run <= 1
    assert 0 <= track.deadline <= 1
