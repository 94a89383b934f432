"""The sample archive: whole, sound, the same for the same seed, and never taken for a real one."""

import hashlib
import io
import re
from datetime import date
from unittest.mock import patch

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.db.models import Count, Max
from django.test import Client
from django.urls import reverse

from commitments.models import Commitment, CommitmentReport, ConformityAssessment, Extension
from guilds.models import Demand, DemandAnswer, DemandReferral, Invitee, Visit
from meetings import minutes_pdf
from meetings.confirmation import publication
from meetings.models import Attendance, Block, CorrectionRequest, Meeting, Mention, Minutes
from meetings.models.mention import TARGETS
from people.models import Person, Round, User
from people.models.user import ROLES
from projects.models import BudgetLine, Project, RaisedTitle, Theme
from qazvin20.sample import accounts
from qazvin20.sample.diary import LAST_DAY
from qazvin20.sample.draw import Lots, themes, words
from records import audit, files, sample, triggers
from records.models import Edition, Event, StoredFile
from records.pdf import PdfError
from records.steps import OTHER
from statements.models import Clause, Statement, StatementReply, StatementText
from tests import cast
from tests.bench.walk import walk
from tests.house.sample_archive import sample_archive
from tests.records.tampering import faults_after

pytestmark = pytest.mark.django_db(transaction=False)
LABEL = "داده‌های نمونه و ساختگی"


@pytest.fixture(scope="module")
def archive(django_db_setup, django_db_blocker, tmp_path_factory):
    """The sample of seed 1, with the digests of all that were made, and where its files lie."""
    times = 2 if connection.vendor == "sqlite" else 1
    with django_db_blocker.unblock(), sample_archive(tmp_path_factory.mktemp("sample") / "files", times=times) as made:
        yield made


@pytest.fixture(autouse=True)
def _in_the_sample(archive, settings):
    settings.FILES_DIR = archive.files
    sample.remember(None)
    yield
    sample.remember(False)


def signed_in(user: str) -> Client:
    return cast.client_for(User.objects.get(username=user))


@pytest.mark.once
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


def test_every_step_is_told_in_persian():
    administrator = signed_in("administrator")
    kinds = ["commitments.commitment", "meetings.meeting", "people.user", "statements.statement"]
    steps = Event.objects.filter(object_type__in=kinds).order_by().values("object_type", "action")
    for step in steps.annotate(one=Max("object_id")):
        one = apps.get_model(step["object_type"]).objects.get(pk=step["one"])
        address = reverse("user", args=[one.pk]) if isinstance(one, User) else one.get_absolute_url()
        page = administrator.get(address, follow=True).content.decode()
        assert step["action"] not in page, address
        assert OTHER not in page, step["action"]


@pytest.mark.once
@pytest.mark.parametrize(("reader", "each"), [("visitor", 1), ("liaison", 2), ("administrator", 1)])
def test_no_link_leads_nowhere(reader, each):
    """A few pages of each kind; bin/sweep opens them all."""
    client = Client() if reader == "visitor" else signed_in(reader)
    with patch.object(minutes_pdf.pdf.worker, "press", return_value=cast.PDF):
        steps = list(walk(client, each=each, seed=1))
    assert len(steps) > 50
    assert [(step.path, step.answer.status_code) for step in steps if step.answer.status_code != 200] == []


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


PAGES = (
    "/", "/rounds/", "/rounds/5/", "/meetings/", "/meetings/5/4/", "/meetings/1/9/", "/meetings/5/15/", "/people/",
    "/statements/", "/statements/8/", "/themes/", "/themes/3/", "/projects/", "/titles/", "/commitments/", "/bodies/",
    "/accounts/login/", "/nothing/here/",
)  # fmt: skip


@pytest.mark.parametrize("address", PAGES)
def test_every_page_says_that_it_is_a_sample(address):
    visitor = Client()
    visitor.get("/")
    page = visitor.get(address).content.decode()
    assert page.count(LABEL) == 1


def test_the_back_door_says_so_too():
    assert LABEL in signed_in("administrator").get("/admin/").content.decode()


def test_a_real_archive_says_nothing_of_samples():
    sample.remember(False)
    assert "sample-line" not in Client().get("/").content.decode()


def test_a_member_reads_what_a_visitor_may_not():
    for address, hidden in ((reverse("edition", args=[5, 9, 1]), 404), (reverse("meeting_draft", args=[5, 13]), 302)):
        assert Client().get(address).status_code == hidden
        assert signed_in("member").get(address).status_code == 200


def test_a_pdf_is_made_when_it_is_first_asked_for_and_kept():
    edition = Minutes.objects.get(meeting__round__number=5, meeting__number=4).edition
    assert edition.pdf is None
    address = reverse("meeting_pdf", args=[5, 4])
    with patch.object(publication, "minutes_pdf", return_value=cast.PDF) as setting:
        Block.objects.filter(turn__minutes__edition=edition, number=3).update(text="چیز دیگر")
        first, again = Client().get(address), Client().get(address)
    assert setting.call_count == 1
    assert "چیز دیگر" not in [block.text for block in setting.call_args.args[0].blocks]
    assert first.content == again.content == cast.PDF
    edition.refresh_from_db()
    assert edition.pdf.sha256 == hashlib.sha256(cast.PDF).hexdigest()
    assert Event.objects.last().action == "edition.pdf_kept"
    assert f"minutes {edition.minutes.pk}: turns or blocks differ from edition {edition.code}" in audit.examine().faults


def test_a_kept_pdf_can_neither_be_exchanged_nor_taken_away():
    edition = Edition.objects.filter(pdf=None).first()
    edition.keep_pdf(cast.PDF, name="minutes.pdf")
    other = StoredFile.objects.keep(b"%PDF-1.7 another", name="other.pdf", content_type="application/pdf")
    for value in (other.pk, "NULL"):
        with pytest.raises(DatabaseError, match=triggers.REFUSAL), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"UPDATE records_edition SET pdf_id = {value} WHERE id = {edition.pk}")
        named = f"edition {edition.code} ({edition.object_type} {edition.object_id}, number {edition.number}): altered"
        assert named in faults_after(f"UPDATE records_edition SET pdf_id = {value} WHERE id = {edition.pk}")
    assert edition.keep_pdf(b"%PDF-1.7 a second one", name="minutes.pdf") == edition.pdf
    assert audit.examine().faults == []


def test_a_pdf_slipped_under_an_edition_is_named():
    edition = Edition.objects.filter(pdf=None).first()
    other = StoredFile.objects.keep(b"%PDF-1.7 slipped in", name="other.pdf", content_type="application/pdf")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE records_edition SET pdf_id = %s WHERE id = %s", [other.pk, edition.pk])
    assert [fault for fault in audit.examine().faults if edition.code in fault and "altered" in fault]


def test_a_pdf_that_can_not_be_made_is_told_and_leaves_the_edition_as_it_was():
    with patch.object(publication, "minutes_pdf", side_effect=PdfError("busy")):
        answer = Client().get(reverse("meeting_pdf", args=[5, 2]), follow=True)
    assert answer.redirect_chain == [(reverse("meeting", args=[5, 2]), 302)]
    assert "چند لحظه دیگر دوباره دریافت کنید" in answer.content.decode()
    assert not Edition.objects.exclude(pdf=None).exists()


def test_every_paper_says_that_it_is_a_sample():
    with patch.object(minutes_pdf.pdf.worker, "press", return_value=cast.PDF) as press:
        assert Client().get(reverse("meeting_pdf", args=[5, 2])).status_code == 200
        assert Client().get(reverse("statement_pdf", args=[4])).status_code == 200
    assert press.call_count == 2
    assert all(sample.PAPER_LABEL in call.args[0] for call in press.call_args_list)


def test_a_code_is_verified_before_there_is_a_pdf():
    edition = Edition.objects.filter(pdf=None).first()
    page = Client().get(reverse("verify_code", args=[edition.code])).content.decode()
    assert "این سند اصیل است" in page
    assert "SHA-256" not in page


def test_founding_data_never_gets_into_it():
    events = Event.objects.count()
    with pytest.raises(CommandError, match="is a sample"):
        call_command("load_founding_data")
    with patch("qazvin20.management.commands.prepare._static_files", return_value="as they were"):
        told = io.StringIO()
        call_command("prepare", stdout=told, stderr=io.StringIO())
    assert Event.objects.count() == events
    assert "user name: administrator" in told.getvalue()


def test_a_second_load_changes_nothing_and_another_seed_is_refused():
    events, told = Event.objects.count(), io.StringIO()
    call_command("load_sample", stdout=told)
    assert "it was there already" in told.getvalue()
    with pytest.raises(CommandError, match="there is a sample of seed 1 already"):
        call_command("load_sample", seed=2)
    assert Event.objects.count() == events


def test_there_is_an_account_for_each_role_whose_password_can_be_read_again():
    told = accounts.told()
    assert [account.role for account in told] == list(ROLES)
    for account in told:
        user = User.objects.get(username=account.role)
        assert user.check_password(account.password)
        assert [role for role in ROLES if getattr(user, f"is_{role}")] == [account.role]
    assert accounts.told() == told
    assert accounts._file().stat().st_mode & 0o077 == 0


def test_lost_passwords_are_made_anew():
    before = accounts.told()
    accounts._file().unlink()
    after = accounts.told()
    assert {account.password for account in before}.isdisjoint({account.password for account in after})
    assert User.objects.get(username="member").check_password(after[0].password)


def test_its_words_are_its_own():
    """Twenty themes that all have what the sample needs to speak of them."""
    assert len(themes()) == len({theme["title"] for theme in themes()}) == 20
    for theme in themes():
        assert len(theme["projects"]) == 5
        assert set(theme["bodies"]) <= {key for key, *_ in words("bodies")}
        assert len(set(theme["deeds"])) == len(theme["deeds"]) >= 24


def test_the_files_of_the_sample_are_on_the_disk():
    assert {file.sha256 for file in StoredFile.objects.all()} <= set(files.on_disk())
