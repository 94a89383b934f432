"""From the rows of persons to their directory and to the page of one, for one reader."""

from __future__ import annotations

from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import Count, F
from django.urls import reverse

from meetings.models import Block, Turn
from people.directory import MembershipRow, NameForm, PeoplePage, PersonPage, PersonRow, PostRow, TurnRow
from people.models import Person
from people.models.person import Confidence
from people.spans import span_of
from persian.jalali import partial_date
from persian.numbers import persian_digits
from records.pager import Link, pager
from records.sections import sections_for

PAGE_SIZE = 50
OPENING = 160  # characters of a turn's beginning in a list


def people_page(user: object, *, query: str, page: int) -> PeoplePage:
    """Page `page` of the persons whose name, in any spelling, holds the words of `query`."""
    people = Person.objects.in_use().visible_to(user).order_by("sort_key", "id")
    if query:
        people = people.filter(pk__in=Person.objects.found_by(query).values("pk"))
    pages = Paginator(people.prefetch_related("posts"), PAGE_SIZE)
    found = pages.get_page(page)
    counts = {
        row["person"]: _counts(row["lines"], row["meetings"])
        for row in Turn.objects.current_for(user)
        .filter(person__in=[person.pk for person in found])
        .values("person")
        .annotate(lines=Count("blocks"), meetings=Count("minutes__meeting", distinct=True))
        .order_by()
    }

    def href(number: int) -> str:
        values = {"q": query, "page": number if number > 1 else None}
        asked = urlencode({name: value for name, value in values.items() if value})
        return f"{reverse('people')}?{asked}" if asked else reverse("people")

    return PeoplePage(
        over=(),
        rows=tuple(
            PersonRow(
                name=str(person),
                href=person.get_absolute_url(),
                posts="، ".join(post.title for post in person.posts.all()),
                counts=counts.get(person.pk, ""),
            )
            for person in found
        ),
        total=f"{persian_digits(pages.count)} شخص",
        query=query,
        pager=pager(found.number, pages.num_pages, href),
    )


def _counts(lines: int, meetings: int) -> str:
    return f"{persian_digits(lines)} بند در {persian_digits(meetings)} جلسه"


def person_page(person: Person, user: object, *, page: int) -> PersonPage:
    """The page of one person: what the documents call him, posts, seats, and page `page` of what he said."""
    turns = (
        Turn.objects.current_for(user)
        .filter(person=person)
        .select_related("minutes__meeting__round")
        .with_span()
        .order_by("-minutes__meeting__round__number", "-minutes__meeting__number", "position")
    )
    pages = Paginator(turns, PAGE_SIZE)
    found = pages.get_page(page)
    openings = dict(
        Block.objects.filter(turn__in=[turn.pk for turn in found], position=1).values_list("turn_id", "text")
    )
    names = person.names.order_by("id")
    posts = list(person.posts.select_related("body").order_by(F("since").asc(nulls_last=True), "id"))

    def href(number: int) -> str:
        return person.get_absolute_url() + (f"?page={number}" if number > 1 else "")

    return PersonPage(
        over=(Link("اشخاص", reverse("people")),),
        name=str(person),
        standfirst="، ".join(post.title for post in posts),
        names=tuple(
            NameForm(name.written, str(name.get_confidence_display()), name.confidence == Confidence.CERTAIN)
            for name in names[:50]
        ),
        posts=tuple(
            PostRow(post.title, post.body.name if post.body else "", span_of(post.since, post.until))
            for post in posts[:50]
        ),
        memberships=tuple(
            MembershipRow(
                str(seat.round),
                seat.round.get_absolute_url(),
                str(seat.get_basis_display()),
                span_of(seat.since, seat.until),
            )
            for seat in person.memberships.select_related("round").order_by("round__number", "id")[:50]
        ),
        turns=tuple(_turn(turn, openings.get(turn.pk, "")) for turn in found),
        pager=pager(found.number, pages.num_pages, href),
        sections=sections_for("person", person, user),
    )


def _turn(turn: Turn, opening: str) -> TurnRow:
    held = turn.minutes.meeting.held_on
    first, last = persian_digits(turn.first or ""), persian_digits(turn.last or "")
    return TurnRow(
        meeting=str(turn.minutes),
        href=f"{turn.minutes.get_absolute_url()}#t{turn.position}",
        span=first if first == last else f"{first}–{last}",
        post=turn.post_as_written,
        opening=opening if len(opening) <= OPENING else opening[:OPENING].rsplit(" ", 1)[0] + " …",
        date=partial_date(held.first, held.last, held.precision) if held else "",
        is_summary=turn.minutes.is_summary,
    )
