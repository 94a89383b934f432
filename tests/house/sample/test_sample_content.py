"""The sample archive: whole, sound, and the same for the same seed."""

import io
import re
from datetime import date

import pytest
from django.core.management import call_command
from django.db.models import Count

from commitments.models import Commitment, CommitmentReport, ConformityAssessment, Extension
from guilds.models import Demand, DemandAnswer, DemandReferral, Invitee, Visit
from meetings.models import Attendance, Block, CorrectionRequest, Meeting, Mention, Minutes
from meetings.models.mention import TARGETS
from people.models import Person, Round
from projects.models import BudgetLine, Project, RaisedTitle, Theme
from qazvin20.sample.diary import LAST_DAY
from qazvin20.sample.draw import Lots, themes, words
from records import files
from records.models import Edition, Event, StoredFile
from statements.models import Clause, Statement, StatementReply, StatementText

pytestmark = [pytest.mark.django_db(transaction=False), pytest.mark.once]


def test_the_same_seed_makes_the_same_archive_and_another_seed_another(archive):
    assert archive.digests[0] == archive.digests[1]
    assert [Lots(1, "people").number(0, 10**9) for _ in range(2)] != [
        Lots(2, "people").number(0, 10**9) for _ in range(2)
    ]


def test_it_holds_what_was_asked_of_it():
    held = Meeting.objects.filter(state=Meeting.State.HELD)
    assert Round.objects.count() == 5
    assert held.count() == 113
    assert held.exclude(minutes=None).count() == 113
    lines = [row["lines"] for row in Minutes.objects.values("id").annotate(lines=Count("turns__blocks"))]
    assert min(lines) >= 45 and max(lines) <= 80
    assert 55 <= sum(lines) / len(lines) <= 65
    assert list(Statement.objects.numbered().order_by("number").values_list("number", flat=True)) == list(range(1, 12))
    assert (Theme.objects.count(), Project.objects.count(), RaisedTitle.objects.count()) == (20, 100, 800)
    assert Visit.objects.count() == 12
    assert {visit.invitees.count() for visit in Visit.objects.all()} == {10}
    assert Person.objects.count() == 200
    assert Person.objects.filter(attendance=None).count() == 0
    assert len({person.family_name for person in Person.objects.all()}) == 200
    assert len({title.text for title in RaisedTitle.objects.all()}) == 800


@pytest.mark.parametrize(
    ("model", "column"),
    [
        (Meeting, "state"),
        (Minutes, "state"),
        (Block, "mark"),
        (Block, "kind"),
        (Attendance, "status"),
        (CorrectionRequest, "state"),
        (Project, "state"),
        (BudgetLine, "inclusion"),
        (Demand, "state"),
        (DemandAnswer, "kind"),
        (Statement, "state"),
        (Commitment, "state"),
        (CommitmentReport, "state"),
        (ConformityAssessment, "state"),
    ],
)
def test_every_state_is_there_to_be_looked_at(model, column):
    there = set(model.objects.values_list(column, flat=True))
    assert {value for value, _ in model._meta.get_field(column).choices} <= there


def test_what_hangs_together_hangs_together():
    assert {name for name in TARGETS if Mention.objects.exclude(**{name: None}).exists()} == set(TARGETS)
    assert set(Block.objects.values_list("level", flat=True)) == {0, 1, 2, 3}
    assert not Block.objects.filter(mark="decision", executor=None).exists()
    assert not Block.objects.filter(mark="decision", deadline=None).exists()
    assert Commitment.objects.overdue(LAST_DAY).exists()
    assert Commitment.objects.open().filter(deadline__gte=LAST_DAY).exists()
    assert {source for source in ("block", "clause", "demand") if Commitment.objects.exclude(**{source: None}).exists()}
    assert Extension.objects.exists()
    assert DemandReferral.objects.exists()
    assert StatementReply.objects.count() >= 11
    assert not Demand.objects.filter(block=None).exists()
    assert not Invitee.objects.exclude(attendance__capacity="guild_invitee").exists()
    assert StatementText.objects.filter(state="in_review").exists()
    assert Edition.objects.filter(audience="members").exists()
    assert Edition.objects.filter(number=2).count() >= 3
    counts = Clause.objects.filter(level=1).values("statement_text").annotate(n=Count("id")).values_list("n", flat=True)
    assert {3, 30} <= set(counts)
    assert any(len(statement.title) >= 200 for statement in Statement.objects.all())


def test_nothing_is_said_twice_at_one_meeting_and_no_place_is_left_unfilled():
    for minutes in Minutes.objects.filter(number=1):
        lines = Block.objects.filter(turn__minutes=minutes, level__lte=1).exclude(kind="subheading")
        texts = [line.text for line in lines]
        assert len(texts) - len(set(texts)) <= 1, minutes
    assert not Block.objects.filter(text__contains="{").exists()
    assert not Clause.objects.filter(text__contains="{").exists()
    assert not RaisedTitle.objects.filter(text__contains="{").exists()


def test_it_is_written_in_clean_persian():
    written = [*Block.objects.values_list("text", flat=True), *Clause.objects.values_list("text", flat=True)]
    for text in written:
        assert not re.search(r"[a-zA-Z0-9يكة]|  | [.،؛]|\.\.|ه ‌", text), text


def test_nothing_happened_after_its_last_day():
    assert Event.objects.exclude(action="user.password_set").latest("at").at.date() <= LAST_DAY
    assert Edition.objects.latest("issued_at").issued_at.date() <= LAST_DAY
    at = list(Event.objects.exclude(action="user.password_set").order_by("sequence").values_list("at", flat=True))
    days = [moment.date() for moment in at]
    assert days == sorted(days)
    assert days[0] > date(2011, 1, 1)


def test_the_records_are_sound():
    out = io.StringIO()
    call_command("verify_records", stdout=out)
    assert out.getvalue().startswith("Sound: ")


def test_its_words_are_its_own():
    """Twenty themes that all have what the sample needs to speak of them."""
    assert len(themes()) == len({theme["title"] for theme in themes()}) == 20
    for theme in themes():
        assert len(theme["projects"]) == 5
        assert set(theme["bodies"]) <= {key for key, *_ in words("bodies")}
        assert len(set(theme["deeds"])) == len(theme["deeds"]) >= 24


def test_the_files_of_the_sample_are_on_the_disk():
    assert {file.sha256 for file in StoredFile.objects.all()} <= set(files.on_disk())
