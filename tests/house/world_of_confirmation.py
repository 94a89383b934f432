"""Minutes in every state with what is asked of them, and the history of one that was written at."""

from meetings.confirmation.papers import attach
from meetings.models import CorrectionRequest, Minutes, TurnRevision
from records.models import Event
from tests import cast

STATES = {state: 20 + at for at, state in enumerate(("draft", "in_review", "returned", "confirmed"))}
CORRECTED, WITHDRAWN = 30, 31


def lay_out() -> dict[tuple[str, str], tuple[object, ...]]:
    """Meetings 20 to 23 of round 5 with minutes in each state, 30 with two editions and a draft, 31 withdrawn."""
    sara, maryam = cast.sara(), cast.maryam()
    rows = {state: cast.make_minutes(cast.make_meeting(number), state=state) for state, number in STATES.items()}
    asked = _request(rows["in_review"], maryam)
    of_another = _request(rows["in_review"], cast.make_user("nader", roles=("member",)))
    draft = rows["draft"]
    turn = draft.turns.earliest("position")
    kept = TurnRevision.objects.create(
        minutes=draft, turn_key=turn.key, version=1, text="سخن آغازین\n- بند", editor_name=sara.display_name
    )
    step = Event.objects.about(draft.meeting).earliest("sequence").sequence
    corrected = cast.make_meeting(CORRECTED)
    for _ in range(2):
        cast.make_edition(corrected, by=sara)
    cast.make_minutes(corrected)
    withdrawn = cast.make_meeting(WITHDRAWN)
    cast.make_edition(withdrawn, "members", by=sara)
    paper = attach(withdrawn, cast.PDF, kind="annex", title="پیوست", name="annex.pdf", by=sara)
    papers = Event.objects.about(withdrawn).latest("sequence")
    reviewed, written = (5, STATES["in_review"]), (5, STATES["draft"])
    return {
        **{(name, ""): written for name in ("minutes_send", "history", "history_compare")},
        **{(name, ""): reviewed for name in ("minutes_return", "minutes_confirm", "correction_new", "corrections")},
        ("minutes_publish", ""): (5, STATES["confirmed"]),
        ("minutes_publish", "draft"): written,
        ("minutes_send", "published"): (5, WITHDRAWN),
        ("correction_abandon", ""): (5, CORRECTED),
        **{(name, ""): (*reviewed, asked.pk) for name in ("correction", "correction_accept", "correction_decline")},
        ("correction", "of another"): (*reviewed, of_another.pk),
        ("correction_start", ""): (5, WITHDRAWN),
        ("correction_start", "draft"): written,
        ("edition_withdraw", ""): (5, CORRECTED, 2),
        ("edition_give_back", ""): (5, WITHDRAWN, 1),
        ("edition_changes", ""): (5, CORRECTED, 2),
        ("edition_changes", "first"): (5, CORRECTED, 1),
        ("attachment_new", ""): (5, WITHDRAWN),
        ("attachment_replace", ""): (5, WITHDRAWN, paper.pk),
        ("attachment_replace", "of another meeting"): (5, CORRECTED, paper.pk),
        ("history_version", ""): (*written, step),
        ("history_restore", ""): (*written, step),
        ("history_file", ""): (5, WITHDRAWN, papers.sequence, papers.file_hashes[0]),
        ("history_turn", ""): (*written, turn.key),
        **{(name, ""): (*written, kept.pk) for name in ("revision", "revision_restore")},
    }


def _request(minutes: Minutes, by: object) -> CorrectionRequest:
    block = minutes.turns.earliest("position").blocks.earliest("position")
    return CorrectionRequest.objects.create(
        minutes=minutes, block=block, block_text=block.text, wish="نامی جا افتاده است", asked_by=by
    )
