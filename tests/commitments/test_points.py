"""The register of proposals, expectations, intentions and decisions: who reads what, and what became of it."""

import io
import subprocess
from datetime import timedelta
from unittest.mock import patch

import pytest
from openpyxl import load_workbook

from commitments import points_paper, points_table
from commitments.models import Commitment
from meetings.models import Block, Mention, Minutes
from projects.models import Theme
from records.pdf import PdfError
from statements.models import ClauseOrigin
from tests import cast, letters
from tests.commitments.days import TODAY
from tests.queries import queries_of
from tests.reading import get, read

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


def mark(number: int, mark: str = "proposal", minutes: Minutes | None = None, **columns) -> Block:
    """The line with that number of the newest minutes, marked."""
    minutes = minutes or Minutes.objects.latest("id")
    block = Block.objects.get(turn__minutes=minutes, number=number)
    Block.objects.filter(pk=block.pk).update(mark=mark, **columns)
    block.refresh_from_db()
    return block


@pytest.fixture
def edition():
    return cast.make_edition(cast.make_meeting())


def test_a_marked_line_is_told_with_its_speaker_its_place_and_its_kind(edition):
    block = mark(7)
    page = read("/points/")
    assert "۱ بند" in page
    for words in (
        "پیشنهاد کرد گزارش هر فصل منتشر شود.",
        f'href="/people/{block.turn.person_id}/">مهندس رضا نمونه</a> (شهردار شهر نمونه)',
        '<a href="/meetings/5/1/#b7">بند ۷</a>',
        '<a href="/meetings/5/1/">صورتجلسه اول دور پنجم</a>',
        "۲ آذر ۱۴۰۵",
        "تعهدی ثبت نشده",
    ):
        assert words in page, words
    assert "ده جلسه در تالار شهر" not in page, "no mark"


def test_what_became_of_a_line_stands_beside_it(edition):
    block = mark(7, "decision", decision_number=12, executor=cast.make_body(), deadline=TODAY - timedelta(20))
    row = letters.make_commitment(block, state="in_hand", deadline=TODAY - timedelta(12))
    statement = letters.make_statement(7)
    ClauseOrigin.objects.create(clause=letters.clause_of(statement), block=block)
    page = read("/points/")
    for words in (
        "مصوبه ۱۲",
        "مسئول اجرا: شهرداری نمونه، مهلت: ۱۴۰۵/۰۸/۱۲",
        f'<a href="/commitments/{row.pk}/">تعهد در دست اقدام</a>، شهرداری نمونه',
        '<span class="late">۱۲ روز گذشته از مهلت</span>',
        '<a href="/statements/7/#clause-1">بیانیه شماره ۷، بند ۱</a>',
    ):
        assert words in page, words
    Commitment.objects.update(audience="members")
    assert "تعهد در دست اقدام" not in read("/points/")


def test_only_the_newest_edition_that_a_reader_may_read_counts():
    meeting = cast.make_meeting()
    cast.make_edition(meeting)
    old = mark(7)
    letters.make_commitment(old, task="از ویرایش نخست", state="done")
    cast.make_edition(meeting, "members")
    new = mark(7)
    Block.objects.filter(pk=new.pk).update(key=old.key, text="همان بند، اصلاح‌شده")
    mark(8, "expectation")
    assert "پیشنهاد کرد گزارش هر فصل" in read("/points/")
    assert "همان بند" not in read("/points/")
    page = read("/points/", cast.maryam())
    assert "۲ بند" in page
    assert "همان بند، اصلاح‌شده" in page
    assert "پیشنهاد کرد گزارش هر فصل" not in page
    assert "تعهد انجام‌شده" in page, "made from the line of the edition before"


def test_drafts_and_what_is_for_members_are_no_part_of_what_a_visitor_reads():
    cast.make_minutes(cast.make_meeting())
    mark(7)
    assert "هنوز بندی نشان نشده است" in read("/points/")
    assert "هنوز بندی نشان نشده است" in read("/points/", cast.sara())
    cast.make_edition(cast.make_meeting(2, audience="members"), "members")
    mark(7)
    assert "هنوز بندی نشان نشده است" in read("/points/", cast.leila())
    assert "پیشنهاد کرد گزارش" in read("/points/", cast.maryam())


def test_the_address_narrows_it():
    cast.make_edition(cast.make_meeting())
    asked, decided = mark(3, "expectation"), mark(7, "decision", executor=cast.make_body("سازمان نمونه"))
    cast.make_edition(cast.make_meeting(9, round=4))
    done, late = mark(4, "intention"), mark(8)
    theme = Theme.objects.create(number=4, audience="everyone")
    body = cast.make_body("اداره نمونه")
    Mention.objects.create(block=asked, theme=theme)
    Mention.objects.create(block=late, body=body)
    letters.make_commitment(done, state="done", executor=body)
    letters.make_commitment(late, state="in_hand", deadline=TODAY - timedelta(1))
    numbers = {3: asked, 7: decided, 4: done, 8: late}
    for query, shown in (
        ("", {3, 7, 4, 8}),
        ("?kind=expectation", {3}),
        ("?round=4", {4, 8}),
        ("?round=۵&kind=decision", {7}),
        ("?theme=4", {3}),
        (f"?speaker={late.turn.person_id}", {8}),
        (f"?body={decided.executor_id}", {7}),
        (f"?body={body.pk}", {4, 8}),
        ("?fate=none", {3, 7}),
        ("?fate=late", {8}),
        ("?fate=open", {8}),
        ("?fate=done", {4}),
        ("?fate=nobody", set()),
        ("?kind=x&round=77&speaker=-1&body=&fate=z&theme=NaN", {3, 7, 4, 8}),
    ):
        page = read(f"/points/{query}")
        assert {number for number in numbers if f"#b{number}" in page} == shown, query
    assert "موضوع ۴" in read("/points/"), "known by its number alone"
    empty = read("/points/?kind=decision&round=4")
    assert "بندی با این پالایش پیدا نشد" in empty
    assert '<a href="/points/">همه بندها</a>' in empty


def test_a_decision_without_a_body_is_found_until_a_commitment_names_one(edition):
    block = mark(7, "decision")
    assert "#b7" in read("/points/?fate=nobody")
    row = letters.make_commitment(block, executor=None)
    assert "#b7" in read("/points/?fate=nobody")
    row.executor_as_written = "شهرداری"
    row.save()
    assert "#b7" not in read("/points/?fate=nobody")


def test_the_secretariat_is_led_to_making_a_commitment(edition):
    block = mark(7)
    making = f'<a href="/commitments/new/?line={block.pk}">ثبت تعهد</a>'
    assert making in read("/points/", cast.sara())
    assert making not in read("/points/", cast.maryam())
    letters.make_commitment(block)
    assert making not in read("/points/", cast.sara())


def many(count):
    Commitment.objects.all().delete()
    Block.objects.all().delete()
    turn = Minutes.objects.latest("id").turns.first()
    theme = Theme.objects.get_or_create(number=1, audience="everyone")[0]
    for at in range(1, count + 1):
        block = Block.objects.create(
            turn=turn, position=at, number=at, kind="paragraph", text=f"بند {at}", mark="proposal"
        )
        Mention.objects.create(block=block, theme=theme)
        letters.make_commitment(block)


@pytest.mark.once
@pytest.mark.parametrize("role", ["visitor", "secretary"])
def test_300_lines_ask_no_more_queries_than_3(role, edition):
    browser = cast.client_for(cast.ROLES[role]())
    many(3)
    few = queries_of(browser, "/points/?kind=proposal"), queries_of(browser, "/points/points.xlsx")
    many(300)
    assert (queries_of(browser, "/points/?kind=proposal"), queries_of(browser, "/points/points.xlsx")) == few
    page = browser.get("/points/?page=2").content.decode()
    assert "صفحه ۲ از ۱۰" in page
    assert "بند 31<" in page


# To take away


def table(query: str = "", user=None) -> dict[str, list[list[str]]]:
    answer = get(f"/points/points.xlsx{query}", user)
    assert answer.status_code == 200
    assert answer["Content-Disposition"] == 'attachment; filename="points.xlsx"'
    book = load_workbook(io.BytesIO(answer.content))
    assert all(cell.data_type in ("s", "n", "inlineStr") for sheet in book for row in sheet.iter_rows() for cell in row)
    return {sheet.title: [[cell.value or "" for cell in row] for row in sheet.iter_rows()] for sheet in book}


def test_the_table_has_the_same_lines_as_text_even_where_they_look_like_a_formula(edition, settings):
    settings.SITE_URL = "https://portal.example.org"
    block = mark(7, text='=HYPERLINK("http://evil.example")', executor=None)
    mark(8, "expectation")
    letters.make_commitment(block, state="done")
    head, row = table("?kind=proposal")["بندها"]
    assert head[:4] == ["نوع", "متن", "سخنران", "سمت در آن روز"]
    assert row[:4] == ["پیشنهاد", '=HYPERLINK("http://evil.example")', "مهندس رضا نمونه", "شهردار شهر نمونه"]
    assert row[6] == "۷"
    assert row[-2:] == ["تعهد انجام‌شده، شهرداری نمونه", "https://portal.example.org/meetings/5/1/#b7"]
    about = dict(table("?kind=proposal")["درباره این فهرست"])
    assert about["پالایش"] == "نوع: پیشنهاد"
    assert about["شمار"] == "۱ بند"
    assert len(table()["بندها"]) == 3


def test_a_table_that_is_cut_says_so(edition, monkeypatch):
    mark(7)
    mark(8)
    monkeypatch.setattr(points_table, "MOST_ROWS", 1)
    sheets = table()
    assert len(sheets["بندها"]) == 2
    assert dict(sheets["درباره این فهرست"])["بریده‌شده"] == "تنها ۱ بند نخست از ۲ بند آمده است."


def test_a_table_of_nothing_is_still_a_table():
    assert len(table()["بندها"]) == 1


def press_of(query: str = "") -> str:
    with patch.object(points_paper.pdf.worker, "press", return_value=cast.PDF) as press:
        answer = get(f"/points/points.pdf{query}")
    assert answer.content == cast.PDF
    assert answer["Content-Type"] == "application/pdf"
    return press.call_args.args[0]


def test_the_paper_has_the_same_lines_and_says_when_it_is_cut(edition, monkeypatch):
    mark(7, text="<b>پیشنهاد</b> & بس")
    mark(8, "expectation")
    paper = press_of("?kind=proposal")
    assert "&lt;b&gt;پیشنهاد&lt;/b&gt; &amp; بس" in paper
    assert "۱ بند، نوع: پیشنهاد، تا ۲ آذر ۱۴۰۵" in paper
    assert "نخست از" not in paper
    monkeypatch.setattr(points_paper, "MOST_ROWS", 1)
    assert "این برگه تنها ۱ بند نخست از ۲ بند را دارد" in press_of()


def test_the_paper_is_a_pdf_that_can_be_read(edition):
    mark(7)
    paper = get("/points/points.pdf").content
    text = subprocess.run(["pdftotext", "-", "-"], input=paper, capture_output=True, check=True).stdout.decode()
    assert "پیشنهاد کرد گزارش هر فصل منتشر شود" in " ".join(text.split())
    fonts = subprocess.run(["pdffonts", "-"], input=paper, capture_output=True, check=True).stdout.decode()
    assert {line.split()[-5] for line in fonts.splitlines()[2:]} == {"yes"}, "embedded"


def test_a_paper_that_can_not_be_made_leads_back_to_the_list(edition):
    mark(7)
    with patch.object(points_paper.pdf.worker, "press", side_effect=PdfError("busy")):
        answer = cast.client_for(cast.visitor()).get("/points/points.pdf?kind=proposal", follow=True)
    assert answer.redirect_chain == [("/points/?kind=proposal", 302)]
    assert "چند لحظه دیگر دوباره دریافت کنید" in answer.content.decode()
