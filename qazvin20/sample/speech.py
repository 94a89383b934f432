"""What is said at a meeting of the sample: turns of lines, made of frames, and of what can be said of its themes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from string import Formatter
from typing import Any

from django.db import models

from meetings.models import Block
from people.models import Body, Person
from persian.numbers import persian_digits
from qazvin20.sample.draw import Lots, words
from qazvin20.sample.people import Cast
from qazvin20.sample.themes import Subjects

Kind, Mark = Block.Kind, Block.Mark


@dataclass
class Line:
    """A line to be, with what it speaks of, and for a decision which body is to act within how many days."""

    kind: Block.Kind
    level: int
    text: str
    mark: str = ""
    targets: list[models.Model] = field(default_factory=list)
    executor: Body | None = None
    days: int = 0
    is_demand: bool = False
    wish: str = ""  # what is proposed in it, before a frame was put around


@dataclass
class Said:
    """A turn to be. `speaker` is None where nobody knows who he was."""

    speaker: Person | None
    name: str
    post: str
    lines: list[Line]


class Scene:
    """One meeting's talk: nothing in it is said twice."""

    def __init__(self, lots: Lots, cast: Cast, subjects: Subjects, round_number: int, themes: list[int]) -> None:
        self.lots, self.cast, self.subjects = lots, cast, subjects
        self.round_number, self.themes = round_number, themes
        self.said: set[str] = set()
        self.theme = themes[0]
        self.frames: dict[str, Any] = words("speech")

    def fresh(self, choices: list[str]) -> str:
        """One that was not drawn at this meeting yet, or any, where all were."""
        left = [choice for choice in choices if choice not in self.said]
        chosen = self.lots.one(left or choices)
        self.said.add(chosen)
        return chosen

    def left(self, name: str) -> int:
        """How many of the theme's `name` nobody said yet at this meeting."""
        return sum(choice not in self.said for choice in self.subjects.words(self.theme)[name])

    def frame(self, name: str) -> str:
        """A frame that can be filled at this meeting: the first round has none before it to speak of."""
        frames = self.frames[name]
        return self.fresh([one for one in frames if self.round_number > 1 or "{round}" not in one])

    def line(
        self, frame: str, kind: Block.Kind = Kind.BULLET, level: int = 1, mark: str = "", body: Body | None = None
    ) -> Line:
        """`frame` with every place in it filled, and the records that were named in filling it."""
        line = Line(kind, level if kind == Kind.BULLET else 0, "", mark)
        values = {name: self._value(name, line, body) for _, name, _, _ in Formatter().parse(frame) if name is not None}
        line.text = frame.format(**values)
        return line

    def _value(self, name: str, line: Line, body: Body | None) -> str:
        said, lots = self.subjects.words(self.theme), self.lots
        lists = {
            "object": said["objects"], "deed": said["deeds"], "aspect": said["aspects"],
            "place": self.frames["places"], "season": self.frames["seasons"],
        }  # fmt: skip
        once = {
            "remark": said["remarks"], "remark2": said["remarks"], "proposal": said["proposals"],
            "expectation": said["expectations"], "intention": said["intentions"], "task": said["tasks"],
        }  # fmt: skip
        numbers = {"n": (12, 180), "m": (3, 40), "p": (5, 95)}
        if name in lists:
            return lots.one(lists[name])
        if name in once:
            chosen = self.fresh(once[name])
            line.wish = chosen if name == "proposal" else line.wish
            return chosen
        if name in numbers:
            return persian_digits(lots.number(*numbers[name]))
        records: dict[str, Callable[[], models.Model]] = {
            "theme": lambda: self.subjects.themes[self.theme],
            "project": lambda: lots.one(self.subjects.projects[self.theme]),
            "title": lambda: lots.one(self.subjects.titles[self.theme]),
            "round": lambda: self.cast.rounds[lots.number(1, self.round_number - 1)],
            "person": lambda: lots.one(self.cast.seats[self.round_number]),
            "body": lambda: body or self.cast.bodies[lots.one(said["bodies"])],
        }
        record = records[name]()
        if (name != "body" or lots.chance(40)) and record not in line.targets:
            line.targets.append(record)
        return self.cast.named(record) if isinstance(record, Person) else str(record)

    def opening(self, chair: Person) -> Said:
        lines = [self.line(self.frame("chair_leads"), Kind.LEAD)]
        lines += [self.line(self.frame("chair_lines")) for _ in range(self.lots.number(2, 4))]
        return Said(chair, self.cast.named(chair), "رئیس کارگروه", lines)

    def turn(self, speaker: Person, post: str, count: int) -> Said:
        """What one speaker says of one of the themes, in about `count` lines."""
        self.theme = self.lots.one(self.themes)
        lines = [self.line(self.frame("leads"), Kind.LEAD)]
        parts = [self._remarks, self._list, self._paragraph, self._wishes]
        order = [self._remarks, *self.lots.shuffled(parts)]
        while len(lines) < count:
            part = order.pop(0) if order else self._remarks
            if len(lines) > 2 and self.lots.chance(40):
                lines.append(self.line(self.frame("subheadings"), Kind.SUBHEADING))
            lines += part()
        return Said(speaker, self.cast.named(speaker), post, lines)

    def closing(self, chair: Person, decisions: int) -> Said:
        lines = [self.line(self.frame("summing_up"), Kind.LEAD)]
        for theme in (self.themes * decisions)[:decisions]:
            self.theme = theme
            if not self.left("tasks"):
                continue
            bodies = self.subjects.words(theme)["bodies"]
            body = self.cast.bodies[self.lots.one(bodies[:2])]
            decision = self.line(self.frame("decision_frames"), mark=Mark.DECISION, body=body)
            decision.executor, decision.days = body, self.lots.one([30, 45, 60, 90, 120, 180])
            lines.append(decision)
        lines.append(self.line(self.frame("closings"), Kind.PARAGRAPH))
        return Said(chair, self.cast.named(chair), "رئیس کارگروه", lines)

    def guild(self, speaker: Person, words_of: dict[str, Any]) -> Said:
        """What the guild's spokesman says, its demands at the end."""
        said = words("guild_answers")
        lines = [self.line(self.fresh(said["invitee_leads"]), Kind.LEAD)]
        lines += [self.line(frame) for frame in self.lots.some(said["remarks"], 3)]
        lines.append(Line(Kind.SUBHEADING, 0, f"خواسته‌های صنف {words_of['name']}"))
        lines += [Line(Kind.BULLET, 1, f"{demand}.", is_demand=True) for demand in words_of["demands"]]
        return Said(speaker, self.cast.named(speaker), f"از صنف {words_of['name']}", lines)

    def _remarks(self) -> list[Line]:
        names = self.lots.some(["remark_frames", "fact_frames", "fact_frames", "remark_frames"], self.lots.number(2, 4))
        return [self.line(self.frame(name if self.left("remarks") else "fact_frames")) for name in names]

    def _list(self) -> list[Line]:
        lines = [self.line(self.frame("list_heads"))]
        for _ in range(self.lots.number(2, 4)):
            lines.append(self.line(f"{self.frame('list_items')}.", level=2))
            if self.lots.chance(25):
                lines.append(self.line(f"{self.frame('deep_items')}.", level=3))
        return lines

    def _paragraph(self) -> list[Line]:
        if self.left("remarks") < 2:
            return self._remarks()
        return [self.line(self.frame("paragraphs"), Kind.PARAGRAPH)]

    def _wishes(self) -> list[Line]:
        """Lines of the kinds that somebody marks: proposals, expectations of citizens, announced intentions."""
        kinds = [
            ("proposal", Mark.PROPOSAL),
            ("proposal", Mark.PROPOSAL),
            ("expectation", Mark.EXPECTATION),
            ("intention", Mark.INTENTION),
        ]
        return [
            self.line(self.frame(f"{name}_frames"), mark=mark if self.lots.chance(85) else "")
            for name, mark in self.lots.some(kinds, self.lots.number(1, 3))
            if self.left(f"{name}s") > 1
        ]
