"""An earlier version of a draft's text becomes its newest one; what stood before stays in the history."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import F, ProtectedError

from meetings.confirmation.review import NotTaken, step
from meetings.history.comparison import pair_lines
from meetings.history.version import BlockText, TurnText, Version, of_snapshot, with_turn
from meetings.history.version_of import of_revision
from meetings.models import Block, Mention, Minutes, Turn, TurnRevision
from meetings.models.mention import TARGETS
from meetings.outline import Block as Line
from meetings.outline import write_body
from meetings.writing.draft import EDITABLE
from meetings.writing.turn_revisions import Typed, keep, next_version
from people.models import Body, Person
from records import chain

ASIDE = 16_000  # where positions wait until every turn and line has its place
MOST = 15_000  # lines and turns that can be put in order so
UNCHANGED = "این همان متن کنونی است؛ چیزی تغییر نکرد."
DECISION = ("decision_number", "executor_id", "executor_as_written", "deadline", "follow_up_id")


def restore(minutes: Minutes, version: Version, by: chain.Actor, *, source: Mapping[str, Any]) -> None:
    """The whole text of an open draft is what `version` says; `source` says where that was kept. Raises NotTaken."""
    with step(minutes, EDITABLE) as fresh:
        _restore(fresh, version, by, source)


def restore_turn(minutes: Minutes, row: TurnRevision, by: chain.Actor) -> None:
    """One turn says again what a revision of it says; one that was removed comes back as the last. Raises NotTaken."""
    with step(minutes, EDITABLE) as fresh:
        _restore(fresh, with_turn(of_snapshot(fresh.snapshot()), of_revision(row)), by, {"revision": row.pk})


def _restore(minutes: Minutes, version: Version, by: chain.Actor, source: Mapping[str, Any]) -> None:
    before = minutes.snapshot()
    if len(version.lines) > MOST or len(version.turns) > MOST:
        raise NotTaken("این نسخه بزرگ‌تر از آن است که یکجا بازگردانده شود؛ چیزی تغییر نکرد.")
    if not _Placing(minutes, version, before, by).place():
        raise NotTaken(UNCHANGED)
    minutes.version += 1
    minutes.save(update_fields=["version", "changed_at"])
    after = minutes.snapshot()
    chain.append(
        "minutes.restored",
        minutes.meeting,
        by=by,
        version=minutes.number,
        snapshot={**after, "restored": dict(source), "replaced": before},
    )


class _Placing:
    """Puts the rows of a draft where a version has them: a line that is the same keeps its row and what hangs on it."""

    def __init__(self, minutes: Minutes, version: Version, before: Mapping[str, Any], by: chain.Actor) -> None:
        self.minutes, self.version, self.by = minutes, version, by
        self.now = of_snapshot(before)
        self.turns = {str(turn.key): turn for turn in minutes.turns.order_by("position")}
        self.rows = list(Block.objects.filter(turn__minutes=minutes).in_order())
        self.texts = {str(turn.key): self._typed(turn) for turn in self.now.turns}
        self.bodies = _there(Body, [block.decision.get("executor") for _, block in version.lines])
        persons = [block.decision.get("follow_up") for _, block in version.lines]
        self.persons = _there(Person, [*persons, *(turn.person for turn in version.turns)])

    def place(self) -> bool:
        """Whether anything was changed."""
        pairs = pair_lines(self.now, self.version)
        wanted = {turn.key for turn in self.version.turns}
        Turn.objects.filter(minutes=self.minutes).update(position=F("position") + ASIDE)
        Block.objects.filter(turn__minutes=self.minutes).update(position=F("position") + ASIDE)
        turns = [self._turn(at, turn) for at, turn in enumerate(self.version.turns, start=1)]
        self._lines(turns, pairs)
        kept = {place for place in pairs if place is not None}
        self._drop([row for at, row in enumerate(self.rows) if at not in kept])
        for key, turn in self.turns.items():
            if key not in wanted:
                keep(self.minutes, turn.key, turn.version, TurnRevision.Kind.REMOVED, self.texts[key], by=self.by)
                turn.delete()
        return of_snapshot(self.minutes.snapshot()) != self.now

    def _turn(self, position: int, told: TurnText) -> Turn:
        """The row of a turn in its place, as a new version with its revision where its words are others."""
        turn = self.turns.get(told.key)
        typed = self._typed(told)
        is_new = turn is None
        if turn is None:
            turn = Turn(minutes=self.minutes, key=told.key)
            turn.version = next_version(self.minutes, turn.key)
        elif typed != self.texts[told.key]:
            turn.version += 1
        if told.knows_person:
            turn.person_id = told.person if told.person in self.persons else None
            turn.confidence = told.confidence if turn.person_id else ""
        elif told.speaker != turn.speaker_as_written:
            turn.person_id, turn.confidence = None, ""
        turn.position, turn.speaker_as_written, turn.post_as_written = position, told.speaker, told.post
        turn.save()
        if is_new or typed != self.texts[told.key]:
            keep(self.minutes, turn.key, turn.version, TurnRevision.Kind.RESTORED, typed, by=self.by)
        return turn

    def _lines(self, turns: Sequence[Turn], pairs: Sequence[int | None]) -> None:
        new: list[Block] = []
        changed: list[Block] = []
        told: list[tuple[Block, BlockText]] = []
        positions = [0] * len(turns)
        for number, ((at, line), pair) in enumerate(zip(self.version.lines, pairs, strict=True), start=1):
            positions[at] += 1
            row = self.rows[pair] if pair is not None else Block(number=number)
            if pair is None and line.key:
                row.key = line.key
            row.turn, row.position = turns[at], positions[at]
            row.kind, row.level, row.text = line.kind, line.level, line.text
            if line.mark is not None:
                self._mark(row, line)
            (new if pair is None else changed).append(row)
            told.append((row, line))
        columns = [
            "turn",
            "position",
            "kind",
            "level",
            "text",
            "mark",
            "line",
            *(n.removesuffix("_id") for n in DECISION),
        ]
        Block.objects.bulk_update(changed, columns, batch_size=200)
        Block.objects.bulk_create(new, batch_size=500)
        self._mentions(told)

    def _mark(self, row: Block, line: BlockText) -> None:
        """The mark, and a decision as adopted, if the version kept it; bodies and persons that are gone stay out."""
        was = row.mark
        row.mark = line.mark or ""
        if row.mark != Block.Mark.DECISION or line.decision or was != Block.Mark.DECISION:
            said = line.decision
            executor, follow_up = said.get("executor"), said.get("follow_up")
            row.decision_number = said.get("number")
            row.executor_id = executor if executor in self.bodies else None
            row.executor_as_written = said.get("executor_as_written") or ""
            row.deadline = date.fromisoformat(said["deadline"]) if said.get("deadline") else None
            row.follow_up_id = follow_up if follow_up in self.persons else None
        if line.more and line.more.get("line"):
            row.line = line.more["line"]

    def _mentions(self, told: Sequence[tuple[Block, BlockText]]) -> None:
        """The mentions that the version kept; others of its lines go, and are in the snapshot of what stood before."""
        kept = [(row, line) for row, line in told if line.more is not None]
        wanted = {(row.pk, kind, pk) for row, line in kept for kind, pk in line.mentions}
        there = set()
        for mention in Mention.objects.filter(block__in=[row.pk for row, _ in kept]):
            kind = next(name for name in TARGETS if getattr(mention, f"{name}_id") is not None)
            here = (mention.block_id, kind, getattr(mention, f"{kind}_id"))
            there.add(here)
            if here not in wanted:
                mention.delete()
        missing = sorted(wanted - there)
        known = {
            name: _there(Mention._meta.get_field(name).related_model, [pk for _, kind, pk in missing if kind == name])
            for name in TARGETS
        }
        Mention.objects.bulk_create(
            Mention(block_id=block, **{f"{kind}_id": pk}) for block, kind, pk in missing if pk in known[kind]
        )

    def _drop(self, rows: Sequence[Block]) -> None:
        try:
            Block.objects.filter(pk__in=[row.pk for row in rows]).delete()
        except ProtectedError as error:
            raise NotTaken(
                "بندهایی از متن کنونی که در آن نسخه نیستند جای دیگری به کار رفته‌اند (مانند تعهد یا خواسته صنفی) "
                "و برداشته نمی‌شوند؛ چیزی تغییر نکرد."
            ) from error

    @staticmethod
    def _typed(turn: TurnText) -> Typed:
        lines = [Line(block.kind, block.level, block.text) for block in turn.blocks]  # type: ignore[arg-type]
        return Typed(write_body(lines), turn.speaker, turn.post)


def _there(model: Any, keys: Sequence[int | None]) -> set[int]:
    """Those of the ids that are there."""
    asked = {key for key in keys if key}
    return set(model._default_manager.filter(pk__in=asked).values_list("pk", flat=True)) if asked else set()
