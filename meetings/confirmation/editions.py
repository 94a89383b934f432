"""What becomes of published minutes: a correction is opened over them or given up, and who reads them is changed.

Nothing of an edition itself changes; a correction is another row of Minutes, which becomes the next edition.
"""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.db.models import Max, ProtectedError
from django.utils import timezone

from meetings.confirmation.review import NotTaken, State, step
from meetings.models import Attachment, Block, CorrectionRequest, Meeting, Mention, Minutes, Turn, TurnRevision
from people.models import User
from records import chain
from records.audience import Audience
from records.models import Edition
from records.publication import GIVEN_BACK, WITHDRAWN, change_audience, withdrawal_of


def newest_edition(meeting: Meeting) -> Minutes | None:
    """The minutes of the meeting's newest edition, whoever may read them."""
    return meeting.minutes.published().select_related("edition").order_by("-number").first()


def start_correction(meeting: Meeting, by: chain.Actor | None, reason: str) -> Minutes:
    """A new draft over the newest edition, which becomes the next one; returns it. Raises NotTaken.

    Turns and lines are copied with their keys, marks, decisions and mentions. What was made of a line of the edition
    (a commitment, a clause, a demand) stays there: it came of what was published then, and is read and cited there.
    """
    with transaction.atomic():
        locked = Meeting.objects.select_for_update(of=("self",)).select_related("round").get(pk=meeting.pk)
        newest = newest_edition(locked)
        if newest is None:
            raise NotTaken("صورتجلسه این جلسه هنوز منتشر نشده است؛ پیش‌نویس آن را می‌توان ویرایش کرد.")
        if locked.minutes.open().exists():
            raise NotTaken("اصلاح این صورتجلسه پیش از این آغاز شده است؛ همان پیش‌نویس را ادامه دهید. چیزی تغییر نکرد.")
        draft = Minutes.objects.create(meeting=locked, number=newest.number + 1, kind=newest.kind, reason=reason)
        _copy(newest, draft)
        chain.append(
            "minutes.correction_begun",
            locked,
            by=by,
            version=draft.number,
            reason=reason,
            snapshot=draft.snapshot(),
        )
    return draft


def _copy(newest: Minutes, draft: Minutes) -> None:
    """The turns and lines of an edition in a draft. A version is given once to a turn, so revisions stay apart."""
    written = TurnRevision.objects.filter(minutes__meeting=draft.meeting_id).order_by()
    highest: dict[UUID, int] = dict(written.values_list("turn_key").annotate(last=Max("version")))
    turns: dict[int, Turn] = {}
    for turn in newest.turns.order_by("position"):
        before = turn.pk
        turn.pk, turn.minutes = None, draft
        turn.version = max(turn.version, highest.get(turn.key, 0))
        turns[before] = turn
    Turn.objects.bulk_create(turns.values(), batch_size=500)
    blocks: dict[int, Block] = {}
    for block in Block.objects.filter(turn__minutes=newest).in_order():
        before = block.pk
        block.pk, block.turn = None, turns[block.turn_id]
        blocks[before] = block
    Block.objects.bulk_create(blocks.values(), batch_size=500)
    mentions = list(Mention.objects.filter(block__turn__minutes=newest).order_by("id"))
    for mention in mentions:
        mention.pk, mention.block = None, blocks[mention.block_id]
    Mention.objects.bulk_create(mentions, batch_size=500)


def abandon_correction(minutes: Minutes, by: User, reason: str) -> None:
    """Give up the draft of a correction, whose text stays in the history; the edition before it stands.

    Raises NotTaken. The revisions of its turns and the requests of members go on to the edition, open ones
    as declined.
    """
    with step(minutes, (State.DRAFT, State.RETURNED), ends=True) as fresh:
        newest = newest_edition(fresh.meeting)
        if newest is None:
            raise NotTaken("این پیش‌نویس اصلاح هیچ ویرایشی نیست و کنار گذاشته نمی‌شود.")
        chain.append(
            "minutes.abandoned",
            fresh.meeting,
            by=by,
            version=fresh.number,
            reason=reason,
            snapshot=fresh.snapshot(),
        )
        fresh.revisions.update(minutes=newest)
        fresh.corrections.filter(state=CorrectionRequest.State.OPEN).update(
            state=CorrectionRequest.State.DECLINED, answer=reason, answered_by=by, answered_at=timezone.now()
        )
        fresh.corrections.update(minutes=newest)
        try:
            fresh.delete()
        except ProtectedError as error:
            raise NotTaken(
                "از بندهای این پیش‌نویس چیزی برآمده است (مانند تعهد یا خواسته صنفی) و کنار گذاشته "
                "نمی‌شود؛ چیزی تغییر نکرد."
            ) from error


def withdraw(edition: Edition, by: chain.Actor | None, reason: str) -> None:
    """From now on only members read this edition and those before it, and the papers that went with them.

    Otherwise the edition before would come to light as the newest one. Raises NotTaken.
    """
    meeting = edition.minutes.meeting
    with transaction.atomic():
        editions = Edition.objects.of(meeting).select_for_update(of=("self",)).filter(number__lte=edition.number)
        shown = [row for row in editions if row.audience == Audience.EVERYONE]
        if edition.pk not in {row.pk for row in shown}:
            raise NotTaken("این ویرایش پیش از این از دسترس همگان بیرون آورده شده است؛ چیزی تغییر نکرد.")
        papers: list[int] = []
        if not Edition.objects.of(meeting).filter(number__gt=edition.number, audience=Audience.EVERYONE).exists():
            papers = list(meeting.attachments.filter(audience=Audience.EVERYONE).values_list("pk", flat=True))
            Attachment.objects.filter(pk__in=papers).update(audience=Audience.MEMBERS)
        for row in shown:
            mine = papers if row.pk == edition.pk else []
            change_audience(
                row, meeting, Audience.MEMBERS, f"minutes{WITHDRAWN}", by=by, reason=reason, snapshot={"papers": mine}
            )
    edition.refresh_from_db()


def give_back(edition: Edition, by: chain.Actor | None, reason: str) -> None:
    """From now on everyone reads this edition again, and the papers that were withdrawn with it. Raises NotTaken."""
    meeting = edition.minutes.meeting
    with transaction.atomic():
        fresh = Edition.objects.select_for_update(of=("self",)).get(pk=edition.pk)
        if fresh.audience == Audience.EVERYONE:
            raise NotTaken("این ویرایش هم‌اکنون برای همگان است؛ چیزی تغییر نکرد.")
        withdrawal = withdrawal_of(fresh, meeting)
        papers = withdrawal.content.get("papers", []) if withdrawal else []
        meeting.attachments.filter(pk__in=papers).update(audience=Audience.EVERYONE)
        if meeting.audience != Audience.EVERYONE:
            meeting.audience = Audience.EVERYONE
            meeting.version += 1
            meeting.save(update_fields=["audience", "version"])
        change_audience(
            fresh, meeting, Audience.EVERYONE, f"minutes{GIVEN_BACK}", by=by, reason=reason, snapshot={"papers": papers}
        )
    edition.refresh_from_db()
