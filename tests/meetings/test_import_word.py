"""A Word file at `/import/` and by `import_document`: looked through, saved, kept byte for byte, or refused."""

import pytest

from meetings.documents.document import MAX_BYTES
from meetings.minutes_docx import minutes_docx
from meetings.models import Minutes
from meetings.sheet_of import sheet_of
from records.models import PendingImport
from records.word_package import MAX_XML
from tests import cast
from tests.forms import fields_of
from tests.meetings.importing_by_command import refuses, run
from tests.meetings.importing_by_pages import hand_in, nothing_was_saved, save, says
from tests.word_files import MAIN, bold, docx, item, p, part, zipped

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("rounds")]
TABLE = "<w:tbl><w:tr><w:tc>" + p("ردیف") + "</w:tc><w:tc>" + p("نام") + "</w:tc></w:tr></w:tbl>"
BODY = (
    p("بسمه تعالی")
    + TABLE
    + p(bold("خانم نمونه (دبیر):"), " سخن")
    + item("در دور سوم نوزده جلسه بود")
    + item("زیربند", 1)
)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def test_a_word_file_becomes_a_draft_and_is_kept_as_it_came(secretary):
    content = docx(BODY)
    address = hand_in(secretary, file=content, name="صورتجلسه.docx")["Location"]
    page = says(
        secretary.get(address),
        "صورتجلسه.docx",
        "خانم نمونه",
        "زیربند",
        "در سرآغاز سند",
        "جدول است و در متن مذاکرات جایی ندارد",
    )
    assert "ردیف | نام" in page
    answer = save(secretary, address, fields_of(secretary.get(address)))
    assert answer["Location"] == "/meetings/5/1/draft/"
    minutes = Minutes.objects.get()
    turn = minutes.turns.get()
    assert (turn.speaker_as_written, turn.post_as_written) == ("خانم نمونه", "دبیر")
    lines = list(turn.blocks.values_list("kind", "level", "text", "line"))
    assert lines == [("lead", 0, "سخن", 3), ("bullet", 1, "در دور سوم نوزده جلسه بود", 4), ("bullet", 2, "زیربند", 5)]
    assert (minutes.source.content_type, minutes.source.original_name) == (TYPE, "صورتجلسه.docx")
    got = secretary.get(f"/meetings/5/1/source/{minutes.pk}/")
    assert (got.content, got["Content-Type"]) == (content, TYPE)
    assert "attachment" in got["Content-Disposition"]


def test_a_draft_taken_as_word_can_be_handed_in_again(secretary):
    made = minutes_docx(sheet_of(cast.make_minutes(cast.make_meeting())))
    address = hand_in(secretary, file=made, name="draft-5-1.docx", number="2")["Location"]
    save(secretary, address, fields_of(secretary.get(address)))
    first, again = (Minutes.objects.get(meeting__number=number) for number in (1, 2))
    assert [b.text for b in sheet_of(again).blocks] == [b.text for b in sheet_of(first).blocks]


def test_the_command_takes_it_as_well(paper):
    said = run(paper(docx(BODY), "سند.docx"))
    assert "Word" in said and "line 2: table, left out: ردیف | نام" in said
    assert Minutes.objects.get().source.content_type == TYPE


def bomb() -> bytes:
    """A file of some kilobytes that would unfold to more than anybody has."""
    return docx(BODY, extra={"word/comments.xml": b"<x>" + b" " * (MAX_XML + 1)})


def encrypted() -> bytes:
    """The mark of a password on every part."""
    content = bytearray(docx(BODY))
    for sign, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.find(sign)
        while at >= 0:
            content[at + place] |= 1
            at = content.find(sign, at + 4)
    return bytes(content)


DOCUMENT = part("document", f"<w:body>{BODY}</w:body>").partition("?>")[2]
ENTITIES = '<?xml version="1.0"?><!DOCTYPE w:document [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>'
OUTSIDE = '<?xml version="1.0"?><!DOCTYPE w:document [<!ENTITY x SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"PK\x03\x04" + b"\0" * 50, "سند Word نیست یا ناقص رسیده است"),
        ("سلام، من متنم".encode(), "سند Word نیست یا ناقص رسیده است"),
        (b"", "سند Word نیست یا ناقص رسیده است"),
        (docx(BODY)[:-40], "سند Word نیست یا ناقص رسیده است"),
        (OLE, "قالب قدیمی Word (doc) یا رمزدار است"),
        (bomb(), "بیش از اندازه بزرگ باز می‌شود"),
        (encrypted(), "رمز دارد"),
        (docx(BODY, main=MAIN.replace("document.main", "document.macroEnabled.main")), "ماکرو دارد"),
        (docx(BODY, extra={"word/vbaProject.bin": b"x"}), "ماکرو دارد"),
        (docx(BODY, main="application/vnd.ms-excel.sheet.main+xml"), "سند Word (docx) نیست"),
        (zipped({"a.txt": "سلام"}), "سند Word (docx) نیست"),
        (docx(BODY, extra={"word/document.xml": "<w:document"}), "سالم نیست"),
        (docx(BODY, extra={"word/document.xml": part("document", "")}), "متنی ندارد"),
        (docx(BODY, extra={"word/document.xml": ENTITIES + DOCUMENT}), "تعریف‌های بیگانه"),
        (docx(BODY, extra={"word/document.xml": OUTSIDE + DOCUMENT}), "تعریف‌های بیگانه"),
        (docx("<w:sdt>" * 300 + p("ژرف") + "</w:sdt>" * 300), "سالم نیست"),
        (zipped({f"{n}": "" for n in range(1001)}), "بخش‌های آن"),
        (docx(p("س") * 20_001), "۲۰٬۰۰۰ بند"),
        (b"PK\x03\x04" + b"\0" * MAX_BYTES, "۵ مگابایت"),
    ],
    ids=[
        *("no-zip", "text", "empty", "cut", "old", "bomb", "password", "macros", "macros-inside", "excel", "other-zip"),
        *("broken-xml", "no-body", "entities", "outside", "deep", "parts", "paragraphs", "bytes"),
    ],
)
def test_what_is_hostile_is_refused_in_a_sentence(secretary, content, why):
    answer = hand_in(secretary, file=content, name="سند.docx")
    says(answer, why, status=422)
    assert nothing_was_saved() and not PendingImport.objects.exists()


def test_a_file_with_a_wrong_byte_is_read_or_refused_but_never_an_error(secretary):
    content = docx(BODY)
    for at in range(0, len(content), 37):
        broken = content[:at] + bytes([content[at] ^ 0xFF]) + content[at + 1 :]
        assert hand_in(secretary, file=broken, name="سند.docx").status_code in (302, 422)


def test_a_paragraph_that_is_too_long_is_shown_and_can_not_be_saved(secretary):
    address = hand_in(secretary, file=docx(BODY + p("ب" * 60_000)), name="سند.docx")["Location"]
    says(secretary.get(address), "سطر ۶ از ۲۰۰۰۰ نویسه بلندتر است")


def test_only_tables_are_no_minutes_and_are_told(secretary):
    address = hand_in(secretary, file=docx(TABLE), name="سند.docx")["Location"]
    says(secretary.get(address), "در این سند هیچ متنی یافته نشد", "ردیف | نام")


def test_the_command_refuses_in_a_sentence(paper):
    refuses(paper(OLE, "سند.doc"), "Not imported: این پرونده قالب قدیمی Word")
    refuses(paper(bomb(), "سند.docx"), "Not imported: این سند Word بیش از اندازه بزرگ باز می‌شود")


def test_the_form_says_that_it_takes_word(secretary):
    says(secretary.get("/import/"), "پرونده ‎.docx", 'accept=".docx,.md,.txt', "سند Word (‎.docx) یا متن ساده")
