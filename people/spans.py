"""From when to when, in words."""

from __future__ import annotations

from persian.jalali import PartialDate, partial_date


def span_of(since: PartialDate | None, until: PartialDate | None) -> str:
    """«از … تا …», with what is known of it; empty where nothing is."""
    parts = [
        f"{word} {partial_date(day.first, day.last, day.precision)}"
        for word, day in (("از", since), ("تا", until))
        if day is not None
    ]
    return " ".join(parts)
