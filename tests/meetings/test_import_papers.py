"""`import_document` and the papers given to it: of every encoding, the largest, any at all, and those it refuses."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import assume, given
from hypothesis import strategies as st

from meetings import outline
from meetings.documents.document import MAX_BLOCKS, MAX_BYTES, MAX_TURNS, NotImported, understand
from meetings.documents.saving import Choices, save_draft
from meetings.models import Block, Meeting, Mention, Minutes
from persian.decoding import DecodingError
from records import files
from tests import cast
from tests.meetings.importing_by_command import DOCUMENT, refuses, run

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("rounds")]


def test_a_file_that_can_not_be_read_stops(paper, tmp_path):
    refuses(tmp_path / "missing.md", "Can't read .*missing.md: No such file")
    refuses(tmp_path, "Can't read .*: Is a directory")


@pytest.mark.parametrize(
    "content",
    [
        b"%PDF-1.7\n",
        b"PK\x03\x04" + b"\0" * 50,
        b"\x89PNG\r\n\x1a\n",
        bytes(range(256)) * 20,
        "سلام\0سلام".encode(),
        b"\xff\xfe\x00",
        b"\xff\xfe\x00\xd8\x20\x00",
        "سلام ".encode() * 50 + b"\xff",
        "\ud800".encode("utf-8", "surrogatepass"),
    ],
)
def test_what_is_no_text_stops(paper, content):
    refuses(paper(content), "Not imported: [^\n]*[ا-ی]")


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "هیچ متنی یافته نشد"),
        ("\ufeff\r\n \t\u00a0\n", "هیچ متنی یافته نشد"),
        ("**آقای الف:**\n", "هیچ متنی یافته نشد"),
        ("**آقای الف:** سخن\n" + "ب" * (outline.MAX_BLOCK + 1), "سطر ۲ از ۲۰۰۰۰ نویسه بلندتر است"),
        ("- بند\n" * (MAX_BLOCKS + 1), "۵۰۰۱ بند"),
        ("**آقای الف:** سخن\n" * (MAX_TURNS + 1), "۵۰۱ نوبت سخن"),
        ("ب" * (MAX_BYTES // 2 + 1), "۵ مگابایت"),
    ],
    ids=["empty", "blank", "no words", "long line", "blocks", "turns", "bytes"],
)
def test_what_is_more_or_less_than_minutes_stops(paper, content, why):
    refuses(paper(content), why)
    assert list(files.on_disk()) == []


@pytest.mark.once
def test_the_largest_minutes_are_taken_in_few_queries(paper):
    content = "**آقای الف:** سخن\n" + "- " + "ب" * outline.MAX_BLOCK + "\n" + "- دور سوم\n" * (MAX_BLOCKS - 2)
    with CaptureQueriesContext(connection) as queries:
        run(paper(content))
    assert Block.objects.count() == MAX_BLOCKS
    assert Mention.objects.count() == MAX_BLOCKS - 2
    assert len(queries) < 250


@pytest.mark.parametrize(
    ("codec", "mark", "name"),
    [
        ("utf-8", b"", "utf-8"),
        ("utf-8", b"\xef\xbb\xbf", "utf-8-sig"),
        ("utf-16-le", b"\xff\xfe", "utf-16-le"),
        ("utf-16-be", b"\xfe\xff", "utf-16-be"),
        ("utf-16-le", b"", "utf-16-le"),
        ("cp1256", b"", "windows-1256"),
    ],
)
def test_files_of_every_known_encoding_say_the_same(paper, codec, mark, name):
    text = DOCUMENT.replace("ی", "ي") if codec == "cp1256" else DOCUMENT
    content = mark + text.encode(codec)
    said = run(paper(content))
    assert f": {name}, {len(content)} bytes" in said
    assert "5 bullets (3 on level 1, 2 on level 2)" in said
    assert list(Block.objects.order_by("number").values_list("text", flat=True)) == [
        block.text for turn in outline.read(text).turns for block in turn.blocks
    ]
    assert Minutes.objects.get().source.read() == content


pieces = st.sampled_from(
    [
        *"-–•*:()#۱.ـب \t\u00a0\u200c\u200f\u2028\x0b",
        "**",
        "متن",
        "آقای",
        "**آقای الف:**",
        "- ",
        "۱- ",
        "  ",
        "دور سوم ",
    ]
)
a_line = st.lists(pieces, max_size=8).map("".join) | st.text(
    st.characters(exclude_characters="\r\n\0", exclude_categories=["Cs"]), max_size=12
)
a_document = st.lists(a_line, max_size=10).flatmap(
    lambda lines: st.sampled_from(["\n", "\r\n", "\r"]).map(lambda end: end.join(lines))
)


@given(a_document)
def test_any_document_is_stored_character_for_character(text):
    round = cast.make_round(5)
    understood = understand(b"\xef\xbb\xbf" + text.encode(), name="سند.md", round=round, number=1)
    assume(not understood.refusal)
    draft = save_draft(understood, Choices.as_offered(understood), round=round, number=1, by=None, may_replace=True)
    stored = [
        (
            turn.speaker_as_written,
            turn.post_as_written,
            [(block.kind, block.level, block.text, block.line) for block in turn.blocks.order_by("position")],
        )
        for turn in draft.turns.order_by("position")
    ]
    assert stored == [
        (turn.speaker, turn.post, [(block.kind, block.level, block.text, block.line) for block in turn.blocks])
        for turn in outline.read(text).turns
    ]
    lines = re.split("\r\n|\r|\n", text.removeprefix("\ufeff"))
    for _, _, blocks in stored:
        assert all(words in lines[line - 1] for _, _, words, line in blocks)
    assert draft.source.read() == b"\xef\xbb\xbf" + text.encode()


def test_a_refused_document_can_not_be_saved_by_any_way():
    round = cast.make_round(5)
    understood = understand(b"", name="", round=round, number=1)
    with pytest.raises(NotImported):
        save_draft(understood, Choices({}, frozenset()), round=round, number=1, by=None, may_replace=True)
    with pytest.raises(DecodingError):
        understand(b"a\0b", name="", round=round, number=1)
    assert not Meeting.objects.exists()
