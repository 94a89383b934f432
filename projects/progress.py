"""How far projects and themes have come and whether they stand in the budget, of what is known. Nothing is guessed."""

from __future__ import annotations

from collections.abc import Iterable

from projects.models import BudgetLine, Project, ProjectStage

State = Project.State
Inclusion = BudgetLine.Inclusion
# How a state is drawn. A proposed or approved project has not begun, so its square is empty.
SQUARES: dict[str, str] = {
    State.FINISHED: "full",
    State.UNDER_WAY: "half",
    State.UNDER_STUDY: "half",
    State.HALF_FINISHED: "half",
    State.HALTED: "stopped",
    State.DROPPED: "stopped",
}
INCLUSION_SQUARES: dict[str, str] = {
    Inclusion.INCLUDED: "full",
    Inclusion.PARTLY: "half",
    Inclusion.NOT_INCLUDED: "empty",
    Inclusion.UNKNOWN: "unknown",
}


def square_of(state: str) -> str:
    return SQUARES.get(state, "empty")


def progress_of(stages: Iterable[ProjectStage]) -> int | None:
    """The physical progress of a project in percent, from those of its stages that tell theirs; None where none does.

    Stages weigh by their weight where all of these tell it, and alike otherwise.
    """
    told = [(stage.physical_progress, stage.weight) for stage in stages if stage.physical_progress is not None]
    if not told:
        return None
    weights = [weight or 0 for _, weight in told]
    if not all(weights):
        weights = [1] * len(told)
    return round(sum(percent * weight for (percent, _), weight in zip(told, weights, strict=True)) / sum(weights))


def mean(percents: Iterable[int | None]) -> int | None:
    """The mean of what is known, in whole percent; None where nothing is."""
    known = [percent for percent in percents if percent is not None]
    return round(sum(known) / len(known)) if known else None


def newest_line(lines: Iterable[BudgetLine]) -> BudgetLine | None:
    """The line of the last year, the first of them where that year has several."""
    return min(lines, key=lambda line: (-line.year, line.pk), default=None)


def inclusion_of(projects: Iterable[str]) -> str:
    """Whether a theme stands in the budget, from what is known of each of its projects (values of `Inclusion`)."""
    kinds = set(projects) or {Inclusion.UNKNOWN.value}
    if len(kinds) == 1:
        return kinds.pop()
    return Inclusion.PARTLY.value if kinds & {Inclusion.INCLUDED, Inclusion.PARTLY} else Inclusion.UNKNOWN.value
