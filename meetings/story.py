"""What was said of a theme, a project or a raised title, from the first meeting on, as plain Persian strings."""

from __future__ import annotations

from dataclasses import dataclass

from records.pager import Link, Pager


@dataclass(frozen=True)
class SaidLine:
    """A line as it was said, or its beginning; `cite` is «بند ۹» and leads to it."""

    text: str
    speaker: str
    post: str
    speaker_href: str
    cite: str
    href: str


@dataclass(frozen=True)
class StoryMeeting:
    """The lines of one meeting; `is_summary` tells that they are the secretariat's words."""

    name: str
    href: str
    date: str
    is_summary: bool
    lines: tuple[SaidLine, ...]


@dataclass(frozen=True)
class Story:
    """`count` is «۴۰ بند»; `whole` leads to the rest of a story that is told in part."""

    count: str
    meetings: tuple[StoryMeeting, ...]
    whole: Link | None = None


@dataclass(frozen=True)
class StoryPage:
    over: tuple[Link, ...]
    title: str
    story: Story
    pager: Pager | None = None
