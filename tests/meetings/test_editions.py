"""Published minutes: corrected by another edition, the difference shown; withdrawn to members and given back."""

import pytest

from meetings.models import Attachment, Block, CorrectionRequest, Mention, Minutes, Turn, TurnRevision
from projects.models import Theme
from records import audit
from records.models import Edition, Event
from tests import cast
from tests.meetings.lines import LINE
from tests.meetings.steps import DRAFT, MEETING, REASON, done, send, submit
from tests.queries import queries_of
from tests.reading import get, read

pytestmark = pytest.mark.django_db
START, ABANDON, CHANGES = f"{MEETING}correct/", f"{DRAFT}abandon/", f"{MEETING}editions/2/changes/"


@pytest.fixture
def meeting():
    row = cast.make_meeting()
    cast.make_edition(row)
    return row


def start(secretary) -> Minutes:
    done(submit(secretary, START, **REASON), "پیش‌نویس اصلاح آماده است", secretary)
    return Minutes.objects.get(meeting__number=1, state="draft")


def publish_correction(secretary, confirmer, audience: str = "everyone") -> None:
    send(secretary)
    submit(confirmer, f"{DRAFT}confirm/")
    done(submit(confirmer, f"{DRAFT}publish/", audience=audience), "منتشر شد", confirmer)


def keys(minutes: Minutes) -> list[tuple[object, str]]:
    return list(Block.objects.filter(turn__minutes=minutes).in_order().values_list("key", "text"))


def test_a_correction_is_a_draft_over_the_edition_with_all_that_hangs_on_its_lines(meeting, secretary):
    first = Minutes.objects.get()
    block = Block.objects.get(number=9)
    Block.objects.filter(pk=block.pk).update(
        mark="decision", decision_number=4, executor=cast.make_body(), deadline="2026-12-22"
    )
    Mention.objects.create(block=block, theme=Theme.objects.create(number=3, title="باغ‌ها"))
    draft = start(secretary)
    assert (draft.number, draft.reason, keys(draft)) == (2, REASON["reason"], keys(first))
    copied = Block.objects.get(turn__minutes=draft, key=block.key)
    assert (copied.decision_number, copied.executor.name, copied.mentions.get().theme.number) == (4, "شهرداری نمونه", 3)
    assert [turn.key for turn in draft.turns.order_by("position")] == [
        turn.key for turn in first.turns.order_by("position")
    ]
    assert first.turns.count() == 2
    page = read(DRAFT, cast.sara())
    assert "اصلاح ویرایش اول" in page
    assert REASON["reason"] in page
    event = Event.objects.last()
    assert (event.action, event.version, event.reason) == ("minutes.correction_begun", 2, REASON["reason"])


def test_while_a_correction_is_written_everyone_reads_the_edition(meeting, secretary):
    start(secretary)
    Block.objects.filter(turn__minutes__state="draft", number=2).update(text="بندی که هنوز کسی نمی‌خواند")
    assert LINE in read(MEETING)
    assert "هنوز کسی نمی‌خواند" not in read(MEETING)
    assert get(DRAFT, cast.maryam()).status_code == 404


def test_a_correction_is_begun_once_with_a_reason_over_an_edition(meeting, secretary):
    assert submit(secretary, START, reason="").status_code == 422
    page = secretary.get(START)
    assert page.status_code == 200
    start(secretary)
    assert START not in read(MEETING, cast.sara())
    answer = secretary.post(START, REASON)
    assert answer.status_code == 409
    assert "پیش از این آغاز شده است" in answer.content.decode()
    done(secretary.get(START), "پیش از این آغاز شده است", secretary)
    assert Minutes.objects.count() == 2
    cast.make_minutes(cast.make_meeting(2))
    assert get("/meetings/5/2/correct/", cast.sara()).status_code == 404


def test_the_correction_becomes_the_second_edition_and_the_first_says_that_it_was_superseded(
    meeting, secretary, confirmer
):
    start(secretary)
    Block.objects.filter(turn__minutes__state="draft", number=2).update(text="در دور سوم بیست جلسه برگزار شد:")
    publish_correction(secretary, confirmer)
    assert "بیست جلسه برگزار شد" in read(MEETING)
    assert REASON["reason"] in read(MEETING)
    first = read(f"{MEETING}editions/1/")
    assert LINE in first
    assert "جایگزین شده است" in first
    assert audit.examine().faults == []


def test_the_differences_are_shown_line_by_line(meeting, secretary, confirmer):
    draft = start(secretary)
    lines = list(Block.objects.filter(turn__minutes=draft).in_order())
    Block.objects.filter(pk=lines[1].pk).update(text="در دور سوم بیست جلسه برگزار شد:")
    Block.objects.filter(pk=lines[4].pk).delete()
    turn = draft.turns.get(position=2)
    Block.objects.create(turn=turn, position=9, number=20, kind="bullet", level=1, text="بندی تازه")
    Block.objects.filter(pk=lines[6].pk).update(mark="proposal")
    publish_correction(secretary, confirmer)
    assert f'href="{CHANGES}"' in read(MEETING)
    page = read(CHANGES)
    assert "<del>نوزده</del><ins>بیست</ins>" in page
    assert f"<del>{lines[4].text}</del>" in page
    assert "<ins>بندی تازه</ins>" in page
    assert "نشان: بی‌نشان ← پیشنهاد" in page
    assert "بند بی‌تغییر" in page
    assert "تغییریافته: ۲ بند" in page
    assert REASON["reason"] in page
    assert read(f"{CHANGES}?from=1") == page
    assert "<del>بیست</del><ins>نوزده</ins>" in read(f"{MEETING}editions/1/changes/?from=2")


def test_what_changed_in_the_head_is_shown_as_well(meeting, secretary, confirmer):
    start(secretary)
    meeting.place = "تالار شهر"
    meeting.save()
    publish_correction(secretary, confirmer)
    assert "محل برگزاری" in (page := read(CHANGES))
    assert "<ins>تالار شهر</ins>" in page


def test_differences_are_told_to_whom_may_read_both_editions(meeting, secretary, confirmer):
    start(secretary)
    publish_correction(secretary, confirmer, "members")
    assert get(CHANGES).status_code == 404
    assert get(CHANGES, cast.leila()).status_code == 404
    assert "هیچ تفاوتی ندارند" in read(CHANGES, cast.maryam())
    for missing in (f"{MEETING}editions/1/changes/", f"{MEETING}editions/3/changes/", f"{CHANGES}?from=7"):
        assert get(missing, cast.sara()).status_code == 404


def test_a_correction_is_given_up_with_a_reason_and_its_text_stays_in_the_history(meeting, secretary):
    draft = start(secretary)
    Block.objects.filter(turn__minutes=draft, number=2).update(text="متنی که کنار رفت")
    turn = draft.turns.get(position=1)
    TurnRevision.objects.create(minutes=draft, turn_key=turn.key, version=2, text="نوشته‌ای که ماند", editor_name="سارا")
    request = CorrectionRequest.objects.create(minutes=draft, wish="خواسته", asked_by=cast.maryam())
    Minutes.objects.filter(pk=draft.pk).update(state="returned")
    assert submit(secretary, ABANDON, reason="").status_code == 422
    done(submit(secretary, ABANDON, reason="نیازی نبود"), "اصلاح کنار گذاشته شد", secretary)
    assert Minutes.objects.get().number == 1
    event = Event.objects.last()
    assert (event.action, event.reason) == ("minutes.abandoned", "نیازی نبود")
    assert "متنی که کنار رفت" in read(f"{MEETING}history/{event.sequence}/", cast.sara())
    assert "نوشته‌ای که ماند" in read(f"{MEETING}history/turns/{turn.key}/", cast.sara())
    request.refresh_from_db()
    assert (request.state, request.answer) == ("declined", "نیازی نبود")
    assert "نیازی نبود" in read(f"{MEETING}corrections/", cast.maryam())
    assert start(secretary).turns.get(position=1).version == 2


def test_a_first_draft_and_one_in_review_are_not_given_up(meeting, secretary):
    cast.make_minutes(cast.make_meeting(2))
    page = secretary.get("/meetings/5/2/draft/abandon/", follow=True).content.decode()
    assert "اکنون «پیش‌نویس» است" in page
    start(secretary)
    send(secretary)
    assert secretary.post(ABANDON, REASON).status_code == 409
    assert Minutes.objects.count() == 3


def test_withdrawn_to_members_and_given_back_to_everyone(meeting, confirmer):
    annex, kept = cast.make_attachment(meeting), cast.make_attachment(meeting, audience="members")
    done(
        submit(confirmer, f"{MEETING}editions/1/withdraw/", reason="نام یک شهروند در آن بود"),
        "تنها برای اعضا",
        confirmer,
    )
    assert LINE not in read(MEETING)
    for address in ("minutes.pdf", "editions/1/", "editions/1/minutes.pdf", f"attachments/{annex.pk}/"):
        assert get(f"{MEETING}{address}").status_code == 404
    shown = read(MEETING, cast.maryam())
    assert LINE in shown
    assert "نام یک شهروند در آن بود" in shown
    code = Edition.objects.get().code
    verified = read(f"/v/{code}/")
    assert "این سند اصیل است" in verified
    assert "تنها برای اعضا خواندنی است" in verified
    assert "نام یک شهروند" not in verified
    assert audit.examine().faults == []
    done(submit(confirmer, f"{MEETING}editions/1/give-back/", reason="نام برداشته نمی‌شود"), "برای همگان است", confirmer)
    assert LINE in read(MEETING)
    assert get(f"{MEETING}attachments/{annex.pk}/").status_code == 200
    assert Attachment.objects.get(pk=kept.pk).audience == "members"
    assert "تنها برای اعضا" not in read(f"/v/{code}/")
    assert audit.examine().faults == []
    events = Event.objects.about(meeting).order_by("-sequence")[:2]
    assert [event.action for event in events] == ["minutes.given_back", "minutes.withdrawn"]


def test_with_an_edition_those_before_it_are_withdrawn_and_none_comes_to_light(meeting, confirmer):
    cast.make_edition(meeting, text="**آقای مثال:** سخن دوم.\n")
    submit(confirmer, f"{MEETING}editions/2/withdraw/", **REASON)
    assert set(Edition.objects.values_list("audience", flat=True)) == {"members"}
    page = read(MEETING)
    assert LINE not in page
    assert "سخن دوم" not in page
    submit(confirmer, f"{MEETING}editions/2/give-back/", **REASON)
    assert [row.audience for row in Edition.objects.order_by("number")] == ["members", "everyone"]


def test_an_edition_before_the_newest_can_be_withdrawn_alone(meeting, confirmer):
    cast.make_edition(meeting, text="**آقای مثال:** سخن دوم.\n")
    submit(confirmer, f"{MEETING}editions/1/withdraw/", **REASON)
    assert get(f"{MEETING}editions/1/").status_code == 404
    assert "سخن دوم" in read(MEETING)


def test_who_withdraws_what_is_withdrawn_is_told_so(meeting, confirmer):
    submit(confirmer, f"{MEETING}editions/1/withdraw/", **REASON)
    answer = confirmer.post(f"{MEETING}editions/1/withdraw/", REASON)
    assert answer.status_code == 409
    assert Event.objects.filter(action="minutes.withdrawn").count() == 1


def test_published_rows_are_not_written_at(meeting, secretary):
    """The page of writing leads to a correction; what is sent all the same is refused and kept."""
    turn = Turn.objects.get(position=1)
    answer = secretary.post(f"{MEETING}write/turns/{turn.key}/", {"text": "متنی دیگر", "version": "1"})
    assert answer.status_code == 409
    assert LINE in read(MEETING)
    assert START in secretary.get(f"{MEETING}write/").content.decode()


@pytest.mark.once
def test_the_pages_of_editions_take_few_queries_however_long_they_are(meeting, secretary):
    long = cast.TEXT + "".join(f"- سطر شماره {n}\n" for n in range(300))
    other = cast.make_meeting(2)
    for row, text in ((meeting, cast.TEXT), (other, long), (other, long.replace("سطر", "خط"))):
        cast.make_edition(row, text=text)
    for page in ("", "editions/2/changes/", "correct/"):
        assert queries_of(secretary, f"/meetings/5/1/{page}") == queries_of(secretary, f"/meetings/5/2/{page}")
