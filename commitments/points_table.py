"""The register of marked lines as an Excel file."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.conf import settings

from commitments.points import PointGroup, PointRow
from commitments.points_found import Found
from commitments.points_of import groups_of
from persian.jalali import long_date
from persian.numbers import persian_digits
from records import organisation, sample
from records.spreadsheet import LONGEST, excel_of

MOST_ROWS = 3000
COLUMNS = (
    ("نوع", 16),
    ("متن", 70),
    ("سخنران", 24),
    ("سمت در آن روز", 24),
    ("صورتجلسه", 30),
    ("تاریخ جلسه", 16),
    ("بند", 9),
    ("موضوع", 28),
    ("مسئول اجرا", 24),
    ("مهلت اجرا", 14),
    ("آنچه از آن برآمد", 44),
    ("نشانی", 30),
)


def points_excel(found: Found, user: object, today: date) -> bytes:
    """The file, with the first MOST_ROWS of the lines; its second sheet says how they were narrowed and cut."""
    groups = groups_of(found.blocks[:MOST_ROWS], user, today, opening=LONGEST)
    cut = f"تنها {persian_digits(MOST_ROWS)} بند نخست از {persian_digits(found.total)} بند آمده است."
    about = [
        ("سازمان", organisation.known().name),
        ("فهرست", "انتظارات، پیشنهادها و مصوبات"),
        ("در تاریخ", long_date(today)),
        ("پالایش", found.filters.words or "همه بندها"),
        ("شمار", f"{persian_digits(found.total)} بند"),
        *([("بریده‌شده", cut)] if found.total > MOST_ROWS else []),
        *([("نمونه", sample.LABEL)] if sample.is_sample() else []),
    ]
    return excel_of("بندها", COLUMNS, _rows(groups), about)


def _rows(groups: tuple[PointGroup, ...]) -> Iterator[tuple[str, ...]]:
    for group in groups:
        for row in group.rows:
            yield (
                row.kind,
                row.text,
                row.speaker,
                row.post,
                group.meeting,
                group.date,
                row.cite.removeprefix("بند "),
                "؛ ".join(link.label for link in row.topics),
                row.executor,
                row.deadline,
                "؛ ".join(outcomes_of(row)),
                f"{settings.SITE_URL}{row.href}",
            )


def outcomes_of(row: PointRow) -> list[str]:
    """What became of a line, a phrase for each commitment and each clause."""
    made = ["، ".join(part for part in (f"تعهد {fate.state}", fate.body, fate.words) if part) for fate in row.fates]
    return [*made, *(link.label for link in row.clauses)]
