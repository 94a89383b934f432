"""A model column for the search key of another column of the same row."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models

from persian.text import search_key

if TYPE_CHECKING:
    Column = models.CharField[str, str]
else:
    Column = models.CharField


class FoldedColumn(Column):
    """Holds `search_key` of the column `of`, cut to its length. Whatever writes whole rows keeps it: save, bulk_create.

    A save that names its columns must name this one too.
    """

    def __init__(self, *args: Any, of: str = "", **kwargs: Any) -> None:
        self.of = of
        super().__init__(*args, **{"editable": False, **kwargs})

    def deconstruct(self) -> Any:
        """As the plain CharField that it is to the database, so that migrations import nothing from here."""
        name, _, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", args, kwargs

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        key = search_key(str(getattr(model_instance, self.of)))[: self.max_length]
        setattr(model_instance, self.attname, key)
        return key
