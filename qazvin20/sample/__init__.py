"""The sample: a whole archive of its own invention, to look around in and to measure with.

The same seed makes the same archive. It is laid into an empty database only, says of itself on every page and paper
that it is fictional, and can't be mixed with a real one: its first event is that of a sample, and stays so.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.apps import apps
from django.db import connection, transaction

from qazvin20.sample import accounts, meetings, people, themes
from qazvin20.sample.commitments import Commitments
from qazvin20.sample.diary import FIRST_DAY, Diary, at
from qazvin20.sample.draw import words
from qazvin20.sample.guilds import Guilds
from qazvin20.sample.minutes import Writer
from qazvin20.sample.statements import Letters
from records import chain, sample
from records.models import Event
from records.statistics import count_anew

ROOMS = ("records", "people", "projects", "meetings", "guilds", "statements", "commitments")


class NotEmpty(Exception):
    """Why no sample was made: one line in English. Nothing was changed."""


@dataclass(frozen=True)
class Made:
    """What a call did: how many events the sample has, 0 where it was there already."""

    events: int
    seed: int


def make(seed: int | None = None) -> Made:
    """Make the sample of this seed (1), whole or not at all; nothing where it is there.

    Raises NotEmpty where there is anything else, or a sample of another seed than the one that was asked for.
    """
    with transaction.atomic():
        begun = Event.objects.filter(sequence=1).first()
        if begun is not None and begun.action == sample.MADE:
            there = begun.content["seed"]
            if seed not in (None, there):
                raise NotEmpty(f"there is a sample of seed {there} already")
            return Made(0, there)
        full = _first_full_table()
        if full:
            raise NotEmpty(f"this archive has records already ({full}); a sample needs an empty one of its own")
        try:
            seed = 1 if seed is None else seed
            _fill(seed)
            count_anew(connection)
        finally:
            sample.remember(None)  # whatever came of it, nobody is to go on with what was known before
    accounts.renew()
    return Made(Event.objects.count(), seed)


def _first_full_table() -> str:
    models = (model for room in ROOMS for model in apps.get_app_config(room).get_models())
    return next((str(model._meta.label_lower) for model in models if model._base_manager.exists()), "")


def _fill(seed: int) -> None:
    first = people.first_round()
    chain.append(sample.MADE, first, by=None, version=1, snapshot={"seed": seed}, at=at(FIRST_DAY, 8))
    sample.remember(True)
    diary, subjects = Diary(), themes.Subjects()
    cast = people.begin(diary, seed)
    cast.users = accounts.make(diary, cast.bodies["municipality"])
    people.open_rounds(cast, diary, seed)
    themes.plan(subjects, cast, diary, seed, people.opening_of(words("rounds")[0]))
    writer = Writer(cast, diary, {row["number"]: row["every"] for row in words("rounds")})
    guilds, commitments = Guilds(cast, diary, seed), Commitments(cast, diary, seed)
    letters = Letters(cast, subjects, diary, seed)
    writer.when_written.append(guilds.enter)
    writer.when_published += [letters.listen, commitments.from_decisions]
    meetings.plan(cast, subjects, diary, seed, writer.write)
    letters.plan()
    guilds.plan_unheard()
    commitments.plan_last(letters.clauses, guilds.demands)
    diary.run()
