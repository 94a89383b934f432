"""Which marked lines an address asks for: those of each meeting's newest minutes that the reader may read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet
from django.urls import reverse

from commitments.models import Commitment
from commitments.models.commitment import ASIDE, OPEN
from meetings.models import Block, Mention, Minutes
from people.models import Body, Person, Round
from persian.numbers import ascii_digits, persian_digits
from projects.models import Theme
from records.narrowing import Filters, Narrowing, narrowing

Mark = Block.Mark
State = Commitment.State
MARKS = (
    Mark.EXPECTATION,
    Mark.PROPOSAL,
    Mark.INTENTION,
    Mark.DECISION,
)
# The first is what the fifth round was asked for above all.
PLURALS = {
    Mark.EXPECTATION: "انتظارات شهروندی",
    Mark.PROPOSAL: "پیشنهادها",
    Mark.INTENTION: "برنامه‌های اعلام‌شده",
    Mark.DECISION: "مصوبات",
}
_MEETING = "turn__minutes__meeting"
IN_ORDER = (f"-{_MEETING}__round__number", f"-{_MEETING}__number", "number", "id")  # the newest meeting first
MOST_CHOICES = 500  # speakers or bodies in a select
FATES = (
    ("none", "بی تعهد"),
    ("nobody", "مصوبه بی دستگاه مسئول"),
    ("open", "تعهد در جریان"),
    ("late", "گذشته از مهلت"),
    ("done", "انجام‌شده یا مختومه"),
    ("aside", "بی‌سرانجام"),
)


@dataclass(frozen=True)
class Found:
    """The lines in the order of the register, how they are narrowed, and how many there are of each kind."""

    blocks: QuerySet[Block]
    filters: Filters
    counts: Mapping[str, int]

    @property
    def total(self) -> int:
        chosen = self.filters.values.get("kind")
        return self.counts[chosen] if chosen else sum(self.counts.values())


def find_points(user: object, asked: Mapping[str, str], today: date) -> Found:
    """What the address asks for: `kind`, `round` and `theme` (numbers), `speaker`, `body` and `fate`. Six queries."""
    rounds = dict(Minutes.objects.newest_published_for(user).values_list("pk", "meeting__round__number"))
    marked = _marked_in(list(rounds))
    filters = Filters(reverse("points"), _narrowings(user, marked, sorted(set(rounds.values())), asked))
    values = filters.values
    if "round" in values:
        number = int(values["round"])
        marked = marked.filter(turn__minutes__in=[pk for pk, of in rounds.items() if of == number])
    if "theme" in values:
        marked = marked.filter(pk__in=Mention.objects.filter(theme__number=int(values["theme"])).values("block"))
    if "speaker" in values:
        marked = marked.filter(turn__person=int(values["speaker"]))
    if "body" in values:
        marked = marked.filter(_of_body(user, int(values["body"])))
    if "fate" in values:
        marked = marked.filter(_with_fate(user, values["fate"], today))
    counts = marked.aggregate(**{mark.value: Count("pk", filter=Q(mark=mark)) for mark in MARKS})
    if "kind" in values:
        marked = marked.filter(mark=values["kind"])
    return Found(marked.order_by(*IN_ORDER), filters, counts)


def decisions_of_nobody(user: object, today: date) -> QuerySet[Block]:
    """The decisions for which neither they nor a commitment names a body, in the order of the register. One query."""
    newest = list(Minutes.objects.newest_published_for(user).values_list("pk", flat=True))
    return _marked_in(newest).filter(_with_fate(user, "nobody", today)).order_by(*IN_ORDER)


def _marked_in(minutes: Sequence[int]) -> QuerySet[Block]:
    """By the ids, not by what makes them the newest: PostgreSQL takes minutes over NOT EXISTS beneath joined lines."""
    return Block.objects.filter(turn__minutes__in=minutes, mark__in=MARKS)


def _narrowings(
    user: object, marked: QuerySet[Block], rounds: Sequence[int], asked: Mapping[str, str]
) -> tuple[Narrowing, ...]:
    themes = Theme.objects.visible_to(user).filter(pk__in=Mention.objects.filter(block__in=marked).values("theme"))
    return (
        narrowing(asked, "kind", "نوع", "همه", [(mark.value, str(mark.label)) for mark in MARKS]),
        narrowing(asked, "round", "دور", "همه دورها", [(number, str(Round(number=number))) for number in rounds]),
        narrowing(
            asked,
            "theme",
            "موضوع",
            "همه موضوعات",
            [
                (theme.number, f"{persian_digits(theme.number)}. {theme.title}" if theme.title else str(theme))
                for theme in themes.order_by("number")
            ],
        ),
        narrowing(asked, "speaker", "سخنران", "همه سخنرانان", _speakers(marked, asked)),
        narrowing(asked, "body", "دستگاه", "همه دستگاه‌ها", _bodies(user, marked)),
        narrowing(asked, "fate", "سرانجام", "همه", FATES),
    )


def _speakers(marked: QuerySet[Block], asked: Mapping[str, str]) -> list[tuple[int, str]]:
    """By name; whom the address asks for is among them, however many there are."""
    people = Person.objects.filter(pk__in=marked.order_by().values("turn__person"))
    wanted = ascii_digits(asked.get("speaker", ""))[:18]
    found = list(people.order_by("sort_key", "id")[: MOST_CHOICES + 1])
    if len(found) > MOST_CHOICES:
        found = found[:MOST_CHOICES]
        if wanted.isascii() and wanted.isdecimal() and int(wanted) not in [person.pk for person in found]:
            found += people.filter(pk=int(wanted))
    return [(person.pk, str(person)) for person in found]


def _bodies(user: object, marked: QuerySet[Block]) -> list[tuple[int, str]]:
    """Those that a decision names, that a line speaks of, or that took something on from one."""
    lines = marked.order_by()
    bodies = Body.objects.filter(
        Q(pk__in=lines.values("executor"))
        | Q(pk__in=Mention.objects.filter(block__in=lines).values("body"))
        | Q(pk__in=_commitments(user).filter(block__key__in=lines.values("key")).values("executor"))
    )
    return list(bodies.order_by("sort_key", "id").values_list("pk", "name")[:MOST_CHOICES])


def _commitments(user: object) -> QuerySet[Commitment]:
    """Those that came of lines. A line has the same key in every edition; a commitment is of one of these."""
    return Commitment.objects.filter(
        pk__in=Commitment.objects.visible_to(user).filter(block__isnull=False).order_by().values("pk")
    ).order_by()


def _of_body(user: object, body: int) -> Q:
    return (
        Q(executor=body)
        | Q(pk__in=Mention.objects.filter(body=body).values("block"))
        | Q(key__in=_commitments(user).filter(executor=body).values("block__key"))
    )


def _with_fate(user: object, fate: str, today: date) -> Q:
    made = _commitments(user)
    if fate == "none":
        return ~Q(key__in=made.values("block__key"))
    if fate == "nobody":
        somebody = made.exclude(executor=None, executor_as_written="")
        named = ~Q(executor=None) | ~Q(executor_as_written="") | Q(key__in=somebody.values("block__key"))
        return Q(mark=Mark.DECISION) & ~named
    chosen = {
        "open": Q(state__in=OPEN),
        "late": Q(state__in=OPEN, deadline__lt=today),
        "done": Q(state__in=[State.DONE, State.CLOSED]),
        "aside": Q(state__in=ASIDE),
    }[fate]
    return Q(key__in=made.filter(chosen).values("block__key"))
