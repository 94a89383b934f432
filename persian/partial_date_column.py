"""A model column for dates of which only the month or the year may be known."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import models

from persian.jalali import PartialDate

if TYPE_CHECKING:
    Column = models.CharField[PartialDate | None, PartialDate | None]
else:
    Column = models.CharField


class PartialDateColumn(Column):
    """Holds a `PartialDate` or None as `first/last/precision/as written`, Gregorian ISO days first.

    The text sorts by the first day, so `order_by` and comparisons with an ISO day work on both engines.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"max_length": 120, "null": True, "blank": True, **kwargs})

    def deconstruct(self) -> Any:
        """As the plain CharField that it is to the database, so that migrations import nothing from here."""
        name, _, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", args, kwargs

    def from_db_value(self, value: str | None, expression: object, connection: object) -> PartialDate | None:
        return self.to_python(value)

    def to_python(self, value: object) -> PartialDate | None:
        if value is None or value == "" or isinstance(value, PartialDate):
            return value if isinstance(value, PartialDate) else None
        try:
            first, last, precision, written = str(value).split("/", 3)
            return PartialDate(date.fromisoformat(first), date.fromisoformat(last), precision, written)  # type: ignore[arg-type]
        except ValueError as error:
            raise ValidationError("این مقدار تاریخ نیست.") from error

    def run_validators(self, value: object) -> None:
        super().run_validators(self.get_prep_value(value))

    def get_prep_value(self, value: object) -> str | None:
        if value is None or value == "":
            return None
        if isinstance(value, PartialDate):
            return f"{value.first.isoformat()}/{value.last.isoformat()}/{value.precision}/{value.written}"
        return str(value)

    def value_to_string(self, obj: models.Model) -> str:
        return self.get_prep_value(self.value_from_object(obj)) or ""
