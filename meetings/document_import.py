"""A document becomes a draft: what was understood of it, and the step that saves it once a human has looked."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db import transaction

from meetings import outline
from meetings.mention_finder import find_rounds
from meetings.models import Block, Meeting, Mention, Minutes, Turn
from people.matching import Match, match_names, new_person
from people.models import Person, PersonName, Round
from people.models.person import Confidence
from persian.decoding import decode
from persian.numbers import persian_digits
from persian.text import search_key
from records import chain, files
from records.models import StoredFile

MAX_BYTES = 5 * 1024 * 1024
MAX_TURNS = 500
MAX_BLOCKS = 5000
BLOCKING = ("too_long",)


class NotImported(Exception):
    """Why a document was not imported: a Persian sentence. Nothing was saved."""


@dataclass(frozen=True)
class Offer:
    """A mention that is offered: this line names this round."""

    block: int
    round: Round

    @property
    def name(self) -> str:
        return f"{self.block}-{self.round.number}"


@dataclass(frozen=True)
class Understood:
    """What was made of a document, before anything of it is saved."""

    content: bytes
    name: str
    encoding: str
    turns: tuple[outline.Turn, ...]
    problems: tuple[outline.Problem, ...]
    matches: Mapping[str, Match]
    offers: tuple[Offer, ...]
    meeting: Meeting | None
    draft: Minutes | None
    same_file: Minutes | None
    sha256: str = field(default="")

    @property
    def blocks(self) -> int:
        return sum(len(turn.blocks) for turn in self.turns)

    @property
    def refusal(self) -> str:
        """Why this document can't be saved as it is; empty where it can."""
        if not self.blocks:
            return "در این سند هیچ متنی یافته نشد. متن صورتجلسه را بچسبانید یا پرونده دیگری برگزینید."
        if len(self.turns) > MAX_TURNS or self.blocks > MAX_BLOCKS:
            return (
                f"این سند {persian_digits(len(self.turns))} نوبت سخن و {persian_digits(self.blocks)} بند دارد؛ "
                f"یک صورتجلسه حداکثر {persian_digits(MAX_TURNS)} نوبت و {persian_digits(MAX_BLOCKS)} بند می‌پذیرد. سند را چند پاره کنید."
            )
        long = [problem for problem in self.problems if problem.kind in BLOCKING]
        if long:
            return (
                f"سطر {persian_digits(long[0].line)} از {persian_digits(outline.MAX_BLOCK)} نویسه بلندتر است. "
                "آن را در سند به چند بند تقسیم کنید و دوباره وارد کنید؛ چیزی ذخیره نشده است."
            )
        if any(len(turn.speaker) > 200 or len(turn.post) > 200 for turn in self.turns):
            return "نام یا سمت یکی از سخنرانان از ۲۰۰ نویسه بلندتر است. سطر سخنران را در سند اصلاح کنید؛ چیزی ذخیره نشده است."
        return ""


def understand(content: bytes, *, name: str, round: Round, number: int) -> Understood:
    """What `content` says as minutes of meeting `number` of `round`. Saves nothing.

    Raises NotImported for too large a file and DecodingError for bytes that are no text.
    """
    if len(content) > MAX_BYTES:
        raise NotImported("حجم سند از ۵ مگابایت بیشتر است. سند را چند پاره کنید و هر پاره را جداگانه وارد کنید.")
    decoded = decode(content)
    read = outline.read(decoded.text)
    meeting = Meeting.objects.select_related("round").filter(round=round, number=number).first()
    sha256 = hashlib.sha256(content).hexdigest()
    earlier = list(meeting.minutes.select_related("source").order_by("-number")) if meeting else []
    return Understood(
        content=content,
        name=name,
        encoding=decoded.encoding,
        turns=read.turns,
        problems=read.problems,
        matches=match_names(turn.speaker for turn in read.turns),
        offers=_offers(read.turns),
        meeting=meeting,
        draft=next((minutes for minutes in earlier if not minutes.is_published), None),
        same_file=next((minutes for minutes in earlier if minutes.source and minutes.source.sha256 == sha256), None),
        sha256=sha256,
    )


def _offers(turns: tuple[outline.Turn, ...]) -> tuple[Offer, ...]:
    rounds = {row.number: row for row in Round.objects.all()}
    lines = enumerate((block for turn in turns for block in turn.blocks), start=1)
    return tuple(
        Offer(number, rounds[named]) for number, block in lines for named in find_rounds(block.text) if named in rounds
    )


@dataclass(frozen=True)
class Choices:
    """What the human decided: for a written name the person it means (None: somebody new); which offers to take."""

    persons: Mapping[str, tuple[Person | None, str]]
    offers: frozenset[str]

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
    replace: bool = False,
) -> Minutes:
    """Save what was understood as the open draft of its meeting and return it; the original file is kept with it.

    Raises NotImported where the document has a refusal, or a draft or the same file is there and `replace` is false.
    """
    if understood.refusal:
        raise NotImported(understood.refusal)
    files.write(understood.content)
    with transaction.atomic():
        meeting, created = (
            Meeting.objects.select_for_update(of=("self",))
            .select_related("round")
            .get_or_create(round=round, number=number, defaults={"state": Meeting.State.HELD})
        )
        if created:
            chain.append("meeting.registered", meeting, by=by, version=1, snapshot=meeting.snapshot())
        earlier = list(meeting.minutes.select_related("source").order_by("-number"))
        draft = next((minutes for minutes in earlier if not minutes.is_published), None)
        _refuse_silent_replacement(understood, draft, earlier, replace)
        taken_over = draft.snapshot() if draft else None
        if draft:
            draft.delete()
        minutes = Minutes.objects.create(
            meeting=meeting,
            number=1 + max((row.number for row in earlier if row.is_published), default=0),
            source=StoredFile.objects.keep(understood.content, name=understood.name, content_type="text/plain"),
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
    understood: Understood, draft: Minutes | None, earlier: list[Minutes], replace: bool
) -> None:
    if replace:
        return
    if any(row.source and row.source.sha256 == understood.sha256 for row in earlier):
        raise NotImported(
            "این سند پیش از این برای همین جلسه وارد شده است. برای جایگزینی پیش‌نویس، «جایگزین شود» را برگزینید."
        )
    if draft:
        raise NotImported(
            "این جلسه پیش‌نویسی دارد. برای جایگزینی آن، «جایگزین شود» را برگزینید؛ متن پیشین در سابقه می‌ماند."
        )


def _save_turns(minutes: Minutes, understood: Understood, choices: Choices, by: chain.Actor | None) -> None:
    persons = _persons(understood, choices, by)
    turns = Turn.objects.bulk_create(
        Turn(
            minutes=minutes,
            position=position,
            speaker_as_written=turn.speaker,
            post_as_written=turn.post,
            person=persons.get(turn.speaker, (None, ""))[0],
            confidence=persons.get(turn.speaker, (None, ""))[1],
        )
        for position, turn in enumerate(understood.turns, start=1)
    )
    rows: list[Block] = []
    for row, turn in zip(turns, understood.turns, strict=True):
        for position, block in enumerate(turn.blocks, start=1):
            rows.append(
                Block(
                    turn=row,
                    position=position,
                    number=len(rows) + 1,
                    kind=block.kind,
                    level=block.level,
                    text=block.text,
                    line=block.line,
                )
            )
    blocks = {block.number: block for block in Block.objects.bulk_create(rows, batch_size=500)}
    Mention.objects.bulk_create(
        Mention(block=blocks[offer.block], round=offer.round)
        for offer in understood.offers
        if offer.name in choices.offers
    )


def _persons(understood: Understood, choices: Choices, by: chain.Actor | None) -> dict[str, tuple[Person | None, str]]:
    """For every speaker's name the person and confidence; somebody new is made, and known spellings are noted."""
    persons: dict[str, tuple[Person | None, str]] = {}
    for name in dict.fromkeys(turn.speaker for turn in understood.turns if turn.speaker.strip()):
        person, confidence = choices.persons.get(name, (None, ""))
        if person is None:
            person, confidence = new_person(name), Confidence.CERTAIN.value
            person.save()
            chain.append("person.registered", person, by=by, snapshot={"name": str(person), "written": name})
        PersonName.objects.get_or_create(
            person=person, key=search_key(name)[:200], defaults={"written": name[:200], "confidence": confidence}
        )
        persons[name] = (person, confidence)
    return persons
