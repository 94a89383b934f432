"""What the script of the writing page is told, as values that become JSON."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from django.utils import timezone

from meetings import outline
from meetings.models import Block, Mention, Minutes, Turn
from meetings.writing.line_ties import Losing, Ties, ties_of
from meetings.writing.turn_order import Order
from meetings.writing.turn_revisions import Standing
from meetings.writing.turn_text import shown
from persian.jalali import long_datetime

PROBLEMS = {
    "before_first_speaker": "پیش از نخستین سخنران آمده است؛ بی‌نام نگه داشته می‌شود.",
    "not_understood": "ساختار این سطر شناخته نشد؛ همان‌گونه که هست، بند می‌شود.",
    "speaker": "به نام سخنران می‌ماند، ولی در این نوبت بندی عادی است. برای نوبت تازه، آن را جدا کنید.",
    "too_long": "از ۲۰٬۰۰۰ نویسه بلندتر است؛ آن را به چند بند تقسیم کنید.",
}
MANY_PROBLEMS = 50


def turn_answer(turn: Turn) -> dict[str, Any]:
    """The turn as it is stored, with the text for its field."""
    blocks = list(turn.blocks.order_by("position"))
    text = shown(turn, blocks)
    ties = ties_of(blocks)
    return {
        "key": str(turn.key),
        "version": turn.version,
        "speaker": turn.speaker_as_written,
        "post": turn.post_as_written,
        "person": turn.person_id,
        "person_name": str(turn.person) if turn.person else "",
        "confidence": turn.confidence,
        "text": text.text,
        "lines": [{"row": row, **line_answer(block, ties[block.pk])} for row, block in text.rows],
    }


def saved_answer(turn: Turn, minutes: Minutes) -> dict[str, Any]:
    """After saving: the same without the text, which the writer has, and with what he might look at again."""
    answer = turn_answer(turn)
    return {
        **answer,
        "order_version": minutes.version,
        "saved_at": long_datetime(timezone.now()),
        "problems": problems_answer(answer.pop("text")),
    }


def problems_answer(text: str) -> list[dict[str, Any]]:
    problems = outline.read_body(text).problems[:MANY_PROBLEMS]
    return [{"row": found.line - 1, "kind": found.kind, "text": PROBLEMS[found.kind]} for found in problems]


def line_answer(block: Block, ties: Ties) -> dict[str, Any]:
    return {
        "key": str(block.key),
        "kind": block.kind,
        "level": block.level,
        "mark": block.mark,
        "mark_label": str(block.get_mark_display()) if block.mark else "",
        "carries": ties.carries,
        "mentions": mentions_answer(ties.mentions),
    }


def mentions_answer(mentions: Sequence[Mention]) -> list[dict[str, Any]]:
    return [
        {"id": mention.pk, "label": str(mention.target), "href": mention.target.get_absolute_url()}  # type: ignore[attr-defined]
        for mention in mentions
    ]


def conflict_answer(standing: Standing) -> dict[str, Any]:
    return {"conflict": asdict(standing)}


def losing_answer(losing: Losing) -> dict[str, Any]:
    return {"held": list(losing.held)} if losing.held else {"loses": list(losing.loses)}


def order_answer(order: Order) -> dict[str, Any]:
    told: dict[str, Any] = {"order": list(order.keys), "order_version": order.version}
    if order.into is not None:
        told |= {"into": str(order.into.key), "version": order.into.version}
    return told
