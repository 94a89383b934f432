"""What a Word file of the house is written with: runs, paragraphs, tables, fields, each as the XML that Word wants.

The order of the elements is Word's own: it offers to repair a file that has them in another.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

DEEPEST = 9
INSIDE = 340  # twentieths of a point by which a line stands in that belongs into the list around it
_BREAKS = re.compile(r"(\t|\r\n|\r|\n)")
# What XML has no way to say; U+FFFD stands in its place, so that nobody takes the text for whole.
_UNSAYABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_RULE = '<w:{side} w:val="{form}" w:sz="{size}" w:space="0" w:color="{colour}"/>'


@dataclass(frozen=True)
class Run:
    """A piece of text in one form; `style` is a character style. `ltr` is for codes and addresses alone.

    With `anchor` it leads to the bookmark of that name.
    """

    text: str
    bold: bool = False
    style: str = ""
    ltr: bool = False
    anchor: str = ""


@dataclass(frozen=True)
class Parts:
    """The XML of what fills a cell: paragraphs that were made here. Text is never handed over in this form."""

    xml: str


@dataclass(frozen=True)
class Column:
    """A column's share of the measure, and the style of its paragraphs."""

    share: float
    style: str = "Cell"


def paragraph(
    *runs: Run | str,
    style: str = "Normal",
    level: int = 0,
    inside: bool = False,
    keep: bool = False,
    opens: str = "",
    closes: str = "",
) -> str:
    """A paragraph from right to left. `level` 1 to 9 makes it an item of the house's list, `inside` a line within it.

    `keep` holds it on the page of the next one. `opens` and `closes` are the ends of bookmarks around its text.
    """
    properties = f'<w:pStyle w:val="{style}"/>'
    if keep:
        properties += "<w:keepNext/>"
    if level:
        properties += f'<w:numPr><w:ilvl w:val="{min(level, DEEPEST) - 1}"/><w:numId w:val="1"/></w:numPr>'
    properties += "<w:bidi/>"
    if inside:
        properties += f'<w:ind w:left="{INSIDE}"/>'
    return f"<w:p><w:pPr>{properties}</w:pPr>{opens}{''.join(map(_run, runs))}{closes}</w:p>"


def bookmark_start(number: int, name: str) -> str:
    """Where a bookmark begins; `number` is its own in the file."""
    return f'<w:bookmarkStart w:id="{number}" w:name={quoteattr(sayable(name))}/>'


def bookmark_end(number: int) -> str:
    return f'<w:bookmarkEnd w:id="{number}"/>'


def _run(run: Run | str) -> str:
    if isinstance(run, str):
        run = Run(run)
    made = f"<w:r>{_form(run)}{_words(run.text)}</w:r>"
    if run.ltr:
        made += f"<w:r>{_form(run)}<w:t>\u200e</w:t></w:r>"  # or a sign at its end would stand at its beginning
    return (
        f'<w:hyperlink w:anchor={quoteattr(sayable(run.anchor))} w:history="1">{made}</w:hyperlink>'
        if run.anchor
        else made
    )


def _form(run: Run) -> str:
    form = f'<w:rStyle w:val="{run.style}"/>' if run.style else ""
    form += "<w:b/><w:bCs/>" if run.bold else ""
    form += '<w:lang w:val="en-US" w:bidi="fa-IR"/>' if run.ltr else '<w:rtl/><w:lang w:val="en-US" w:bidi="fa-IR"/>'
    return f"<w:rPr>{form}</w:rPr>"


def _words(text: str) -> str:
    parts = []
    for part in _BREAKS.split(sayable(text)):
        if part == "\t":
            parts.append("<w:tab/>")
        elif part in ("\n", "\r", "\r\n"):
            parts.append("<w:br/>")
        elif part:
            parts.append(f'<w:t xml:space="preserve">{escape(part)}</w:t>')
    return "".join(parts)


def sayable(text: str) -> str:
    """`text` with U+FFFD for every character that an XML file can't hold."""
    return _UNSAYABLE.sub("\ufffd", text)


def _field(name: str, until_known: str) -> str:
    """A number that Word counts, such as PAGE; `until_known` is what stands there until it has."""
    form = _form(Run("", style="PageNumber"))

    def sign(kind: str) -> str:
        return f'<w:r>{form}<w:fldChar w:fldCharType="{kind}"/></w:r>'

    instruction = f'<w:r>{form}<w:instrText xml:space="preserve"> {name} </w:instrText></w:r>'
    return sign("begin") + instruction + sign("separate") + _run(Run(until_known, style="PageNumber")) + sign("end")


def page_number() -> str:
    """«صفحه X از Y», counted by Word, in a face that draws every digit in Persian."""
    inner = _run("صفحه ") + _field("PAGE", "۱") + _run(" از ") + _field("NUMPAGES", "۱")
    return f'<w:p><w:pPr><w:pStyle w:val="Footer"/><w:bidi/></w:pPr>{inner}</w:p>'


def table(
    columns: Sequence[Column],
    rows: Sequence[Sequence[Sequence[Run | str] | Parts]],
    *,
    measure: int,
    rules: str = "",
    heads: bool = False,
) -> str:
    """A table whose first column is at the right, `measure` twentieths of a point wide.

    A cell is a sequence of runs, or the parts that fill it. `rules` is "rows" for lines between the rows, "around"
    for those at top and bottom, "above" for one at the top; "below" and
    "seal" for the double line under a letterhead and over a seal. With `heads` the first row is repeated on
    every page. No row is broken.
    """
    widths = [round(measure * column.share) for column in columns]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    made = []
    for index, row in enumerate(rows):
        is_head = heads and index == 0
        cells = "".join(
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{_cell(cell, column.style, is_head)}</w:tc>'
            for cell, column, width in zip(row, columns, widths, strict=True)
        )
        made.append(f"<w:tr><w:trPr><w:cantSplit/>{'<w:tblHeader/>' if is_head else ''}</w:trPr>{cells}</w:tr>")
    return (
        f'<w:tbl><w:tblPr><w:bidiVisual/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>{_rules(rules)}'
        f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{"".join(made)}</w:tbl>'
    )


def _cell(cell: Sequence[Run | str] | Parts, style: str, is_head: bool) -> str:
    if isinstance(cell, Parts):
        return cell.xml
    return paragraph(
        *((cell,) if isinstance(cell, str) else cell), style="CellHead" if is_head else style, keep=is_head
    )


def _rules(rules: str) -> str:
    if not rules:
        return ""
    thin, strong = ("single", 6, "85837B"), ("double", 8, "0A6170")
    sides = {
        "around": {"top": thin, "bottom": thin},
        "rows": {"top": thin, "bottom": thin, "insideH": ("single", 4, "DFDCD3")},
        "below": {"bottom": strong},
        "above": {"top": thin},
        "seal": {"top": strong},
    }[rules]
    lines = "".join(
        _RULE.format(side=side, form=form, size=size, colour=colour) for side, (form, size, colour) in sides.items()
    )
    return f"<w:tblBorders>{lines}</w:tblBorders>"
