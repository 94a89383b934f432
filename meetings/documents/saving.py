"""A document becomes a draft, once a human has looked at what was understood of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, replace

from django.db import transaction
from django.db.models import ProtectedError

from meetings import outline
from meetings.documents.document import InTheWay, NotImported, Understood
from meetings.models import Block, Meeting, Mention, Minutes, Turn
from meetings.writing.draft import is_editable
from people.matching import new_person, note_spelling
from people.models import Person, Round
from people.models.person import Confidence
from persian.text import search_key
from records import chain, files, organisation
from records.models import StoredFile


@dataclass(frozen=True)
class Choices:
    """What the human decided: whom each written name means (None: somebody new), which offers to take, which bold
    labels are no speakers at all."""

    persons: Mapping[str, tuple[Person | None, str]]
    offers: frozenset[str]
    no_speakers: frozenset[str] = frozenset()

    @classmethod
    def as_offered(cls, understood: Understood) -> Choices:
        return cls(
            {name: (match.person, match.confidence) for name, match in understood.matches.items()},
            frozenset(offer.name for offer in understood.offers),
        )


def save_draft(
    understood: Understood,
    choices: Choices,
    *,
    round: Round,
    number: int,
    by: chain.Actor | None,
    may_replace: bool = False,
) -> Minutes:
    """Save what was understood as the open draft of its meeting and return it; the original file is kept with it.

    Raises NotImported where the document has a refusal, and InTheWay where a draft or the same file is there and
    `may_replace` is false.
    """
    if understood.refusal:
        raise NotImported(understood.refusal)
    files.write(understood.content)
    of_a_new_one = {"state": Meeting.State.HELD, "audience": organisation.current().default_audience}
    with transaction.atomic():
        meeting, created = (
            Meeting.objects.select_for_update(of=("self",))
            .select_related("round")
            .get_or_create(round=round, number=number, defaults=of_a_new_one)
        )
        if created:
            chain.append("meeting.registered", meeting, by=by, version=1, snapshot=meeting.snapshot())
        earlier = list(meeting.minutes.select_related("source").order_by("-number"))
        draft = next((minutes for minutes in earlier if not minutes.is_published), None)
        _refuse_silent_replacement(understood, draft, earlier, may_replace)
        taken_over = draft.snapshot() if draft else None
        if draft:
            _give_way(draft)
        minutes = Minutes.objects.create(
            meeting=meeting,
            number=1 + max((row.number for row in earlier if row.is_published), default=0),
            source=StoredFile.objects.keep(
                understood.content, name=understood.name, content_type=understood.content_type
            ),
        )
        _save_turns(minutes, understood, choices, by)
        chain.append(
            "minutes.replaced" if draft else "minutes.imported",
            meeting,
            by=by,
            version=minutes.number,
            snapshot={**minutes.snapshot(), **({"replaced": taken_over} if taken_over else {})},
            files=[understood.sha256],
        )
    return minutes


def _refuse_silent_replacement(
    understood: Understood, draft: Minutes | None, earlier: list[Minutes], may_replace: bool
) -> None:
    if may_replace:
        return
    if any(row.source and row.source.sha256 == understood.sha256 for row in earlier):
        raise InTheWay(
            "همین پرونده پیش از این برای همین جلسه وارد شده است؛ چیزی تغییر نکرد. "
            "اگر باید دوباره وارد شود، همین را نشان بزنید."
        )
    if draft:
        raise InTheWay(
            "این جلسه پیش‌نویسی دارد؛ چیزی تغییر نکرد. "
            "اگر باید جایگزین شود، همین را نشان بزنید؛ متن پیشین در سابقه می‌ماند."
        )


def _give_way(draft: Minutes) -> None:
    if not is_editable(draft):
        raise NotImported(
            f"صورتجلسه این جلسه {draft.get_state_display()} است و جایگزین نمی‌شود؛ چیزی تغییر نکرد. "
            "نخست آن را برای اصلاح برگردانید."
        )
    try:
        draft.delete()
    except ProtectedError as error:
        raise NotImported(
            "بندهایی از پیش‌نویس کنونی جای دیگری به کار رفته‌اند (مانند تعهد یا خواسته صنفی) و جایگزین نمی‌شوند؛ "
            "چیزی تغییر نکرد."
        ) from error


def _save_turns(minutes: Minutes, understood: Understood, choices: Choices, by: chain.Actor | None) -> None:
    said = without_labels(understood.turns, choices.no_speakers)
    persons = _persons(said, choices, by)
    turns = Turn.objects.bulk_create(
        Turn(
            minutes=minutes,
            position=position,
            speaker_as_written=turn.speaker,
            post_as_written=turn.post,
            person=persons.get(turn.speaker, (None, ""))[0],
            confidence=persons.get(turn.speaker, (None, ""))[1],
        )
        for position, turn in enumerate(said, start=1)
    )
    rows: list[Block] = []
    for row, turn in zip(turns, said, strict=True):
        for position, block in enumerate(turn.blocks, start=1):
            rows.append(
                Block(
                    turn=row,
                    position=position,
                    number=len(rows) + 1,
                    kind=block.kind,
                    level=block.level,
                    text=block.text,
                    line=block.line or None,
                )
            )
    blocks = {block.line: block for block in Block.objects.bulk_create(rows, batch_size=500)}
    Mention.objects.bulk_create(
        Mention(block=blocks[offer.line], round=offer.round)
        for offer in understood.offers
        if offer.name in choices.offers
    )


def without_labels(turns: Iterable[outline.Turn], labels: Set[str]) -> list[outline.Turn]:
    """The turns, where those whose bold label names no speaker («نکته:») go on the turn before, under a sub-heading."""
    kept: list[outline.Turn] = []
    for turn in turns:
        if turn.speaker not in labels:
            kept.append(turn)
            continue
        label = f"{turn.speaker} ({turn.post}):" if turn.post else f"{turn.speaker}:"
        said = [replace(block, kind="paragraph") if block.kind == "lead" else block for block in turn.blocks]
        before = kept.pop() if kept else outline.Turn("", "", (), turn.line)
        blocks = (*before.blocks, outline.Block("subheading", 0, label, 0), *said)
        kept.append(replace(before, blocks=blocks))
    return kept


def _persons(
    said: Iterable[outline.Turn], choices: Choices, by: chain.Actor | None
) -> dict[str, tuple[Person | None, str]]:
    """For every speaker's name the person and confidence; somebody new is made, and known spellings are noted."""
    persons: dict[str, tuple[Person | None, str]] = {}
    made: dict[str, Person] = {}  # by the folded name, so that two spellings of it make one person
    for name in dict.fromkeys(turn.speaker for turn in said if turn.speaker.strip()):
        person, confidence = choices.persons.get(name, (None, ""))
        if person is None:
            person, confidence = made.get(search_key(name) or name), Confidence.CERTAIN.value
        if person is None:
            person = made[search_key(name) or name] = new_person(name)
            person.save()
            chain.append("person.registered", person, by=by, snapshot={"name": str(person), "written": name})
        note_spelling(person, name, confidence)
        persons[name] = (person, confidence)
    return persons
