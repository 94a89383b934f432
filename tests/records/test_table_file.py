"""Tables from CSV and Excel are read whole and as text, or refused in words."""

import io
import zipfile
from datetime import datetime

import pytest
from openpyxl import Workbook

from records import table_file
from records.table_file import Column, TableError, read

COLUMNS = (Column("name", "نام خانوادگی", ("فامیل",), "نمونه"), Column("role", "نقش", (), "عضو"))
HEADS = ["نام خانوادگی", "نقش"]


def excel(*lines):
    book = Workbook()
    for line in lines:
        book.active.append(line)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def names(content):
    return [row.values["name"] for row in read(content, COLUMNS).rows]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1256"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "،", "؛"])
def test_a_csv_in_any_usual_encoding_and_with_any_usual_separator(encoding, delimiter):
    lines = [["نام خانوادگي", "نقش"], ["رضايي", "عضو"], ["احمدی نمونه", "دبیر"]]
    text = "\r\n".join(delimiter.join(line) for line in lines)
    if encoding == "cp1256":
        text = text.replace("ی", "ي")
    rows = read(text.encode(encoding), COLUMNS).rows
    assert [(row.number, row.values["role"].replace("ي", "ی")) for row in rows] == [(2, "عضو"), (3, "دبیر")]
    assert rows[0].values["name"] == "رضایی"


def test_the_line_in_which_excel_names_the_separator_is_understood():
    rows = read("sep=;\r\nنام خانوادگی;نقش\r\nرضایی;عضو".encode(), COLUMNS).rows
    assert [(row.number, row.values["name"]) for row in rows] == [(3, "رضایی")]


def test_quotes_hold_separators_and_line_ends():
    assert names('نام خانوادگی,نقش\n"رضایی, نمونه\nدوم",عضو\n'.encode()) == ["رضایی, نمونه دوم"]


def test_excel_text_that_begins_with_an_equals_sign_stays_text():
    sheet = excel(HEADS, ["=1+1", "عضو"], ['=HYPERLINK("http://x")', ""])
    assert names(sheet) == ["=1+1", '=HYPERLINK("http://x")']
    assert names("نام خانوادگی,نقش\n=1+1,عضو".encode()) == ["=1+1"]


def test_excel_numbers_days_and_truth_are_read_as_a_reader_sees_them():
    sheet = excel(HEADS, [1405.0, datetime(2026, 11, 23)], [True, 1.5], [" رضایی ", None])
    assert [tuple(row.values.values()) for row in read(sheet, COLUMNS).rows] == [
        ("1405", "۱۴۰۵/۰۹/۰۲"),
        ("بله", "1.5"),
        ("رضایی", ""),
    ]


def test_empty_rows_are_passed_over_and_the_numbers_stay_those_of_the_file():
    table = read(excel([], HEADS, [], ["رضایی"], [None, " "], ["احمدی"]), COLUMNS)
    assert [(row.number, row.values["name"]) for row in table.rows] == [(4, "رضایی"), (6, "احمدی")]


def test_headings_may_be_spelled_and_ordered_otherwise_and_strange_ones_are_named():
    table = read("نقش,رنگ,فاميل\nعضو,سبز,رضایی\n".encode(), COLUMNS)
    assert table.rows[0].values == {"name": "رضایی", "role": "عضو"}
    assert table.unknown == ("رنگ",)


def test_what_stands_beyond_the_last_heading_is_told():
    rows = read("نام خانوادگی,نقش\nرضایی,عضو,سوم\nاحمدی,عضو,\n".encode(), COLUMNS).rows
    assert [row.spills for row in rows] == [True, False]


def zipped(parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def parts_of(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


SHEET = "xl/worksheets/sheet1.xml"


def laughing(entity="ha"):
    """An Excel file with a cell whose entity unfolds to gigabytes; or one that is said to hold `entity`."""
    parts = parts_of(excel(HEADS, ["رضایی", "عضو"]))
    entities = "".join(f'<!ENTITY a{at} "{f"&a{at - 1};" * 10}">' for at in range(1, 10))
    sheet = parts[SHEET].decode().replace("رضایی", "&a9;" if entity == "ha" else "&a0;")
    parts[SHEET] = f'<!DOCTYPE x [<!ENTITY a0 "{entity}">{entities}]>{sheet}'.encode()
    return zipped(parts)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "خالی است"),
        (b" \r\n", "خالی است"),
        ("نام خانوادگی,نقش\n".encode(), "سطری نیست"),
        ("رنگ,بو\nسبز,گل\n".encode(), "سرستون‌ها شناخته نشد"),
        ("نقش,نقش\nعضو,دبیر\n".encode(), "بیش از یک بار"),
        ('نام خانوادگی,نقش\n"رضایی,عضو\n'.encode(), "خوانده نشد"),
        (("نام خانوادگی\n" + "ن" * 1001).encode(), "۱۰۰۰ نویسه"),
        (("نام خانوادگی\n" + "رضایی\n" * 2001).encode(), "۲۰۰۰ سطر"),
        (("نام خانوادگی\nالف\n" + "\n" * 10_001 + "ب").encode(), "سطرهای خالی"),
        ((",".join(["نام خانوادگی"] + ["ستون"] * 60) + "\nالف\n").encode(), "ستون دارد"),
        (b"\xef\xbb\xbf" + b"x" * (5 * 2**20), "۵ مگابایت"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "xls"),
        (b"%PDF-1.7\n", "PDF"),
        (b"PK\x03\x04" + b"\0" * 100, "سالم نیست"),
        (zipped({"word/document.xml": b"<x/>"}), "جدول اکسل"),
        (zipped({"xl/workbook.xml": b"<x/>"}), "سالم نیست"),
        (zipped({"xl/workbook.xml": b"<x/>", "xl/sharedStrings.xml": b"\0" * (13 * 2**20)}), "بزرگ باز می‌شود"),
        (zipped({"xl/workbook.xml": b"<x/>", **{f"xl/{at}": b"" for at in range(500)}}), "بزرگ باز می‌شود"),
        (laughing(), "سالم نیست"),
        (laughing("رضایی"), "سالم نیست"),
        (excel(HEADS, ["رضایی"])[:-200], "سالم نیست"),
    ],
)
def test_what_is_no_table_is_refused_in_words(content, said):
    with pytest.raises(TableError, match=said):
        read(content, COLUMNS)


def test_a_sheet_whose_only_row_is_its_last_one_takes_no_time():
    parts = parts_of(excel(HEADS, ["رضایی", "عضو"]))
    parts[SHEET] = parts[SHEET].replace(b'r="2"', b'r="1048576"').replace(b'r="A2"', b'r="A1048576"')
    with pytest.raises(TableError, match="سطرهای خالی"):
        read(zipped(parts), COLUMNS)


def test_a_sheet_that_says_it_is_smaller_than_it_is_loses_no_row():
    parts = parts_of(excel(HEADS, ["رضایی"], ["احمدی"], ["نمونه"]))
    assert b'ref="A1:B4"' in parts[SHEET]
    parts[SHEET] = parts[SHEET].replace(b'ref="A1:B4"', b'ref="A1:A2"')
    assert names(zipped(parts)) == ["رضایی", "احمدی", "نمونه"]


@pytest.mark.parametrize("write", [table_file.csv_template, table_file.excel_template])
def test_the_template_is_read_back_as_its_own_example(write):
    table = read(write(COLUMNS), COLUMNS)
    assert [row.values for row in table.rows] == [{"name": "نمونه", "role": "عضو"}]
    assert table.unknown == ()
