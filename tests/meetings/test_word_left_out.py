"""What a Word file has besides text is told, not dropped in silence."""

import pytest

from tests.meetings.test_word_outline import LABEL, blocks, told
from tests.word_files import p, run

DRAWING = '<w:r><w:drawing><wp:inline><wp:docPr id="1" name="x" descr="نمودار"/></wp:inline></w:drawing></w:r>'
BOX = (
    "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx><w:txbxContent>"
    + p("سخن در کادر")
    + "</w:txbxContent></wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent>"
    + p("سخن در کادر")
    + "</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
)


@pytest.mark.parametrize(
    ("inside", "kind", "text", "left"),
    [
        (DRAWING, "picture", "نمودار", "متن"),
        (BOX, "text_box", "سخن در کادر", "متن"),
        ('<w:r><w:footnoteReference w:id="2"/></w:r>', "footnote", "پانوشته", "متن"),
        ('<w:r><w:commentReference w:id="1"/></w:r>', "comment", "چرا؟", "متن"),
        ("<w:del><w:r><w:delText>حذفی</w:delText></w:r></w:del>", "deleted", "حذفی", "متن"),
        (f"<w:ins>{run('افزوده')}</w:ins>", "inserted", "افزوده", "متنافزوده"),
        (run("پنهان", "<w:vanish/>"), "hidden", "پنهان", "متن"),
        ("<m:oMath><m:r><m:t>x+1</m:t></m:r></m:oMath>", "formula", "x+1", "متن"),
        ("<w:r><w:object/></w:r>", "picture", "", "متن"),
    ],
)
def test_what_has_no_place_is_told(inside, kind, text, left):
    notes = '<w:footnote w:id="2">' + p("پانوشته") + "</w:footnote>"
    comments = '<w:comment w:id="1">' + p("چرا؟") + "</w:comment>"
    body = p("متن", inside)
    assert blocks(body, footnotes=notes, comments=comments) == [("paragraph", 0, left)]
    assert told(LABEL + body, footnotes=notes, comments=comments) == [(2, kind, text)]


def test_between_paragraphs_too():
    frame = "<w:tbl><w:tr><w:tc>" + p("در قاب") + "</w:tc></w:tr></w:tbl>"
    body = frame + "<w:del>" + p("<w:r><w:delText>رفته</w:delText></w:r>") + "</w:del><w:ins>" + p("آمده") + "</w:ins>"
    assert [text for _, _, text in blocks(body)] == ["در قاب", "آمده"]
    heads = {"header": p("محرمانه"), "footer": p("صفحه ۱ از ۲")}
    assert told(LABEL + body, **heads) == [(3, "deleted", "رفته"), (5, "margin", "محرمانه")]
