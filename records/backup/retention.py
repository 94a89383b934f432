"""Which backups of a folder stay: the newest of each of the last days, weeks and months that have one.

A day begins at midnight in Tehran, a week on Saturday, a month is a Jalali one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from persian import jalali

PATTERN = re.compile(r"qazvin20-(\d{8}T\d{6})Z\.tar\.gz")
STAMP = "%Y%m%dT%H%M%S"
SATURDAY = 5


def name_for(moment: datetime) -> str:
    """The name of a backup made at this moment."""
    return f"qazvin20-{moment.astimezone(UTC).strftime(STAMP)}Z.tar.gz"


def moment_of(name: str) -> datetime | None:
    """When the backup of that name was made; None where the name is not one that `name_for` gives."""
    found = PATTERN.fullmatch(name)
    try:
        return datetime.strptime(found[1], STAMP).replace(tzinfo=UTC) if found else None
    except ValueError:
        return None


@dataclass(frozen=True)
class Keep:
    """How many days, weeks and months keep a backup each."""

    days: int
    weeks: int
    months: int

    @classmethod
    def parse(cls, text: str) -> Keep:
        """From «7/5/12». Raises ValueError for anything else, and where nothing at all would be kept."""
        if not re.fullmatch(r"\d{1,4}/\d{1,4}/\d{1,4}", text, re.ASCII):
            raise ValueError(f"{text[:40]!r} is not of the form 7/5/12 (days, weeks, months)")
        keep = cls(*map(int, text.split("/")))
        if not any((keep.days, keep.weeks, keep.months)):
            raise ValueError("0/0/0 would keep nothing")
        return keep


def superseded(names: Iterable[str], keep: Keep) -> list[str]:
    """Of the names those whose backups may go, oldest first; names that are none of ours are never among them."""
    dated = sorted(((moment, name) for name in names if (moment := moment_of(name))), reverse=True)
    staying: set[str] = {dated[0][1]} if dated else set()
    rules: list[tuple[int, Callable[[date], Hashable]]] = [
        (keep.days, lambda day: day),
        (keep.weeks, lambda day: day - timedelta(days=(day.weekday() - SATURDAY) % 7)),
        (keep.months, lambda day: jalali.jalali_parts(day)[:2]),
    ]
    for number, period in rules:
        newest: dict[Hashable, str] = {}
        for moment, name in dated:
            newest.setdefault(period(jalali.in_tehran(moment).date()), name)
        staying.update(list(newest.values())[:number])
    return [name for _, name in reversed(dated) if name not in staying]


def tidy(folder: Path, keep: Keep) -> list[str]:
    """Delete from `folder` the backups that `keep` does not keep, and return their names. Nothing else is touched."""
    files = [path.name for path in folder.iterdir() if path.is_file() and not path.is_symlink()]
    gone = superseded(files, keep)
    for name in gone:
        (folder / name).unlink(missing_ok=True)
    return gone
