"""The letter that invites one person to a meeting: one value feeds the PDF, the text to copy and what is mailed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from meetings.minutes_pdf import Entry
from meetings.models import Attendance, Meeting
from meetings.planning.header_words import clock
from meetings.planning.invitations import day_of, letter_of
from persian.jalali import long_date, short_date, tehran_today, weekday
from persian.numbers import persian_digits
from records import organisation, pdf

TEMPLATE = "meetings/invitation_pdf.html"
STYLES = ("official.css", "letter.css", "invitation.css")
GREETING = "با سلام و احترام"
NO_ATTACHMENT = "ندارد"


@dataclass(frozen=True)
class AgendaLine:
    """An item as a letter says it: «۲»، the title, and who presents it, how long («خانم نمونه، ۱۵ دقیقه»)."""

    number: str
    title: str
    note: str


@dataclass(frozen=True)
class InvitationSheet:
    """One letter. An empty `number` is a dotted line for the pen; `sentence` invites, `facts` say when and where."""

    organisation: str
    number: str
    date: str
    attachment: str
    name: str
    post: str
    subject: str
    sentence: str
    facts: tuple[Entry, ...]
    agenda: tuple[AgendaLine, ...]
    closing: str
    signatory: str
    signatory_post: str


@dataclass(frozen=True)
class Message:
    """An invitation as it is mailed or copied. The PDF is made when it is asked for, outside of any transaction."""

    seat_id: int
    name: str
    subject: str
    text: str
    file_name: str
    sheet: InvitationSheet

    def pdf(self) -> bytes:
        """The letter as PDF. Raises records.pdf.PdfError."""
        return letters_pdf([self.sheet])


def messages_of(meeting: Meeting, seats: Sequence[int] | None = None) -> list[Message]:
    """For every invitee, or for the `seats` (ids of Attendance), what is sent, in the order of the list. Three queries.

    Raises ValueError where the letter can't be written yet (`Meeting.lacks`).
    """
    rows = meeting.attendance.select_related("invitation").order_by("position", "id")
    if seats is not None:
        rows = rows.filter(pk__in=seats)
    day, agenda = day_of(meeting), agenda_lines(meeting)
    if day is None or meeting.starts_at is None:
        raise ValueError("a letter of invitation says the day and the hour")
    today = tehran_today(timezone.now())
    numbers = f"{meeting.round.number}-{meeting.number}"
    made = []
    for place, seat in enumerate(rows, start=1):
        sheet = _sheet(meeting, seat, day, agenda, today)
        made.append(
            Message(
                seat_id=seat.pk,
                name=seat.name_as_written,
                subject=f"{sheet.subject}، {weekday(day)} {long_date(day)}",
                text=text_of(sheet),
                file_name=f"invitation-{numbers}-{place}.pdf",
                sheet=sheet,
            )
        )
    return made


def letters_pdf(sheets: Sequence[InvitationSheet]) -> bytes:
    """One PDF of these letters, each beginning on a sheet of its own. Raises records.pdf.PdfError."""
    house = organisation.paper()
    order = organisation.letterhead_order()
    context: dict[str, Any] = {
        "organisation": sheets[0].organisation,
        "title": sheets[0].subject,
        "house": house,
        "letters": [(sheet, [_entries(sheet)[name] for name in order]) for sheet in sheets],
    }
    return pdf.render(TEMPLATE, context, (*STYLES, *house.styles))


def text_of(sheet: InvitationSheet) -> str:
    """The letter as plain text, to be mailed or copied."""
    lines = [sheet.name, sheet.post, "", f"موضوع: {sheet.subject}", "", GREETING, sheet.sentence, ""]
    lines += [f"{fact.label}: {fact.value}" for fact in sheet.facts]
    if sheet.agenda:
        lines += ["", "دستور جلسه:"]
        lines += [f"{line.number}. {line.title}{f' ({line.note})' if line.note else ''}" for line in sheet.agenda]
    signed = [sheet.signatory, sheet.signatory_post] if sheet.signatory else []
    lines += ["", sheet.closing, "", *signed, sheet.organisation]
    kept = [line for at, line in enumerate(lines) if line or (at and lines[at - 1])]
    return "\n".join(kept)


def agenda_lines(meeting: Meeting) -> tuple[AgendaLine, ...]:
    return tuple(
        AgendaLine(
            number=persian_digits(number),
            title=item.title,
            note="، ".join(
                part
                for part in (
                    item.presenter_as_written,
                    f"{persian_digits(item.minutes_planned)} دقیقه" if item.minutes_planned else "",
                )
                if part
            ),
        )
        for number, item in enumerate(meeting.agenda.order_by("position"), start=1)
    )


def _sheet(
    meeting: Meeting, seat: Attendance, day: date, agenda: tuple[AgendaLine, ...], today: date
) -> InvitationSheet:
    letter = letter_of(seat)
    written = timezone.localtime(letter.sent_at).date() if letter.sent_at else today
    hours = clock(meeting.starts_at) + (f" تا {clock(meeting.ends_at)}" if meeting.ends_at else "")
    kind = f" ({meeting.get_kind_display()})" if meeting.kind == Meeting.Kind.EXTRAORDINARY else ""
    name = organisation.known().name
    return InvitationSheet(
        organisation=name,
        number=persian_digits(letter.letter_number),
        date=short_date(written),
        attachment=NO_ATTACHMENT,
        name=seat.name_as_written,
        post=seat.post_as_written,
        subject=f"دعوت به {meeting}",
        sentence=(
            f"بدین‌وسیله برای شرکت در {meeting} {name}{kind} دعوت می‌شود. "
            "خواهشمند است در زمان و محل زیر حضور به هم رسانید."
        ),
        facts=(
            Entry("روز و تاریخ", f"{weekday(day)}، {long_date(day)}"),
            Entry("ساعت", hours),
            Entry("محل برگزاری", persian_digits(meeting.place)),
        ),
        agenda=agenda,
        closing="خواهشمند است حضور یا عدم حضور خود را به دبیرخانه اعلام فرمایید.",
        signatory=meeting.secretary_as_written,
        signatory_post="دبیر جلسه",
    )


def _entries(sheet: InvitationSheet) -> dict[str, Entry]:
    return {
        "number": Entry("شماره", sheet.number),
        "date": Entry("تاریخ", sheet.date),
        "attachment": Entry("پیوست", sheet.attachment),
    }
