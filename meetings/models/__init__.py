from meetings.models.agenda import AgendaItem
from meetings.models.attachment import Attachment
from meetings.models.attendance import Attendance, Invitation
from meetings.models.block import Block, Turn, TurnRevision
from meetings.models.correction import CorrectionRequest
from meetings.models.meeting import Meeting
from meetings.models.mention import Mention
from meetings.models.minutes import Minutes
from meetings.models.presence import Presence

__all__ = [
    "AgendaItem",
    "Attachment",
    "Attendance",
    "Block",
    "CorrectionRequest",
    "Invitation",
    "Meeting",
    "Mention",
    "Minutes",
    "Presence",
    "Turn",
    "TurnRevision",
]
