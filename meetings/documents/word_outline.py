"""A Word file as turns and blocks: its paragraphs become lines of the outline, which is then read like any text.

So a Word file and its text give the same. Real lists are bullets by the level that Word shows, typed bullets by the
grammar of meetings/outline.py; a bold beginning with a colon is a speaker's label; headings and lines bold from end to
end are sub-headings; a line break inside a paragraph ends a line. What has no place in an outline is reported. Of a
file of our own (meetings/minutes_docx.py marks its proceedings) these alone are taken, exactly as they stood.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from meetings import outline
from meetings.minutes_docx import POST_NAME, RECORD, SPEAKER_NAME, TURN_NAME, VERBATIM_NAME
from meetings.outline_grammar import (
    COLONS,
    MAX_LEVEL,
    MAX_NAME,
    SPACES,
    join_label,
    needs_escape,
    split_label,
)
from meetings.outline_writing import with_inner_escape
from persian.text import search_key
from records import word_reading
from records.word_package import WordError
from records.word_reading import LeftOut, Paragraph, Piece

COLUMN = 180  # twentieths of a point that count as one space of indentation
DEEPER = 60  # by so many a list stands further in than another
MAX_COLUMNS = 40
MAX_LINES = 20_000
INVOCATIONS = {search_key(words) for words in ("بسمه تعالی", "باسمه تعالی", "بسم الله الرحمن الرحیم", "به نام خدا")}
_POST_AND_COLON = re.compile(f"[{SPACES}]*[(（]([^()（）]*)[)）][{SPACES}]*[:：]")


@dataclass(slots=True)
class _Line:
    """A line of the outline, in the making; `is_head` belongs into the head of a document, not into its proceedings."""

    text: str
    is_label: bool = False
    is_head: bool = False
    left_out: list[LeftOut] = field(default_factory=list)


def read(content: bytes) -> outline.Outline:
    """The turns and blocks of a Word file, the lines being counted as Word shows them, a table as one.

    Raises WordError for what is no such file, or is too large.
    """
    items = word_reading.read(content, bookmark=RECORD)
    is_ours = any(isinstance(item, Paragraph) and item.marked for item in items)
    lines = list(_ours(items) if is_ours else _lines(items))
    if len(lines) > MAX_LINES:
        raise WordError("این سند بیش از ۲۰٬۰۰۰ سطر دارد. آن را چند پاره کنید. چیزی ثبت نشد.")
    if not is_ours:
        _take_off_head(lines)
    read = outline.read("\n".join(line.text for line in lines))
    told = [
        outline.Problem(number, thing.kind, thing.text)  # type: ignore[arg-type]
        for number, line in enumerate(lines, 1)
        for thing in line.left_out
    ]
    return outline.Outline(read.turns, tuple(sorted((*read.problems, *told), key=lambda problem: problem.line)))


def _ours(items: Sequence[Paragraph | LeftOut]) -> Iterator[_Line]:
    """The proceedings of a file of ours; that there is more is told once."""
    levels = _Levels()
    first = True
    for item in items:
        if not isinstance(item, Paragraph) or not item.marked:
            continue
        made = list(_of_paragraph(item, levels, exactly=True))
        if first:
            made[0].left_out.insert(0, LeftOut("frame"))
            first = False
        yield from made


def _lines(items: Sequence[Paragraph | LeftOut]) -> Iterator[_Line]:
    levels = _Levels()
    for item in items:
        if isinstance(item, LeftOut):
            yield _Line("", left_out=[item])
        else:
            yield from _of_paragraph(item, levels, exactly=False)


def _take_off_head(lines: Sequence[_Line]) -> None:
    """What stands over the first speaker and is a title or an invocation is told and not taken for something said."""
    first = next((at for at, line in enumerate(lines) if line.is_label), None)
    for line in lines[: first or 0]:
        if line.is_head:
            line.left_out.append(LeftOut("head", line.text.lstrip("# ")[: word_reading.EXCERPT]))
            line.text = ""


def _of_paragraph(paragraph: Paragraph, levels: _Levels, *, exactly: bool) -> Iterator[_Line]:
    rows = _rows(paragraph.pieces)
    for at, row in enumerate(rows):
        line = _line(paragraph, row, levels, is_first=at == 0, exactly=exactly)
        if at == 0:
            line.left_out = list(paragraph.left_out)
        yield line


def _rows(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """The pieces of a paragraph, parted where a line is broken."""
    rows: list[list[Piece]] = [[]]
    for piece in pieces:
        for at, text in enumerate(piece.text.split("\n")):
            if at:
                rows.append([])
            if text:
                rows[-1].append(Piece(text, piece.bold, piece.style))
    return rows


def _line(paragraph: Paragraph, row: Sequence[Piece], levels: _Levels, *, is_first: bool, exactly: bool) -> _Line:
    text = "".join(piece.text for piece in row)
    if exactly and is_first:
        own = _exact(paragraph, row, text, levels)
        if own is not None:
            return own
    if not text.strip(SPACES):
        return _Line("")
    if paragraph.item is not None and not paragraph.is_heading:
        level = levels.of(*paragraph.item, paragraph.indent) if is_first else levels.last + 1
        words = text.lstrip(SPACES)
        # A bullet that was typed at the start of a broken line is one, below the item that it stands in.
        return _Line("  " * (level - 1) + (f"- {with_inner_escape(words)}" if is_first else words))
    label = _label(row, paragraph)
    if label:
        levels.clear()
        return _Line(label, is_label=True)
    if is_first and (paragraph.is_heading or _is_bold(row, paragraph)):
        levels.clear()
        return _Line(f"### {with_inner_escape(text.strip(SPACES))}", is_head=True)
    columns = min(max(paragraph.indent or 0, 0) // COLUMN, MAX_COLUMNS)
    if not columns and text[0] not in SPACES:
        levels.clear()
    return _Line(" " * columns + text, split_label(text.lstrip(SPACES)) is not None, search_key(text) in INVOCATIONS)


def _exact(paragraph: Paragraph, row: Sequence[Piece], text: str, levels: _Levels) -> _Line | None:
    """A line of ours as it stood; None for one that somebody wrote into the file."""
    inside = "  " if paragraph.indent else ""
    named = any(piece.style in (SPEAKER_NAME, POST_NAME) for piece in row)
    if paragraph.style == TURN_NAME and (named or text.startswith(":")):
        return _our_label(row)
    if paragraph.item is not None:
        return _Line("  " * paragraph.item[1] + f"- {with_inner_escape(text)}")
    if paragraph.is_heading and not _label(row, paragraph):
        return _Line(f"{inside}### {with_inner_escape(text)}")
    if paragraph.style == VERBATIM_NAME:
        return _Line(inside + ("\\" + text if needs_escape(text.lstrip("\\")) else text))
    return None


def _our_label(row: Sequence[Piece]) -> _Line | None:
    """The label by the styles of name and post; what follows the colon is the lead."""
    speaker = "".join(piece.text for piece in row if piece.style == SPEAKER_NAME)
    post = "".join(piece.text for piece in row if piece.style == POST_NAME)
    rest = "".join(piece.text for piece in row if piece.style not in (SPEAKER_NAME, POST_NAME)).lstrip(SPACES)
    if not rest.startswith(COLONS) or max(len(speaker), len(post)) > MAX_NAME:
        return None
    label = join_label(speaker, post.removeprefix("(").removesuffix(")"))
    lead = rest[1:]
    return _Line(f"{label} {with_inner_escape(lead.removeprefix(' '))}" if lead else label, is_label=True)


def _label(row: Sequence[Piece], paragraph: Paragraph) -> str:
    """The speaker's line that a bold beginning makes; empty where there is none.

    The colon is bold or not; a post in parentheses may stand between the bold name and it. In a heading only what is
    bold by itself counts.
    """
    bold, rest = _bold_beginning(row, paragraph)
    name = bold.strip(SPACES)
    if name.endswith(COLONS):
        name = name[:-1].rstrip(SPACES)
    elif rest.lstrip(SPACES).startswith(COLONS):
        rest = rest.lstrip(SPACES)[1:]
    elif post := _POST_AND_COLON.match(rest):
        name, rest = f"{name} ({post[1].strip(SPACES)})", rest[post.end() :]
    else:
        return ""
    if not name:
        return ""
    lead = rest.lstrip(SPACES)
    name = re.sub(r"[\\*]", r"\\\g<0>", name)
    line = f"**{name}:** {with_inner_escape(lead)}" if lead else f"**{name}:**"
    return line if split_label(line) is not None else ""


def _bold_beginning(row: Sequence[Piece], paragraph: Paragraph) -> tuple[str, str]:
    """The text of a line up to where it is no longer bold, and the rest of it."""
    by_itself = False if paragraph.is_heading else paragraph.is_bold
    end = 0
    for at, piece in enumerate(row):
        if piece.bold if piece.bold is not None else by_itself:
            end = at + 1
        elif piece.text.strip(SPACES):
            break
    return "".join(piece.text for piece in row[:end]), "".join(piece.text for piece in row[end:])


def _is_bold(row: Sequence[Piece], paragraph: Paragraph) -> bool:
    """Whether a line is bold from end to end, and no longer than what anybody takes for a heading."""
    bold, rest = _bold_beginning(row, paragraph)
    return bool(bold.strip(SPACES)) and not rest.strip(SPACES) and len(bold) <= MAX_NAME


class _Levels:
    """The levels of the items of one list region, in which several lists of the file may stand one in another."""

    def __init__(self) -> None:
        self.clear()

    def clear(self) -> None:
        self.offsets: dict[str, int] = {}
        self.open: list[tuple[int | None, int]] = []
        self.last = 1

    def of(self, number: str, level: int, indent: int | None) -> int:
        """The level, from 1, of an item on `level`, from 0, of list `number`.

        Inside a list its own levels count; another list that stands further in lies inside the item before it.
        """
        if number not in self.offsets:
            below = 0
            if indent is not None:
                below = max((at for its, at in self.open if its is not None and its + DEEPER < indent), default=0)
            self.offsets[number] = max(below + 1 - level, 1) if self.open else 1
        raw = self.offsets[number] + level
        self.open = [(its, at) for its, at in self.open if at < raw] + [(indent, raw)]
        self.last = min(len(self.open), MAX_LEVEL)  # levels that nobody used don't count
        return self.last
