"""A list as an Excel file that runs from right to left. Everything in it is text: nothing is ever a formula."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font

LONGEST = 32_000  # characters that a cell holds
TOP = Alignment(vertical="top", wrap_text=True, readingOrder=2)


def excel_of(
    heading: str, columns: Sequence[tuple[str, int]], rows: Iterable[Sequence[str]], about: Iterable[Sequence[str]]
) -> bytes:
    """A sheet called `heading` with `rows` under `columns` (title, width in letters), and one that tells `about` it."""
    book = Workbook(write_only=True)
    sheet: Any = book.create_sheet(heading)
    sheet.sheet_view.rightToLeft = True
    sheet.freeze_panes = "A2"
    for place, (_, width) in enumerate(columns):
        sheet.column_dimensions[chr(ord("A") + place)].width = width
    sheet.append([_cell(sheet, title, is_head=True) for title, _ in columns])
    for row in rows:
        sheet.append([_cell(sheet, text) for text in row])
    other: Any = book.create_sheet("درباره این فهرست")
    other.sheet_view.rightToLeft = True
    for letter, width in (("A", 20), ("B", 80)):
        other.column_dimensions[letter].width = width
    for row in about:
        other.append([_cell(other, text) for text in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _cell(sheet: Any, text: str, *, is_head: bool = False) -> Any:
    cell = WriteOnlyCell(sheet, value=ILLEGAL_CHARACTERS_RE.sub("", text)[:LONGEST])
    cell.data_type = "s"  # text that begins with «=» would be a formula
    cell.number_format = "@"
    cell.alignment = TOP
    if is_head:
        cell.font = Font(bold=True)
    return cell
