"""What may be written and what may not: open minutes, closed ones, none yet, and a line of each."""

from uuid import UUID

from meetings.models import Block, Meeting, Minutes
from tests import cast

Args = dict[tuple[str, str], tuple[object, ...]]
NOWHERE = UUID(int=7)


def lay_out(drafted: Minutes, in_review: Meeting) -> Args:
    """`drafted` are open to writers, the minutes of `in_review` closed; meeting 60 has none and begins here."""
    cast.make_meeting(60)
    here = drafted.meeting.address
    turn = drafted.turns.get(position=1)
    block = Block.objects.get(turn=turn, position=1)
    closed = Block.objects.filter(turn__minutes__meeting=in_review)[0]
    pages = ("meeting_write", "write_here", "line_targets")
    steps = ("turn_move", "turn_merge", "turn_remove")
    return {
        **{(name, ""): here for name in pages},
        **{(name, "in review"): in_review.address for name in pages},
        **{(name, "missing"): (5, 77) for name in pages},
        ("meeting_write", "not begun"): (5, 60),
        ("meeting_write_start", ""): (5, 60),
        ("meeting_write_start", "missing"): (5, 77),
        **{(name, ""): (*here, turn.key) for name in ("turn", *steps)},
        **{(name, "in review"): (*in_review.address, closed.turn.key) for name in ("turn", *steps)},
        ("line", ""): (*here, block.key),
        ("line", "in review"): (*in_review.address, closed.key),
        ("line", "missing"): (*here, NOWHERE),
    }
