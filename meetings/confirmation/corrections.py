"""What members wish to have corrected in minutes in review, line by line, and what the secretariat answers."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.utils import timezone

from meetings.confirmation.review import NotTaken, State, step
from meetings.models import Block, CorrectionRequest, Minutes, Turn, TurnRevision
from meetings.outline import write_body
from meetings.writing.turn_revisions import Typed, keep
from meetings.writing.turn_text import as_outline
from people.models import User
from records import chain

MOST_OPEN = 100  # requests of one reader about one text that wait for an answer
LINE_CHANGED = (
    "متن این بند پس از آنکه صفحه را باز کردید تغییر کرده است و چیزی ثبت نشد. "
    "متن کنونی را ببینید؛ اگر نوشته شما هنوز درست است، دوباره بفرستید."
)


class LineChanged(NotTaken):
    """The line is no longer what was shown; nothing was changed."""


def mark_of(text: str) -> str:
    """Sixteen letters that change with the text of a line: what was shown to somebody who answers to it."""
    return chain.digest(text)[:16]


def ask(minutes: Minutes, block: Block, wish: str, by: User, *, seen: str = "") -> CorrectionRequest:
    """A request about a line of minutes in review. `seen` is the mark of the line as it was shown. Raises NotTaken."""
    with step(minutes, (State.IN_REVIEW,)) as fresh:
        line = Block.objects.filter(pk=block.pk, turn__minutes=fresh).first()
        if line is None or (seen and mark_of(line.text) != seen):
            raise LineChanged(LINE_CHANGED)
        open_ones = fresh.corrections.filter(asked_by=by, state=CorrectionRequest.State.OPEN)
        if open_ones.count() >= MOST_OPEN:
            raise NotTaken("صد درخواست شما هنوز بی‌پاسخ است. پس از پاسخ دبیرخانه درخواست‌های دیگر را بفرستید.")
        request = CorrectionRequest.objects.create(
            minutes=fresh, block=line, block_text=line.text, wish=wish, asked_by=by
        )
        _note("correction.asked", request, by, {"wish": wish}, wish)
    return request


def accept(request: CorrectionRequest, by: User, text: str | None = None, answer: str = "", *, seen: str = "") -> None:
    """Accept the request; `text` is what the line says from now on, None where the line itself is gone.

    `seen` is the mark of the line as it was shown. Raises LineChanged, and NotTaken where nothing was corrected.
    """
    with _answering(request) as fresh:
        line = (
            Block.objects.select_related("turn__minutes").filter(pk=fresh.block_id).first() if fresh.block_id else None
        )
        if (line is None) != (text is None) or (line and seen and mark_of(line.text) != seen):
            raise LineChanged(LINE_CHANGED)
        more: dict[str, Any] = {}
        if line is not None and text is not None:
            if text == line.text == fresh.block_text:
                raise NotTaken("متن بند همان است که بود. آن را اصلاح کنید، یا درخواست را با ذکر دلیل رد کنید.")
            if text != line.text:
                more = {"before": line.text, "after": text, **_write(line, text, by)}
        _close(fresh, CorrectionRequest.State.ACCEPTED, by, answer)
        _note("correction.accepted", fresh, by, more, answer)
    request.refresh_from_db()


def decline(request: CorrectionRequest, by: User, answer: str) -> None:
    """Decline the request with a reason. Raises NotTaken."""
    with _answering(request) as fresh:
        _close(fresh, CorrectionRequest.State.DECLINED, by, answer)
        _note("correction.declined", fresh, by, {}, answer)
    request.refresh_from_db()


@contextmanager
def _answering(request: CorrectionRequest) -> Iterator[CorrectionRequest]:
    with step(request.minutes, (State.IN_REVIEW, State.RETURNED)):
        fresh = CorrectionRequest.objects.select_for_update(of=("self",)).get(pk=request.pk)
        if fresh.state != CorrectionRequest.State.OPEN:
            raise NotTaken("به این درخواست پیش از این پاسخ داده شده است؛ چیزی تغییر نکرد.")
        yield fresh


def _close(request: CorrectionRequest, state: str, by: User, answer: str) -> None:
    request.state, request.answer = state, answer
    request.answered_by, request.answered_at = by, timezone.now()
    request.save(update_fields=["state", "answer", "answered_by", "answered_at"])


def _write(line: Block, text: str, by: User) -> dict[str, Any]:
    """The line says `text`, as a new version of its turn. Returns the pointers by which the event finds it again."""
    line.text = text
    line.save(update_fields=["text"])
    turn = line.turn
    turn.version += 1
    turn.save(update_fields=["version"])
    typed = Typed(
        write_body(as_outline(turn.blocks.order_by("position"))), turn.speaker_as_written, turn.post_as_written
    )
    keep(turn.minutes, turn.key, turn.version, TurnRevision.Kind.SAVED, typed, by=by)
    return pointers(turn.minutes_id)


def pointers(minutes_id: int) -> dict[str, Any]:
    """The order of the turns and the version of each, as an event of an edit keeps them instead of the text."""
    rows = list(Turn.objects.filter(minutes=minutes_id).order_by("position").values_list("key", "version"))
    return {"order": [str(key) for key, _ in rows], "versions": {str(key): version for key, version in rows}}


def _note(action: str, request: CorrectionRequest, by: User, more: dict[str, Any], why: str) -> None:
    minutes = request.minutes
    about = {"request": request.pk, "line": str(request.block.key) if request.block else None}
    chain.append(
        action,
        minutes.meeting,
        by=by,
        version=minutes.number,
        reason=why[:2000],
        snapshot={**about, "block_text": request.block_text, **more},
    )
