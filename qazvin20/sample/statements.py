"""The eleven statements of the sample, as letters with clauses, recipients and signatories; and what was answered."""

from __future__ import annotations

from datetime import date
from typing import Any

from commitments.models import ConformityAssessment
from meetings.models import Block
from people.models import Person
from persian.jalali import from_jalali
from persian.numbers import persian_digits
from qazvin20.sample.diary import Diary, at, later, on
from qazvin20.sample.draw import Lots, words
from qazvin20.sample.minutes import Written
from qazvin20.sample.people import Cast
from qazvin20.sample.speech import Scene
from qazvin20.sample.themes import Subjects
from records.audience import Audience
from statements.models import (
    Addressee,
    Clause,
    ClauseOrigin,
    ClauseReply,
    ClauseTopic,
    Signatory,
    Statement,
    StatementReply,
    StatementText,
)
from statements.publication import issue_in_sample

# When each was issued, and in which round.
DAYS = (
    (1391, 9, 5), (1392, 3, 11), (1393, 2, 20), (1393, 10, 8), (1394, 3, 2), (1397, 4, 17), (1397, 11, 1),
    (1402, 2, 14), (1402, 5, 25), (1402, 8, 3), (1405, 6, 10),
)  # fmt: skip
ROUNDS = (1, 1, 2, 2, 2, 3, 3, 4, 4, 4, 5)
SECOND_EDITION, SUPERSEDED, REPLACING, WITHDRAWN, FOR_MEMBERS = 2, 3, 8, 6, 10
State = ConformityAssessment.State


class Letters:
    """Writes the statements on their days, from what was proposed in the meetings before them."""

    def __init__(self, cast: Cast, subjects: Subjects, diary: Diary, seed: int) -> None:
        self.cast, self.subjects, self.diary, self.seed = cast, subjects, diary, seed
        self.proposed: dict[str, Block] = {}
        self.clauses: list[Clause] = []  # of issued statements, which bodies answer for

    def listen(self, written: Written) -> None:
        """Keep what was proposed: a clause says where it comes from."""
        self.proposed.update(written.proposed)

    def plan(self) -> None:
        rows = words("statements")["statements"]
        for number, (row, day) in enumerate(zip(rows, DAYS, strict=True), start=1):
            self.diary.plan(from_jalali(*day), self._write, number, row)
        for state, day in ((StatementText.State.IN_REVIEW, (1405, 8, 20)), (StatementText.State.DRAFT, (1405, 8, 28))):
            self.diary.plan(from_jalali(*day), self._draft, state)

    def _write(self, number: int, row: dict[str, Any]) -> None:
        lots, round_number = Lots(self.seed, f"statement {number}"), ROUNDS[number - 1]
        statement = Statement.objects.create(
            title=row["title"],
            round=self.cast.rounds[round_number],
            letter_number=f"{persian_digits(round_number)}/{persian_digits(900 + number)}/ب",
            letter_attachment="ندارد",
        )
        text = self._text(statement, row, lots, round_number)
        self.diary.note("statement.drafted", statement, by=self.cast.users["secretary"], snapshot=text.snapshot())
        audience = Audience.MEMBERS if number == FOR_MEMBERS else Audience.EVERYONE
        self._issue(text, audience, lots, number=number)
        clauses = list(text.clauses.filter(kind=Clause.Kind.CLAUSE, level=1).order_by("position"))
        self.clauses += clauses
        self.diary.plan(later(self.diary.today, 75), self._reply, statement, clauses, audience, lots)
        self.diary.plan(later(self.diary.today, 240), self._assess, clauses, audience, lots)
        if number == SECOND_EDITION:
            self.diary.plan(later(self.diary.today, 30), self._correct, text, lots)
        if number == REPLACING:
            self._leave(SUPERSEDED, Statement.State.SUPERSEDED, words("statements")["superseded"], statement)
            self._leave(WITHDRAWN, Statement.State.WITHDRAWN, words("statements")["withdrawn"])

    def _issue(
        self, text: StatementText, audience: str, lots: Lots, number: int | None = None, reason: str = ""
    ) -> None:
        issue_in_sample(
            text,
            by=self.cast.users["confirmer"],
            audience=audience,
            code=lots.code(),
            at=at(self.diary.today, 12, lots.number(0, 59)),
            number=number,
            reason=reason,
        )
        self._dated(text)

    def _text(
        self, statement: Statement, row: dict[str, Any], lots: Lots, round_number: int, number: int = 1
    ) -> StatementText:
        said = words("statements")
        scene = Scene(lots, self.cast, self.subjects, round_number, row["themes"])
        preamble = lots.one([one for one in said["preambles"] if round_number > 1 or "{round}" not in one])
        text = StatementText.objects.create(
            statement=statement,
            number=number,
            subject=row["title"],
            greeting=said["greeting"],
            preamble=scene.line(preamble.replace("{theme}", row.get("about", "{theme}"))).text,
            closing=lots.one(said["closings"]),
        )
        self._clauses(text, row, scene, lots)
        chosen = [said["recipients"][0], *lots.some(said["recipients"][1:], lots.number(1, 3))]
        copies = lots.some(said["copies"], lots.number(1, 3))
        purposes = [Addressee.Purpose.INFORMATION, Addressee.Purpose.ACTION]
        Addressee.objects.bulk_create(
            Addressee(
                statement_text=text,
                position=position,
                purpose=Addressee.Purpose.RECIPIENT if position <= len(chosen) else lots.one(purposes),
                name_as_written=name,
                body=self.cast.bodies[key],
            )
            for position, (key, name) in enumerate([*chosen, *copies], start=1)
        )
        posts = ["رئیس کارگروه قزوین + ۲۰", "دبیر کارگروه قزوین + ۲۰", "عضو کارگروه"]
        signing: list[Person] = self.cast.seats[round_number][: lots.number(2, 3)]
        Signatory.objects.bulk_create(
            Signatory(statement_text=text, position=place, person=who, name_as_written=str(who), post_as_written=post)
            for place, (who, post) in enumerate(zip(signing, posts, strict=False), start=1)
        )
        return text

    def _clauses(self, text: StatementText, row: dict[str, Any], scene: Scene, lots: Lots) -> None:
        """The clauses by theme, under a sub-heading each where there are several; some with parts of their own."""
        said, themes, position = words("statements"), row["themes"], 0
        each = [row["clauses"] // len(themes) + (index < row["clauses"] % len(themes)) for index in range(len(themes))]
        number = 0
        for theme, count in zip(themes, each, strict=True):
            scene.theme = theme
            if len(themes) > 1 and count:
                position += 1
                heading = str(self.subjects.themes[theme])
                Clause.objects.create(
                    statement_text=text, position=position, kind=Clause.Kind.SUBHEADING, level=0, text=heading,
                    key=lots.key(),
                )  # fmt: skip
            for _ in range(count):
                position, number = position + 1, number + 1
                line = scene.line(lots.one(said["clause_frames"]))
                clause = self._clause(text, position, str(number), 1, line.text, lots)
                ClauseTopic.objects.create(clause=clause, theme=self.subjects.themes[theme])
                if line.wish in self.proposed:
                    ClauseOrigin.objects.create(clause=clause, block=self.proposed[line.wish])
                for part in range(1, lots.number(2, 3) + 1 if lots.chance(22) else 1):
                    position += 1
                    words_of = scene.line(scene.fresh(said["part_frames"])).text
                    self._clause(text, position, f"{number}-{part}", 2, words_of, lots)

    def _clause(self, text: StatementText, position: int, number: str, level: int, words_of: str, lots: Lots) -> Clause:
        return Clause.objects.create(
            statement_text=text, position=position, number=number, level=level, text=words_of, key=lots.key()
        )

    def _correct(self, before: StatementText, lots: Lots) -> None:
        """A second edition: the same letter, one clause of it put right."""
        reason = words("statements")["reason_of_second_edition"]
        clauses, addressees = list(before.clauses.order_by("position")), list(before.addressees.order_by("position"))
        signatories = list(before.signatories.order_by("position"))
        statement = Statement.objects.get(pk=before.statement_id)
        text = StatementText.objects.get(pk=before.pk)
        text.pk, text.number, text.state, text.edition = None, 2, StatementText.State.DRAFT, None
        text.statement, text.reason = statement, reason
        text.save(force_insert=True)
        for part in clauses:
            part.pk, part.statement_text = None, text
        for who in addressees:
            who.pk, who.statement_text = None, text
        for signing in signatories:
            signing.pk, signing.statement_text = None, text
        clauses[1].text = clauses[1].text.rstrip(".") + " و گزارش آن هر سه ماه منتشر گردد."
        Clause.objects.bulk_create(clauses)
        Addressee.objects.bulk_create(addressees)
        Signatory.objects.bulk_create(signatories)
        self._issue(text, Audience.EVERYONE, lots, reason=reason)

    def _leave(self, number: int, state: Statement.State, reason: str, by: Statement | None = None) -> None:
        """A statement that another one took the place of, or that was withdrawn."""
        statement = Statement.objects.select_related("round").get(number=number)
        statement.state, statement.reason, statement.superseded_by = state, reason, by
        statement.version += 1
        statement.save(update_fields=["state", "reason", "superseded_by", "version"])
        self.diary.note(
            f"statement.{state}",
            statement,
            by=self.cast.users["confirmer"],
            snapshot=statement.snapshot(),
            version=statement.version,
            reason=reason,
        )

    def _draft(self, state: StatementText.State) -> None:
        lots, row = Lots(self.seed, f"draft {state}"), dict(words("statements")["draft"])
        if state == StatementText.State.DRAFT:
            row = {"title": "", "themes": [19], "clauses": 3}
        statement = Statement.objects.create(title=row["title"], round=self.cast.rounds[5])
        text = self._text(statement, row, lots, 5)
        StatementText.objects.filter(pk=text.pk).update(state=state)
        text.refresh_from_db()
        self._dated(text)
        self.diary.note("statement.drafted", statement, by=self.cast.users["secretary"], snapshot=text.snapshot())

    def _reply(self, statement: Statement, clauses: list[Clause], audience: str, lots: Lots) -> None:
        said, by = words("statements"), self.cast.users["secretary"]
        for key in lots.some(["municipality", "council", "governor"], lots.number(1, 2)):
            body = self.cast.bodies[key]
            reply = StatementReply(
                statement=statement,
                body=body,
                body_as_written=body.name,
                replied_on=on(self.diary.today),
                letter_number=f"{persian_digits(lots.number(2000, 9000))}/ش",
                text=lots.one(said["replies"]),
                audience=audience,
            )
            self.diary.add(reply, {"statement": statement.pk, "body": body.pk, "text": reply.text}, by)
            StatementReply.objects.filter(pk=reply.pk).update(created_at=at(self.diary.today))
            for clause in lots.some(clauses, max(1, len(clauses) // 2)):
                ClauseReply.objects.create(reply=reply, clause=clause, text=lots.one(said["clause_replies"]))

    def _assess(self, clauses: list[Clause], audience: str, lots: Lots) -> None:
        """How far the city conformed, of most clauses; those without a row were not assessed."""
        by = self.cast.users["secretary"]
        for clause in clauses:
            if lots.chance(15):
                continue
            state = lots.one([State.CONFORMING, State.PARTLY, State.PARTLY, State.NOT_CONFORMING, State.NOT_ASSESSED])
            assessed = state != State.NOT_ASSESSED
            row = ConformityAssessment(
                clause=clause,
                state=state,
                note=lots.one(words("followup")["conformity"]) if assessed else "",
                assessed_on=on(self.diary.today) if assessed else None,
                assessed_by_id=by.pk if assessed else None,
                assessed_by_name=by.display_name if assessed else "",
                audience=audience,
            )
            self.diary.add(row, {"clause": clause.pk, "state": str(state), "note": row.note}, by)

    def _dated(self, text: StatementText) -> None:
        day: date = self.diary.today
        StatementText.objects.filter(pk=text.pk).update(created_at=at(later(day, -5)), changed_at=at(day, 14))
