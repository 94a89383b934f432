"""A meeting that is being prepared, with somebody invited to it."""

from datetime import time

from meetings.models import AgendaItem, Attendance, Invitation, Meeting
from persian.jalali import parse_date
from tests import cast

OF_MEETING = (
    *("meeting_edit", "meeting_postpone", "meeting_cancel", "meeting_plan_again", "meeting_agenda"),
    *("meeting_invitations", "invitations_pdf", "meeting_calendar", "meeting_attendance"),
)
OF_SEAT = ("meeting_invitation", "invitation_pdf")


def lay_out() -> dict[tuple[str, str], tuple[object, ...]]:
    """Meeting 5 of the fifth round is planned, for everyone; 6 is planned for members, its day unknown."""
    planned = cast.make_meeting(
        5,
        state=Meeting.State.PLANNED,
        held_on=parse_date("۱۴۰۵/۱۰/۲"),
        starts_at=time(16),
        place="تالار نمونه",
    )
    AgendaItem.objects.create(meeting=planned, position=1, title="گزارش دبیرخانه")
    seat = Attendance.objects.create(meeting=planned, person=cast.make_person("مدعو"), name_as_written="آقای مدعو")
    Invitation.objects.create(attendance=seat)
    cast.make_meeting(6, state=Meeting.State.PLANNED, held_on=None, audience="members")
    return {
        **{(name, ""): (5, 5) for name in OF_MEETING},
        **{(name, ""): (5, 5, seat.pk) for name in OF_SEAT},
        **{(name, "missing"): (5, 77) for name in OF_MEETING},
        ("meeting_invitation", "of another meeting"): (5, 6, seat.pk),
        ("meeting_calendar", "members"): (5, 6),
    }
