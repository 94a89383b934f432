"""The commitments by state and one by one: who reads what, how late they are, and where they come from."""

from datetime import date, datetime, timedelta
from unittest.mock import patch
from zoneinfo import ZoneInfo

import pytest

from commitments.models import Commitment, CommitmentEvidence, CommitmentReport, ConformityAssessment, Extension
from commitments.timing import timing_of
from guilds.models import Demand, Guild, Visit
from meetings.models import Block, Mention
from projects.models import Theme
from records.models import StoredFile
from statements.models import ClauseTopic
from tests import cast, letters
from tests.markup import parse_errors
from tests.queries import queries_of

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)
NOON = datetime(2026, 11, 23, 12, tzinfo=ZoneInfo("Asia/Tehran"))


@pytest.fixture(autouse=True)
def _today():
    with patch("django.utils.timezone.now", return_value=NOON):
        yield


def get(address, user=None):
    return cast.client_for(user or cast.visitor()).get(address)


def read(address, user=None):
    answer = get(address, user)
    assert answer.status_code == 200, address
    page = answer.content.decode()
    assert parse_errors(page) == []
    return page


@pytest.fixture
def clause():
    return letters.clause_of(letters.make_statement(7))


# How late


@pytest.mark.parametrize(
    ("days", "words", "late"),
    [
        (-12, "۱۲ روز گذشته از مهلت", True),
        (-1, "۱ روز گذشته از مهلت", True),
        (0, "امروز واپسین روز مهلت است", False),
        (7, "۷ روز مانده", False),
    ],
)
def test_a_deadline_is_told_in_days(clause, days, words, late):
    timing = timing_of(letters.make_commitment(clause, deadline=TODAY + timedelta(days)), TODAY)
    assert (timing.words, timing.is_late) == (words, late)


def test_what_came_to_an_end_is_never_late_and_has_no_track(clause):
    for state in ("done", "closed", "cannot_be_done", "stopped", "dropped"):
        timing = timing_of(Commitment(clause=clause, state=state, deadline=date(2020, 1, 1)), TODAY)
        assert (timing.words, timing.is_late, timing.track) == ("", False, None)


def test_the_track_reaches_from_the_beginning_to_the_deadline_or_to_today():
    commitment = Commitment(deadline=TODAY + timedelta(10), state="in_hand")
    track = timing_of(commitment, TODAY, begun=TODAY - timedelta(30)).track
    assert (track.run, track.deadline) == (0.75, 1)
    commitment.deadline = TODAY - timedelta(10)
    track = timing_of(commitment, TODAY, begun=TODAY - timedelta(40), put_off=[TODAY - timedelta(20)]).track
    assert (track.run, track.deadline, track.put_off) == (1, 0.75, (0.5,))


def test_a_deadline_before_the_beginning_still_makes_a_track():
    track = timing_of(Commitment(deadline=TODAY, state="in_hand"), TODAY, begun=TODAY + timedelta(5)).track
    assert 0 <= track.run <= 1
    assert 0 <= track.deadline <= 1


# The board


def test_the_board_has_a_column_for_each_state_and_tells_what_is_late(clause):
    letters.make_commitment(clause, task="دیرشده", state="in_hand", deadline=TODAY - timedelta(18))
    letters.make_commitment(clause, task="در راه", state="in_hand", deadline=TODAY + timedelta(7))
    letters.make_commitment(clause, task="تازه")
    letters.make_commitment(clause, task="پایان‌یافته", state="closed", deadline=date(2020, 1, 1))
    letters.make_commitment(clause, task="رهاشده", state="dropped")
    page = read("/commitments/")
    assert "۵ تعهد" in page
    for words in ("ثبت‌شده", "ابلاغ‌شده", "در دست اقدام", "انجام‌شده", "مختومه", "۱۸ روز گذشته از مهلت", "۷ روز مانده"):
        assert words in page
    assert page.index("دیرشده") < page.index("در راه")
    assert '<a class="late" href="/commitments/?late=1">۱ تعهد گذشته از مهلت</a>' in page
    assert '<a href="/commitments/?state=dropped">منتفی' in page
    assert "رهاشده" not in page
    assert "رهاشده" in read("/commitments/?state=dropped")


def test_a_column_shows_the_first_and_leads_to_all(clause):
    for day in range(1, 8):
        letters.make_commitment(clause, task=f"کار {day}", state="notified", deadline=TODAY + timedelta(day))
    page = read("/commitments/")
    assert "کار 5" in page
    assert "کار 6" not in page
    assert '<a href="/commitments/?state=notified">همه ۷ تعهد ابلاغ‌شده</a>' in page


def test_of_what_came_to_an_end_the_latest_stands_first(clause):
    for year in (2020, 2025, 2022):
        letters.make_commitment(clause, task=f"سال {year}", state="done", deadline=date(year, 1, 1))
    page = read("/commitments/")
    assert page.index("سال 2025") < page.index("سال 2022") < page.index("سال 2020")


def test_the_address_narrows_to_a_body_a_theme_a_state_and_what_is_late(clause):
    cast.make_edition(cast.make_meeting())
    block = Block.objects.get(number=2)
    theme = Theme.objects.create(number=4, title="موضوع نمونه", audience="everyone")
    ClauseTopic.objects.create(clause=clause, theme=theme)
    Mention.objects.create(block=block, theme=theme)
    other = cast.make_body("سازمان نمونه")
    letters.make_commitment(clause, task="از بند", deadline=TODAY - timedelta(1))
    letters.make_commitment(block, task="از جلسه", executor=other)
    letters.make_commitment(letters.clause_of(letters.make_statement(8)), task="بی‌موضوع", state="done")
    for query, shown in (
        ("", {"از بند", "از جلسه", "بی‌موضوع"}),
        (f"?body={other.pk}", {"از جلسه"}),
        ("?theme=4", {"از بند", "از جلسه"}),
        ("?theme=۴", {"از بند", "از جلسه"}),
        ("?state=done", {"بی‌موضوع"}),
        ("?late=1", {"از بند"}),
        (f"?theme=4&body={other.pk}&state=registered", {"از جلسه"}),
        ("?body=x&theme=-1&state=none&late=2", {"از بند", "از جلسه", "بی‌موضوع"}),
    ):
        page = read(f"/commitments/{query}")
        assert {task for task in ("از بند", "از جلسه", "بی‌موضوع") if f">{task}</a>" in page} == shown, query
    assert "تعهدی با این پالایش نیست" in read("/commitments/?theme=4&state=closed")


def test_an_empty_board_says_what_to_do():
    assert "هنوز تعهدی که برای شما خواندنی باشد ثبت نشده است" in read("/commitments/")


def test_a_liaison_sees_those_of_the_own_body_and_nothing_of_others(clause):
    leila = cast.leila()
    letters.make_commitment(clause, task="از آنِ ما", executor=leila.body, audience="members")
    letters.make_commitment(clause, task="از آنِ دیگری", audience="members")
    page = read("/commitments/", leila)
    assert "از آنِ ما" in page
    assert "از آنِ دیگری" not in page
    assert "آنچه بر عهده دستگاه شماست" in page
    assert "شهرداری نمونه" not in page, "not even the name of a body whose commitments are not shown"
    assert "از آنِ دیگری" in read("/commitments/", cast.maryam())


# One commitment


def test_a_commitment_tells_its_body_deadline_source_and_theme(clause):
    theme = Theme.objects.create(number=4, title="موضوع نمونه", audience="everyone")
    ClauseTopic.objects.create(clause=clause, theme=theme)
    person = cast.make_person("پیگیر")
    row = letters.make_commitment(clause, task="ساخت حیاط", deadline=TODAY - timedelta(12), follow_up=person)
    page = read(f"/commitments/{row.pk}/")
    for words in (
        "ساخت حیاط",
        "۱۲ روز گذشته از مهلت",
        f'href="/bodies/{row.executor_id}/">شهرداری نمونه',
        f'href="/people/{person.pk}/"',
        '<a href="/statements/7/#clause-1">بیانیه شماره ۷، بند ۱</a>',
        letters.CLAUSES[0],
        "موضوع نمونه",
        "۲۰ آبان ۱۴۰۵",
    ):
        assert words in page, words
    assert "تعهداتی که پیگیری می‌کند" in read(f"/people/{person.pk}/", cast.maryam())


def test_what_is_unknown_of_a_commitment_is_written_out(clause):
    row = letters.make_commitment(clause, executor=None)
    page = read(f"/commitments/{row.pk}/")
    assert page.count('class="unknown">در سند درج نشده') == 3
    assert letters.CLAUSES[0][:40] in page


def test_a_commitment_of_a_line_leads_to_it_and_the_meeting_back():
    cast.make_edition(cast.make_meeting())
    row = letters.make_commitment(Block.objects.get(number=2), task="از جلسه")
    assert 'href="/meetings/5/1/#b2"' in read(f"/commitments/{row.pk}/")
    assert f'href="/commitments/{row.pk}/"' in read("/meetings/5/1/")


def test_a_commitment_of_a_demand_is_told_with_it():
    visit = Visit.objects.create(
        guild=Guild.objects.create(name="نانوایان", audience="everyone"), meeting=cast.make_meeting()
    )
    demand = Demand.objects.create(visit=visit, number=4, text="کاهش عوارض", audience="everyone")
    row = Commitment.objects.create(demand=demand, audience="everyone")
    page = read(f"/commitments/{row.pk}/")
    assert "خواسته ۴ نانوایان" in page
    assert "کاهش عوارض" in page
    assert "از بندی دیگر" not in page


def test_extensions_and_accepted_reports_with_their_evidence_are_read(clause):
    row = letters.make_commitment(clause, deadline=TODAY + timedelta(30), state="in_hand")
    Extension.objects.create(
        commitment=row, old_deadline=TODAY, new_deadline=TODAY + timedelta(30), reason="نیاز به اعتبار",
        granted_on=TODAY, granted_by_name="کامران فرضی", granted_by_id=1,
    )  # fmt: skip
    report = CommitmentReport.objects.create(
        commitment=row, body=row.executor, text="نیمی ساخته شد", percent=50, reporter_name="نادر فرضی", reporter_id=2,
        reported_at=NOON, state="accepted", decided_at=NOON,
    )  # fmt: skip
    file = StoredFile.objects.keep(cast.PDF, name="عکس.pdf", content_type="application/pdf")
    evidence = CommitmentEvidence.objects.create(report=report, file=file, title="عکس کارگاه")
    pending = CommitmentReport.objects.create(commitment=row, text="هنوز بررسی‌نشده", reporter_name="نادر فرضی")
    address = f"/commitments/{row.pk}/"
    page = read(address)
    for words in ("از ۲ آذر ۱۴۰۵ به ۲ دی ۱۴۰۵", "نیاز به اعتبار", "نیمی ساخته شد", "۵۰٪", "عکس کارگاه"):
        assert words in page, words
    assert "نادر فرضی" not in page, "accounts are named to members only"
    assert pending.text not in page
    assert "نادر فرضی" in read(address, cast.maryam())
    assert pending.text in read(address, cast.sara())
    assert get(f"{address}evidence/{evidence.pk}/").content == cast.PDF


def test_a_commitment_that_may_not_be_read_is_not_there(clause):
    row = letters.make_commitment(clause, audience="members")
    assert get(f"/commitments/{row.pk}/").status_code == 404
    assert get(f"/commitments/{row.pk}/", cast.maryam()).status_code == 200


# Beside the clauses


def test_a_clause_tells_what_became_of_it_and_its_statement_how_all_stand(clause):
    letters.make_commitment(clause, state="in_hand", deadline=TODAY - timedelta(12))
    ConformityAssessment.objects.create(clause=clause, state="partly", note="نیمی از راه", audience="everyone")
    page = read("/statements/7/")
    for words in ("بندها تا امروز", "در دست اقدام", "۱۲ روز گذشته از مهلت", "نیمی از راه", "۱ تعهد گذشته از مهلت"):
        assert words in page, words
    assert page.count("نسبتاً منطبق") == 3  # in the row, in its key, beside the clause
    assert f'href="/commitments/{Commitment.objects.get().pk}/"' in page
    assert "۱ بند نسبتاً منطبق، ۲ بند ارزیابی‌نشده" in read("/statements/")


def test_what_was_promised_about_a_clause_stands_beside_it_in_the_next_edition_too(clause):
    letters.make_commitment(clause, state="done")
    text = letters.make_text(clause.statement_text.statement)
    text.clauses.filter(number="1").update(key=clause.key, text="بند اصلاح‌شده")
    letters.issue(text)
    page = read("/statements/7/")
    assert "بند اصلاح‌شده" in page
    assert "انجام‌شده" in page
    assert 'href="/statements/7/editions/1/#clause-1"' in read(f"/commitments/{Commitment.objects.get().pk}/")


def test_what_is_kept_back_stands_beside_no_clause(clause):
    letters.make_commitment(clause, audience="members", task="پوشیده")
    ConformityAssessment.objects.create(clause=clause, state="not_conforming")
    assert "بندها تا امروز" not in read("/statements/7/")
    assert "بندها تا امروز" in read("/statements/7/", cast.maryam())


# Many


def many(count):
    Commitment.objects.all().delete()
    block = Block.objects.get(number=2)
    states = Commitment.State.values
    for at in range(count):
        letters.make_commitment(
            block,
            task=f"کار {at}",
            state=states[at % 8],
            deadline=TODAY + timedelta(at - 100),
            executor=cast.make_body(f"دستگاه {at}"),
        )


@pytest.mark.parametrize("role", ["visitor", "secretary"])
def test_300_commitments_ask_no_more_queries_than_3(role):
    cast.make_edition(cast.make_meeting())
    browser = cast.client_for(cast.ROLES[role]())
    addresses = (
        "/commitments/",
        "/commitments/?state=registered",
        "/commitments/?late=1",
        "/bodies/",
        "/meetings/5/1/",
    )
    many(3)
    few = [queries_of(browser, address) for address in addresses]
    many(300)
    assert [queries_of(browser, address) for address in addresses] == few
    assert "صفحه ۱ از ۲" in browser.get("/commitments/?state=registered").content.decode()
