"""The Word file of minutes: right to left throughout, in the order that Word wants, with everything the PDF says."""

import io
import zipfile
from dataclasses import replace
from unittest.mock import patch
from xml.etree import ElementTree

import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st

from meetings.confirmation.publication import publish, word_of
from meetings.minutes_docx import minutes_docx
from meetings.sheet_of import sheet_of, sheet_of_edition
from records import sample
from records.models import Edition
from records.word_text import Run, bookmark_end, bookmark_start, paragraph, sayable
from tests import cast, word_order
from tests.meetings.test_minutes_pdf import OFFLINE, STAMP, full, sheet

W = word_order.W
EDITION, DRAFT = full(stamp=STAMP), sheet()


def xml(made: bytes) -> dict[str, ElementTree.Element]:
    with zipfile.ZipFile(io.BytesIO(made)) as parts:
        return {name: ElementTree.fromstring(parts.read(name)) for name in parts.namelist() if name.endswith(".xml")}


def text_of(element: ElementTree.Element) -> str:
    return "".join(node.text or "" for node in element.iter(f"{W}t"))


@pytest.fixture(scope="module")
def edition():
    return xml(minutes_docx(EDITION))


@pytest.fixture(scope="module")
def draft():
    return xml(minutes_docx(DRAFT))


@pytest.mark.parametrize("kind", ["edition", "draft"])
def test_everything_is_in_the_order_that_word_wants(kind, request):
    parts = request.getfixturevalue(kind)
    assert {name: found for name, part in parts.items() if (found := word_order.faults(part))} == {}


def test_the_order_is_looked_at():
    """What the sketch of a right-to-left file does wrong is found."""
    wrong = ElementTree.fromstring(
        f'<w:body xmlns:w="{W[1:-1]}"><w:p><w:pPr><w:bidi/><w:pStyle w:val="x"/></w:pPr></w:p><w:tbl><w:tblPr>'
        "<w:tblW/><w:bidiVisual/></w:tblPr></w:tbl><w:sectPr><w:bidi/><w:cols/></w:sectPr><w:p/></w:body>"
    )
    assert len(word_order.faults(wrong)) == 4


@pytest.mark.parametrize("kind", ["edition", "draft"])
def test_every_paragraph_run_table_and_section_runs_from_right_to_left(kind, request):
    parts = request.getfixturevalue(kind)
    pages = [part for name, part in parts.items() if "document" in name or "header" in name or "footer" in name]
    for page in pages:
        for line in page.iter(f"{W}p"):
            assert line.find(f"{W}pPr/{W}bidi") is not None
        for run in page.iter(f"{W}r"):
            is_code = text_of(run).strip("\u200e").isascii() and text_of(run)
            assert is_code or run.find(f"{W}rPr/{W}rtl") is not None, text_of(run)
            language = run.find(f"{W}rPr/{W}lang")
            assert language is None or language.get(f"{W}bidi") == "fa-IR"
        for table in page.iter(f"{W}tbl"):
            assert table.find(f"{W}tblPr/{W}bidiVisual") is not None
        for section in page.iter(f"{W}sectPr"):
            assert section.find(f"{W}bidi") is not None
    for style in parts["word/styles.xml"].iter(f"{W}style"):
        if style.get(f"{W}type") == "paragraph":
            assert style.find(f"{W}pPr/{W}bidi") is not None
            assert style.find(f"{W}rPr/{W}rtl") is not None
    assert {mark.get(f"{W}val") for page in parts.values() for mark in page.iter(f"{W}jc")} == {"center"}
    fonts = [font for page in parts.values() for font in page.iter(f"{W}rFonts")]
    assert fonts and all(font.get(f"{W}cs") and not [name for name in font.attrib if "heme" in name] for font in fonts)


def test_lists_are_real_ones_with_levels(edition):
    items = [p for p in edition["word/document.xml"].iter(f"{W}p") if p.find(f"{W}pPr/{W}numPr") is not None]
    levels = [int(item.find(f"{W}pPr/{W}numPr/{W}ilvl").get(f"{W}val")) + 1 for item in items]
    wanted = [block for block in EDITION.blocks if block.is_bullet]
    assert levels == [block.level for block in wanted]
    assert [text_of(item) for item in items] == [block.text for block in wanted]
    levels_known = edition["word/numbering.xml"].findall(f"{W}abstractNum/{W}lvl")
    assert [level.get(f"{W}ilvl") for level in levels_known] == [str(n) for n in range(9)]


def test_it_says_what_the_pdf_says(edition):
    body = text_of(edition["word/document.xml"])
    for said in (
        "بسمه تعالی", "کارگروه قزوین + ۲۰", "۱۲۳/د", "تالار نمونه", "دکتر مینا نمونه", "عضو بیستم", "غیبت موجه",
        "رئیس اتحادیه", "بررسی گزارش نهال‌کاری", "خانم پروین نمونه‌گو (نماینده شهرداری):", "مقرر گردید", "۴/۱۲",
        "۱۴۰۵/۱۰/۰۱", "امضاکنندگان", "ویرایش دوم", "K7TM-RWQZ", "https://portal.example.ir/v/K7TM-RWQZ/",
    ):  # fmt: skip
        assert said in body, said
    for block in EDITION.blocks:
        assert block.text in body
    headings = Document(io.BytesIO(minutes_docx(EDITION))).paragraphs
    assert [p.text for p in headings if p.style.name == "Heading 1"] == ["صورتجلسه جلسه سوم دور چهارم"]
    assert [p.text for p in headings if p.style.name == "Heading 2"] == [
        "حاضرین", "غایبین", "مدعوین", "دستور جلسه", "مشروح مذاکرات", "مصوبات", "امضاکنندگان",
    ]  # fmt: skip
    assert "خانهٔ ما، باغستان سنتی:" in [p.text for p in headings if p.style.name == "Heading 3"]


def test_the_speaker_is_bold_with_the_post_and_the_words_are_not(edition):
    label = next(p for p in edition["word/document.xml"].iter(f"{W}p") if "پروین" in text_of(p))
    styles = [(text_of(run), run.find(f"{W}rPr/{W}rStyle")) for run in label.iter(f"{W}r")]
    assert [(text, style.get(f"{W}val") if style is not None else "") for text, style in styles] == [
        ("خانم پروین نمونه‌گو", "Speaker"),
        (" ", ""),
        ("(نماینده شهرداری)", "SpeakerPost"),
        (":", ""),
        (f" {EDITION.blocks[0].text}", ""),
    ]
    for name in ("Speaker", "SpeakerPost"):
        style = edition["word/styles.xml"].find(f"{W}style[@{W}styleId='{name}']")
        assert style.find(f"{W}rPr/{W}bCs") is not None


@pytest.mark.parametrize(
    ("kind", "mark"), [("edition", "کد راستی‌آزمایی: K7TM-RWQZ"), ("draft", "پیش‌نویس؛ تا تأیید نشود")]
)
def test_every_page_carries_its_number_and_what_it_is_worth(kind, mark, request):
    parts = request.getfixturevalue(kind)
    for name in ("word/footer1.xml", "word/footer2.xml"):
        said = text_of(parts[name])
        assert said.startswith("صفحه ۱ از ۱") and mark in said.replace("\u200e", "")
        fields = [node.text.strip() for node in parts[name].iter(f"{W}instrText")]
        assert fields == ["PAGE", "NUMPAGES"]
        assert {s.get(f"{W}val") for s in parts[name].iter(f"{W}rStyle")} == {"PageNumber"}
    assert ("پیش‌نویس" in text_of(parts["word/document.xml"])) == (kind == "draft")
    assert parts["word/document.xml"].find(f"{W}body/{W}sectPr/{W}titlePg") is not None


def test_its_name_and_author_are_told_and_no_time():
    made = minutes_docx(EDITION)
    core = Document(io.BytesIO(made)).core_properties
    assert core.title == "صورتجلسه جلسه سوم دور چهارم، کارگروه قزوین + ۲۰"
    assert (core.author, core.language, core.created, core.modified) == ("کارگروه قزوین + ۲۰", "fa-IR", None, None)
    with zipfile.ZipFile(io.BytesIO(made)) as parts:
        assert {part.date_time for part in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert not [name for name in parts.namelist() if "theme" in name or "thumbnail" in name]
    assert minutes_docx(EDITION) == made


def test_an_edition_without_an_address_has_its_code_and_no_picture_of_one():
    with zipfile.ZipFile(io.BytesIO(minutes_docx(full(stamp=OFFLINE)))) as parts:
        assert [name for name in parts.namelist() if "media" in name] == ["word/media/image1.png"]
        assert "K7TM-RWQZ" in parts.read("word/document.xml").decode()


def test_signatures_and_seal_stay_on_one_page(edition):
    body = list(edition["word/document.xml"].find(f"{W}body"))
    at = next(n for n, part in enumerate(body) if text_of(part) == "امضاکنندگان")
    held = [p for part in body[at:-3] for p in part.iter(f"{W}p")]
    own = {p.find(f"{W}pPr/{W}pStyle").get(f"{W}val") for p in held if p.find(f"{W}pPr/{W}keepNext") is None}
    assert own == {"Heading2"}  # which keeps itself: its style says so
    assert edition["word/styles.xml"].find(f"{W}style[@{W}styleId='Heading2']/{W}pPr/{W}keepNext") is not None


def test_a_sample_says_so_on_every_page():
    sample.remember(True)
    try:
        parts = xml(minutes_docx(DRAFT))
    finally:
        sample.remember(False)
    for name in ("word/header1.xml", "word/header2.xml"):
        assert sample.PAPER_LABEL in text_of(parts[name])


def test_two_thousand_lines_are_made_at_once():
    parts = xml(minutes_docx(sheet(2000)))
    assert len(list(parts["word/document.xml"].iter(f"{W}numPr"))) > 1000


@given(st.text(st.characters(codec=None)))
def test_any_text_can_be_said_in_xml(words):
    said = paragraph(Run(words, anchor=words), opens=bookmark_start(1, "b1"), closes=bookmark_end(1))
    body = ElementTree.fromstring(f'<w:body xmlns:w="{W[1:-1]}">{said}<w:sectPr/></w:body>')
    assert word_order.faults(body) == []
    lines = "".join("\n" if node.tag == f"{W}br" else "\t" if node.tag == f"{W}tab" else node.text or "" for node in
                    body.iter() if node.tag in (f"{W}br", f"{W}tab", f"{W}t"))  # fmt: skip
    assert lines == sayable(words).replace("\r\n", "\n").replace("\r", "\n")


def test_hostile_text_makes_a_file_that_can_be_read():
    words = "<w:p>\x00\x0c\ud800\ufffe<w:p>&amp;]]>\u202e" + "ا" * 60_000
    turn = replace(EDITION.turns[0], speaker=words, post=words, blocks=(replace(EDITION.blocks[0], text=words),))
    parts = xml(minutes_docx(sheet(turns=(turn,), title=words, organisation=words, place=words, chair="")))
    assert word_order.faults(parts["word/document.xml"]) == []
    assert "<w:p>&amp;]]>" in text_of(parts["word/document.xml"])


@pytest.mark.django_db
def test_an_edition_keeps_the_word_file_that_was_published():
    minutes = cast.make_minutes(cast.make_meeting(place="تالار شهر"))
    with patch("meetings.confirmation.publication.minutes_pdf", return_value=cast.PDF):
        edition = publish(minutes, by=cast.kamran(), audience="everyone", confirmed_on_paper=True)
    browser = cast.client_for(cast.visitor())
    stored = browser.get("/meetings/5/1/minutes.docx").content
    assert stored == edition.word.read() == minutes_docx(sheet_of_edition(edition))
    assert edition.code in text_of(xml(stored)["word/document.xml"])
    for address in ("/meetings/5/1/", "/meetings/5/1/editions/1/"):
        page = browser.get(address).content.decode()
        assert 'href="/meetings/5/1/minutes.docx">دریافت Word</a>' in page
        assert 'href="/meetings/5/1/editions/1/minutes.docx">Word</a>' in page


@pytest.mark.django_db
def test_a_draft_can_be_taken_as_word():
    minutes = cast.make_minutes(cast.make_meeting())
    answer = cast.client_for(cast.sara()).get("/meetings/5/1/draft/minutes.docx")
    assert answer.content == minutes_docx(sheet_of(minutes))
    assert answer["Content-Disposition"] == 'attachment; filename="draft-5-1.docx"'
    page = cast.client_for(cast.sara()).get("/meetings/5/1/draft/").content.decode()
    assert 'href="/meetings/5/1/draft/minutes.docx"' in page


@pytest.mark.django_db
def test_an_edition_of_an_earlier_version_gets_its_word_file_made_of_what_was_frozen():
    """Such an edition, as it was stored before there were Word files, still agrees with its event."""
    minutes = cast.make_minutes(cast.make_meeting())
    freezing = "meetings.confirmation.publication.freeze"
    with (
        patch("meetings.confirmation.publication.minutes_pdf", return_value=cast.PDF),
        patch(freezing, side_effect=without_word),
    ):
        edition = publish(minutes, by=None, audience="everyone", confirmed_on_paper=True)
    assert edition.word is None and "word_sha256" not in edition.fingerprint()
    answer = cast.client_for(cast.visitor()).get("/meetings/5/1/minutes.docx")
    assert answer.content == word_of(edition, minutes.meeting) == minutes_docx(sheet_of_edition(edition))
    edition.refresh_from_db()
    assert edition.word is None


def without_word(record, issue, *, word, **given) -> Edition:
    from records.publication import freeze

    return freeze(record, issue, **given)
