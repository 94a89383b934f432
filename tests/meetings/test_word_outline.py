"""A Word file gives the turns and blocks that its text gives; what has no place among them is told."""

import io

import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st

from meetings import outline
from meetings.documents import word_outline
from meetings.minutes_docx import minutes_docx, record
from meetings.outline import Block, Turn
from meetings.sheet import BlockSheet, TurnSheet
from records import word_reading
from records.word_package import WordError
from records.word_text import sayable
from tests.meetings.test_minutes_pdf import STAMP, full
from tests.word_files import STRICT, bold, docx, item, numbering, ours, p, run

LABEL = p(bold("خانم نمونه (دبیر):"), " سخن آغازین")
BULLET, DEEPER = ("bullet", 1), ("bullet", 2)


def bare(turns):
    return [(t.speaker, t.post, [(b.kind, b.level, b.text) for b in t.blocks]) for t in turns]


def read(body, **parts):
    return word_outline.read(docx(body, **parts))


def blocks(body, **parts):
    """The blocks of the one turn that begins with the label, without its lead."""
    (turn,) = read(LABEL + body, **parts).turns
    assert (turn.speaker, turn.post, turn.blocks[0].text) == ("خانم نمونه", "دبیر", "سخن آغازین")
    return [(b.kind, b.level, b.text) for b in turn.blocks[1:]]


def told(body, **parts):
    return [(problem.line, problem.kind, problem.text) for problem in read(body, **parts).problems]


def sheets(turns):
    rows, number = [], 0
    for at, turn in enumerate(turns, 1):
        lines = []
        for block in turn.blocks:
            number += 1
            lines.append(BlockSheet(number, block.kind, block.level, block.text))
        rows.append(TurnSheet(at, turn.speaker, turn.post, None, tuple(lines)))
    return tuple(rows)


TEXT = """پیش از همه
**خانم نمونه‌گو (دبیر):** سخن آغازین

- بند\tنخست با «نیم‌فاصله‌ها» و  دو فاصله
  - زیربند: با دونقطه
    - ژرف‌تر
  سطری در میان فهرست
  - باز زیربند
- \\

عنوان میانی:
- بند

### عنوان دیگر
\\- سطری که بند نیست
1388- سطر
\\**نه سخنران:** سطر
**آقای فرضی \\(عضو\\):**
**(شهردار):** بی نام
**آقای مثال:**  دو فاصله
"""


def test_a_file_of_ours_gives_its_turns_and_blocks_again():
    turns = outline.read(TEXT).turns
    again = word_outline.read(minutes_docx(full(stamp=STAMP, turns=sheets(turns))))
    assert bare(again.turns) == bare(turns)
    assert outline.Problem(1, "frame", "") in again.problems


# Lines that are nearly something: markers, labels, escapes, white space.
_SCRAPS = st.sampled_from(
    ["- ", "  ", "\t", "**", "**نام", " (سمت)", ":", ":** ", "\\", "# ", "•", "۱- ", "الف) ", "متن", "\u200c", "\u200f",
     "|", "...", "\n", "\n\n", "\n- ", "\n  - ", "\n**نام (سمت):** ", "\n**نام", "(", ")", "\u00a0", "\ufeff", "<"]
)  # fmt: skip


@given(st.one_of(st.lists(_SCRAPS, max_size=25).map("".join), st.text(max_size=80)))
def test_whatever_was_understood_of_a_text_survives_word(text):
    turns = outline.read(sayable(text)).turns
    again = word_outline.read(ours("".join(record(sheets(turns))) or p("")))
    assert bare(again.turns) == bare(turns)


def test_what_somebody_wrote_into_a_file_of_ours_is_read_like_any_text():
    lines = record(sheets(outline.read("**خانم نمونه:** سخن\n\n- بند\n\nسطر\n").turns))
    lines.insert(2, p("- بندی که دستی نوشته شد", form='<w:pStyle w:val="BodyText"/>'))
    lines.insert(3, p(bold("آقای تازه: "), "سخن او", form='<w:pStyle w:val="BodyText"/>'))
    assert bare(word_outline.read(ours("".join(lines))).turns) == [
        ("خانم نمونه", "", [("lead", 0, "سخن"), (*BULLET, "بند"), (*BULLET, "بندی که دستی نوشته شد")]),
        ("آقای تازه", "", [("lead", 0, "سخن او"), ("paragraph", 0, "سطر")]),
    ]


@pytest.mark.parametrize(
    "label",
    [
        p(bold("خانم نمونه (دبیر):"), " سخن"),
        p(bold("خانم نمونه (دبیر)"), ": سخن"),
        p(bold("خانم"), " ", bold("نمونه"), bold(" (دبیر) "), " : سخن"),
        p(bold("خانم نمونه"), " (دبیر): سخن"),
        p("**خانم نمونه (دبیر):** سخن"),
        p(run("خانم نمونه (دبیر):", '<w:rStyle w:val="Strong"/>'), " سخن"),
        p(
            bold("خانم نمونه (دبیر): "),
            run("سخن", '<w:b w:val="0"/><w:bCs w:val="false"/>'),
            form='<w:pStyle w:val="Fat"/>',
        ),
        p("خانم نمونه (دبیر):", run(" سخن", '<w:b w:val="0"/>'), form='<w:pStyle w:val="Fat"/>'),
        p(bold("خانم نمونه (دبیر):"), " سخن", form='<w:pStyle w:val="H"/>'),
    ],
)
def test_a_bold_label_begins_a_turn(label):
    styles = (
        '<w:style w:type="character" w:styleId="Strong"><w:name w:val="Strong"/><w:rPr><w:b/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Fat"><w:name w:val="Fat"/><w:rPr><w:bCs/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="H"><w:name w:val="heading 3"/><w:rPr><w:b/></w:rPr></w:style>'
    )
    (turn,) = read(label, styles=styles).turns
    assert bare([turn]) == [("خانم نمونه", "دبیر", [("lead", 0, "سخن")])]


def test_no_colon_alone_and_no_bold_in_the_middle_makes_a_speaker():
    assert blocks(p("نکته: سخنی") + p("سخن ", bold("پررنگ:"), " و ادامه") + p(bold("پررنگ"), " بی دونقطه")) == [
        ("paragraph", 0, "نکته: سخنی"),
        ("paragraph", 0, "سخن پررنگ: و ادامه"),
        ("paragraph", 0, "پررنگ بی دونقطه"),
    ]


def test_real_lists_keep_their_levels():
    body = item("یک") + item("دو", 1) + item("سه", 2) + item("چهار", 1) + item("پنج")
    assert blocks(body, numbering=numbering((1, 720))) == [
        (*BULLET, "یک"), (*DEEPER, "دو"), ("bullet", 3, "سه"), (*DEEPER, "چهار"), (*BULLET, "پنج"),
    ]  # fmt: skip
    assert blocks(body) == blocks(body, numbering=numbering((1, 720), form="decimal"))
    assert blocks(item("یک") + item("سه", 2) + item("دو", 1)) == [(*BULLET, "یک"), (*DEEPER, "سه"), (*DEEPER, "دو")]


def test_a_list_further_in_lies_inside_the_other():
    lists = numbering((1, 360), (2, 720))
    body = item("بیرون") + item("درون", number=2) + item("درون‌تر", 1, number=2) + item("بیرون")
    assert [level for _, level, _ in blocks(body, numbering=lists)] == [1, 2, 3, 1]
    beside = numbering((1, 720), (2, 720))
    assert [level for _, level, _ in blocks(body, numbering=beside)] == [1, 1, 2, 1]
    by_hand = item("بیرون") + item("درون", number=3, form='<w:ind w:start="900"/>')
    assert [level for _, level, _ in blocks(by_hand, numbering=lists)] == [1, 2]


def test_lists_by_style_as_libreoffice_and_word_make_them():
    styles = (
        "".join(
            f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{key}"/><w:basedOn w:val="{base}"/>'
            f"<w:pPr><w:numPr>{inside}</w:numPr></w:pPr></w:style>"
            for key, base, inside in [
                ("LB", "Normal", '<w:numId w:val="1"/>'),
                ("LB2", "Normal", '<w:ilvl w:val="1"/><w:numId w:val="1"/>'),
            ]
        )
        + '<w:style w:type="paragraph" w:styleId="Heir"><w:name w:val="Heir"/><w:basedOn w:val="LB"/></w:style>'
    )
    body = "".join(p(key, form=f'<w:pStyle w:val="{key}"/>') for key in ("LB", "LB2", "Heir"))
    none = p("هیچ", form='<w:pStyle w:val="LB"/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="0"/></w:numPr>')
    assert blocks(body + none, styles=styles, numbering=numbering((1, 360))) == [
        (*BULLET, "LB"), (*DEEPER, "LB2"), (*BULLET, "Heir"), ("paragraph", 0, "هیچ"),
    ]  # fmt: skip
    assert blocks(body, styles=styles, numbering=numbering((1, 360), form="none"))[0] == ("paragraph", 0, "LB")


def test_python_docx_lists_and_headings():
    made = Document()
    made.add_paragraph().add_run("خانم نمونه:").bold = True
    for style, text in [("List Bullet", "یک"), ("List Bullet 2", "دو"), ("Heading 2", "عنوان"), ("List Number", "سه")]:
        made.add_paragraph(text, style=style)
    out = io.BytesIO()
    made.save(out)
    assert bare(word_outline.read(out.getvalue()).turns) == [
        ("خانم نمونه", "", [(*BULLET, "یک"), (*DEEPER, "دو"), ("subheading", 0, "عنوان"), (*BULLET, "سه")])
    ]


def test_typed_bullets_are_told_from_real_ones():
    body = p("- یک") + p("\t- دو") + p("- سه", form='<w:ind w:left="720"/>') + p("۱- چهار") + item("- پنج")
    assert blocks(body) == [
        (*BULLET, "یک"), (*DEEPER, "دو"), (*DEEPER, "سه"), (*BULLET, "چهار"), (*BULLET, "- پنج"),
    ]  # fmt: skip


def test_a_list_goes_on_after_a_table_and_a_line_inside_it():
    table = "<w:tbl><w:tr><w:tc>" + p("الف") + "</w:tc><w:tc>" + p("ب") + "</w:tc></w:tr></w:tbl>"
    body = item("یک") + table + item("دو", 1) + p("در میان", form='<w:ind w:left="720"/>') + item("سه", 1)
    assert blocks(body) == [
        (*BULLET, "یک"), (*DEEPER, "دو"), ("paragraph", 0, "در میان"), (*DEEPER, "سه"),
    ]  # fmt: skip
    assert told(LABEL + body) == [(3, "table", "الف | ب")]


def test_headings_and_bold_lines_are_subheadings():
    styles = (
        '<w:style w:type="paragraph" w:styleId="a1"><w:name w:val="heading 2"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="own"><w:name w:val="mine"/><w:basedOn w:val="a1"/></w:style>'
    )
    body = (
        p("یک:", form='<w:pStyle w:val="a1"/>')
        + p("دو", form='<w:pStyle w:val="own"/>')
        + p("سه", form='<w:outlineLvl w:val="1"/>')
        + p(bold("چهار"))
        + p("پنج:")
        + item("بند")
        + p(bold("ب" * 300))
        + p("شش", form='<w:pStyle w:val="own"/><w:outlineLvl w:val="9"/>')
    )
    found = blocks(body, styles=styles)
    assert [kind for kind, _, _ in found] == ["subheading"] * 5 + ["bullet", "paragraph", "paragraph"]
    assert [text for _, _, text in found[:5]] == ["یک:", "دو", "سه", "چهار", "پنج:"]


def test_text_comes_character_for_character():
    inside = (
        run("می‌رود  «دو» فاصله")
        + "<w:r><w:tab/><w:t>پس</w:t><w:noBreakHyphen/><w:t>از</w:t><w:softHyphen/><w:t>آن</w:t></w:r>"
        + '<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r><w:hyperlink>' + run("پیوند") + "</w:hyperlink>"
        + "<w:sdt><w:sdtContent>" + run("کادر") + "</w:sdtContent></w:sdt>"
        + '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>'
        + '<w:r><w:fldChar w:fldCharType="separate"/></w:r>' + run("۱") + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )  # fmt: skip
    assert blocks(f"<w:p>{inside}</w:p>") == [
        ("paragraph", 0, "می‌رود  «دو» فاصله\tپس\u2011از\u00adآن\uf0fcپیوندکادر۱"),
    ]


def test_a_broken_line_ends_a_line():
    broken = "<w:r><w:br/></w:r>"
    body = p(bold("آقای فرضی:"), broken, "سطر دوم", broken, "- بند")
    listed = p("بند", broken, "دنباله", form='<w:numPr><w:numId w:val="1"/></w:numPr>')
    assert bare(read(body + listed + item("زیربند", 1)).turns) == [
        ("آقای فرضی", "", [
            ("paragraph", 0, "سطر دوم"), (*BULLET, "بند"), (*BULLET, "بند"), ("paragraph", 0, "دنباله"),
            (*DEEPER, "زیربند"),
        ])
    ]  # fmt: skip


def test_the_head_of_a_document_is_told_and_not_taken_for_something_said():
    heading = '<w:style w:type="paragraph" w:styleId="T"><w:name w:val="Title"/></w:style>'
    body = p("بسمه تعالی") + p("صورتجلسه", form='<w:pStyle w:val="T"/>') + p(bold("دور پنجم")) + p("پیش از همه")
    found = read(body + LABEL, styles=heading)
    assert bare(found.turns)[0] == ("", "", [("paragraph", 0, "پیش از همه")])
    assert [(problem.line, problem.kind, problem.text) for problem in found.problems] == [
        (1, "head", "بسمه تعالی"),
        (2, "head", "صورتجلسه"),
        (3, "head", "دور پنجم"),
        (4, "before_first_speaker", "پیش از همه"),
    ]
    assert [block.line for turn in found.turns for block in turn.blocks] == [4, 5]
    without = read(body, styles=heading).turns
    assert bare(without)[0][2][:2] == [("paragraph", 0, "بسمه تعالی"), ("subheading", 0, "صورتجلسه")]


def test_a_strict_file_is_read_as_well():
    body = LABEL + item("یک") + item("دو", 1)
    assert bare(word_outline.read(docx(body, space=STRICT)).turns) == bare(read(body).turns)


def test_a_long_paragraph_is_kept_whole_and_blocks_the_import():
    long = "ب" * 60_000
    assert blocks(p(long)) == [("paragraph", 0, long)]
    assert [(line, kind, len(text)) for line, kind, text in told(LABEL + p(long))] == [(2, "too_long", 200)]


def test_what_is_too_large_is_refused(monkeypatch):
    monkeypatch.setattr(word_reading, "MAX_PARAGRAPHS", 50)
    monkeypatch.setattr(word_outline, "MAX_LINES", 60)
    assert read(p("س") * 50).turns
    with pytest.raises(WordError, match="۲۰٬۰۰۰ بند"):
        read(p("س") * 51)
    with pytest.raises(WordError, match="۲۰٬۰۰۰ سطر"):
        read("<w:p><w:r>" + "<w:t>س</w:t><w:br/>" * 60 + "</w:r></w:p>")


def test_turns_and_blocks_are_those_of_the_outline():
    found = read(LABEL + item("بند"))
    assert found.turns == (
        Turn("خانم نمونه", "دبیر", (Block("lead", 0, "سخن آغازین", 1), Block("bullet", 1, "بند", 2)), 1),
    )
