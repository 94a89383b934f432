"""What hangs on the lines of minutes and would go with them: marks, mentions, wishes, and what rooms above point at."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db.models import PROTECT

from meetings.models import Block, CorrectionRequest, Mention
from meetings.models.mention import TARGETS

EXCERPT = 200


@dataclass
class Ties:
    """What one line carries, in Persian words; `held_by` are the records above that keep it from being dropped."""

    words: list[str] = field(default_factory=list)
    held_by: list[str] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)

    @property
    def carries(self) -> list[str]:
        return self.words + self.held_by


def ties_of(blocks: Sequence[Block]) -> dict[int, Ties]:
    """What each of the lines carries, by its id; a handful of queries however many lines there are."""
    ties: dict[int, Ties] = {block.pk: Ties() for block in blocks}
    for block in blocks:
        if block.mark:
            ties[block.pk].words.append(f"نشان «{block.get_mark_display()}»")
    if not blocks:
        return ties
    mentions = Mention.objects.filter(block__in=list(ties)).select_related(*TARGETS).order_by("id")
    for mention in mentions:
        ties[mention.block_id].mentions.append(mention)
        ties[mention.block_id].words.append(f"ارجاع به «{mention.target}»")
    wished = CorrectionRequest.objects.filter(block__in=list(ties)).values_list("block_id", flat=True)
    for pk in sorted(set(wished)):
        ties[pk].words.append("درخواست اصلاح")
    for pk, name in _holders(list(ties)):
        ties[pk].held_by.append(name)
    return ties


def _holders(keys: Sequence[int]) -> Iterable[tuple[int, str]]:
    """The rows of rooms above that point at the lines and protect them: id of the line, and what it is."""
    found: dict[int, set[str]] = defaultdict(set)
    for relation in Block._meta.related_objects:
        if relation.on_delete is PROTECT:
            name = relation.field.attname
            rows = relation.related_model._default_manager.filter(**{f"{name}__in": keys})
            for pk in rows.values_list(name, flat=True):
                found[pk].add(str(relation.related_model._meta.verbose_name))
    return [(pk, name) for pk, names in found.items() for name in sorted(names)]


def told(block: Block, words: Sequence[str]) -> dict[str, object]:
    """A line that would go, as it is told to its writer."""
    return {"key": str(block.key), "text": block.text[:EXCERPT], "carries": list(words)}


@dataclass(frozen=True)
class Losing:
    """Lines would go that carry something (`loses`), or that a record above holds (`held`); nothing was changed."""

    loses: Sequence[dict[str, object]] = ()
    held: Sequence[dict[str, object]] = ()


def what_goes(gone: Sequence[Block], *, drop: bool) -> Losing | None:
    """What stands in the way of dropping these lines; None where nothing does. `drop`: what they carry may go."""
    ties = ties_of(gone)
    held = [told(block, ties[block.pk].held_by) for block in gone if ties[block.pk].held_by]
    if held:
        return Losing(held=held)
    loses = [told(block, ties[block.pk].words) for block in gone if ties[block.pk].words]
    return Losing(loses=loses) if loses and not drop else None
