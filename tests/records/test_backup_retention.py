"""Which backups stay: seven days, five weeks, twelve months; and nothing but backups ever goes."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from records.backup.retention import Keep, moment_of, name_for, superseded, tidy

NIGHT = datetime(2026, 11, 23, 0, 15, tzinfo=UTC)
USUAL = Keep(7, 5, 12)


def nights(number: int) -> list[str]:
    """The names of as many nightly backups, oldest first; the last one at NIGHT."""
    return [name_for(NIGHT - timedelta(days=back)) for back in reversed(range(number))]


def stays(names: list[str], keep: Keep = USUAL) -> list[str]:
    gone = set(superseded(names, keep))
    return [name for name in names if name not in gone]


def test_a_name_tells_its_moment():
    assert name_for(NIGHT) == "qazvin20-20261123T001500Z.tar.gz"
    assert moment_of(name_for(NIGHT)) == NIGHT


@pytest.mark.parametrize(
    "name",
    [
        "qazvin20-20261323T001500Z.tar.gz",
        "qazvin20-20261123T001500Z.tar.gz.gpg",
        "qazvin20-20261123T001500Z.tar",
        "my-qazvin20-20261123T001500Z.tar.gz",
        "qazvin20-20261123T0015Z.tar.gz",
        "qazvin20-۲۰۲۶۱۱۲۳T۰۰۱۵۰۰Z.tar.gz",
        "qazvin20-20261123T001500Z.tar.gz\n",
    ],
)
def test_other_names_are_none_of_ours(name):
    assert moment_of(name) is None
    assert superseded([name], Keep(1, 0, 0)) == []


def test_seven_nights_all_stay():
    assert stays(nights(7)) == nights(7)


def test_a_night_a_week_and_a_month_each_keep_their_newest():
    names = nights(60)  # 25 September to 23 November 2026: 3 مهر to 2 آذر 1405
    kept = [moment_of(name).date().isoformat() for name in stays(names)]
    assert kept == [
        "2026-10-22",  # the last day of مهر
        "2026-10-30",  # Fridays end the week
        "2026-11-06",
        "2026-11-13",
        "2026-11-17",  # seven days
        "2026-11-18",
        "2026-11-19",
        "2026-11-20",
        "2026-11-21",  # the last day of آبان, too: 30 days
        "2026-11-22",
        "2026-11-23",
    ]


def test_a_day_begins_at_midnight_in_tehran():
    before, after = NIGHT.replace(hour=20, minute=29), NIGHT.replace(hour=20, minute=30)
    assert stays([name_for(before), name_for(after)], Keep(2, 0, 0)) == [name_for(before), name_for(after)]
    assert stays([name_for(before - timedelta(minutes=1)), name_for(before)], Keep(2, 0, 0)) == [name_for(before)]


def test_two_years_of_nights_leave_two_dozen():
    there: list[str] = []
    for name in nights(730):
        there.append(name)
        there = stays(there)
    assert len(there) == 7 + 3 + 10  # two weeks and two months end within the seven days
    assert there[-7:] == nights(7)
    assert moment_of(there[0]) < NIGHT - timedelta(days=300)


moments = st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))
numbers = st.integers(0, 9)


@given(st.lists(moments.map(name_for), unique=True, max_size=60), numbers, numbers, numbers)
def test_whatever_is_there_the_newest_stays_and_tidying_again_changes_nothing(names, days, weeks, months):
    kept = stays(names, Keep(days, weeks, months))
    assert len(kept) <= max(1, days + weeks + months)
    assert (max(names) in kept) if names else not kept
    assert stays(kept, Keep(days, weeks, months)) == kept


@pytest.mark.parametrize(
    "text", ["", "7", "7/5", "7/5/12/1", "7/5/-1", "a/b/c", "۷/۵/۱۲", "7/5/12\n", "0/0/0", "7/5/99999"]
)
def test_what_says_nothing_to_keep_is_refused(text):
    with pytest.raises(ValueError, match=r"form 7/5/12|keep nothing"):
        Keep.parse(text)


def test_the_usual_one_is_read():
    assert Keep.parse("7/5/12") == USUAL


def test_links_and_folders_with_our_names_are_left_alone(tmp_path):
    old, older, link = (name_for(NIGHT - timedelta(days=days)) for days in (400, 500, 600))
    (tmp_path / name_for(NIGHT)).touch()
    (tmp_path / old).touch()
    (tmp_path / older).mkdir()
    (tmp_path / link).symlink_to(tmp_path / old)
    assert tidy(tmp_path, Keep(1, 0, 0)) == [old]
    assert {path.name for path in tmp_path.iterdir()} == {name_for(NIGHT), older, link}
