"""The twenty themes of the sample with their projects, stages, budget lines, and the 800 titles that they came from."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from people.models import Body
from persian.jalali import from_jalali, year
from projects.models import BudgetLine, Project, ProjectStage, RaisedTitle, Theme
from qazvin20.sample.diary import LAST_DAY, Diary, later, on
from qazvin20.sample.draw import Lots, themes, words
from qazvin20.sample.people import Cast
from records.audience import Audience

TITLES_A_THEME = 40
BILLION = 1_000_000_000  # rial
S = Project.State
STATES = (
    S.FINISHED, S.UNDER_WAY, S.HALF_FINISHED, S.APPROVED, S.PROPOSED, S.UNDER_WAY, S.NOT_STARTED, S.UNDER_STUDY,
    S.HALTED, S.DROPPED, S.UNDER_WAY, S.FINISHED, S.APPROVED,
)  # fmt: skip
# How many of the five stages are behind a project in this state; the next one is under way where it says so.
STAGES_DONE = {S.FINISHED: 5, S.UNDER_WAY: 3, S.HALF_FINISHED: 3, S.HALTED: 2, S.NOT_STARTED: 2, S.UNDER_STUDY: 0}


@dataclass
class Subjects:
    """What can be spoken of: themes by number, and what belongs to each."""

    themes: dict[int, Theme] = field(default_factory=dict)
    projects: dict[int, list[Project]] = field(default_factory=dict)
    titles: dict[int, list[RaisedTitle]] = field(default_factory=dict)

    def words(self, number: int) -> dict[str, Any]:
        return themes()[number - 1]


def plan(subjects: Subjects, cast: Cast, diary: Diary, seed: int, opens: date) -> None:
    """Plan the titles when the first round opens, the choice of twenty themes from them, and their projects."""
    for number in range(1, len(themes()) + 1):
        lots = Lots(seed, f"theme {number}")
        diary.plan(opens, _raise_titles, number, subjects, cast, diary, lots)
        diary.plan(later(opens, 2), _choose, number, subjects, cast, diary, lots)


def _raise_titles(number: int, subjects: Subjects, cast: Cast, diary: Diary, lots: Lots) -> None:
    said = subjects.words(number)
    tails, places = words("followup")["title_tails"], words("speech")["places"]
    # Each deed as it is, in a place, with whom, for how long: none twice.
    texts = [deed if tail is None else f"{deed} {tail}" for deed in said["deeds"] for tail in (None, *tails)]
    titles = []
    for text in lots.some(texts, TITLES_A_THEME):
        title = RaisedTitle(
            text=text.format(place=lots.one(places)),
            field=said["field"],
            raised_by=cast.named(lots.one(cast.members)) if lots.chance(70) else "",
            round=cast.rounds[1],
            audience=Audience.EVERYONE,
        )
        titles.append(diary.add(title, {"text": title.text, "field": title.field}, cast.users["secretary"]))
    subjects.titles[number] = titles


def _choose(number: int, subjects: Subjects, cast: Cast, diary: Diary, lots: Lots) -> None:
    said = subjects.words(number)
    theme = Theme(
        number=number,
        title=said["title"],
        explanation=said["explanation"],
        round=cast.rounds[1],
        audience=Audience.EVERYONE,
    )
    subjects.themes[number] = diary.add(theme, {"number": number, "title": theme.title}, cast.users["secretary"])
    chosen = lots.some(subjects.titles[number], 26)  # the others were left aside
    for title in chosen:
        title.theme = theme
    RaisedTitle.objects.bulk_update(chosen, ["theme"])
    bodies = [cast.bodies[key] for key in said["bodies"]]
    subjects.projects[number] = [
        _project(theme, title, STATES[(number * 5 + index) % len(STATES)], bodies, cast, diary, lots)
        for index, title in enumerate(said["projects"])
    ]


def _project(
    theme: Theme, title: str, state: Project.State, bodies: list[Body], cast: Cast, diary: Diary, lots: Lots
) -> Project:
    said = themes()[theme.number - 1]
    place = lots.one(words("speech")["places"])
    built = state in (S.UNDER_WAY, S.HALF_FINISHED, S.HALTED, S.FINISHED)
    project = Project(
        theme=theme,
        title=title,
        description=f"این پروژه در پاسخ به «{lots.one(said['aspects'])}» تعریف شده است. {lots.one(said['remarks'])}؛ "
        f"از این رو {lots.one(said['intentions'])}.",
        field=said["field"],
        state=state,
        employer=bodies[0],
        contractor=lots.one(words("followup")["contractors"]) if built else "",
        site=place if lots.chance(80) else "",
        audience=Audience.MEMBERS if lots.chance(6) else Audience.EVERYONE,
    )
    diary.add(project, {"theme": theme.number, "title": title, "state": str(state)}, cast.users["secretary"])
    project.bodies.set(bodies[: lots.number(1, len(bodies))])
    ProjectStage.objects.bulk_create(_stages(project, state, lots))
    BudgetLine.objects.bulk_create(_budget(project, state, lots))
    return project


def _stages(project: Project, state: Project.State, lots: Lots) -> list[ProjectStage]:
    if state in (S.PROPOSED, S.DROPPED):
        return []
    stages, done = [], STAGES_DONE.get(state, 1)
    begins = from_jalali(lots.number(1397, 1402), lots.number(1, 12), 1)
    for position, (title, weight) in enumerate(
        zip(words("followup")["stages"], (15, 15, 10, 50, 10), strict=True), start=1
    ):
        ends = later(begins, lots.number(60, 300))
        goes_on = position == done + 1 and state in (S.UNDER_WAY, S.HALF_FINISHED, S.HALTED, S.UNDER_STUDY)
        physical = 100 if position <= done else lots.number(15, 85) if goes_on else 0
        stages.append(
            ProjectStage(
                project=project,
                position=position,
                title=title,
                weight=weight,
                planned_start=on(begins),
                planned_end=on(ends),
                started=on(min(later(begins, lots.number(0, 40)), LAST_DAY)) if physical else None,
                ended=on(min(later(ends, lots.number(-10, 120)), LAST_DAY)) if position <= done else None,
                physical_progress=physical,
                financial_progress=min(100, max(0, physical - lots.number(0, 20))) if physical else 0,
            )
        )
        begins = ends
    return stages


def _budget(project: Project, state: Project.State, lots: Lots) -> list[BudgetLine]:
    lines, Inclusion = [], BudgetLine.Inclusion
    last = year(LAST_DAY)
    for fiscal in range(last - lots.number(1, 3), last + 1):
        inclusion = lots.one([Inclusion.INCLUDED, Inclusion.PARTLY, Inclusion.INCLUDED, Inclusion.NOT_INCLUDED])
        if state in (S.PROPOSED, S.DROPPED):
            inclusion = Inclusion.NOT_INCLUDED
        elif lots.chance(8):
            inclusion = Inclusion.UNKNOWN
        known = inclusion in (Inclusion.INCLUDED, Inclusion.PARTLY)
        approved = lots.number(8, 240) * BILLION if known else None
        allocated = approved * lots.number(30, 100) // 100 if approved else None
        lines.append(
            BudgetLine(
                project=project,
                year=fiscal,
                row_code=f"{40 + project.theme.number}{lots.number(1000, 9999)}" if known else "",
                heading=lots.one(words("followup")["headings"]) if known else "",
                inclusion=inclusion,
                approved=approved,
                allocated=allocated,
                spent=allocated * lots.number(40, 100) // 100 if allocated and fiscal < last else None,
            )
        )
    return lines
