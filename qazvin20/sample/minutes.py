"""The minutes of the sample: written, sent round, confirmed, published, corrected; each as far as it has come."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from meetings.confirmation.publication import publish_in_sample
from meetings.models import Attachment, Block, CorrectionRequest, Meeting, Mention, Minutes, Turn, TurnRevision
from people.models import Body, Person, Round
from people.models.person import Confidence
from projects.models import Project, RaisedTitle, Theme
from qazvin20.sample.diary import Diary, at, later
from qazvin20.sample.draw import Lots, words
from qazvin20.sample.meetings import Held, guild_of
from qazvin20.sample.people import SEATS, Cast
from qazvin20.sample.speech import Line, Said
from records.audience import Audience
from records.models import StoredFile

# How far the newest minutes have come; all others are published.
OPEN = {
    (5, 11): Minutes.State.CONFIRMED,
    (5, 12): Minutes.State.RETURNED,
    (5, 13): Minutes.State.IN_REVIEW,
    (5, 14): Minutes.State.DRAFT,
}
FOR_MEMBERS = {(4, 7), (5, 9)}
CORRECTED = {(2, 5): Audience.EVERYONE, (5, 3): Audience.MEMBERS}  # a second edition, and for whom
BEING_CORRECTED = {(5, 5)}  # published, and the next edition in the making
SUMMARIES = {(1, 1), (1, 9), (3, 20)}
ANNEXES = {(2, 5), (5, 2), (5, 4)}
TARGETS = {Theme: "theme", Project: "project", RaisedTitle: "title", Round: "round", Body: "body", Person: "person"}


@dataclass
class Written:
    """Minutes with their lines: those that are decisions, the guild's demands, and those marked otherwise."""

    held: Held
    minutes: Minutes
    blocks: list[Block] = field(default_factory=list)
    demands: list[Block] = field(default_factory=list)
    proposed: dict[str, Block] = field(default_factory=dict)  # by what is proposed in the line

    @property
    def decisions(self) -> list[Block]:
        return [block for block in self.blocks if block.mark == Block.Mark.DECISION]


class Writer:
    """Writes the minutes of a meeting that was held, and plans what becomes of them."""

    def __init__(self, cast: Cast, diary: Diary, gaps: dict[int, int]) -> None:
        """`gaps`: the days between two meetings, by round: minutes are confirmed at the meeting after theirs."""
        self.cast, self.diary, self.gaps = cast, diary, gaps
        self.when_written: list[Callable[[Written], None]] = []
        self.when_published: list[Callable[[Written], None]] = []

    def write(self, held: Held) -> None:
        place = (held.round_number, held.meeting.number)
        held.said = self._talk(held)
        kind = Minutes.Kind.SUMMARY if place in SUMMARIES else held.lots.one(list(Minutes.Kind)[:2])
        minutes = Minutes.objects.create(meeting=held.meeting, kind=kind, state=Minutes.State.DRAFT)
        written = Written(held, minutes)
        self._save(written)
        if place in ANNEXES:
            self._attach(held)
        state = OPEN.get(place, Minutes.State.PUBLISHED)
        written_on = min(later(held.day, 4), later(self.diary.today, 4))
        self.diary.plan(written_on, self._note_draft, written)
        for step in self.when_written:
            step(written)
        if state == Minutes.State.PUBLISHED:
            self.diary.plan(later(held.day, self.gaps[held.round_number] + 3), self._publish, written)
        elif state != Minutes.State.DRAFT:
            self.diary.plan(later(held.day, 7), self._send_round, written, state)
        else:
            self._revise(written)

    def _talk(self, held: Held) -> list[Said]:
        scene, lots, guild = held.scene, held.lots, guild_of(held.round_number, held.meeting.number)
        seats = self.cast.seats[held.round_number][2 : SEATS - 1]
        speakers = [*held.officials[:3], *((person, self._calling(person, lots)) for person in lots.some(seats, 4))]
        wanted = 38 if guild is not None else 48
        said = [scene.opening(held.chair)]
        for person, post in lots.shuffled(speakers):
            if sum(len(turn.lines) for turn in said) < wanted:
                said.append(scene.turn(person, post, lots.number(7, 11)))
        if guild is not None and held.guild[0].person:
            said.append(scene.guild(held.guild[0].person, words("guilds")[guild]))
        said.append(scene.closing(held.chair, lots.number(2, 5)))
        return said

    def _calling(self, person: Person, lots: Lots) -> str:
        """Members sit as natural persons; what they do otherwise is only sometimes written down."""
        return self.cast.callings.get(person.pk, "") if lots.chance(30) else ""

    def _save(self, written: Written) -> None:
        held = written.held
        rows: list[Block] = []
        lines: list[Line] = []
        turns = Turn.objects.bulk_create(
            Turn(
                minutes=written.minutes,
                position=position,
                speaker_as_written=said.name,
                post_as_written=said.post,
                person=said.speaker,
                confidence=Confidence.PROBABLE if held.lots.chance(8) else Confidence.CERTAIN,
                key=held.lots.key(),
            )
            for position, said in enumerate(held.said, start=1)
        )
        for turn, said in zip(turns, held.said, strict=True):
            for position, line in enumerate(said.lines, start=1):
                rows.append(self._block(turn, position, len(rows) + 1, line, held))
                lines.append(line)
        for number, row in enumerate((row for row in rows if row.mark == Block.Mark.DECISION), start=1):
            row.decision_number = number
        written.blocks = Block.objects.bulk_create(rows, batch_size=500)
        written.proposed = {line.wish: row for row, line in zip(written.blocks, lines, strict=True) if line.wish}
        written.demands = [row for row, line in zip(written.blocks, lines, strict=True) if line.is_demand]
        Mention.objects.bulk_create(
            Mention(block=row, **{TARGETS[type(target)]: target})
            for row, line in zip(written.blocks, lines, strict=True)
            for target in line.targets
        )

    def _block(self, turn: Turn, position: int, number: int, line: Line, held: Held) -> Block:
        return Block(
            turn=turn,
            position=position,
            number=number,
            kind=line.kind,
            level=line.level,
            text=line.text,
            key=held.lots.key(),
            mark=line.mark,
            executor=line.executor,
            executor_as_written=line.executor.name if line.executor else "",
            deadline=later(held.day, line.days) if line.executor else None,
            follow_up=held.secretary if line.executor and held.lots.chance(50) else None,
        )

    def _note_draft(self, written: Written) -> None:
        meeting, minutes = written.held.meeting, written.minutes
        by = self.cast.users["secretary"]
        self.diary.note("minutes.imported", meeting, by=by, version=minutes.number, snapshot=minutes.snapshot())
        self._dated(minutes, self.diary.today)

    def _send_round(self, written: Written, state: Minutes.State) -> None:
        """In review, confirmed or returned; with what members wish to have corrected."""
        minutes, meeting, users = written.minutes, written.held.meeting, self.cast.users
        steps = [(Minutes.State.IN_REVIEW, "minutes.sent_for_review", users["secretary"], "")]
        if state == Minutes.State.RETURNED:
            steps.append((state, "minutes.returned", users["confirmer"], "دو بند با صدای جلسه همخوان نیست."))
        elif state == Minutes.State.CONFIRMED:
            steps.append((state, "minutes.confirmed", users["confirmer"], ""))
        for version, (now, action, by, reason) in enumerate(steps, start=2):
            Minutes.objects.filter(pk=minutes.pk).update(state=now, version=version)
            minutes.refresh_from_db()
            self.diary.note(action, meeting, by=by, snapshot=minutes.snapshot(), reason=reason)
        if state in (Minutes.State.IN_REVIEW, Minutes.State.RETURNED):
            self._ask_for_corrections(written)
        self._dated(minutes, self.diary.today)

    def _publish(self, written: Written) -> None:
        held, minutes = written.held, written.minutes
        place = (held.round_number, held.meeting.number)
        following = Meeting.objects.filter(
            round=held.meeting.round, number=held.meeting.number + 1, state=Meeting.State.HELD
        )
        minutes.confirmed_at_meeting = following.first()
        minutes.save(update_fields=["confirmed_at_meeting"])
        audience = Audience.MEMBERS if place in FOR_MEMBERS else Audience.EVERYONE
        self._issue(minutes, audience, held.lots)
        for step in self.when_published:
            step(written)
        if place in CORRECTED or place in BEING_CORRECTED:
            self.diary.plan(later(self.diary.today, 21), self._correct, written)

    def _issue(self, minutes: Minutes, audience: Audience, lots: Lots, reason: str = "") -> None:
        publish_in_sample(
            minutes,
            by=self.cast.users["confirmer"],
            audience=audience,
            code=lots.code(),
            at=at(self.diary.today, 13, lots.number(0, 59)),
            reason=reason,
        )
        self._dated(minutes, self.diary.today)

    def _correct(self, written: Written) -> None:
        """The next edition: the same lines under the same keys, with one of them put right."""
        held, lots = written.held, written.held.lots
        place, reason = (held.round_number, held.meeting.number), words("followup")["second_edition"]
        before = written.minutes
        minutes = Minutes.objects.create(meeting=held.meeting, number=2, kind=before.kind, reason=reason)
        copies: list[Block] = []
        for turn in before.turns.prefetch_related("blocks__mentions").order_by("position"):
            blocks = list(turn.blocks.order_by("position"))
            turn.pk, turn.minutes = None, minutes
            turn.save(force_insert=True)
            for block in blocks:
                mentions = list(block.mentions.all())
                block.pk, block.turn = None, turn
                if len(copies) == 9:
                    block.text = block.text.rstrip(".") + "، چنان‌که در نوار جلسه آمده است."
                block.save(force_insert=True)
                copies.append(block)
                for mention in mentions:
                    mention.pk, mention.block = None, block
                Mention.objects.bulk_create(mentions)
        by = self.cast.users["secretary"]
        self.diary.note(
            "minutes.correction_begun", held.meeting, by=by, version=2, snapshot=minutes.snapshot(), reason=reason
        )
        if place in CORRECTED:
            self._issue(minutes, CORRECTED[place], lots, reason=reason)
        self._dated(minutes, self.diary.today)

    def _ask_for_corrections(self, written: Written) -> None:
        lots, said = written.held.lots, words("followup")
        states = [CorrectionRequest.State.OPEN, CorrectionRequest.State.ACCEPTED, CorrectionRequest.State.DECLINED]
        blocks = lots.some([block for block in written.blocks if not block.mark], 4)
        for index, (block, wish) in enumerate(zip(blocks, said["corrections"], strict=False)):
            state = states[index % 3]
            is_open = state == CorrectionRequest.State.OPEN
            request = CorrectionRequest.objects.create(
                minutes=written.minutes,
                block=block,
                block_text=block.text,
                wish=wish,
                asked_by=self.cast.users["member"],
                state=state,
                answer="" if is_open else said["correction_answers"][index % 3 - 1],
                answered_at=None if is_open else at(later(self.diary.today, 1), 15),
            )
            CorrectionRequest.objects.filter(pk=request.pk).update(asked_at=at(self.diary.today, 8, 10 + index))
            self.diary.note(
                "correction.asked",
                written.held.meeting,
                by=self.cast.users["member"],
                reason=wish,
                snapshot={"request": request.pk, "line": str(block.key), "block_text": block.text, "wish": wish},
            )

    def _revise(self, written: Written) -> None:
        """A draft under somebody's pen: what was there at two of the autosaves."""
        by, turns = self.cast.users["secretary"], list(written.minutes.turns.order_by("position")[:2])
        for version, turn in enumerate(turns, start=1):
            text = "\n".join(block.text for block in turn.blocks.order_by("position"))
            row = TurnRevision.objects.create(
                minutes=written.minutes, turn_key=turn.key, version=version, text=text,
                editor_id=by.pk, editor_name=by.display_name,
            )  # fmt: skip
            TurnRevision.objects.filter(pk=row.pk).update(at=at(self.diary.today, 18, version))

    def _attach(self, held: Held) -> None:
        """A short report that was handed out at the meeting."""
        said = held.scene.subjects.words(held.themes[0])
        text = "\n".join([said["title"], "", said["explanation"], *(f"- {line}" for line in said["remarks"])])
        file = StoredFile.objects.keep(text.encode(), name="report.txt", content_type="text/plain")
        StoredFile.objects.filter(pk=file.pk).update(created_at=at(held.day))
        Attachment.objects.create(
            meeting=held.meeting, file=file, title=f"گزارش {said['title']}", audience=Audience.EVERYONE
        )

    def _dated(self, minutes: Minutes, day: date) -> None:
        """The columns that say when a row was made and changed say when it was in the sample's time."""
        created = at(later(day, -1) if minutes.is_published else day, 9)
        Minutes.objects.filter(pk=minutes.pk).update(created_at=created, changed_at=at(day, 14))
