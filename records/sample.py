"""Is this archive a fictional sample? Its first event says so, and nothing that was begun otherwise can become one.

The first event of the chain is sealed and never changes, so the answer holds for as long as the archive is there.
"""

from __future__ import annotations

from django.db import DatabaseError

MADE = "sample.made"
LABEL = "داده‌های نمونه و ساختگی: هیچ شخص، سخن، تاریخ و سندی در این بایگانی واقعی نیست."
PAPER_LABEL = "نمونه ساختگی؛ این سند واقعی نیست"

_answer: bool | None = None


def is_sample() -> bool:
    """Whether the archive began as a sample. Asked of the database until there is a first event, then remembered."""
    global _answer
    if _answer is None:
        _answer = _asked()
    return bool(_answer)


def remembered() -> bool:
    """The same without asking: False as long as nobody asked."""
    return bool(_answer)


def remember(answer: bool | None) -> None:
    """Take `answer` as known; with None the database is asked again. For tests, which change archives as they run."""
    global _answer
    _answer = answer


def _asked() -> bool | None:
    from records.models.event import Event

    try:
        first = Event.objects.filter(sequence=1).values_list("action", flat=True).first()
    except DatabaseError:  # not migrated yet, or out of reach: the next page asks again
        return None
    return None if first is None else first == MADE
