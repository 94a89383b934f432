"""Do the rows of published minutes still say what their edition froze? Lists and registers read the rows."""

from collections.abc import Iterator
from typing import Any

from meetings.models import Block, Minutes
from meetings.sheet_of import sheet_of
from records import chain
from records.models import Edition


def _words(content: dict[str, Any]) -> str:
    """The turns without the persons that they are matched to, which may be merged with others later."""
    return chain.canonical([{**turn, "person_id": None} for turn in content["turns"]])


def _frozen_words(edition: Edition) -> str:
    """The same of what was frozen; empty for a content that was altered so that it can't be read."""
    try:
        return _words(edition.frozen)
    except (ValueError, KeyError, TypeError):
        return ""


def _counted(minutes: Minutes) -> bool:
    """Whether the stored numbers, which a sheet counts anew, still run from one."""
    stored = Block.objects.filter(turn__minutes=minutes).in_order().values_list("number", flat=True)
    return all(number == at for at, number in enumerate(stored, start=1))


def check() -> Iterator[str]:
    """A sentence for every published minutes whose turns or blocks differ from the edition, and for lost ones."""
    published = Minutes.objects.published().select_related("meeting__round", "edition").order_by("id")
    seen = set()
    for minutes in published.iterator(chunk_size=50):
        edition = minutes.edition
        if edition is None:
            continue
        seen.add(edition.pk)
        if _words(sheet_of(minutes).as_content()) != _frozen_words(edition) or not _counted(minutes):
            yield f"minutes {minutes.pk}: turns or blocks differ from edition {edition.code}"
    for edition in Edition.objects.filter(object_type="meetings.meeting").exclude(pk__in=seen).order_by("id"):
        yield f"minutes of edition {edition.code}: removed"
