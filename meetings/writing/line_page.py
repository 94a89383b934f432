"""The page of one line that is being written, and what a script is told of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import NoReverseMatch, reverse

from meetings.models import Block, Meeting
from meetings.writing.line_form import DecisionForm, MarkForm
from meetings.writing.line_marks import next_number
from meetings.writing.line_targets import Target, targets
from meetings.writing.line_ties import Losing, ties_of
from meetings.writing.turn_answers import line_answer
from persian.jalali import short_date
from persian.numbers import persian_digits
from records.pager import Link


@dataclass(frozen=True)
class MentionRow:
    key: int
    label: str
    href: str


@dataclass(frozen=True)
class LinePage:
    """`commitment_href` leads to making a commitment of the line, where there is such a page."""

    over: tuple[Link, ...]
    title: str
    speaker: str
    text: str
    back: str
    is_decision: bool
    carries: str
    commitment_href: str
    mentions: tuple[MentionRow, ...]
    query: str
    targets: tuple[Target, ...]
    mark_form: MarkForm
    decision_form: DecisionForm
    losing: Losing | None = None
    target_error: str = ""


@dataclass(frozen=True)
class Sent:
    """What was sent and is shown again: a form that is not in order, what would be lost, or a wrong target."""

    mark_form: MarkForm | None = None
    decision_form: DecisionForm | None = None
    losing: Losing | None = None
    target_error: str = ""
    query: str = ""


def line_page(meeting: Meeting, block: Block, user: object, sent: Sent) -> LinePage:
    ties = ties_of([block])[block.pk]
    turn = block.turn
    write = reverse("meeting_write", args=meeting.address)
    number = persian_digits(block.position)
    return LinePage(
        over=(
            Link(str(meeting), meeting.get_absolute_url()),
            Link("نگارش صورتجلسه", f"{write}?turn={turn.key}"),
        ),
        title=f"بند {number} از سخن {turn.speaker_as_written or 'سخنران بی‌نام'}",
        speaker=turn.speaker_as_written,
        text=block.text,
        back=f"{write}?turn={turn.key}",
        is_decision=block.mark == Block.Mark.DECISION,
        carries="، ".join(ties.held_by),
        commitment_href=commitment_href(block) if block.mark else "",
        mentions=tuple(
            MentionRow(row.pk, str(row.target), row.target.get_absolute_url())  # type: ignore[attr-defined]
            for row in ties.mentions
        ),
        query=sent.query,
        targets=targets(sent.query, user) if sent.query else (),
        mark_form=sent.mark_form or MarkForm(initial={"mark": block.mark}),
        decision_form=sent.decision_form or DecisionForm.of(block, next_number(meeting.round)),
        losing=sent.losing,
        target_error=sent.target_error,
    )


def line_told(meeting: Meeting, block: Block) -> dict[str, Any]:
    """The line as JSON: with the decision, and the number that the round's next decision gets."""
    form = DecisionForm.of(block, next_number(meeting.round))
    return {
        **line_answer(block, ties_of([block])[block.pk]),
        "turn": str(block.turn.key),
        "text": block.text,
        "commitment": commitment_href(block),
        "decision": {
            "decision_number": persian_digits(form.initial["decision_number"]),
            "executor": form["executor"].value() or "",
            "executor_as_written": block.executor_as_written,
            "deadline": short_date(block.deadline) if block.deadline else "",
            "follow_up": form["follow_up"].value() or "",
            "seen": form.initial["seen"],
        },
    }


def commitment_href(block: Block) -> str:
    """Where a commitment is made of the line, in a room above; "" where that room has no such page."""
    try:
        return f"{reverse('commitment_new')}?line={block.pk}"
    except NoReverseMatch:
        return ""
