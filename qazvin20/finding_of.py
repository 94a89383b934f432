"""The plain search over titles and names, spelling folded, for one reader. The texts themselves are not looked into.

Persons, bodies, guilds, projects and raised titles are found by the folded column that they have. Meetings, statements
and themes go by their numbers as well («جلسه سوم دور دوم»), are few, and are compared here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, F, QuerySet, Window
from django.urls import reverse

from guilds.models import Guild
from meetings.models import Meeting
from people.models import Body, Person
from persian.jalali import partial_date
from persian.numbers import ordinal_words, persian_digits
from persian.text import search_key
from projects.models import Project, RaisedTitle, Theme
from qazvin20.finding import Find, Kind, SearchPage
from records.pager import Link
from statements.models import Statement

SHOWN = 10  # of each kind
SHORTEST = 2  # letters, folded
MOST_WORDS = 8


def search_page(user: object, query: str) -> SearchPage:
    """What `user` may know of whose title or name holds every word of `query`. One query for each kind."""
    words = search_key(query).split()[:MOST_WORDS]
    is_too_short = len("".join(words)) < SHORTEST
    kinds = () if is_too_short else tuple(kind for kind in _kinds(user, query, words) if kind)
    return SearchPage(
        query=query,
        is_too_short=is_too_short,
        total="، ".join(kind.count for kind in kinds),
        kinds=kinds,
    )


def _kinds(user: object, query: str, words: Sequence[str]) -> Iterable[Kind | None]:
    yield _listed("جلسات", "جلسه", _meetings(user, words))
    yield _listed("بیانیه‌ها", "بیانیه", _statements(user, words))
    yield _listed("موضوعات تحول‌گرا", "موضوع", _themes(user, words))
    projects = Project.objects.visible_to(user).found_by(query).select_related("theme").order_by("theme__number", "id")
    yield _counted("پروژه‌ها", "پروژه", projects, lambda row: str(row.theme), _all("projects", query))
    titles = RaisedTitle.objects.visible_to(user).found_by(query).order_by("id")
    yield _counted("عنوان‌های مطروحه", "عنوان", titles, lambda row: row.field, _all("titles", query))
    people = Person.objects.in_use().visible_to(user).filter(pk__in=Person.objects.found_by(query).values("pk"))
    yield _counted("اشخاص", "شخص", people.order_by("sort_key", "id"), lambda row: "", _all("people", query))
    bodies = _holding(Body.objects.in_use(), words).order_by("sort_key", "id")
    yield _counted("دستگاه‌ها", "دستگاه", bodies, lambda row: str(row.get_kind_display()), _all("bodies", query))
    guilds = Guild.objects.visible_to(user).found_by(query).order_by("sort_key", "id")
    yield _counted("اصناف", "صنف", guilds, lambda row: str(row.get_kind_display()), _all("guilds", query))


def _all(name: str, query: str) -> str:
    return f"{reverse(name)}?{urlencode({'q': query})}"


def _holding(rows: QuerySet[Any], words: Sequence[str]) -> QuerySet[Any]:
    for word in words:
        rows = rows.filter(search_key__contains=word)
    return rows


def _counted(name: str, one: str, rows: QuerySet[Any], about: Callable[[Any], str], whole: str) -> Kind | None:
    """The first of `rows` and how many there are, in one query."""
    found = list(rows.annotate(found=Window(Count("*")))[:SHOWN])
    if not found:
        return None
    return _kind(
        name, one, found[0].found, [Find(str(row), row.get_absolute_url(), about(row)) for row in found], whole
    )


def _listed(name: str, one: str, finds: Sequence[Find]) -> Kind | None:
    return _kind(name, one, len(finds), finds[:SHOWN], "") if finds else None


def _kind(name: str, one: str, count: int, finds: Sequence[Find], whole: str) -> Kind:
    more = count > len(finds)
    return Kind(
        name=name,
        key=f"kind-{one}",
        count=f"{persian_digits(count)} {one}",
        finds=tuple(finds),
        whole=Link(f"همه {persian_digits(count)} {one}", whole) if whole and more else None,
        rest="" if whole or not more else f"{persian_digits(len(finds))} تای نخست؛ برای باقی، واژه‌ای دیگر بیفزایید.",
    )


@lru_cache(maxsize=20_000)
def _meeting_words(round_name: str, number: int) -> str:
    return search_key(f"جلسه {ordinal_words(number)} {round_name} جلسه {number}")


def _meetings(user: object, words: Sequence[str]) -> list[Find]:
    meetings = Meeting.objects.visible_to(user).with_minutes_for(user).select_related("round")
    keys = {
        meeting: f"{_meeting_words(str(meeting.round), meeting.number)} {search_key(meeting.title)}"
        for meeting in meetings.order_by("-has_minutes", "-round__number", "-number")
    }
    # «جلسه سوم» is first of all the third one, and not the first of the third round.
    phrase = " ".join(words)
    found = sorted((row for row, key in keys.items() if _holds(key, words)), key=lambda row: phrase not in keys[row])
    return [Find(str(meeting), meeting.get_absolute_url(), _about_meeting(meeting)) for meeting in found]


def _about_meeting(meeting: Meeting) -> str:
    held = meeting.held_on
    date = partial_date(held.first, held.last, held.precision) if held else ""
    numbered = f"جلسه {ordinal_words(meeting.number)} {meeting.round}" if meeting.title else ""
    return "، ".join(part for part in (numbered, date, "" if meeting.has_minutes else "صورتجلسه ندارد") if part)


def _statements(user: object, words: Sequence[str]) -> list[Find]:
    statements = Statement.objects.visible_to(user).order_by(F("number").desc(nulls_last=True), "-id")
    return [
        Find(row.title or str(row), row.get_absolute_url(), str(row) if row.title else "متن آن در بایگانی نیست")
        for row in statements
        if _holds(search_key(f"بیانیه شماره {row.number or ''} {row.title}"), words)
    ]


def _themes(user: object, words: Sequence[str]) -> list[Find]:
    return [
        Find(str(theme), theme.get_absolute_url(), theme.number_words if theme.title else "عنوان: در سند درج نشده")
        for theme in Theme.objects.visible_to(user).order_by("number")
        if _holds(search_key(f"موضوع {theme.number} {theme.title}"), words)
    ]


def _holds(key: str, words: Sequence[str]) -> bool:
    return all(word in key for word in words)
