"""From the rows of open minutes to the page on which they are written."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID, uuid4

from django.db.models import Count
from django.urls import NoReverseMatch, reverse

from meetings.models import Attendance, Block, Meeting, Mention, Minutes, Presence, Turn
from meetings.models.mention import TARGETS
from meetings.page import MarginNote, TurnLines, turn_lines
from meetings.planning.roll import bar_of
from meetings.sheet import BlockSheet, TurnSheet
from meetings.sheet_of import PRESENT
from meetings.writing.line_ties import Losing
from meetings.writing.page import (
    Choice,
    ClosedPage,
    Compared,
    ConflictPanel,
    LosingPanel,
    Pen,
    TurnRow,
    WritingPage,
)
from meetings.writing.turn_form import TurnForm
from meetings.writing.turn_revisions import Standing
from meetings.writing.turn_text import shown
from people.models import User
from people.models.person import Confidence
from persian.numbers import ordinal_words, persian_digits
from records.pager import Link

MANY_LINES = 600  # of a text; longer ones are shown whole, not compared
SHOWN_SEATS = 200


@dataclass(frozen=True)
class Asked:
    """What is asked for: a turn, or a new one (with `after`: behind which turn), and what came of what was sent."""

    key: UUID | None = None
    after: UUID | None = None
    is_new: bool = False
    form: TurnForm | None = None
    standing: Standing | None = None
    losing: Losing | None = None
    removes: bool = False  # the lines would go with their turn


def writing_page(minutes: Minutes, user: User, asked: Asked) -> WritingPage:
    """The page for one writer. The same number of queries however many turns there are."""
    meeting = minutes.meeting
    base = reverse("meeting_write", args=meeting.address)
    turns = list(minutes.turns.annotate(lines=Count("blocks")).select_related("person").order_by("position"))
    here = list(Presence.objects.here().filter(minutes=minutes).exclude(user=user).select_related("user"))
    current = _current(turns, asked)
    pen = _pen(minutes, turns, current, asked, base)
    return WritingPage(
        over=(Link("جلسات", reverse("meetings")), Link(str(meeting), meeting.get_absolute_url())),
        title=f"نگارش {minutes}",
        state=str(minutes.get_state_display()),
        minutes=minutes.pk,
        order_version=minutes.version,
        user=user.pk,
        base=base,
        turns=tuple(
            TurnRow(
                key=str(turn.key),
                number=persian_digits(turn.position),
                speaker=turn.speaker_as_written or "بی‌نام",
                count=f"{persian_digits(turn.lines)} بند",
                href=f"{base}?turn={turn.key}",
                is_current=current is not None and turn.pk == current.pk,
                others="، ".join(row.user.display_name for row in here if row.turn_key == turn.key),
            )
            for turn in turns
        ),
        new_href=f"{base}?after={turns[-1].key}" if turns else f"{base}?after=",
        others="، ".join(row.user.display_name for row in here),
        seats=_seats(meeting),
        roll=bar_of(meeting),
        pen=pen,
        read_href=reverse("meeting_draft", args=meeting.address),
        find_href=f"{reverse('person_find')}?meeting={'-'.join(map(str, meeting.address))}",
    )


def _current(turns: Sequence[Turn], asked: Asked) -> Turn | None:
    """The turn whose pen is shown: the one asked for, else the last; None for a new one."""
    if asked.key is not None:
        return next((turn for turn in turns if turn.key == asked.key), None)
    return None if asked.is_new or not turns else turns[-1]


def _pen(minutes: Minutes, turns: Sequence[Turn], turn: Turn | None, asked: Asked, base: str) -> Pen:
    meeting = minutes.meeting
    conflict = _conflict(asked, base)
    losing = None
    if asked.losing:
        rows = asked.losing.held or asked.losing.loses
        losing = LosingPanel(bool(asked.losing.held), rows, removes=asked.removes)
    if turn is None:
        key = asked.key or uuid4()
        # Without a word to the contrary a new turn comes last; one whose neighbour is gone as well.
        after = asked.after if asked.is_new or asked.after else (turns[-1].key if turns else None)
        return Pen(
            key=str(key),
            title="نوبت تازه",
            action=reverse("turn", args=[*meeting.address, key]),
            version=0,
            is_new=True,
            after=str(after or ""),
            before="",
            person="",
            person_href="",
            person_name="",
            is_probable=False,
            form=asked.form or TurnForm(meeting=meeting),
            conflict=conflict,
            losing=losing,
        )
    turn.minutes = minutes
    at = turn.position - 1
    blocks = list(turn.blocks.order_by("position"))
    form = asked.form
    if form is None:
        said = {"speaker": turn.speaker_as_written, "post": turn.post_as_written, "text": shown(turn, blocks).text}
        form = TurnForm(meeting=meeting, turn=turn, initial=said)
    numbered = sum(other.lines for other in turns[:at])  # type: ignore[attr-defined]
    return Pen(
        key=str(turn.key),
        title=f"نوبت {ordinal_words(turn.position)}",
        action=reverse("turn", args=[*meeting.address, turn.key]),
        version=turn.version,
        is_new=False,
        after="",
        before=str(turns[at - 1].key) if at else "",
        person=str(turn.person_id or ""),
        person_href=turn.person.get_absolute_url() if turn.person else "",
        person_name=str(turn.person) if turn.person else "",
        is_probable=turn.confidence == Confidence.PROBABLE,
        form=form,
        lines=_lines(turn, blocks, numbered, meeting),
        can_move_up=at > 0,
        can_move_down=at < len(turns) - 1,
        conflict=conflict,
        losing=losing,
    )


def _lines(turn: Turn, blocks: Sequence[Block], before: int, meeting: Meeting) -> TurnLines:
    """The stored lines as they will be read, each with what it is tied to and the way to its page."""
    notes: dict[int, list[MarginNote]] = {}
    numbers = {block.pk: before + place for place, block in enumerate(blocks, start=1)}
    for mention in Mention.objects.filter(block__turn=turn).select_related(*TARGETS).order_by("id"):
        target = mention.target
        note = MarginNote("ارجاع:", str(target), target.get_absolute_url())  # type: ignore[attr-defined]
        notes.setdefault(numbers[mention.block_id], []).append(note)
    for block in blocks:
        number = numbers[block.pk]
        link = MarginNote(
            "", f"نشان و ارجاع بند {persian_digits(number)}", reverse("line", args=[*meeting.address, block.key])
        )
        notes.setdefault(number, []).append(link)
    sheet = TurnSheet(
        number=turn.position,
        speaker=turn.speaker_as_written,
        post=turn.post_as_written,
        person_id=turn.person_id,
        blocks=tuple(
            BlockSheet(
                numbers[block.pk],
                block.kind,
                block.level,
                block.text,
                str(block.get_mark_display()) if block.mark else "",
            )
            for block in blocks
        ),
    )
    return turn_lines(sheet, notes)


def _conflict(asked: Asked, base: str) -> ConflictPanel | None:
    told = asked.standing
    if told is None or asked.form is None:
        return None
    mine = str(asked.form["text"].value() or "")
    return ConflictPanel(
        by=told.by,
        at=told.at,
        speaker=told.speaker,
        text=told.text,
        href=f"{base}?turn={asked.key}" if told.version else base,
        is_gone=not told.version,
        lines=compared(told.text, mine),
    )


def compared(theirs: str, mine: str) -> tuple[Compared, ...]:
    """Two texts line by line; nothing for texts that are too long to compare while somebody waits."""
    before, after = theirs.split("\n"), mine.split("\n")
    if max(len(before), len(after)) > MANY_LINES:
        return ()
    lines: list[Compared] = []
    for tag, i1, i2, j1, j2 in difflib.SequenceMatcher(None, before, after, autojunk=True).get_opcodes():
        if tag == "equal":
            lines += [Compared("same", text) for text in before[i1:i2]]
        else:
            lines += [Compared("theirs", text) for text in before[i1:i2]]
            lines += [Compared("mine", text) for text in after[j1:j2]]
    return tuple(line for line in lines if line.text.strip())


def _seats(meeting: Meeting) -> tuple[Choice, ...]:
    seats = meeting.attendance.filter(status__in=[*PRESENT, Attendance.Status.EXPECTED]).order_by("position", "id")
    return tuple(
        Choice(str(seat.pk), f"{seat.name_as_written} ({seat.post_as_written})" if seat.post_as_written else str(seat))
        for seat in seats[:SHOWN_SEATS]
    )


def closed_page(
    meeting: Meeting, minutes: Minutes | None, sentence: str, *, text: str = "", may_begin: bool = False
) -> ClosedPage:
    """Why minutes can't be written now, and the next step. `text` is what somebody sent all the same."""
    address = meeting.address
    links = []
    if minutes is not None and not minutes.is_published:
        links.append(Link("دیدن پیش‌نویس و گام بعدی آن", reverse("meeting_draft", args=address)))
    elif minutes is not None and (href := _if_there("correction_start", address)):
        links.append(Link("آغاز اصلاح صورتجلسه", href))
    links.append(Link("صفحه جلسه", meeting.get_absolute_url()))
    return ClosedPage(
        over=(Link("جلسات", reverse("meetings")), Link(str(meeting), meeting.get_absolute_url())),
        title=f"نگارش صورتجلسه {meeting.name}",
        sentence=sentence,
        links=tuple(links),
        start_href=reverse("meeting_write_start", args=address) if may_begin else "",
        text=text,
    )


def _if_there(name: str, address: tuple[int, int]) -> str:
    try:
        return reverse(name, args=address)
    except NoReverseMatch:
        return ""
