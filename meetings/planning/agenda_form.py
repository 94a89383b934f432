"""What is typed about an agenda: a row for each item, empty rows for new ones, and a box for each offer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from meetings.models import AgendaItem, Meeting
from meetings.planning.agenda import MOST, ItemRow, Offer, taken_row
from people.forms.versioned import VersionField
from people.person_picker import PickedPersonField
from persian.addresses import read_small
from persian.fields import PersianCharField, PersianIntegerField
from persian.numbers import persian_digits

FEW = 3  # empty rows at first
LONGEST_MINUTES = 600


class ItemForm(forms.Form):
    """One item. `item` is None for a new one; a new row in which nothing is typed is no item."""

    position = PersianIntegerField(label="ترتیب", required=False, max_value=999)
    title = PersianCharField(label="بند", max_length=500, required=False)
    presenter = PickedPersonField(label="ارائه‌دهنده", required=False)
    minutes_planned = PersianIntegerField(label="دقیقه", required=False, min_value=1, max_value=LONGEST_MINUTES)
    outcome = forms.ChoiceField(label="نتیجه", choices=AgendaItem.Outcome.choices, required=False)
    remove = forms.BooleanField(label="برداشتن", required=False)

    def __init__(self, data: Any = None, *, prefix: str, item: AgendaItem | None, with_outcome: bool) -> None:
        self.item = item
        initial = {}
        if item:
            names = ("position", "title", "minutes_planned", "outcome")
            initial = {name: getattr(item, name) for name in names}
        super().__init__(data, prefix=prefix, initial=initial)
        if item:
            self.fields["title"].stored = item.title  # type: ignore[attr-defined]
            self.fields["presenter"].keep(item.presenter_as_written, item.presenter)  # type: ignore[attr-defined]
        if not with_outcome:
            del self.fields["outcome"]
        for name, field in self.fields.items():
            kind = "form-select" if name == "outcome" else "form-check-input" if name == "remove" else "form-control"
            field.widget.attrs["class"] = kind

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        typed = given.get("title") or given.get("presenter") or given.get("minutes_planned")
        if not given.get("remove") and not given.get("title") and "title" not in self.errors and (typed or self.item):
            self.add_error("title", "عنوان این بند خالی است. آن را بنویسید یا «برداشتن» را نشان بزنید.")
        return given

    @property
    def is_wanted(self) -> bool:
        return bool(self.cleaned_data.get("title")) and not self.cleaned_data.get("remove")

    def row(self) -> ItemRow:
        given = self.cleaned_data
        outcome = given.get("outcome", self.item.outcome if self.item else "")
        return ItemRow(self.item, given["title"], given["presenter"], given["minutes_planned"], outcome)


class AgendaForm:
    """The whole screen: shown from what is stored, or bound to what was sent. `error` is about the whole of it."""

    def __init__(
        self,
        meeting: Meeting,
        items: Sequence[AgendaItem],
        offers: Sequence[Offer],
        data: Mapping[str, Any] | None = None,
        more: int = 0,
    ) -> None:
        self.meeting, self.data = meeting, data
        self.version = VersionField().clean(data.get("version")) if data is not None else meeting.version
        self.error = ""
        by_id = {item.pk: item for item in items}
        with_outcome = meeting.state == Meeting.State.HELD

        def form(prefix: str, item: AgendaItem | None) -> ItemForm:
            return ItemForm(data, prefix=prefix, item=item, with_outcome=with_outcome)

        if data is None:
            ids = list(by_id)
            new = max(FEW if not items else 1, more)
        else:
            ids = [
                int(part)
                for part in str(data.get("items", ""))[:2000].split(",")
                if part.isascii() and part.isdecimal()
            ]
            new = min(read_small(str(data.get("rows", ""))) or 0, MOST)
        # An item that somebody else has taken away meanwhile stays here, as a new one.
        self.items = [form(f"item-{pk}", by_id.get(pk)) for pk in dict.fromkeys(ids[:MOST])]
        self.new = [form(f"new-{number}", None) for number in range(1, new + 1)]
        self.blank = ItemForm(prefix="new-0", item=None, with_outcome=with_outcome)
        self.offers = [
            (offer, bool(data.get(f"offer-{offer.key}")) if data is not None else not items) for offer in offers
        ]

    @property
    def ids(self) -> str:
        return ",".join(form.prefix.removeprefix("item-") for form in self.items if form.prefix)

    @property
    def forms(self) -> list[ItemForm]:
        return [*self.items, *self.new]

    def is_valid(self) -> bool:
        wrong = [form for form in self.forms if not form.is_valid()]  # every one is judged
        wanted = [form for form in self.forms if form not in wrong and form.is_wanted]
        if wrong:
            self.error = "برخی بندها نادرست است و هنوز چیزی ثبت نشده است. کنار هر یک نوشته شده که چه باید کرد."
        elif len(wanted) + len(self.offers) > MOST:
            self.error = f"دستور جلسه تا {persian_digits(MOST)} بند دارد. چند بند را بردارید."
        return not self.error

    def rows(self) -> list[ItemRow]:
        """The items in the order of their numbers; the confirmation of the last minutes first, other offers last."""
        wanted = [form for form in self.forms if form.is_wanted]
        order = {id(form): place for place, form in enumerate(wanted)}
        wanted.sort(key=lambda form: (_place(form), order[id(form)]))
        ticked = [offer for offer, is_ticked in self.offers if is_ticked]
        first = [taken_row(offer) for offer in ticked if offer.key == "confirm"]
        others = [taken_row(offer) for offer in ticked if offer.key != "confirm"]
        return [*first, *(form.row() for form in wanted), *others] if self.items else [
            *first, *others, *(form.row() for form in wanted)
        ]  # fmt: skip


def _place(form: ItemForm) -> int:
    position = form.cleaned_data.get("position")
    return 1000 if position is None else int(position)
