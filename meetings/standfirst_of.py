"""What the head of a page says of the text below it: how much there is, and where it is from."""

from __future__ import annotations

from django.db.models import Subquery

from meetings.models import Minutes
from meetings.sheet import MinutesSheet
from persian.numbers import cardinal_words, persian_digits
from records.models import Event

CHANGES = ("minutes.edited", "minutes.restored", "correction.accepted")  # of the text


def standfirst_of(sheet: MinutesSheet, minutes: Minutes) -> str:
    speakers = len({turn.speaker for turn in sheet.turns if turn.speaker})
    count = cardinal_words(speakers) if speakers <= 10 else persian_digits(speakers)
    said = f"با سخنان {count} سخنران در {persian_digits(len(sheet.blocks))} بند"
    if not speakers:
        said = f"در {persian_digits(len(sheet.blocks))} بند"
    if sheet.is_summary:
        return f"{sheet.kind}، {said}. این متن خلاصه‌ای است که دبیرخانه به عبارت خود نوشته است، نه متن عین سند."
    return f"{sheet.kind}، {said}. {_where_from(minutes)}"


def _where_from(minutes: Minutes) -> str:
    """Whether the text is a document's, character for character, or was written here; a change here is never hidden."""
    if not minutes.source_id:
        written = "اصلاح" if minutes.number > 1 else "نوشته"
        return f"متن در همین سامانه {written} شده است."
    if _was_changed_here(minutes):
        return "متن از سند وارد شده و پس از آن در همین سامانه ویرایش شده است."
    return "متن عین سند است و املای آن دست نخورده است."


def _was_changed_here(minutes: Minutes) -> bool:
    """Whether minutes that came from a document were written on since, be it that a turn went or changed its place."""
    steps = Event.objects.about(minutes.meeting).filter(version=minutes.number).order_by()
    came_in = steps.filter(action__in=("minutes.imported", "minutes.replaced")).order_by("-sequence")
    changed = steps.filter(action__in=CHANGES, sequence__gt=Subquery(came_in.values("sequence")[:1]))
    return minutes.turns.filter(version__gt=1).exists() or changed.exists()
