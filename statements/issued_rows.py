"""Do the rows of issued statements still say what their edition froze? Lists and registers read the rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from records import chain
from records.models import Edition
from statements.models import StatementText
from statements.sheet_of import sheet_of

WORDS = ("subject", "greeting", "preamble", "closing", "clauses", "recipients", "copies", "signatories")
TIES = ("body_id", "person_id")


def _words(content: Mapping[str, Any]) -> str:
    """The letter without the bodies and persons that its names are matched to, which may be merged later."""

    def untied(value: Any) -> Any:
        if isinstance(value, (list, tuple)):
            return [{name: part for name, part in row.items() if name not in TIES} for row in value]
        return value

    return chain.canonical({name: untied(content[name]) for name in WORDS})


def _frozen_words(edition: Edition) -> str:
    """The same of what was frozen; empty for a content that was altered so that it can't be read."""
    try:
        return _words(edition.frozen)
    except (ValueError, KeyError, TypeError, AttributeError):
        return ""


def check() -> Iterator[str]:
    """A sentence for every issued text that differs from its edition, and for lost ones."""
    seen = set()
    issued = StatementText.objects.issued().select_related("statement__round", "edition").order_by("id")
    for text in issued.iterator(chunk_size=50):
        edition = text.edition
        if edition is None:
            continue
        seen.add(edition.pk)
        if _words(sheet_of(text).as_content()) != _frozen_words(edition):
            yield f"statement text {text.pk}: the letter differs from edition {edition.code}"
    for edition in Edition.objects.filter(object_type="statements.statement").exclude(pk__in=seen).order_by("id"):
        yield f"statement text of edition {edition.code}: removed"
