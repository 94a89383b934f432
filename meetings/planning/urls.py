"""Where a meeting is planned, invited to, and attendance is taken."""

from django.urls import URLPattern, path

from meetings.views import agenda, attendance, finding, invitations, planning

MEETING = "meetings/<small:round_number>/<small:number>/"

urlpatterns: list[URLPattern] = [
    path("people/find/", finding.person_find, name="person_find"),
    path("meetings/new/", planning.meeting_new, name="meeting_new"),
    path(f"{MEETING}edit/", planning.meeting_edit, name="meeting_edit"),
    path(f"{MEETING}postpone/", planning.meeting_postpone, name="meeting_postpone"),
    path(f"{MEETING}cancel/", planning.meeting_cancel, name="meeting_cancel"),
    path(f"{MEETING}plan-again/", planning.meeting_plan_again, name="meeting_plan_again"),
    path(f"{MEETING}agenda/", agenda.meeting_agenda, name="meeting_agenda"),
    path(f"{MEETING}invitations/", invitations.meeting_invitations, name="meeting_invitations"),
    path(f"{MEETING}invitation.pdf", invitations.invitations_file, name="invitations_pdf"),
    path(f"{MEETING}invitations/<id:seat_id>/", invitations.meeting_invitation, name="meeting_invitation"),
    path(f"{MEETING}invitations/<id:seat_id>/invitation.pdf", invitations.invitation_file, name="invitation_pdf"),
    path(f"{MEETING}meeting.ics", invitations.meeting_calendar, name="meeting_calendar"),
    path(f"{MEETING}attendance/", attendance.meeting_attendance, name="meeting_attendance"),
]
