"""How far projects have come, and the pictures of it: nothing is guessed, nothing is lost in drawing."""

import importlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from persian.text import search_key
from projects.models import ProjectStage
from projects.money import grouped, rial
from projects.pictures import squares, star
from projects.progress import inclusion_of, mean, progress_of


def stages(*told: tuple[int | None, int | None]) -> list[ProjectStage]:
    return [ProjectStage(physical_progress=percent, weight=weight) for percent, weight in told]


@pytest.mark.parametrize(
    ("told", "progress"),
    [
        ((), None),
        (((None, 50),), None),
        (((40, None),), 40),
        (((100, 75), (0, 25)), 75),
        (((100, 75), (0, None)), 50),  # without all weights they count alike
        (((100, 0), (50, 0)), 75),
        (((30, None), (None, None)), 30),
    ],
)
def test_the_progress_of_a_project_is_that_of_the_stages_that_tell_theirs(told, progress):
    assert progress_of(stages(*told)) == progress


def test_a_mean_is_of_what_is_known():
    assert mean([]) is None
    assert mean([None, None]) is None
    assert mean([10, None, 21]) == 16


@given(st.lists(st.sampled_from(["included", "partly", "not_included", "unknown"])))
def test_a_theme_is_told_to_be_in_the_budget_only_when_all_its_projects_are(kinds):
    told = inclusion_of(kinds)
    assert (told == "included") == (bool(kinds) and set(kinds) == {"included"})
    assert (told == "not_included") == (bool(kinds) and set(kinds) == {"not_included"})


@given(st.integers(0, 100))
def test_a_star_is_drawn_within_its_box_whatever_it_holds(percent):
    drawn = star(percent)
    assert ("<path" in drawn) == (percent > 0)
    fill = drawn.partition('<path d="M')[2].partition("Z")[0]
    numbers = [float(number) for number in fill.split()]
    assert all(-9 <= number <= 9 for number in numbers)
    assert len(numbers) % 2 == 0


def test_an_unknown_star_is_told_by_its_edge():
    assert "star--unknown" in star(None)
    assert "star--unknown" not in star(0)


def test_each_square_has_its_kind():
    assert [kind in squares(["full", "stopped"]) for kind in ("sq-full", "sq-stopped", "sq-half")] == [
        True,
        True,
        False,
    ]


def test_money_is_grouped_by_threes_and_unknown_money_is_nothing():
    assert grouped(1234567) == "۱٬۲۳۴٬۵۶۷"
    assert rial(0) == "۰ ریال"
    assert rial(None) == ""


@pytest.mark.parametrize("title", ["آب‌انبارِ كهن", "مسئول  باغ‌هاي ۱۲", "پروژهٔ ٣ Metro", "خانۀ مؤلف"])
def test_titles_written_before_the_column_came_are_folded_as_ever(title):
    migration = importlib.import_module("projects.migrations.0002_project_search_key")
    assert migration.fold(title) == search_key(title)
