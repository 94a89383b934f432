"""The register of marked lines as an official paper."""

from __future__ import annotations

from datetime import date

from commitments.points_found import Found
from commitments.points_of import groups_of
from commitments.points_table import outcomes_of
from meetings.minutes_pdf import Entry
from persian.jalali import long_date, short_date
from persian.numbers import persian_digits
from records import organisation, pdf

TEMPLATE = "commitments/points_pdf.html"
STYLES = ("official.css", "points.css")
MOST_ROWS = 100
OPENING = 1200


def points_pdf(found: Found, user: object, today: date) -> bytes:
    """The paper, with the first MOST_ROWS of the lines; it says how they were narrowed and cut. Raises PdfError."""
    groups = groups_of(found.blocks[:MOST_ROWS], user, today, opening=OPENING)
    house = organisation.paper()
    entries = {"number": "", "date": short_date(today), "attachment": ""}
    labels = {"number": "شماره", "date": "تاریخ", "attachment": "پیوست"}
    cut = (
        f"این برگه تنها {persian_digits(MOST_ROWS)} بند نخست از {persian_digits(found.total)} بند را دارد؛ "
        "همه آن‌ها در پرونده Excel هست."
    )
    total = f"{persian_digits(found.total)} بند"
    context = {
        "organisation": organisation.known().name,
        "house": house,
        "letterhead": [Entry(labels[name], entries[name]) for name in organisation.letterhead_order()],
        "title": "انتظارات، پیشنهادها و مصوبات",
        "about": "، ".join(part for part in (total, found.filters.words, f"تا {long_date(today)}") if part),
        "cut": cut if found.total > MOST_ROWS else "",
        "groups": [(group, [(row, outcomes_of(row)) for row in group.rows]) for group in groups],
    }
    return pdf.render(TEMPLATE, context, (*STYLES, *house.styles))
