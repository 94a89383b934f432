"""What persons hold on a day, in the words of a letter."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.utils import timezone

from people.models import Post
from persian.jalali import tehran_today
from persian.text import search_key


def posts_of(people: Iterable[int], day: date | None = None) -> dict[int, str]:
    """By the person's id, the post held on `day` (today), the one begun last; in one query. Nobody else is in it.

    A post without dates counts as held. Of two, one that is known to have begun goes before one that is not.
    """
    wanted = list(people)
    if not wanted:
        return {}
    at = day or tehran_today(timezone.now())
    held: dict[int, tuple[tuple[date, int], str]] = {}
    for post in Post.objects.filter(person__in=wanted).select_related("body").order_by("id"):
        if (post.since and post.since.first > at) or (post.until and post.until.last < at):
            continue
        rank = (post.since.first if post.since else date.min, post.pk)
        if post.person_id not in held or held[post.person_id][0] < rank:
            held[post.person_id] = rank, words_of(post)
    return {person: words for person, (_, words) in held.items()}


def words_of(post: Post) -> str:
    """«رئیس اتاق اصناف»: title and body, the body only where the title does not name it."""
    if post.body is None or _names(post.title, post.body.name):
        return post.title
    return f"{post.title} {post.body.name}"


def _names(title: str, body: str) -> bool:
    """Whether a title names its body: «رئیس شورای نمونه» the council, «شهردار نمونه» the office «شهرداری نمونه»."""
    told, office = search_key(title), search_key(body)
    words = set(told.split())
    return office in told or all(word in words or word.removesuffix("ی") in words for word in office.split())
