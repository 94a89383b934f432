"""Text to turns and blocks, and back, without the loss of a character.

`read` understands the text of minutes as it was typed, pasted or imported; `write` gives the same turns as canonical
text, which an editor can show. The browser's preview follows the same grammar; both are tested on
tests/meetings/outline_examples.json, whose first entry says how to read it.

The grammar, line by line (a line ends with CR LF, LF or CR and with nothing else; a BOM at the very start is dropped):

1. A line of nothing but white space is blank. It separates nothing: a list goes on after it.
2. A speaker's line begins with a bold label and a colon, inside or outside the asterisks: `**name (post):** lead` or
   `**name (post)**: lead`. Nothing else makes a speaker, above all no colon alone. The post is what the last pair of
   parentheses at the label's end holds. What follows the label is the lead; there may be none. In a label, a backslash
   takes the meaning from an asterisk, a parenthesis or a backslash. A line inside a list (5) is no speaker's line, nor
   is one with a name or a post of more than 200 characters. No white space follows the opening asterisks, nor a third.
3. A bullet is a marker and a text: one of - – — − ‐ * · ـ and white space; a sign such as • ▪ ● ○ with or without it;
   «o» or «§» and a tab; a number of one or two digits of any script with - – . ) and white space (a Persian letter
   may follow the dash or the parenthesis at once); «الف» or one Persian letter with - or ) and white space. So
   «ج. ا. ایران» and «۱۳۸۸- …» are no bullets.
4. A bullet's level is 1 to 9. Its indentation is the width of the white space before the marker (a tab reaches to the
   next multiple of 4). More than the bullet before: one level deeper, however much more. The same: the same level.
   Less: the level of the nearest open bullet that is not indented more. The first bullet of a list has level 1.
5. A line that is no bullet is inside the list when it is indented more than the list's outermost bullets. Any other
   line that is no bullet ends the list.
6. A sub-heading is `# text` to `###### text`; or a line bold from end to end; or a line of at most 80 characters that
   ends with a colon, when the next line that is not blank is a bullet.
7. Every other line is a paragraph of its own, also right after a bullet: the line is what is cited. Tables, HTML tags,
   images, quotations, fences, rules, and markers without a text are paragraphs as they stand, and reported.
8. A backslash at the start of a line makes a paragraph of what follows it, and at the start of a lead, of a bullet's or
   of a `#` heading's text it keeps what follows as it is; but only where what follows, after any more backslashes,
   would be read otherwise (a marker, a label, white space, nothing at all). Any other backslash is text.
9. The text of one turn without its label (a body) has two rules of its own. Its first line is the lead, unless it is
   blank, a bullet, a `#` heading, a bold line or a speaker's line; a lead that would be read as one of these, or with
   white space at its start, has a backslash before it. A speaker's line opens no turn there: it is a paragraph as it
   stands, and reported.

A block's text is everything after indentation, marker or label to the end of the line, white space there included. Of
a bold line the asterisks, and the white space after them, are marker. Directional marks before or at a marker belong
to it. Nothing inside a text is changed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from meetings.outline_grammar import (
    MARKS,
    MAX_LEVEL,
    SPACES,
    bold_line,
    heading_text,
    indent_width,
    is_foreign,
    is_marked,
    marker_end,
    may_be_subheading,
    needs_escape,
    needs_inner_escape,
    split_label,
)
from meetings.outline_writing import Block, BlockKind, Turn, write, write_body

__all__ = ["Block", "Body", "Outline", "Problem", "Turn", "read", "read_body", "write", "write_body"]

MAX_BLOCK = 20_000  # characters (code points) of a block; longer ones are kept whole and reported
PROBLEM_EXCERPT = 200

# What a Word file has besides text (meetings/documents/word_outline.py).
LeftOutKind = Literal[
    "head", "frame", "margin", "table", "picture", "text_box", "object", "formula", "footnote", "comment",
    "deleted", "inserted", "hidden",
]  # fmt: skip
ProblemKind = Literal["before_first_speaker", "too_long", "not_understood", "speaker", LeftOutKind]


@dataclass(frozen=True, slots=True)
class Problem:
    """A line that a human should look at: its number from 1, why, and the first 200 characters of its text."""

    line: int
    kind: ProblemKind
    text: str


@dataclass(frozen=True, slots=True)
class Outline:
    """What was understood of a text, and the lines about which there is doubt, in the order of the lines."""

    turns: tuple[Turn, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Body:
    """What was understood of the text below one speaker's label, and the lines about which there is doubt."""

    blocks: tuple[Block, ...]
    problems: tuple[Problem, ...]


def read(text: str) -> Outline:
    """The turns and blocks of a text, by the grammar above. Takes any text; nothing is refused, doubts are reported."""
    return _Reader(_lines(text)).outline()


def read_body(text: str) -> Body:
    """The blocks of what stands below a speaker's label, by rule 9. Takes any text; nothing is refused."""
    return _BodyReader(_lines(text)).body()


def _lines(text: str) -> list[str]:
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")


class _Reader:
    """One pass over the lines; knows the open turn and, as a stack of indentations, the open list."""

    def __init__(self, lines: Sequence[str]) -> None:
        self.lines = lines
        self.turns: list[Turn] = []
        self.problems: list[Problem] = []
        self.speaker: tuple[str, str, int] | None = None
        self.blocks: list[Block] = []
        self.indents: list[int] = []
        self.last_indent = 0

    def outline(self) -> Outline:
        for number, line in enumerate(self.lines, 1):
            content = line.lstrip(SPACES)
            if content:
                self._take(number, line, content)
        self._close_turn()
        return Outline(tuple(self.turns), tuple(self.problems))

    def _take(self, number: int, line: str, content: str) -> None:
        end = marker_end(line)
        if end >= 0:
            self._add(number, "bullet", _without_inner_escape(line[end:]), self._level(line))
            return
        if not (self.indents and indent_width(line[: len(line) - len(content)]) > self.indents[0]):
            self.indents.clear()
            label = split_label(content)
            if label is not None:
                self._open_turn(number, *label)
                return
        if content[0] == "\\" and needs_escape(content.lstrip("\\")):
            self._add(number, "paragraph", content[1:])
            return
        heading = heading_text(content)
        if heading is not None:
            self._add(number, "subheading", _without_inner_escape(heading))
            return
        bold = bold_line(content)
        if bold is not None:
            self._add(number, "subheading", bold)
        elif is_foreign(content):
            self._add(number, "paragraph", content)
            self._doubt(number, "not_understood", content)
        else:
            leads_list = may_be_subheading(content) and self._bullet_follows(number)
            self._add(number, "subheading" if leads_list else "paragraph", content)

    def _level(self, line: str) -> int:
        """The level of a bullet, from its indentation and the open bullets; remembers it as open."""
        indent = indent_width(line[: len(line) - len(line.lstrip(SPACES + MARKS))])
        if not self.indents or (indent > self.last_indent and len(self.indents) < MAX_LEVEL):
            self.indents.append(indent)
        while len(self.indents) > 1 and self.indents[-1] > indent:
            self.indents.pop()
        self.indents[0] = min(self.indents[0], indent)
        self.last_indent = indent
        return len(self.indents)

    def _bullet_follows(self, number: int) -> bool:
        for at in range(number, len(self.lines)):
            if self.lines[at].lstrip(SPACES):
                return marker_end(self.lines[at]) >= 0
        return False

    def _open_turn(self, number: int, speaker: str, post: str, lead: str) -> None:
        self._close_turn()
        self.speaker = (speaker, post, number)
        if not speaker:
            self._doubt(number, "not_understood", self.lines[number - 1])
        if lead:
            self._add(number, "lead", _without_inner_escape(lead))

    def _close_turn(self) -> None:
        if self.speaker is not None:
            speaker, post, line = self.speaker
            self.turns.append(Turn(speaker, post, tuple(self.blocks), line))
        elif self.blocks:
            self.turns.append(Turn("", "", tuple(self.blocks), self.blocks[0].line))
        self.blocks = []
        self.indents = []

    def _add(self, number: int, kind: BlockKind, text: str, level: int = 0) -> None:
        self.blocks.append(Block(kind, level, text, number))
        if self.speaker is None:
            self._doubt(number, "before_first_speaker", text)
        if len(text) > MAX_BLOCK:
            self._doubt(number, "too_long", text)
        elif not text:
            self._doubt(number, "not_understood", text)

    def _doubt(self, number: int, kind: ProblemKind, text: str) -> None:
        self.problems.append(Problem(number, kind, text[:PROBLEM_EXCERPT]))


def _without_inner_escape(text: str) -> str:
    return text[1:] if text.startswith("\\") and needs_inner_escape(text.lstrip("\\")) else text


class _BodyReader(_Reader):
    """The same below a speaker's label: the first line may be the lead, and a label opens nothing."""

    def __init__(self, lines: Sequence[str]) -> None:
        super().__init__(lines)
        self.speaker = ("", "", 0)

    def body(self) -> Body:
        outline = self.outline()
        return Body(outline.turns[0].blocks, outline.problems)

    def _take(self, number: int, line: str, content: str) -> None:
        if number > 1 or marker_end(line) >= 0:
            super()._take(number, line, content)
        elif content[0] == "\\" and is_marked(content.lstrip("\\")):
            self._add(number, "lead", content[1:])
        elif any(sign(content) is not None for sign in (heading_text, bold_line, split_label)):
            super()._take(number, line, content)
        else:
            self._add(number, "lead", content)
            if is_foreign(content):
                self._doubt(number, "not_understood", content)

    def _open_turn(self, number: int, speaker: str, post: str, lead: str) -> None:
        line = self.lines[number - 1].lstrip(SPACES)
        self._add(number, "paragraph", line)
        self._doubt(number, "speaker", line)
