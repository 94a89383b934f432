"""Who may what where a meeting is prepared: rows of the table of access."""

from tests.house.answers import CLOSED, FOR_KEEPERS, FOR_WRITERS, NOT_THERE, NOTHING_YET, OPEN, READ_ONLY

TABLE: dict[tuple[str, str], tuple[str, str]] = {
    **{(name, ""): FOR_KEEPERS for name in ("meeting_new", "meeting_edit", "meeting_postpone", "meeting_cancel")},
    ("meeting_plan_again", ""): FOR_KEEPERS,
    ("meeting_agenda", ""): (FOR_WRITERS, "302 404 404 409 409 409"),  # empty it speaks of no version
    ("meeting_invitations", ""): (FOR_WRITERS, "302 404 404 409 409 409"),
    ("meeting_attendance", ""): (FOR_WRITERS, "302 404 404 409 409 409"),
    ("meeting_invitation", ""): (FOR_WRITERS, "302 404 404 302 302 302"),
    ("meeting_invitation", "of another meeting"): (NOTHING_YET, NOTHING_YET),
    **{(name, ""): (FOR_WRITERS, CLOSED) for name in ("invitations_pdf", "invitation_pdf")},
    ("meeting_calendar", ""): (OPEN, READ_ONLY),
    ("meeting_calendar", "members"): (NOT_THERE, READ_ONLY),  # its day is not known
    ("meeting_calendar", "missing"): (NOT_THERE, READ_ONLY),
    ("invitations_pdf", "missing"): (NOTHING_YET, CLOSED),
    **{
        (name, "missing"): (NOTHING_YET, NOTHING_YET)
        for name in (
            *("meeting_edit", "meeting_postpone", "meeting_cancel", "meeting_plan_again", "meeting_agenda"),
            *("meeting_invitations", "meeting_attendance"),
        )
    },
}
