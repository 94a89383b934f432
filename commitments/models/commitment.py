from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, Self

from django.db import IntegrityError, models, transaction
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce
from django.urls import reverse

from guilds.models import Demand
from meetings.models import Block, Mention
from meetings.models.mention import exactly_one
from people.keeping import Refused, Stale
from people.models import Body, Person
from records import chain
from records.audience import AudienceQuerySet, audience_check, audience_column, audiences_of
from records.followup import body_of_liaison
from statements.models import Clause, ClauseTopic

SOURCES = ("block", "clause", "demand")
BLOCK_EDITION = "block__turn__minutes__edition"
CLAUSE_EDITION = "clause__statement_text__edition"


def readable_source(user: object) -> Q:
    """That the line, clause or demand of a commitment was published to `user`, so that he may open its page."""
    audiences = audiences_of(user)
    return (
        Q(**{f"{BLOCK_EDITION}__audience__in": audiences})
        | Q(**{f"{CLAUSE_EDITION}__audience__in": audiences})
        | Q(demand__in=Demand.objects.visible_to(user).values("pk"))
    )


class CommitmentQuerySet(AudienceQuerySet):
    def of_body(self, body_id: int) -> Self:
        return self.filter(executor=body_id)

    def open(self) -> Self:
        """Those of which something is still to be done."""
        return self.filter(state__in=OPEN)

    def overdue(self, today: date) -> Self:
        """Open ones («معوق») whose deadline was a day before `today`, Tehran's."""
        return self.open().filter(deadline__lt=today)

    def about_theme(self, number: int) -> Self:
        """Those of a line or clause that speaks of the theme with that number."""
        said = Mention.objects.filter(theme__number=number).values("block")
        stated = ClauseTopic.objects.filter(theme__number=number).values("clause")
        return self.filter(Q(block__in=said) | Q(clause__in=stated))

    def visible_to(self, user: object) -> Self:
        """Every one for whoever keeps them. Others: only what comes from a published source.

        They read those of their audiences, as far as the source is for them too; a liaison also those of his own body.
        """
        if getattr(user, "writes_records", False):
            return self.all()
        readable = Q(audience__in=audiences_of(user)) & readable_source(user)
        body = body_of_liaison(user)
        if body is not None:
            published = (
                Q(**{f"{BLOCK_EDITION}__isnull": False})
                | Q(**{f"{CLAUSE_EDITION}__isnull": False})
                | Q(demand__isnull=False)
            )
            readable |= Q(executor=body) & published
        return self.filter(readable)


class Commitment(models.Model):
    """What somebody promised and a body must do (تعهد). It comes from one line, clause or demand.

    Executor and deadline are copied from there when it is made, and from then on are its own; so is everything after.
    """

    class State(models.TextChoices):
        REGISTERED = "registered", "ثبت‌شده"
        NOTIFIED = "notified", "ابلاغ‌شده"
        IN_HAND = "in_hand", "در دست اقدام"
        DONE = "done", "انجام‌شده"
        CLOSED = "closed", "مختومه"
        CANNOT_BE_DONE = "cannot_be_done", "غیرقابل انجام"
        STOPPED = "stopped", "متوقف"
        DROPPED = "dropped", "منتفی"

    block = models.ForeignKey(
        Block, verbose_name="بند صورتجلسه", on_delete=models.PROTECT, null=True, blank=True, related_name="commitments"
    )
    clause = models.ForeignKey(
        Clause, verbose_name="بند بیانیه", on_delete=models.PROTECT, null=True, blank=True, related_name="commitments"
    )
    demand = models.ForeignKey(
        Demand, verbose_name="خواسته صنفی", on_delete=models.PROTECT, null=True, blank=True, related_name="commitments"
    )
    task = models.CharField("آنچه بر عهده دستگاه است", max_length=1000, blank=True)
    executor = models.ForeignKey(
        Body, verbose_name="دستگاه مسئول", on_delete=models.PROTECT, null=True, blank=True, related_name="commitments"
    )
    executor_as_written = models.CharField("مسئول اجرا در متن", max_length=200, blank=True)
    deadline = models.DateField("مهلت اجرا", null=True, blank=True, db_index=True)
    follow_up = models.ForeignKey(
        Person,
        verbose_name="مسئول پیگیری",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="commitments_followed",
    )
    state = models.CharField("وضعیت", max_length=14, choices=State.choices, default=State.REGISTERED, db_index=True)
    audience = audience_column()
    version = models.PositiveIntegerField("نسخه", default=1)
    created_at = models.DateTimeField("زمان ثبت", auto_now_add=True)

    objects = CommitmentQuerySet.as_manager()

    class Meta:
        verbose_name = "تعهد"
        verbose_name_plural = "تعهدها"
        ordering = [F("deadline").asc(nulls_last=True), "id"]
        constraints = [
            models.CheckConstraint(
                condition=exactly_one(SOURCES),
                name="commitment_has_one_source",
                violation_error_message="تعهد دقیقاً از یک بند صورتجلسه، بند بیانیه یا خواسته صنفی برمی‌آید.",
            ),
            # One line can bind several bodies, and one body to several tasks, but not twice to the same.
            *(
                models.UniqueConstraint(
                    source,
                    Coalesce("executor", Value(0, output_field=models.BigIntegerField())),
                    "executor_as_written",
                    "task",
                    name=f"commitment_once_of_a_{source}",
                    violation_error_message="همین تعهد برای همین دستگاه پیش از این ثبت شده است.",
                )
                for source in SOURCES
            ),
            models.CheckConstraint(
                condition=Q(
                    state__in=[
                        "registered",
                        "notified",
                        "in_hand",
                        "done",
                        "closed",
                        "cannot_be_done",
                        "stopped",
                        "dropped",
                    ]
                ),
                name="commitment_state",
            ),
            audience_check("commitment_audience"),
        ]

    def __str__(self) -> str:
        # A form of the back door that was sent empty is shown again with the row as it would be: from nowhere.
        return self.task[:60] or (str(self.source) if self.has_source else "")

    def get_absolute_url(self) -> str:
        return reverse("commitment", args=[self.pk])

    @property
    def source(self) -> Block | Clause | Demand:
        """The line, clause or demand that it comes from."""
        return next(getattr(self, name) for name in SOURCES if getattr(self, f"{name}_id") is not None)

    @property
    def has_source(self) -> bool:
        return any(getattr(self, f"{name}_id") is not None for name in SOURCES)

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    def is_overdue(self, today: date) -> bool:
        """Whether its deadline was a day before `today`, Tehran's, and something is still to be done."""
        return self.is_open and self.deadline is not None and self.deadline < today

    @property
    def next_states(self) -> tuple[Commitment.State, ...]:
        """The states that it can be moved to, those of the ordinary way first."""
        return STEPS[Commitment.State(self.state)]

    def asks_why(self, state: str) -> bool:
        """Whether a move to `state` needs a reason: nothing came of it, or it goes back."""
        is_closing = (self.state, state) == (self.State.DONE, self.State.CLOSED)
        return state in ASIDE or not (self.is_open or is_closing)

    def snapshot(self) -> dict[str, Any]:
        """The whole row, as an event keeps it."""
        return {
            **{source: getattr(self, f"{source}_id") for source in SOURCES},
            "task": self.task,
            "executor": self.executor_id,
            "executor_as_written": self.executor_as_written,
            "deadline": self.deadline.isoformat() if self.deadline else None,
            "follow_up": self.follow_up_id,
            "state": self.state,
            "audience": self.audience,
        }

    # Every step below notes itself in the chain, in one transaction with what it does.

    def register(self, *, by: chain.Actor) -> None:
        """Save this new commitment. Raises Refused where the same one was made of its line before, in any edition."""
        with transaction.atomic():
            self._refuse_twin()
            self._save(force_insert=True)
            self._note("commitment.registered", by)

    def change(self, names: Iterable[str], *, version: int, by: chain.Actor) -> None:
        """Save the columns `names` as they now are. Raises Stale, Refused."""
        with transaction.atomic():
            self._lock(version)
            self._refuse_twin()
            self._save(update_fields=[*names, "version"])
            self._note("commitment.changed", by)

    def move(self, state: str, *, version: int, by: chain.Actor, reason: str = "") -> None:
        """Take it to one of its `next_states`. Raises Stale, and Refused for another state or a missing reason."""
        with transaction.atomic():
            self._lock(version)
            if state not in self.next_states:
                raise Refused("این گام از وضعیت کنونی برداشته نمی‌شود. یکی از گام‌های همین صفحه را برگزینید.", "state")
            if self.asks_why(state) and not reason:
                raise Refused("برای این گام دلیل لازم است. آن را در یک سطر بنویسید.", "reason")
            self.state = state
            self.save(update_fields=["state", "version"])
            self._note(f"commitment.{state}", by, reason)

    def extend(self, deadline: date, *, reason: str, today: date, version: int, by: chain.Actor) -> None:
        """Put its deadline off, with a row that tells from when and why. Raises Stale, Refused."""
        with transaction.atomic():
            self._lock(version)
            if not self.is_open:
                raise Refused("این تعهد در جریان نیست و مهلتی برای تمدید ندارد.")
            if self.deadline is not None and deadline <= self.deadline:
                raise Refused("مهلت تازه باید پس از مهلت کنونی باشد.", "deadline")
            self.extensions.create(
                old_deadline=self.deadline,
                new_deadline=deadline,
                reason=reason,
                granted_on=today,
                granted_by_id=by.pk,
                granted_by_name=chain.name_of(by),
            )
            self.deadline = deadline
            self.save(update_fields=["deadline", "version"])
            self._note("commitment.extended", by, reason)

    def _lock(self, version: int) -> None:
        """Hold the row until the transaction ends, under its next version. Raises Stale."""
        rows = Commitment.objects.select_for_update(of=("self",)).filter(pk=self.pk)
        if self.version != version or list(rows.values_list("version", flat=True)) != [version]:
            raise Stale
        self.version = version + 1

    def _refuse_twin(self) -> None:
        """The line of a later edition is another row with the same key, which the constraint does not see."""
        if self.block is None:
            return
        same = {"executor": self.executor, "executor_as_written": self.executor_as_written, "task": self.task}
        if Commitment.objects.filter(block__key=self.block.key, **same).exclude(pk=self.pk).exists():
            raise Refused(TWICE)

    def _save(self, **options: Any) -> None:
        try:
            with transaction.atomic():
                self.save(**options)
        except IntegrityError as error:  # two at once
            raise Refused(TWICE) from error

    def _note(self, action: str, by: chain.Actor, reason: str = "") -> None:
        chain.append(action, self, by=by, version=self.version, reason=reason, snapshot=self.snapshot())


TWICE = "همین تعهد برای همین دستگاه پیش از این ثبت شده است. شرح یا دستگاه را تغییر دهید، یا همان را ویرایش کنید."
OPEN = (Commitment.State.REGISTERED, Commitment.State.NOTIFIED, Commitment.State.IN_HAND)
ASIDE = (Commitment.State.CANNOT_BE_DONE, Commitment.State.STOPPED, Commitment.State.DROPPED)
# What each state can be followed by; back into hand from every end.
STEPS = {
    Commitment.State.REGISTERED: (Commitment.State.NOTIFIED, Commitment.State.IN_HAND, Commitment.State.DONE, *ASIDE),
    Commitment.State.NOTIFIED: (Commitment.State.IN_HAND, Commitment.State.DONE, *ASIDE),
    Commitment.State.IN_HAND: (Commitment.State.DONE, *ASIDE),
    Commitment.State.DONE: (Commitment.State.CLOSED, Commitment.State.IN_HAND),
    Commitment.State.CLOSED: (Commitment.State.IN_HAND,),
    Commitment.State.CANNOT_BE_DONE: (Commitment.State.IN_HAND, Commitment.State.DROPPED),
    Commitment.State.STOPPED: (Commitment.State.IN_HAND, Commitment.State.DROPPED),
    Commitment.State.DROPPED: (Commitment.State.IN_HAND,),
}
