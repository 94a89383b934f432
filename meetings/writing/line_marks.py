"""A line is a proposal, an expectation, an intention or a decision because somebody marked it so."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from meetings.models import Block, Meeting, Minutes
from meetings.writing.draft import Refused, hold_open, note_edit
from meetings.writing.line_ties import Losing, told
from people.models import Body, Person, Round
from persian.numbers import persian_digits
from records import chain

COLUMNS = ("decision_number", "executor", "executor_as_written", "deadline", "follow_up")
LABELS = {"executor": "دستگاه مسئول", "executor_as_written": "مسئول اجرا", "deadline": "مهلت", "follow_up": "پیگیری"}


@dataclass(frozen=True)
class Decision:
    """A decision as it was adopted. `number` runs through the round."""

    number: int | None = None
    executor: Body | None = None
    executor_as_written: str = ""
    deadline: date | None = None
    follow_up: Person | None = None


class Changed(Exception):
    """Somebody else changed the decision since it was shown; nothing was changed."""


def hold_line(meeting: Meeting, key: UUID) -> Block | None:
    """The line of the open minutes, which are held until the transaction ends. Raises Closed."""
    minutes = hold_open(meeting)
    block = Block.objects.filter(turn__minutes=minutes, key=key).select_related("turn", "executor", "follow_up").first()
    if block is not None:
        block.turn.minutes = minutes
    return block


def next_number(round: Round) -> int:
    """The number that the next decision of the round gets."""
    rows = Block.objects.filter(turn__minutes__meeting__round=round, mark=Block.Mark.DECISION)
    return 1 + (rows.aggregate(last=Max("decision_number"))["last"] or 0)


def mark_line(meeting: Meeting, key: UUID, mark: str, *, drop: bool, by: chain.Actor) -> Block | Losing | None:
    """Mark the line; a new decision gets the next number of its round. None for a line that is not there.

    A decision of which more than the number is known becomes something else only with `drop`. Raises Closed.
    """
    with transaction.atomic():
        block = hold_line(meeting, key)
        if block is None or block.mark == mark:
            return block
        known = [label for name, label in LABELS.items() if getattr(block, name)]
        if known and not drop:
            return Losing(loses=[told(block, known)])
        for name, value in _columns(Decision()).items():
            setattr(block, name, value)
        block.mark = mark
        if mark == Block.Mark.DECISION:
            block.decision_number = _hold_numbers(meeting.round)
        _save(block, by)
        return block


def decide(meeting: Meeting, key: UUID, decision: Decision, *, seen: str, by: chain.Actor) -> Block | None:
    """Save what was adopted and return the line, which is marked a decision by that; None for one that is not there.

    `seen` is the `stamp_of` what its writer had before him, "" where he saw nothing. Raises Closed, Changed, and
    Refused for a number that another decision of the round has.
    """
    with transaction.atomic():
        block = hold_line(meeting, key)
        if block is None:
            return None
        if seen and seen != stamp_of(block):
            raise Changed
        offered = _hold_numbers(meeting.round)
        number = decision.number or block.decision_number or offered
        # The same line in another edition has the same number.
        others = Block.objects.filter(turn__minutes__meeting__round=meeting.round).exclude(key=block.key)
        if others.filter(decision_number=number).exists():
            raise Refused(
                "decision_number",
                f"شماره {persian_digits(number)} از آن مصوبه دیگری در همین دور است؛ "
                f"شماره بعدی {persian_digits(offered)} است.",
            )
        block.mark = Block.Mark.DECISION
        for name, value in _columns(replace(decision, number=number)).items():
            setattr(block, name, value)
        _save(block, by)
        return block


def stamp_of(block: Block) -> str:
    """A short word that changes when anything of the decision changes."""
    columns = ("mark", "decision_number", "executor_id", "executor_as_written", "deadline", "follow_up_id")
    values = [getattr(block, name) for name in columns]
    return chain.digest(chain.canonical([str(value) for value in values]))[:16]


def _columns(decision: Decision) -> dict[str, object]:
    return {
        "decision_number": decision.number,
        "executor": decision.executor,
        "executor_as_written": decision.executor_as_written,
        "deadline": decision.deadline,
        "follow_up": decision.follow_up,
    }


def _hold_numbers(round: Round) -> int:
    """The next number, with the round held until the transaction ends: no two decisions get the same."""
    Round.objects.select_for_update(of=("self",)).get(pk=round.pk)
    return next_number(round)


def _save(block: Block, by: chain.Actor) -> None:
    block.save(update_fields=["mark", *COLUMNS])
    minutes: Minutes = block.turn.minutes
    note_edit(minutes, by=by)
