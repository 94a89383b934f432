"""What somebody may and somebody else may not see among statements, commitments and bodies."""

from commitments.models import CommitmentEvidence, CommitmentReport
from records.models import StoredFile
from statements.models import Statement, StatementAttachment, StatementReply
from tests import cast, letters

Args = dict[tuple[str, str], tuple[object, ...]]


def lay_out(file: StoredFile) -> Args:
    """The arguments of the addresses, by a word for what lies there; `file` is what attachments hold."""
    return {**_statements(file), **_commitments(file)}


def _statements(file: StoredFile) -> Args:
    """Statement 1 for everyone with a correction in review, 2 for members, 3 by its number alone; and two drafts."""
    open_to_all, members_only = letters.make_statement(1), letters.make_statement(2, "members")
    Statement.objects.create(number=3, state="issued", audience="everyone")
    letters.make_text(open_to_all, state="in_review")
    draft, in_review = (letters.make_statement(issued="", text={"state": state}) for state in ("draft", "in_review"))
    kept = {"statement": open_to_all, "file": file}
    annex, kept_annex = (
        StatementAttachment.objects.create(**kept, title="پیوست", audience=audience)
        for audience in ("everyone", "members")
    )
    reply, kept_reply, wordy = (
        StatementReply.objects.create(**columns, body_as_written="شهرداری", text="رسید", audience=audience)
        for columns, audience in ((kept, "everyone"), (kept, "members"), ({"statement": open_to_all}, "everyone"))
    )
    numbered = ("statement", "statement_pdf")
    editions = ("statement_edition", "statement_edition_pdf")
    drafts = ("statement_draft", "statement_draft_pdf")
    return {
        **{(name, ""): (1,) for name in numbered},
        **{(name, "members"): (2,) for name in numbered},
        **{(name, "number only"): (3,) for name in numbered},
        **{(name, "missing"): (77,) for name in numbered},
        **{(name, ""): (1, 1) for name in editions},
        **{(name, "members"): (2, 1) for name in editions},
        **{(name, "in review"): (1, 2) for name in editions},
        **{(name, ""): (draft.pk,) for name in drafts},
        **{(name, "in review"): (in_review.pk,) for name in drafts},
        **{(name, "correction"): (open_to_all.pk,) for name in drafts},
        **{(name, "issued"): (members_only.pk,) for name in drafts},
        ("statement_attachment", ""): (1, annex.pk),
        ("statement_attachment", "members"): (1, kept_annex.pk),
        ("statement_attachment", "of another statement"): (2, annex.pk),
        ("statement_reply", ""): (1, reply.pk),
        ("statement_reply", "members"): (1, kept_reply.pk),
        ("statement_reply", "without a file"): (1, wordy.pk),
    }


def _commitments(file: StoredFile) -> Args:
    """One for everyone, one for members, one for members of the liaison's body, one from a draft."""
    leila = cast.leila()
    issued, draft = Statement.objects.get(number=1), Statement.objects.filter(number=None).earliest("id")
    clause = issued.texts.get(number=1).clauses.get(number="1")
    rows = {
        "": letters.make_commitment(clause),
        "members": letters.make_commitment(clause, audience="members", task="برای اعضا"),
        "of the liaison's body": letters.make_commitment(clause, audience="members", executor=leila.body),
        "from a draft": letters.make_commitment(letters.clause_of(draft), task="از پیش‌نویس"),
    }
    evidence = {}
    for which, state in (("", "accepted"), ("pending", "pending")):
        decided = {"decided_at": rows[""].created_at} if state == "accepted" else {}
        report = CommitmentReport.objects.create(
            commitment=rows[""], text="آغاز شد", reporter_name="نادر فرضی", state=state, **decided
        )
        evidence[which] = CommitmentEvidence.objects.create(report=report, file=file)
    return {
        **{("commitment", which): (row.pk,) for which, row in rows.items()},
        ("commitment", "missing"): (10**9,),
        **{("commitment_evidence", which): (rows[""].pk, row.pk) for which, row in evidence.items()},
        ("commitment_evidence", "of another commitment"): (rows["members"].pk, evidence[""].pk),
        ("body", ""): (leila.body.pk,),
        ("body", "missing"): (10**9,),
    }
