"""The guilds of the sample: twelve visits with ten invitees each, what they demanded, and what was answered."""

from __future__ import annotations

from datetime import timedelta

from guilds.models import (
    Demand,
    DemandAnswer,
    DemandReferral,
    DemandReport,
    Guild,
    Invitee,
    ReferralExtension,
    Visit,
)
from people.models import Body
from people.models.person import Person
from persian.numbers import persian_digits
from qazvin20.sample.diary import LAST_DAY, Diary, at, later, on
from qazvin20.sample.draw import Lots, words
from qazvin20.sample.meetings import guild_of
from qazvin20.sample.minutes import Written
from qazvin20.sample.people import Cast
from records.audience import Audience
from records.followup import Report

Kind = DemandAnswer.Kind
KINDS = (Kind.MET, Kind.WILL_BE_MET, Kind.PARTLY, Kind.BEYOND_POWERS, Kind.OTHER_BODY, Kind.MET, Kind.IMPOSSIBLE)
BODIES = ("municipality", "trade", "insurance", "culture", "standards", "power", "tax", "guilds_chamber")
NOT_HEARD = ("عکاسان", "خیاطان")  # guilds that are known and whose turn has not come


class Guilds:
    """Enters a guild's visit when the minutes of its meeting are written, and follows its demands from there."""

    def __init__(self, cast: Cast, diary: Diary, seed: int) -> None:
        self.cast, self.diary, self.seed = cast, diary, seed
        self.demands: list[Demand] = []

    def plan_unheard(self) -> None:
        for name in NOT_HEARD:
            self.diary.plan(later(LAST_DAY, -30), self._guild, name, Guild.Kind.PRODUCTION)

    def enter(self, written: Written) -> None:
        place = guild_of(written.held.round_number, written.held.meeting.number)
        if place is None:
            return
        lots, row = Lots(self.seed, f"guild {place}"), words("guilds")[place]
        guild = self._guild(row["name"], row["kind"])
        by = self.cast.users["secretary"]
        visit = Visit(guild=guild, meeting=written.held.meeting)
        self.diary.add(visit, {"guild": guild.name, "meeting": written.held.meeting.pk}, by)
        invitees = [
            Invitee.objects.create(
                visit=visit,
                attendance=seat,
                union_role=role,
                unit=f"{row['units']} {seat.person.family_name}" if seat.person else "",
                branch=lots.one(row["branches"]),
            )
            for seat, role in zip(written.held.guild, words("guild_answers")["union_roles"], strict=True)
        ]
        for number, block in enumerate(written.demands, start=1):
            demand = Demand(
                visit=visit,
                number=number,
                text=block.text,
                block=block,
                invitee=lots.one(invitees),
                audience=Audience.EVERYONE if lots.chance(90) else Audience.MEMBERS,
            )
            self.diary.add(demand, {"visit": visit.pk, "number": number, "text": demand.text}, by)
            Demand.objects.filter(pk=demand.pk).update(created_at=at(self.diary.today, 17))
            self.demands.append(demand)
            # The newest ones wait; of the others most were sent to a body.
            if lots.chance(92):
                self.diary.plan(later(self.diary.today, 6), self._refer, demand, lots)

    def _guild(self, name: str, kind: str) -> Guild:
        union = Body(name=f"اتحادیه صنف {name}", kind=Body.Kind.UNION, parent=self.cast.bodies["guilds_chamber"])
        by = self.cast.users["secretary"]
        self.diary.add(union, {"name": union.name, "kind": union.kind}, by)
        guild = Guild(name=name, kind=kind, union=union, audience=Audience.EVERYONE)
        return self.diary.add(guild, {"name": name, "kind": str(kind)}, by)

    def _refer(self, demand: Demand, lots: Lots) -> None:
        today, by = self.diary.today, self.cast.users["secretary"]
        body = self.cast.bodies[lots.one(BODIES) if lots.chance(60) else BODIES[0]]
        referral = DemandReferral(
            demand=demand,
            body=body,
            referred_on=today,
            letter_number=f"۵/{persian_digits(200 + demand.pk)}/د",
            deadline=later(today, lots.one([20, 30, 45])),
        )
        self.diary.add(referral, {"demand": demand.pk, "body": body.pk, "deadline": f"{referral.deadline}"}, by)
        self._move(demand, Demand.State.REFERRED)
        if lots.chance(20):
            self.diary.plan(later(today, 15), self._extend, referral, lots)
        if lots.chance(45):
            self.diary.plan(later(today, 12), self._report, demand, body, lots)
        if lots.chance(75):
            self.diary.plan(later(today, lots.number(18, 50)), self._answer, demand, body, lots)

    def _extend(self, referral: DemandReferral, lots: Lots) -> None:
        by, old = self.cast.users["secretary"], referral.deadline
        if old is None:
            return
        row = ReferralExtension(
            referral=referral,
            old_deadline=old,
            new_deadline=old + timedelta(days=20),
            reason=lots.one(words("followup")["extensions"][:2]),
            granted_on=self.diary.today,
            granted_by_id=by.pk,
            granted_by_name=by.display_name,
        )
        self.diary.add(row, {"referral": referral.pk, "new_deadline": f"{row.new_deadline}"}, by)
        referral.deadline = row.new_deadline
        referral.save(update_fields=["deadline"])

    def _report(self, demand: Demand, body: Body, lots: Lots) -> None:
        state = lots.one([Report.State.ACCEPTED, Report.State.ACCEPTED, Report.State.PENDING, Report.State.REJECTED])
        by, judge, pending = self.cast.users["liaison"], self.cast.users["secretary"], state == Report.State.PENDING
        row = DemandReport(
            demand=demand,
            body=body,
            text=lots.one(words("guild_answers")["reports"]),
            percent=lots.one([20, 40, 60, 80]),
            reported_at=at(self.diary.today, 11),
            reporter_id=by.pk,
            reporter_name=by.display_name,
            state=state,
            reason=words("followup")["rejections"][0] if state == Report.State.REJECTED else "",
            decided_at=None if pending else at(self.diary.today, 15),
            decided_by_id=None if pending else judge.pk,
            decided_by_name="" if pending else judge.display_name,
        )
        self.diary.add(row, {"demand": demand.pk, "text": row.text, "state": str(state)}, by)

    def _answer(self, demand: Demand, body: Body, lots: Lots) -> None:
        kind = lots.one(KINDS)
        promised = kind in (Kind.WILL_BE_MET, Kind.PARTLY)
        key = next((key for key, known in self.cast.bodies.items() if known == body), "")
        person: Person | None = self.cast.officials[key][0][0] if key in self.cast.officials else None
        answer = DemandAnswer(
            demand=demand,
            kind=kind,
            text=lots.one(words("guild_answers")[kind]),
            promised_until=later(self.diary.today, lots.one([60, 120, 200])) if promised else None,
            body=body,
            competent_body=self.cast.bodies["governor"] if kind == Kind.OTHER_BODY else None,
            given_on=on(self.diary.today),
            person=person,
            given_by_as_written=str(person) if person else "",
            letter_number=f"{persian_digits(4000 + demand.pk)}/الف",
            audience=demand.audience,
        )
        by = self.cast.users["secretary"]
        self.diary.add(answer, {"demand": demand.pk, "kind": str(kind), "text": answer.text}, by)
        DemandAnswer.objects.filter(pk=answer.pk).update(created_at=at(self.diary.today, 12))
        closed = kind in (Kind.MET, Kind.IMPOSSIBLE) and lots.chance(60)
        self._move(demand, Demand.State.CLOSED if closed else Demand.State.ANSWERED)

    def _move(self, demand: Demand, state: Demand.State) -> None:
        demand.state, demand.version = state, demand.version + 1
        demand.save(update_fields=["state", "version"])
        self.diary.note(
            f"demand.{state}",
            demand,
            by=self.cast.users["secretary"],
            snapshot={"state": str(state)},
            version=demand.version,
        )
