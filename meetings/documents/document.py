"""What is understood of a document before anything of it is saved."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice

from meetings import outline
from meetings.documents import word_outline
from meetings.documents.mention_finder import find_rounds
from meetings.models import Meeting, Minutes
from people.matching import Match, match_names
from people.models import Round
from persian.decoding import decode
from persian.numbers import persian_digits
from records.models.file import WORD_TYPE
from records.word_package import WordError, looks_like_one

MAX_BYTES = 5 * 1024 * 1024
MAX_TURNS = 500
MAX_BLOCKS = 5000
MAX_OFFERS = 5000
BLOCKING = ("too_long",)


class NotImported(Exception):
    """Why a document was not imported: a Persian sentence. Nothing was saved."""


class InTheWay(NotImported):
    """The same file or another draft is there, and nobody said that it may be replaced."""


@dataclass(frozen=True)
class Offer:
    """A mention that is offered: this line names this round."""

    line: int
    text: str
    round: Round

    @property
    def name(self) -> str:
        return f"{self.line}-{self.round.number}"


@dataclass(frozen=True)
class Understood:
    """What was made of a document, before anything of it is saved."""

    content: bytes
    name: str
    encoding: str
    content_type: str
    turns: tuple[outline.Turn, ...]
    problems: tuple[outline.Problem, ...]
    matches: Mapping[str, Match]
    offers: tuple[Offer, ...]
    meeting: Meeting | None
    draft: Minutes | None
    same_file: Minutes | None
    sha256: str

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
                f"یک صورتجلسه حداکثر {persian_digits(MAX_TURNS)} نوبت و {persian_digits(MAX_BLOCKS)} بند می‌پذیرد. "
                "سند را چند پاره کنید."
            )
        long = [problem for problem in self.problems if problem.kind in BLOCKING]
        if long:
            return (
                f"سطر {persian_digits(long[0].line)} از {persian_digits(outline.MAX_BLOCK)} نویسه بلندتر است. "
                "آن را در سند به چند بند تقسیم کنید و دوباره وارد کنید؛ چیزی ذخیره نشده است."
            )
        return ""


def understand(content: bytes, *, name: str, round: Round, number: int) -> Understood:
    """What `content` says as minutes of meeting `number` of `round`. Saves nothing.

    Raises NotImported for too large a file or a Word file that can't be read, and DecodingError for bytes that are no
    text.
    """
    if len(content) > MAX_BYTES:
        raise NotImported("حجم سند از ۵ مگابایت بیشتر است. سند را چند پاره کنید و هر پاره را جداگانه وارد کنید.")
    read, encoding, content_type = _read(content, name)
    meeting = Meeting.objects.select_related("round").filter(round=round, number=number).first()
    sha256 = hashlib.sha256(content).hexdigest()
    earlier = list(meeting.minutes.select_related("source").order_by("-number")) if meeting else []
    return Understood(
        content=content,
        name=name,
        encoding=encoding,
        content_type=content_type,
        turns=read.turns,
        problems=read.problems,
        # Of a document that is far too large only as much is looked up as its refusal can be shown with.
        matches=match_names(turn.speaker for turn in read.turns[:MAX_TURNS]),
        offers=_offers(read.turns),
        meeting=meeting,
        draft=next((minutes for minutes in earlier if not minutes.is_published), None),
        same_file=next((minutes for minutes in earlier if minutes.source and minutes.source.sha256 == sha256), None),
        sha256=sha256,
    )


def _read(content: bytes, name: str) -> tuple[outline.Outline, str, str]:
    """The outline of a text or a Word file, in what form it came, and its content type."""
    if not looks_like_one(content, name):
        decoded = decode(content)
        return outline.read(decoded.text), decoded.encoding, "text/plain"
    try:
        return word_outline.read(content), "Word", WORD_TYPE
    except WordError as error:
        raise NotImported(str(error)) from error


def _offers(turns: tuple[outline.Turn, ...]) -> tuple[Offer, ...]:
    rounds = {row.number: row for row in Round.objects.all()}
    offers = (
        Offer(block.line, block.text, rounds[named])
        for turn in turns
        for block in turn.blocks
        for named in find_rounds(block.text)
        if named in rounds
    )
    return tuple(islice(offers, MAX_OFFERS))
