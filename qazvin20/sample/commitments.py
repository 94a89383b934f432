"""What bodies of the sample took upon themselves, in every state: from decisions, clauses and demands."""

from __future__ import annotations

from datetime import date

from commitments.models import Commitment, CommitmentEvidence, CommitmentReport, Extension
from guilds.models import Demand
from meetings.models import Block
from people.models import Body
from qazvin20.sample.diary import LAST_DAY, Diary, at, later
from qazvin20.sample.draw import Lots, words
from qazvin20.sample.minutes import Written
from qazvin20.sample.people import Cast
from records.audience import Audience
from records.followup import Report
from records.models import StoredFile
from statements.models import Clause

State = Commitment.State
# What became of old ones, and how those stand that are still open.
ENDED = (State.CLOSED, State.DONE, State.CLOSED, State.DONE, State.CANNOT_BE_DONE, State.STOPPED, State.DROPPED)
RUNNING = (State.IN_HAND, State.IN_HAND, State.NOTIFIED, State.REGISTERED, State.DONE)
PLACE = {State.NOTIFIED: 1, State.IN_HAND: 2}  # how many steps beyond «registered»


class Commitments:
    """Registers what was decided and follows it: notified, in hand, reported on, put off, done."""

    def __init__(self, cast: Cast, diary: Diary, seed: int) -> None:
        self.cast, self.diary = cast, diary
        self.lots = Lots(seed, "commitments")
        self.count = 0

    def from_decisions(self, written: Written) -> None:
        audience = Audience.EVERYONE if self.lots.chance(85) else Audience.MEMBERS
        for block in written.decisions:
            if block.executor is not None and self.lots.chance(75):
                self._register(block, block.executor, block.deadline, block.text, audience)

    def plan_last(self, clauses: list[Clause], demands: list[Demand]) -> None:
        """Plan those from clauses of statements and from demands, once all of these are there."""
        self.diary.plan(later(LAST_DAY, -6), self._from_clauses, clauses)
        self.diary.plan(later(LAST_DAY, -5), self._from_demands, demands)

    def _from_clauses(self, clauses: list[Clause]) -> None:
        for clause in self.lots.some(clauses, 24):
            body = self.cast.bodies[self.lots.one(["municipality", "council", "governor"])]
            deadline = later(LAST_DAY, self.lots.one([-20, 60, 120, 240, 400]))
            self._register(clause, body, deadline, clause.text, Audience.EVERYONE)

    def _from_demands(self, demands: list[Demand]) -> None:
        referred = [demand for demand in demands if demand.state != Demand.State.RECORDED]
        for demand in self.lots.some(referred, 18):
            body = self.cast.bodies[self.lots.one(["municipality", "trade", "insurance"])]
            deadline = later(LAST_DAY, self.lots.one([-12, 30, 90, 150, 300]))
            self._register(demand, body, deadline, demand.text, demand.audience)

    def _register(
        self, source: Block | Clause | Demand, body: Body, deadline: date | None, task: str, audience: str
    ) -> None:
        commitment = Commitment(
            **{source._meta.model_name or "": source},
            task=task[:1000],
            executor=body,
            executor_as_written=body.name,
            deadline=deadline,
            follow_up=self.lots.one(self.cast.seats[max(self.cast.rounds)]) if self.lots.chance(60) else None,
            audience=audience,
        )
        self.diary.add(commitment, commitment.snapshot(), self.cast.users["secretary"])
        Commitment.objects.filter(pk=commitment.pk).update(created_at=at(self.diary.today))
        self.count += 1
        is_old = (LAST_DAY - self.diary.today).days > 400
        # Of the old ones some were never brought to an end: these are overdue.
        goal = self.lots.one(ENDED) if is_old and not self.lots.chance(6) else self.lots.one(RUNNING)
        self._plan_way(commitment, goal)

    def _plan_way(self, commitment: Commitment, goal: Commitment.State) -> None:
        way = [State.NOTIFIED, State.IN_HAND][: PLACE.get(goal, 0 if goal == State.REGISTERED else 2)]
        if goal not in (State.REGISTERED, State.NOTIFIED, State.IN_HAND):
            way += [State.DONE, State.CLOSED] if goal == State.CLOSED else [goal]
        day = self.diary.today
        for step in way:
            day = later(day, self.lots.number(1, 3) if step == State.NOTIFIED else self.lots.number(2, 60))
            self.diary.plan(day, self._move, commitment, step)

    def _move(self, commitment: Commitment, state: Commitment.State) -> None:
        by = self.cast.users["secretary"]
        commitment.state, commitment.version = state, commitment.version + 1
        commitment.save(update_fields=["state", "version"])
        self.diary.note(
            f"commitment.{state}", commitment, by=by, snapshot=commitment.snapshot(), version=commitment.version
        )
        if state == State.IN_HAND:
            if self.lots.chance(30):
                self.diary.plan(later(self.diary.today, 14), self._put_off, commitment)
            if self.lots.chance(60):
                self.diary.plan(later(self.diary.today, 20), self._report, commitment, False)
        elif state == State.DONE and self.lots.chance(60):
            self._report(commitment, True)

    def _put_off(self, commitment: Commitment) -> None:
        by, old = self.cast.users["confirmer"], commitment.deadline
        if old is None or not commitment.is_open:
            return
        row = Extension(
            commitment=commitment,
            old_deadline=old,
            new_deadline=later(old, self.lots.one([30, 60, 90])),
            reason=self.lots.one(words("followup")["extensions"]),
            granted_on=self.diary.today,
            granted_by_id=by.pk,
            granted_by_name=by.display_name,
        )
        self.diary.add(row, {"commitment": commitment.pk, "new_deadline": f"{row.new_deadline}"}, by)
        commitment.deadline = row.new_deadline
        commitment.version += 1
        commitment.save(update_fields=["deadline", "version"])

    def _report(self, commitment: Commitment, final: bool) -> None:
        said = words("followup")
        is_fresh = (LAST_DAY - self.diary.today).days < 120
        state = Report.State.PENDING if is_fresh and self.lots.chance(70) else Report.State.ACCEPTED
        if not final and self.lots.chance(12):
            state = Report.State.REJECTED
        by, judge, pending = self.cast.users["liaison"], self.cast.users["secretary"], state == Report.State.PENDING
        decided = at(later(self.diary.today, 2), 10)
        row = CommitmentReport(
            commitment=commitment,
            body=commitment.executor,
            text=said["commitment_reports"][4] if final else self.lots.one(said["commitment_reports"]),
            percent=100 if final else self.lots.one([10, 25, 40, 60, 75]),
            reported_at=at(self.diary.today, 10),
            reporter_id=by.pk,
            reporter_name=by.display_name,
            state=state,
            reason=self.lots.one(said["rejections"]) if state == Report.State.REJECTED else "",
            decided_at=None if pending else decided,
            decided_by_id=None if pending else judge.pk,
            decided_by_name="" if pending else judge.display_name,
        )
        self.diary.add(row, {"commitment": commitment.pk, "text": row.text, "state": str(state)}, by)
        if final and self.lots.chance(8):
            file = StoredFile.objects.keep(
                f"گزارش پایان کار\n\n{commitment.task}\n{row.text}\n".encode(),
                name="completion.txt",
                content_type="text/plain",
            )
            StoredFile.objects.filter(pk=file.pk).update(created_at=at(self.diary.today))
            CommitmentEvidence.objects.create(report=row, file=file, title="گزارش پایان کار")
