"""What happens in the sample, in the order of its own time: each step with its event, dated as the sample has it."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from django.db import models

from persian.jalali import PartialDate, from_jalali, long_date
from records import chain

R = TypeVar("R", bound=models.Model)
TEHRAN = ZoneInfo("Asia/Tehran")
FIRST_DAY = from_jalali(1390, 1, 20)
LAST_DAY = from_jalali(1405, 9, 2)  # the sample's today; nothing in it is later but deadlines and meetings to come


def at(day: date, hour: int = 10, minute: int = 0) -> datetime:
    """An hour of a day in Tehran, as it is stored."""
    return datetime.combine(day, time(hour, minute), TEHRAN).astimezone(UTC)


def on(day: date) -> PartialDate:
    return PartialDate(day, day, "day", long_date(day))


def later(day: date, days: int) -> date:
    return day + timedelta(days=days)


class Diary:
    """Steps that are planned for a day and taken in the order of days; a step may plan others for later days."""

    def __init__(self) -> None:
        self._planned: list[tuple[date, int, partial[object]]] = []
        self._count = 0
        self.today = FIRST_DAY

    def plan(self, day: date, step: Callable[..., object], *values: object) -> None:
        """Take `step` of these values on `day`; never, if that is after the sample's last day."""
        if day <= LAST_DAY:
            self._count += 1
            heapq.heappush(self._planned, (max(day, self.today), self._count, partial(step, *values)))

    def run(self) -> None:
        while self._planned:
            self.today, _, step = heapq.heappop(self._planned)
            step()

    def note(
        self,
        action: str,
        record: models.Model,
        *,
        by: chain.Actor | None = None,
        snapshot: Mapping[str, Any] | None = None,
        version: int = 1,
        reason: str = "",
    ) -> None:
        """The event of a step of today."""
        chain.append(action, record, by=by, version=version, reason=reason, snapshot=snapshot, at=at(self.today, 12))

    def add(self, record: R, facts: Mapping[str, Any], by: chain.Actor | None = None) -> R:
        """Save a new record with its event."""
        record.save(force_insert=True)
        self.note(f"{record._meta.model_name}.registered", record, by=by, snapshot=facts)
        return record
