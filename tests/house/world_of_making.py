"""Marked lines, what is made of them, and what the secretariat is asked to do."""

from commitments.models import Commitment
from meetings.models import Block, Minutes
from records.models import Mailing, StoredFile
from tests import cast, letters

Args = dict[tuple[str, str], tuple[object, ...]]


def lay_out() -> Args:
    """Line 2 of the minutes of 5/1 is a decision, with a commitment."""
    minutes = Minutes.objects.published().get(meeting__round__number=5, meeting__number=1)
    block = Block.objects.get(turn__minutes=minutes, number=2)
    Block.objects.filter(pk=block.pk).update(mark=Block.Mark.DECISION, executor=cast.make_body())
    row: Commitment = letters.make_commitment(block, task="از مصوبه")
    given = {"kind": "review", "object_type": "meetings.minutes", "object_id": minutes.pk, "recipient_name": "مریم"}
    letter, other = (
        Mailing.objects.create(**given, recipient=f"user:{number}", subject="بازبینی", text="متن") for number in (1, 2)
    )
    file = StoredFile.objects.keep(cast.PDF, name="minutes.pdf", content_type="application/pdf")
    letter.files.add(file)
    return {
        **{(f"commitment_{step}", ""): (row.pk,) for step in ("edit", "step", "extend")},
        ("mailing_step", ""): (letter.pk,),
        ("mailing_file", ""): (letter.pk, file.pk),
        ("mailing_file", "of another letter"): (other.pk, file.pk),
    }
