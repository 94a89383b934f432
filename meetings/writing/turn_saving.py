"""A turn is saved: over the version that its writer saw, without the loss of a word, and touching no other turn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from django.db import transaction

from meetings import outline
from meetings.models import Block, Meeting, Minutes, Turn, TurnRevision
from meetings.outline import MAX_BLOCK
from meetings.writing.draft import Closed, Refused, hold_open, note_edit
from meetings.writing.line_ties import Losing, what_goes
from meetings.writing.turn_lines import MAX_LINES, put_lines
from meetings.writing.turn_matching import match_lines
from meetings.writing.turn_order import MAX_TURNS, make_room
from meetings.writing.turn_revisions import Standing, Typed, keep, next_version, standing
from meetings.writing.turn_sendings import Sending
from meetings.writing.turn_speaker import speaker_of
from meetings.writing.turn_splitting import following, split_turns
from meetings.writing.turn_text import newest_revision, shown, understood
from persian.numbers import persian_digits
from records import chain


@dataclass(frozen=True)
class Sent:
    """What a writer sent. `version` 0 is a new turn, which comes after the turn `after` (None: first of all).

    `person` is an id, "new", or "" to leave it to the name. `drop`: lines that carry something may go.
    `sending` is this request; `unanswered` are those before it that may have been carried out unheard by their page.
    """

    typed: Typed
    version: int
    person: str = ""
    after: UUID | None = None
    drop: bool = False
    minutes: int | None = None
    sending: Sending | None = None
    unanswered: tuple[Sending, ...] = ()


@dataclass(frozen=True)
class Saved:
    turn: Turn
    minutes: Minutes


@dataclass(frozen=True)
class Conflict:
    """Somebody else saved in between; what was sent is kept as a revision."""

    standing: Standing


Outcome = Saved | Conflict | Losing


def save_turn(meeting: Meeting, key: UUID, sent: Sent, *, by: chain.Actor, split: bool = False) -> Outcome:
    """Save what was sent, or say what is in its way; then it is kept as a revision all the same.

    With `split` a speaker's line inside the text opens a turn of its own after this one. A request that was already
    carried out changes nothing and succeeds. Raises Refused and Closed.
    """
    first, *others = split_turns(sent.typed) if split else [sent.typed]
    try:
        with transaction.atomic():
            minutes = hold_open(meeting, sent.minutes)
            outcome = _save(minutes, key, replace(sent, typed=first), by)
            if others and not isinstance(outcome, Saved):
                keep(minutes, key, sent.version, TurnRevision.Kind.WAITING, sent.typed, by=by)
                return outcome
            for here, after, typed in following(key, sent.version, others):
                later = _save(minutes, here, Sent(typed, 0, after=after), by)
                outcome = outcome if isinstance(later, Saved) else later
            return outcome
    except Closed:
        _keep_late(meeting, key, sent, by)
        raise


def _keep_late(meeting: Meeting, key: UUID, sent: Sent, by: chain.Actor) -> None:
    """What comes when the minutes are closed is kept as well."""
    minutes = meeting.minutes.order_by("-number").first()
    if minutes is not None and sent.typed.text.strip():
        with transaction.atomic():
            keep(minutes, key, sent.version, TurnRevision.Kind.CONFLICTING, sent.typed, by=by)


def _save(minutes: Minutes, key: UUID, sent: Sent, by: chain.Actor) -> Outcome:
    turn = minutes.turns.select_related("person").filter(key=key).first()
    if turn is None and sent.version:
        keep(minutes, key, sent.version, TurnRevision.Kind.CONFLICTING, sent.typed, by=by)
        return Conflict(standing(minutes, key, None, ""))
    blocks: list[Block] = []
    if turn is not None:
        turn.minutes = minutes
        blocks = list(turn.blocks.order_by("position"))
        text = shown(turn, blocks).text
        if _says_the_same(turn, text, sent):
            return Saved(turn, minutes)
        if sent.version != turn.version and not _goes_on(turn, text, sent, by):
            keep(minutes, key, sent.version, TurnRevision.Kind.CONFLICTING, sent.typed, by=by)
            return Conflict(standing(minutes, key, turn, text))
    lines = _lines_of(sent.typed.text, blocks)
    places = match_lines([block.text for block in blocks], [line.text for line in lines])
    gone = [block for at, block in enumerate(blocks) if at not in set(places)]
    losing = what_goes(gone, drop=sent.drop)
    if losing is not None:
        keep(minutes, key, sent.version, TurnRevision.Kind.WAITING, sent.typed, by=by)
        return losing
    speaker = speaker_of(sent.person, sent.typed, turn, by=by)
    is_new = turn is None
    if turn is None:
        turn = _new_turn(minutes, key, sent)
    else:
        turn.version += 1
    turn.speaker_as_written, turn.post_as_written = sent.typed.speaker, sent.typed.post
    turn.person, turn.confidence = speaker
    turn.save()
    put_lines(turn, blocks, lines, places)
    keep(minutes, key, turn.version, TurnRevision.Kind.SAVED, sent.typed, by=by, sending=sent.sending)
    note_edit(minutes, by=by, reordered=is_new)
    return Saved(turn, minutes)


def _says_the_same(turn: Turn, text: str, sent: Sent) -> bool:
    said = (text, turn.speaker_as_written, turn.post_as_written)
    if said != (sent.typed.text, sent.typed.speaker, sent.typed.post):
        return False
    if sent.person == "new":
        return turn.person_id is not None
    return not sent.person or sent.person == str(turn.person_id)


def _goes_on(turn: Turn, text: str, sent: Sent, by: chain.Actor) -> bool:
    """Whether what stands is the same writer's own, whose acknowledgement never reached him: his page says that it sent
    it; or, of a page without a script, every line of it is there, as it is or longer, and in order."""
    revision = newest_revision(turn)
    if revision is None or revision.editor_id != by.pk or sent.version > turn.version:
        return False
    if sent.sending is not None:
        return any(revision.page == one.page and revision.sending <= one.number for one in sent.unanswered)
    if not (
        sent.typed.speaker.startswith(turn.speaker_as_written) and sent.typed.post.startswith(turn.post_as_written)
    ):
        return False
    left = iter(sent.typed.text.split("\n"))
    return all(any(line.startswith(stands) for line in left) for stands in text.split("\n") if stands.strip())


def _lines_of(text: str, blocks: Sequence[Block]) -> list[outline.Block]:
    lines = understood(text, (block.text for block in blocks))
    if len(lines) > MAX_LINES:
        raise Refused(
            "text",
            f"این نوبت {persian_digits(len(lines))} سطر دارد و بیش از {persian_digits(MAX_LINES)} سطر پذیرفته نمی‌شود. "
            "آن را به چند نوبت تقسیم کنید؛ نوشته شما سر جای خود است.",
        )
    for line in lines:
        if len(line.text) > MAX_BLOCK:
            raise Refused(
                "text",
                f"سطر {persian_digits(line.line)} از {persian_digits(MAX_BLOCK)} نویسه بلندتر است. "
                "آن را به چند سطر تقسیم کنید؛ نوشته شما سر جای خود است.",
            )
    return lines


def _new_turn(minutes: Minutes, key: UUID, sent: Sent) -> Turn:
    if not (sent.typed.speaker or sent.typed.text.strip()):
        raise Refused("text", "نه نام سخنران نوشته شده است و نه متن. یکی از آن دو را بنویسید.")
    if minutes.turns.count() >= MAX_TURNS:
        raise Refused(
            "text", f"یک صورتجلسه بیش از {persian_digits(MAX_TURNS)} نوبت نمی‌پذیرد. متن را در نوبت پیشین بنویسید."
        )
    position = make_room(minutes, sent.after)
    return Turn(minutes=minutes, key=key, position=position, version=next_version(minutes, key))
