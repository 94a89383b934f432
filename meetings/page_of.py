"""From the rows of a meeting to its page, for one reader."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from django.db.models import Case, Q, Subquery, Value, When
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils import timezone

from meetings.access import may_read_source, may_write_minutes
from meetings.confirmation.stand import Stand
from meetings.confirmation.stand_of import notes_of_requests, stand_of
from meetings.confirmation.steps import is_ever_for
from meetings.margin import notes_of
from meetings.models import Attachment, Meeting, Minutes
from meetings.page import (
    AttachmentRow,
    EditionRow,
    Fact,
    HistoryRow,
    MarginNote,
    MeetingPage,
    facts_of,
    facts_of_bare_meeting,
    turns_of,
)
from meetings.planning.header_words import clock
from meetings.planning.invitations import day_of
from meetings.planning.page import steps_of
from meetings.sheet import AgendaSheet, MinutesSheet
from meetings.sheet_of import sheet_of, sheet_of_edition
from meetings.standfirst_of import standfirst_of
from persian.jalali import long_date, long_datetime, partial_date, weekday
from persian.numbers import ordinal_words, persian_digits
from records.audience import told_name
from records.models import Event
from records.pager import Link
from records.publication import TURNS
from records.sections import Section, sections_for
from records.steps import step_words

HISTORY = 50
NOT_YET = "هنوز دانسته نیست"
STEPS = {
    "meeting.founded": "ثبت جلسه از داده‌های بنیادین",
    "meeting.registered": "ثبت جلسه",
    "meeting.planned": "برنامه‌ریزی جلسه",
    "meeting.changed": "تغییر مشخصات جلسه",
    "meeting.agenda_changed": "ثبت دستور جلسه",
    "meeting.outcomes_noted": "ثبت نتیجه بندهای دستور",
    "meeting.invitees_changed": "ثبت فهرست مدعوین",
    "meeting.invited": "ارسال دعوت‌نامه",
    "meeting.postponed": "تعویق جلسه",
    "meeting.cancelled": "لغو جلسه",
    "meeting.planned_again": "برنامه‌ریزی دوباره با تاریخ تازه",
    "meeting.attendance_taken": "ثبت حضور و غیاب",
    "meeting.held": "برگزاری جلسه",
    "minutes.founded": "ثبت خلاصه از داده‌های بنیادین",
    "minutes.imported": "ورود سند",
    "minutes.begun": "آغاز نگارش صورتجلسه",
    "minutes.edited": "نگارش صورتجلسه",
    "minutes.replaced": "جایگزینی پیش‌نویس با سند تازه",
    "minutes.restored": "بازگرداندن نسخه‌ای پیشین",
    "minutes.sent_for_review": "فرستادن برای تأیید",
    "minutes.returned": "برگرداندن برای اصلاح",
    "minutes.confirmed": "تأیید صورتجلسه",
    "minutes.correction_begun": "آغاز اصلاح؛ پیش‌نویس ویرایش {ordinal}",
    "minutes.abandoned": "کنار گذاشتن اصلاح",
    "minutes.withdrawn": "محدود کردن ویرایش {ordinal} به اعضا",
    "minutes.given_back": "گشودن ویرایش {ordinal} برای همگان",
    "correction.asked": "درخواست اصلاح",
    "correction.accepted": "پذیرفتن درخواست اصلاح",
    "correction.declined": "رد درخواست اصلاح",
    "attachment.added": "افزودن پیوست",
    "attachment.replaced": "جایگزینی پیوست",
    "minutes.published": "انتشار ویرایش {ordinal}",
    "founding.loaded": "بارگذاری داده‌های بنیادین",
}
OPEN_STEPS = (  # what a visitor is told of
    *("meeting.founded", "meeting.registered", "minutes.published"),
    *("meeting.planned", "meeting.postponed", "meeting.cancelled", "meeting.planned_again"),
)
STEPS_OF_READERS = tuple(f"minutes{turn}" for turn in TURNS)


def page_of(meeting: Meeting, minutes: Minutes | None, readable: Sequence[Minutes], user: object) -> MeetingPage:
    """The page of `meeting` that shows `minutes`, one of `readable` (newest first), or none of them."""
    newest = next((row for row in readable if row.is_published), None)
    sheet = None if minutes is None else _sheet(minutes)
    address = meeting.address
    is_newest = minutes is not None and minutes == newest
    is_draft = minutes is not None and not minutes.is_published
    # Who writes drafts has the whole history behind a link.
    events = () if is_draft else _events(meeting, readable, user)
    stand = stand_of(meeting, minutes, readable, user, sheet, events)
    previous, following = (None, None) if is_draft else _neighbours(meeting, user)
    # Nothing outside refers to a draft yet.
    sections = () if is_draft else sections_for("meeting", meeting, user)
    return MeetingPage(
        over=(
            Link("جلسات", reverse("meetings")),
            Link(str(meeting.round), reverse("round", args=[meeting.round.number])),
        ),
        title=sheet.title if sheet else str(meeting),
        state=_state(meeting, minutes),
        standfirst=standfirst_of(sheet, minutes) if sheet and minutes else "",
        facts=_facts(meeting, sheet, stand),
        sheet=sheet,
        turns=turns_of(sheet, _notes(sheet, minutes, sections if is_newest else (), user), _person_href)
        if sheet and minutes
        else (),
        notices=stand.notices,
        stand=stand,
        attachments=tuple(_attachments(meeting, user, newest is not None)),
        editions=tuple(_edition_row(row, address, row == newest, user) for row in readable if row.is_published),
        history=tuple(_history_row(event, user) for event in events),
        edition_name=f"ویرایش {ordinal_words(minutes.number)}" if minutes and minutes.is_published else "",
        pdf_href=_file_href("pdf", minutes, address, is_newest) if minutes else "",
        word_href=_file_href("word", minutes, address, is_newest) if minutes else "",
        source_href=reverse("meeting_source", args=[*address, minutes.pk])
        if minutes and minutes.source_id and may_read_source(user)
        else "",
        verify_href=reverse("verify_code", args=[minutes.edition.code]) if minutes and minutes.edition else "",
        import_href=f"{reverse('import')}?round={address[0]}&number={address[1]}" if may_write_minutes(user) else "",
        calendar_href=reverse("meeting_calendar", args=address)
        if meeting.may_be_invited_to and day_of(meeting)
        else "",
        is_to_come=_is_to_come(meeting),
        unknown_words=NOT_YET if sheet is None and _is_to_come(meeting) else "",
        agenda=() if sheet else _agenda(meeting),
        steps=steps_of(meeting) if may_write_minutes(user) else (),
        previous=previous,
        following=following,
        sections=sections,
    )


def _sheet(minutes: Minutes) -> MinutesSheet:
    return sheet_of_edition(minutes.edition) if minutes.edition else sheet_of(minutes)


def _notes(
    sheet: MinutesSheet,
    minutes: Minutes,
    sections: Sequence[Section],
    user: object,
) -> dict[int, list[MarginNote]]:
    """What stands beside each line, by its number. A section can bring `notes` of its own for the newest edition."""
    notes = defaultdict(list, notes_of(minutes, user))
    for number, more in notes_of_requests(minutes, user).items():
        notes[number] += more
    told: set[int] = set()
    for section in sections:
        for number, more in section.data.get("notes", {}).items():
            notes[number] += more
            told.add(number)
    if minutes.is_published and may_write_minutes(user):
        make = f"{reverse('commitment_new')}?minutes={minutes.pk}&number="
        for decision in sheet.decisions:
            if decision.block not in told:
                notes[decision.block].append(MarginNote("", "ثبت تعهد", f"{make}{decision.block}", "mark"))
    return notes


def _facts(meeting: Meeting, sheet: MinutesSheet | None, stand: Stand) -> tuple[Fact, ...]:
    if sheet is None:
        return _bare_facts(meeting)
    return facts_of(sheet) + ((Fact("تأیید صورتجلسه", f"در {stand.confirmed_at}"),) if stand.confirmed_at else ())


def _person_href(pk: int) -> str:
    return reverse("person", args=[pk])


def _file_href(kind: str, minutes: Minutes, address: tuple[int, int], is_newest: bool) -> str:
    """Where the minutes are as a "pdf" or "word" file."""
    if not minutes.is_published:
        return reverse(f"meeting_draft_{kind}", args=address)
    if is_newest:
        return reverse(f"meeting_{kind}", args=address)
    return reverse(f"edition_{kind}", args=[*address, minutes.number])


def _state(meeting: Meeting, minutes: Minutes | None) -> str:
    return str(minutes.get_state_display() if minutes else meeting.get_state_display())


def _is_to_come(meeting: Meeting) -> bool:
    """Whether nothing was said yet, or ever will be."""
    return meeting.is_ahead or meeting.state == Meeting.State.CANCELLED


def _bare_facts(meeting: Meeting) -> tuple[Fact, ...]:
    held, day = meeting.held_on, day_of(meeting)
    date = partial_date(held.first, held.last, held.precision) if held else ""
    hours = [f"{word} {clock(at)}" for word, at in (("از", meeting.starts_at), ("تا", meeting.ends_at)) if at]
    return facts_of_bare_meeting(
        str(meeting.round),
        ordinal_words(meeting.number),
        f"{weekday(day)} {date}" if day else date,
        " ".join(hours),
        meeting.place,
        is_to_come=_is_to_come(meeting),
        is_put_off=meeting.state == Meeting.State.POSTPONED,
    )


def _agenda(meeting: Meeting) -> tuple[AgendaSheet, ...]:
    rows = meeting.agenda.order_by("position").values_list("title", "presenter_as_written")
    return tuple(AgendaSheet(number, title, presenter) for number, (title, presenter) in enumerate(rows, start=1))


def _attachments(meeting: Meeting, user: object, has_edition: bool) -> list[AttachmentRow]:
    rows = Attachment.objects.filter(meeting=meeting).visible_to(user).select_related("file")
    may_attach = has_edition and is_ever_for("attach", user)
    return [
        AttachmentRow(
            title=row.title,
            href=reverse("attachment", args=[*meeting.address, row.pk]),
            size=persian_digits(filesizeformat(row.file.size)),
            kind=str(row.get_kind_display()),
            sha256=row.file.sha256,
            replace_href=reverse("attachment_replace", args=[*meeting.address, row.pk]) if may_attach else "",
        )
        for row in rows.order_by("position", "id")
    ]


def _edition_row(minutes: Minutes, address: tuple[int, int], is_current: bool, user: object) -> EditionRow:
    edition = minutes.edition
    if edition is None:
        raise ValueError("only published minutes have an edition")
    here = [*address, minutes.number]
    return EditionRow(
        name=f"ویرایش {ordinal_words(minutes.number)}",
        date=long_date(timezone.localtime(edition.issued_at).date()),
        by=told_name(edition.issued_by_name, edition.issued_by_id, user),
        code=edition.code,
        href=reverse("meeting", args=address) if is_current else reverse("edition", args=here),
        pdf_href=reverse("edition_pdf", args=here),
        word_href=reverse("edition_word", args=here),
        is_current=is_current,
        is_summary=edition.is_summary,
        reason=edition.reason,
    )


def _events(meeting: Meeting, readable: Sequence[Minutes], user: object) -> list[Event]:
    """The steps, newest first; those who write no drafts are told of the editions that they may read.

    However many there are, those that say who reads an edition are among them.
    """
    about_readers = Q(action__in=STEPS_OF_READERS)
    events = Event.objects.about(meeting).defer("snapshot")
    if not may_write_minutes(user):
        told = [row.number for row in readable if row.is_published]
        events = events.filter(Q(action__in=OPEN_STEPS) | Q(about_readers, version__in=told))
        events = events.exclude(~Q(version__in=told), action="minutes.published")
    kept = events.order_by(Case(When(about_readers, then=Value(0)), default=Value(1)), "-sequence")[:HISTORY]
    return sorted(kept, key=lambda event: -event.sequence)


def _history_row(event: Event, user: object) -> HistoryRow:
    return HistoryRow(
        when=long_datetime(event.at),
        who=told_name(event.actor_name, event.actor_id, user),
        what=step_words(event, STEPS).format(ordinal=ordinal_words(max(event.version, 1))),
        why=event.reason,
    )


def _neighbours(meeting: Meeting, user: object) -> tuple[Link | None, Link | None]:
    """The meetings of the round before and after this one that `user` may see, in one query."""
    visible = Meeting.objects.visible_to(user).filter(round=meeting.round)
    before = visible.filter(number__lt=meeting.number).order_by("-number").values("pk")[:1]
    after = visible.filter(number__gt=meeting.number).order_by("number").values("pk")[:1]
    links: list[Link | None] = [None, None]
    for row in Meeting.objects.filter(Q(pk=Subquery(before)) | Q(pk=Subquery(after))):
        row.round = meeting.round
        links[row.number > meeting.number] = Link(str(row), row.get_absolute_url())
    return links[0], links[1]
