"""From the mentions of a theme, project or raised title to the story of what was said of it, for one reader."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count, Window
from django.urls import reverse

from meetings.models import Mention, Minutes
from meetings.story import SaidLine, Story, StoryMeeting, StoryPage
from persian.jalali import partial_date
from persian.numbers import persian_digits
from projects.models import Project, RaisedTitle, Theme
from records.pager import Link, pager

Told = Theme | Project | RaisedTitle
SHOWN = 10  # lines on the page of what they speak of
PAGE_SIZE = 30
OPENING = 400  # characters of a line that are shown; the whole of it is where it was said


def story_section(told: Told, user: object) -> dict[str, object]:
    """The first lines for the page of `told`, with a link to all where there are more."""
    mentions = list(_mentions(told, user).annotate(found=Window(Count("*")))[:SHOWN])
    count = mentions[0].found if mentions else 0
    whole = Link(f"همه {persian_digits(count)} بند", _lines_href(told)) if count > SHOWN else None
    return {"story": Story(_words(count), _meetings(mentions), whole)}


def story_page(told: Told, user: object, *, page: int) -> StoryPage:
    """Page `page` of all lines that speak of `told`."""
    mentions = _mentions(told, user)
    pages = Paginator(mentions, PAGE_SIZE)
    found = pages.get_page(page)
    meetings = mentions.order_by().values("block__turn__minutes").distinct().count()
    return StoryPage(
        over=(Link("موضوعات تحول‌گرا", reverse("themes")), Link(str(told), told.get_absolute_url())),
        title=str(told),
        story=Story(_words(pages.count, meetings), _meetings(list(found))),
        pager=pager(
            found.number, pages.num_pages, lambda number: _lines_href(told) + (f"?page={number}" if number > 1 else "")
        ),
    )


def _lines_href(told: Told) -> str:
    return f"{told.get_absolute_url()}lines/"


def _mentions(told: Told, user: object) -> Any:  # a queryset; mypy can't follow the names that are added
    """In the order in which it was said."""
    target = {Theme: "theme", Project: "project", RaisedTitle: "title"}[type(told)]
    return (
        Mention.objects.current_for(user)
        .filter(**{target: told.pk})
        .with_line()
        .order_by(
            "block__turn__minutes__meeting__round__number",
            "block__turn__minutes__meeting__number",
            "block__number",
            "id",
        )
    )


def _words(lines: int, meetings: int = 0) -> str:
    held = f" در {persian_digits(meetings)} جلسه" if meetings else ""
    return f"{persian_digits(lines)} بند{held}" if lines else ""


def _meetings(mentions: Sequence[Mention]) -> tuple[StoryMeeting, ...]:
    groups = groupby(mentions, lambda mention: mention.block.turn.minutes)
    return tuple(_meeting(minutes, list(group)) for minutes, group in groups)


def _meeting(minutes: Minutes, mentions: Sequence[Mention]) -> StoryMeeting:
    held = minutes.meeting.held_on
    return StoryMeeting(
        name=str(minutes),
        href=minutes.get_absolute_url(),
        date=partial_date(held.first, held.last, held.precision) if held else "",
        is_summary=minutes.is_summary,
        lines=tuple(_line(mention) for mention in mentions),
    )


def _line(mention: Mention) -> SaidLine:
    block = mention.block
    turn = block.turn
    text = block.text
    return SaidLine(
        text=text if len(text) <= OPENING else text[:OPENING].rsplit(" ", 1)[0] + " …",
        speaker=turn.speaker_as_written or "گوینده نامعلوم",
        post=turn.post_as_written,
        speaker_href=reverse("person", args=[turn.person_id]) if turn.person_id else "",
        cite=f"بند {persian_digits(block.number)}",
        href=mention.line_href,
    )
