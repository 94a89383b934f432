"""Where a commitment is made from a line of minutes, as plain Persian strings: the line, and what was made of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from commitments.models import Commitment
from commitments.points import PointGroup
from commitments.points_found import find_points
from commitments.points_of import groups_of
from commitments.rows import Source, opening_of, source_of
from meetings.models import Block, Minutes
from persian.numbers import parse_number
from records import organisation
from records.pager import Link

CHOICES = 20
MOST_LINES = 32_767  # what the column of a line's number holds


@dataclass(frozen=True)
class MakingPage:
    """A form for one commitment. `source` is the line that it comes from, `made` what was made of that line before."""

    over: tuple[Link, ...]
    title: str
    submit: str
    cancel: str
    source: Source
    made: tuple[Link, ...] = ()


@dataclass(frozen=True)
class ChoosePage:
    """Decisions of which nothing was made yet, by meeting; `whole` leads to all of them."""

    groups: tuple[PointGroup, ...]
    whole: Link | None


def is_asked(asked: Mapping[str, str]) -> bool:
    """Whether an address names a line at all."""
    return bool(asked.get("line") or asked.get("minutes"))


def line_of(asked: Mapping[str, str]) -> Block | None:
    """The marked line that an address names: `line`, its id, or `number` in the published `minutes`; None for none."""
    marked = Block.objects.exclude(mark=Block.Mark.NONE)
    if asked.get("line"):
        marked = marked.filter(pk=_number(asked["line"]))
    else:
        minutes, number = _number(asked.get("minutes", "")), _number(asked.get("number", ""))
        state = Minutes.State.PUBLISHED
        marked = marked.filter(turn__minutes=minutes, turn__minutes__state=state, number=min(number, MOST_LINES))
    return marked.select_related("executor", "follow_up", "turn__minutes__meeting__round").first()


def _number(text: str) -> int:
    """A positive number that a column holds, in any digits; 0 for anything else."""
    try:
        number = parse_number(text[:40])
    except ValueError:
        return 0
    return number if 0 < number < 10**18 else 0


def commitment_of(block: Block) -> Commitment:
    """A commitment from the line, not yet saved, with executor, deadline and follow-up as they were adopted."""
    return Commitment(
        block=block,
        executor=block.executor,
        executor_as_written=block.executor_as_written or (block.executor.name if block.executor else ""),
        deadline=block.deadline,
        follow_up=block.follow_up,
        audience=organisation.current().default_audience,
    )


def new_page(block: Block) -> MakingPage:
    minutes = block.turn.minutes
    draft = reverse("meeting_draft", args=minutes.meeting.address)
    href = block.href(None) or f"{draft}#b{block.number}"
    made = Commitment.objects.filter(block__key=block.key).select_related("executor", "block").order_by("id")
    return MakingPage(
        over=(Link("تعهدات", reverse("commitments")),),
        title="تعهد تازه",
        submit="ثبت تعهد",
        cancel=href,
        source=Source(block.cite, href, block.text),
        made=tuple(
            Link("، ".join(part for part in (str(row), str(row.executor or "")) if part), row.get_absolute_url())
            for row in made[:CHOICES]
        ),
    )


def edit_page(commitment: Commitment) -> MakingPage:
    """For a commitment found by `with_source`."""
    stands = commitment.get_absolute_url()
    return MakingPage(
        over=(Link("تعهدات", reverse("commitments")), Link(opening_of(str(commitment)), stands)),
        title="ویرایش تعهد",
        submit="ثبت تعهد",
        cancel=stands,
        source=source_of(commitment),
    )


def choose_page(user: object, today: date) -> ChoosePage:
    """The newest decisions of which nothing was made yet."""
    asked = {"kind": Block.Mark.DECISION.value, "fate": "none"}
    found = find_points(user, asked, today)
    whole = Link("همه مصوبات بی تعهد", found.filters.href()) if found.total > CHOICES else None
    return ChoosePage(groups_of(found.blocks[:CHOICES], user, today), whole)
