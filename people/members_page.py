"""The screen of a round's members and the review of a table of them, as what their templates need."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from people.forms.members import NewMember, SeatForm
from records.pager import Link
from records.table_import import Review

FEW, MOST = 5, 100  # empty rows for new members: at first, and by the address at most


@dataclass(frozen=True)
class MembersPage:
    """`more` is the address with more empty rows, for browsers without scripts."""

    over: tuple[Link, ...]
    round_name: str
    number: int
    seats: Sequence[SeatForm]
    new: Sequence[NewMember]
    more: str
    error: str = ""


@dataclass(frozen=True)
class TableReviewPage:
    over: tuple[Link, ...]
    title: str
    source: str
    review: Review
    submit: str
    error: str = ""
    columns: str = ""
