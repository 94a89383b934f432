from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.db import IntegrityError, models, transaction
from django.urls import reverse

from meetings.models.meeting_queryset import MeetingQuerySet
from people.keeping import Refused, step
from people.models import Person, Round
from people.models.person import Confidence
from persian.numbers import ordinal_words, persian_digits
from persian.partial_date_column import PartialDateColumn
from records import chain
from records.audience import audience_check, audience_column

LARGEST_NUMBER = 9999
# What a letter of invitation says: another one must be sent when it changes.
OF_THE_LETTER = ("held_on", "starts_at", "ends_at", "place")


class Meeting(models.Model):
    """A meeting of a round. It may be known by its round and number alone; every unknown column stays empty."""

    class State(models.TextChoices):
        PLANNED = "planned", "برنامه‌ریزی‌شده"
        INVITED = "invited", "دعوت‌شده"
        HELD = "held", "برگزارشده"
        POSTPONED = "postponed", "به‌تعویق‌افتاده"
        CANCELLED = "cancelled", "لغوشده"

    class Kind(models.TextChoices):
        UNKNOWN = "", "نامعلوم"
        ORDINARY = "ordinary", "جلسه عادی"
        EXTRAORDINARY = "extraordinary", "جلسه فوق‌العاده"

    round = models.ForeignKey(Round, verbose_name="دور", on_delete=models.PROTECT, related_name="meetings")
    number = models.PositiveSmallIntegerField("شماره جلسه")
    number_confidence = models.CharField(
        "اطمینان شماره", max_length=10, choices=Confidence.choices, default=Confidence.CERTAIN
    )
    title = models.CharField("عنوان", max_length=200, blank=True)  # what follows «جلسه»
    kind = models.CharField("نوع", max_length=14, choices=Kind.choices, default=Kind.UNKNOWN, blank=True)
    state = models.CharField("وضعیت", max_length=10, choices=State.choices, default=State.PLANNED)
    held_on = PartialDateColumn("تاریخ تشکیل جلسه", db_index=True)
    starts_at = models.TimeField("ساعت شروع", null=True, blank=True)
    ends_at = models.TimeField("ساعت پایان", null=True, blank=True)
    place = models.CharField("محل برگزاری", max_length=200, blank=True)
    chair = models.ForeignKey(
        Person, verbose_name="رئیس جلسه", on_delete=models.PROTECT, null=True, blank=True, related_name="chaired"
    )
    chair_as_written = models.CharField("رئیس جلسه در سند", max_length=200, blank=True)
    secretary = models.ForeignKey(
        Person,
        verbose_name="دبیر جلسه",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="kept_minutes_of",
    )
    secretary_as_written = models.CharField("دبیر جلسه در سند", max_length=200, blank=True)
    letter_number = models.CharField("شماره نامه", max_length=40, blank=True)
    letter_attachment = models.CharField("پیوست", max_length=100, blank=True)
    reason = models.CharField("دلیل تعویق یا لغو", max_length=500, blank=True)
    audience = audience_column()
    version = models.PositiveIntegerField("نسخه", default=1)  # of the header, the agenda and the attendance

    # What `with_minutes_for` adds.
    has_minutes: bool
    published_is_summary: bool | None

    objects = MeetingQuerySet.as_manager()

    class Meta:
        verbose_name = "جلسه"
        verbose_name_plural = "جلسات"
        ordering = ["-round__number", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["round", "number"], name="meeting_number_once"),
            models.CheckConstraint(condition=models.Q(number__gte=1, number__lte=9999), name="meeting_number_range"),
            models.CheckConstraint(
                condition=models.Q(state__in=["planned", "invited", "held", "postponed", "cancelled"]),
                name="meeting_state",
            ),
            models.CheckConstraint(condition=models.Q(kind__in=["", "ordinary", "extraordinary"]), name="meeting_kind"),
            models.CheckConstraint(
                condition=models.Q(number_confidence__in=["certain", "probable"]), name="meeting_number_confidence"
            ),
            models.CheckConstraint(
                condition=models.Q(ends_at__isnull=True)
                | models.Q(starts_at__isnull=True)
                | models.Q(ends_at__gte=models.F("starts_at")),
                name="meeting_ends_after_it_starts",
            ),
            audience_check("meeting_audience"),
        ]

    def __str__(self) -> str:
        return f"جلسه {self.name}"

    def get_absolute_url(self) -> str:
        return reverse("meeting", args=self.address)

    @property
    def name(self) -> str:
        """What stands after «جلسه» and «صورتجلسه»: the title, or the ordinal and the round."""
        return self.title or f"{ordinal_words(self.number)} {self.round}"

    @property
    def address(self) -> tuple[int, int]:
        """Round and number, as they stand in addresses."""
        return self.round.number, self.number

    def edition_url(self, number: int) -> str:
        return reverse("edition", args=[*self.address, number])

    def edition_word_url(self, number: int) -> str:
        return reverse("edition_word", args=[*self.address, number])

    def edition_pdf_url(self, number: int) -> str:
        return reverse("edition_pdf", args=[*self.address, number])

    @classmethod
    def next_number(cls, round: Round) -> int | None:
        """The number that the round's next meeting gets; None where there is none left."""
        last: int = cls.objects.filter(round=round).aggregate(last=models.Max("number"))["last"] or 0
        return last + 1 if last < LARGEST_NUMBER else None

    @property
    def is_ahead(self) -> bool:
        """Whether it is still to be held, now or after a new date."""
        return self.state in (self.State.PLANNED, self.State.INVITED, self.State.POSTPONED)

    @property
    def may_be_invited_to(self) -> bool:
        return self.state in (self.State.PLANNED, self.State.INVITED)

    @property
    def lacks(self) -> str:
        """What a letter of invitation needs and is not known: «تاریخ و ساعت شروع»; empty where nothing is."""
        names = [
            name
            for name, known in (
                ("تاریخ", self.held_on is not None and self.held_on.precision == "day"),
                ("ساعت شروع", self.starts_at is not None),
                ("محل برگزاری", bool(self.place)),
            )
            if not known
        ]
        return " و ".join(part for part in ("، ".join(names[:-1]), "".join(names[-1:])) if part)

    def why_closed(self) -> str:
        """Why header, agenda and attendance can't be changed now, in Persian; empty where they can. One query.

        They are printed in the minutes: what members read in review, what was confirmed and what was published stays
        as it is. A correction's draft opens them again.
        """
        states = set(self.minutes.values_list("state", flat=True))
        if "in_review" in states:
            return "صورتجلسه این جلسه در انتظار تأیید است. برای تغییر، نخست آن را برای اصلاح برگردانید."
        if "confirmed" in states:
            return "صورتجلسه این جلسه تأیید شده است و مشخصات آن تغییر نمی‌کند."
        if "published" in states and not states & {"draft", "returned"}:
            return "صورتجلسه این جلسه منتشر شده است. مشخصات آن تنها در پیش‌نویس یک اصلاح تغییر می‌کند."
        return ""

    # Every step below notes itself in the chain.

    @classmethod
    def plan(cls, meeting: Meeting, *, by: chain.Actor) -> Meeting:
        """Save a new meeting of its round. Raises Refused where somebody else has just taken the number."""
        meeting.state = cls.State.PLANNED
        try:
            with transaction.atomic():
                meeting.save(force_insert=True)
                chain.append("meeting.planned", meeting, by=by, version=meeting.version, snapshot=meeting.snapshot())
        except IntegrityError as error:
            words = persian_digits(meeting.number)
            raise Refused(f"همین حالا جلسه دیگری شماره {words} گرفت. شماره دیگری بنویسید.", "number") from error
        return meeting

    @contextmanager
    def changing(self, action: str, *, version: int, by: chain.Actor, reason: str = "") -> Iterator[dict[str, Any]]:
        """The transaction of a change to header, agenda or attendance. Raises Stale; Refused where they are closed."""
        with step(self, action, version=version, by=by, reason=reason) as noted:
            closed = self.why_closed()
            if closed:
                raise Refused(closed)
            yield noted

    def change(self, columns: Mapping[str, Any], *, version: int, by: chain.Actor) -> bool:
        """Save `columns` of the header, and return whether the letters of invitation are void.

        They are when day, hours or place of a meeting change to which people were invited: it is planned again, and
        the letters and answers of before are not those of now. Raises Stale, Refused.
        """
        with self.changing("meeting.changed", version=version, by=by):
            stored = Meeting.objects.get(pk=self.pk)
            self.state = stored.state
            void = self.state == self.State.INVITED and any(
                name in columns and columns[name] != getattr(stored, name) for name in OF_THE_LETTER
            )
            for name, value in columns.items():
                setattr(self, name, value)
            if void:
                self.state = self.State.PLANNED
                self._void_letters()
            self.save(update_fields=[*columns, "state"])
        return void

    def invite(self, *, version: int, by: chain.Actor, names: list[str]) -> None:
        """The letters to `names` have gone out. To be called with them, in one transaction. Raises Stale, Refused."""
        with step(self, "meeting.invited", version=version, by=by) as noted:
            self._be_in(self.State.PLANNED, self.State.INVITED)
            if self.lacks:
                raise Refused(f"دعوت‌نامه بی {self.lacks} فرستاده نمی‌شود. نخست آن را در مشخصات جلسه بنویسید.")
            noted["invited"] = names
            self.state = self.State.INVITED
            self.save(update_fields=["state"])

    def postpone(self, reason: str, *, version: int, by: chain.Actor) -> None:
        """To a day that is not yet known; the old one stays as what it was planned for. Raises Stale, Refused."""
        self._put_off(self.State.POSTPONED, "meeting.postponed", reason, version, by)

    def cancel(self, reason: str, *, version: int, by: chain.Actor) -> None:
        """It will not be held. Raises Stale, Refused."""
        self._put_off(self.State.CANCELLED, "meeting.cancelled", reason, version, by)

    def plan_again(self, columns: Mapping[str, Any], *, version: int, by: chain.Actor) -> None:
        """What was postponed or called off by mistake is planned for the day in `columns`. Raises Stale, Refused."""
        with self.changing("meeting.planned_again", version=version, by=by):
            self._be_in(self.State.POSTPONED, self.State.CANCELLED)
            for name, value in columns.items():
                setattr(self, name, value)
            self.state, self.reason = self.State.PLANNED, ""
            self._void_letters()
            self.save(update_fields=[*columns, "state", "reason"])

    def hold(self, *, by: chain.Actor | None) -> None:
        """It has begun, or was held: what was planned or invited for turns «برگزارشده», all else stays as it is.

        To be called in the transaction of what goes with it.
        """
        if self.state in (self.State.PLANNED, self.State.INVITED):
            self.state = self.State.HELD
            self.version += 1
            self.save(update_fields=["state", "version"])
            chain.append("meeting.held", self, by=by, version=self.version, snapshot=self.snapshot())

    def _put_off(self, state: str, action: str, reason: str, version: int, by: chain.Actor) -> None:
        with self.changing(action, version=version, by=by, reason=reason):
            allowed = [self.State.PLANNED, self.State.INVITED]
            self._be_in(*allowed, *([self.State.POSTPONED] if state == self.State.CANCELLED else []))
            self.state, self.reason = state, reason
            self.save(update_fields=["state", "reason"])

    def _be_in(self, *states: str) -> None:
        """Raises Refused where the stored state is none of `states`."""
        self.state = Meeting.objects.values_list("state", flat=True).get(pk=self.pk)
        if self.state not in states:
            raise Refused(f"این جلسه {self.get_state_display()} است و این کار با آن شدنی نیست. چیزی تغییر نکرد.")

    def _void_letters(self) -> None:
        from meetings.models.attendance import Invitation

        letters = Invitation.objects.filter(attendance__meeting=self)
        letters.update(sent_at=None, reply=Invitation.Reply.NONE, replied_at=None)

    def snapshot(self) -> dict[str, Any]:
        """The header as an event keeps it."""
        return {
            "round": self.round.number,
            "number": self.number,
            "number_confidence": self.number_confidence,
            "title": self.title,
            "kind": self.kind,
            "state": self.state,
            "held_on": Meeting._meta.get_field("held_on").get_prep_value(self.held_on),
            "starts_at": self.starts_at.isoformat() if self.starts_at else None,
            "ends_at": self.ends_at.isoformat() if self.ends_at else None,
            "place": self.place,
            "chair": self.chair_as_written,
            "secretary": self.secretary_as_written,
            "letter_number": self.letter_number,
            "letter_attachment": self.letter_attachment,
            "reason": self.reason,
            "audience": self.audience,
        }
