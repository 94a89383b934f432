"""Tables as people keep them, CSV or Excel: read into rows of text under limits, and written as empty templates.

Nothing in a file is computed: a formula, or text that begins with «=», is text.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from openpyxl import Workbook, load_workbook

from persian.decoding import DecodingError, decode
from persian.jalali import short_date
from persian.numbers import persian_digits
from persian.text import is_blank, search_key, tidy_line

MAX_BYTES = 5 * 2**20
MAX_ROWS = 2000  # that hold anything; the first one, with the headings, is not counted
MAX_LINES = 10_000  # with the empty ones between them
MAX_COLUMNS = 60
MAX_CELL = 1000  # characters
MAX_PARTS = 500  # files inside an Excel file
MAX_XML = 12 * 2**20  # what they unfold to, pictures left out
DELIMITERS = (",", ";", "\t", "،", "؛", "|")
EXCEL_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_AGAIN = "چیزی ثبت نشد؛ پرونده را درست کنید و دوباره بفرستید."


class TableError(ValueError):
    """The file is no table that can be read whole. Its text says why in Persian and what to do."""


@dataclass(frozen=True)
class Column:
    """A column that is asked for: its key, its heading, other headings it may have, and an example for the template."""

    key: str
    title: str
    others: tuple[str, ...] = ()
    example: str = ""


@dataclass(frozen=True)
class Row:
    """A row by its number in the file, the headings being row 1. `values` has every key, "" for what is empty.

    `spills` where something stands beyond the last heading.
    """

    number: int
    values: dict[str, str]
    spills: bool = False


@dataclass(frozen=True)
class Table:
    """The rows that hold anything; `unknown` are headings that nobody asked for, whose columns were left out."""

    rows: tuple[Row, ...]
    unknown: tuple[str, ...]
    kind: str


def read(content: bytes, columns: Sequence[Column]) -> Table:
    """The table in a CSV or Excel file, whatever it is called. Raises TableError."""
    if len(content) > MAX_BYTES:
        raise TableError(f"حجم پرونده از ۵ مگابایت بیشتر است. {_AGAIN}")
    if not content.strip():
        raise TableError(f"این پرونده خالی است. {_AGAIN}")
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise TableError("این پرونده اکسل قدیمی (xls) یا رمزدار است. آن را بی رمز و با قالب xlsx یا CSV ذخیره کنید.")
    if content.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _table(_excel_lines(content), columns, "Excel")
    try:
        decoded = decode(content)
    except DecodingError as error:
        raise TableError(str(error)) from error
    return _table(_csv_lines(decoded.text, columns), columns, f"CSV، {decoded.encoding}")


def _table(lines: Iterable[Sequence[str]], columns: Sequence[Column], kind: str) -> Table:
    heads: list[str] = []
    keys: list[str | None] = []
    rows: list[Row] = []
    for number, line in enumerate(lines, start=1):
        if number > MAX_LINES:
            raise TableError(
                f"این پرونده بیش از {persian_digits(MAX_LINES)} سطر دارد. سطرهای خالی را پاک کنید. {_AGAIN}"
            )
        cells = [_tidied(cell, number) for cell in line]
        if not any(cells):
            continue
        if not heads:
            heads, keys = cells, _keys(cells, columns)
            continue
        if len(rows) == MAX_ROWS:
            raise TableError(f"این پرونده بیش از {persian_digits(MAX_ROWS)} سطر پر دارد. آن را چند پاره کنید. {_AGAIN}")
        values = {column.key: "" for column in columns}
        values |= {key: cell for key, cell in zip(keys, cells, strict=False) if key}
        rows.append(Row(number, values, any(cells[len(keys) :])))
    if not rows:
        raise TableError(f"در این پرونده زیر سرستون‌ها سطری نیست. {_AGAIN}")
    unknown = [head for head, key in zip(heads, keys, strict=False) if head and key is None]
    return Table(tuple(rows), tuple(unknown), kind)


def _tidied(cell: str, number: int) -> str:
    text = tidy_line(cell).strip()
    if len(text) > MAX_CELL:
        raise TableError(
            f"در سطر {persian_digits(number)} خانه‌ای {persian_digits(len(text))} نویسه دارد و بیش از "
            f"{persian_digits(MAX_CELL)} نویسه خوانده نمی‌شود. {_AGAIN}"
        )
    return "" if is_blank(text) else text


def _keys(heads: Sequence[str], columns: Sequence[Column]) -> list[str | None]:
    """For each heading the key of its column, None for one that nobody asked for."""
    known = _known(columns)
    while heads and not heads[-1]:
        heads = heads[:-1]
    if len(heads) > MAX_COLUMNS:
        raise TableError(f"این پرونده بیش از {persian_digits(MAX_COLUMNS)} ستون دارد. {_AGAIN}")
    keys = [known.get(search_key(head)) for head in heads]
    if not any(keys):
        names = "، ".join(f"«{column.title}»" for column in columns)
        raise TableError(f"سرستون‌ها شناخته نشد. سطر نخست باید نام ستون‌ها باشد: {names}. {_AGAIN}")
    for column in columns:
        if keys.count(column.key) > 1:
            raise TableError(f"ستون «{column.title}» بیش از یک بار آمده است. {_AGAIN}")
    return keys


def _known(columns: Sequence[Column]) -> dict[str, str]:
    return {search_key(title): column.key for column in columns for title in (column.title, *column.others)}


def _csv_lines(text: str, columns: Sequence[Column]) -> Iterator[list[str]]:
    named = None
    first, _, rest = text.partition("\n")
    if search_key(first).startswith("sep=") and len(first.strip()) == 5:
        named, text = first.strip()[4], rest
        yield []  # the rows keep the numbers that a spreadsheet shows
    head = next((line for line in text.splitlines() if not is_blank(line)), "")
    known = _known(columns)

    def recognised(delimiter: str) -> int:
        return sum(1 for cell in head.split(delimiter) if search_key(cell.strip().strip('"')) in known)

    delimiter = named or max(DELIMITERS, key=recognised)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        yield from reader
    except csv.Error as error:
        line = persian_digits(reader.line_num)
        raise TableError(f'سطر {line} خوانده نشد؛ شاید گیومه‌ای (") بسته نشده باشد. {_AGAIN}') from error


def _excel_lines(content: bytes) -> Iterator[list[str]]:
    try:
        _refuse_bomb(content)
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
        sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
        sheets[0].reset_dimensions()  # what a file says of its size would hide rows beyond it
        for line in sheets[0].iter_rows(max_col=MAX_COLUMNS + 1, values_only=True):
            yield [_text(cell) for cell in line]
    except TableError:
        raise
    except Exception as error:  # a damaged file fails in any of a dozen ways
        raise TableError(f"این پرونده اکسل سالم نیست و خوانده نشد. آن را دوباره ذخیره کنید. {_AGAIN}") from error


def _refuse_bomb(content: bytes) -> None:
    """Raises TableError for what is no Excel file or would unfold to far more than a table of ours."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = archive.infolist()
    if "xl/workbook.xml" not in {part.filename for part in parts}:
        raise TableError(f"این پرونده فشرده است ولی جدول اکسل (xlsx) نیست. {_AGAIN}")
    unfolded = sum(part.file_size for part in parts if not part.filename.startswith("xl/media/"))
    if len(parts) > MAX_PARTS or unfolded > MAX_XML:
        raise TableError(
            f"این پرونده اکسل بیش از اندازه بزرگ باز می‌شود. تنها همان جدول را در پرونده نگه دارید. {_AGAIN}"
        )


def _text(cell: Any) -> str:
    """A cell as its reader sees it: whole numbers without a point, days in the Jalali calendar, formulas as written."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "بله" if cell else "خیر"
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    if isinstance(cell, datetime | date):
        day = cell.date() if isinstance(cell, datetime) else cell
        try:
            return short_date(day)
        except ValueError:
            return day.isoformat()
    return str(getattr(cell, "text", None) or cell)


def csv_template(columns: Sequence[Column]) -> bytes:
    """The headings and a row of examples, with the mark by which Excel knows UTF-8."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([column.title for column in columns])
    writer.writerow([column.example for column in columns])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def csv_of(columns: Sequence[Column], rows: Iterable[dict[str, str]]) -> bytes:
    """A CSV of rows typed elsewhere, for the same review that a file gets."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([column.title for column in columns])
    writer.writerows([row.get(column.key, "") for column in columns] for row in rows)
    return b"\xef\xbb\xbf" + out.getvalue().encode("utf-8", "replace")


def excel_template(columns: Sequence[Column]) -> bytes:
    """The same as an Excel sheet that runs from right to left, every column as text."""
    book = Workbook()
    sheet: Any = book.active
    sheet.sheet_view.rightToLeft = True
    sheet.append([column.title for column in columns])
    sheet.append([column.example for column in columns])
    for line in sheet.iter_rows(min_row=1, max_row=200, max_col=len(columns)):
        for cell in line:
            cell.number_format = "@"
    for index in range(len(columns)):
        sheet.column_dimensions[chr(ord("A") + index)].width = 24
    sheet.freeze_panes = "A2"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
