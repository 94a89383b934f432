"""Everything that minutes ever were: every step with who, when and why; read, compared, restored; nothing is lost."""

from uuid import uuid4

import pytest

from commitments.models import Commitment
from meetings.models import Block, Mention, Minutes, Turn, TurnRevision
from projects.models import Theme
from records.models import Event
from tests import cast
from tests.meetings.lines import LINE
from tests.meetings.steps import DRAFT, MEETING, done, send, submit
from tests.meetings.writing import Desk
from tests.queries import queries_of
from tests.reading import get, read

pytestmark = pytest.mark.django_db
HISTORY = f"{MEETING}history/"


@pytest.fixture
def minutes():
    return cast.make_minutes(cast.make_meeting(), by=cast.sara())


def texts(minutes: Minutes) -> list[str]:
    return list(Block.objects.filter(turn__minutes=minutes).in_order().values_list("text", flat=True))


def first_turn(minutes: Minutes) -> Turn:
    return minutes.turns.get(position=1)


def save(turn: Turn, text: str) -> dict:
    status, answer = Desk().save(
        turn.key, text, turn.version, speaker=turn.speaker_as_written, post=turn.post_as_written, drop="1"
    )
    assert status == 200, answer
    turn.refresh_from_db()
    return answer


def restore(client, address: str) -> str:
    """The page that tells what came of it."""
    return client.post(f"{address}restore/", follow=True).content.decode()


def step_of(action: str) -> str:
    return f"{HISTORY}{Event.objects.filter(action=action).latest('sequence').sequence}/"


def test_every_step_is_told_with_who_when_and_why(minutes, secretary, confirmer):
    send(secretary)
    submit(confirmer, f"{DRAFT}return/", reason="دو نام جابه‌جاست")
    page = read(HISTORY, cast.sara())
    for words in (
        "ورود سند",
        "فرستادن برای تأیید",
        "برگرداندن برای اصلاح",
        "«دو نام جابه‌جاست»",
        "سارا فرضی",
        "کامران فرضی",
    ):
        assert words in page
    assert f'href="{HISTORY}"' in read(DRAFT, cast.sara())


def test_the_history_is_for_whoever_writes_minutes(minutes):
    for user in (cast.maryam(), cast.leila()):
        assert get(HISTORY, user).status_code == 404
        assert get(step_of("minutes.imported"), user).status_code == 404
    assert HISTORY not in read(MEETING, cast.maryam())


def test_a_version_is_read_as_it_was(minutes, secretary):
    send(secretary)
    Block.objects.filter(number=2).update(text="متنی دیگر")
    page = read(step_of("minutes.sent_for_review"), cast.sara())
    assert LINE in page
    assert "متنی دیگر" not in page


def test_any_two_versions_are_compared(minutes, secretary):
    Block.objects.filter(number=2).update(text="در دور سوم بیست جلسه برگزار شد:")
    send(secretary)
    first, second = (
        Event.objects.get(action=f"minutes.{action}").sequence for action in ("imported", "sent_for_review")
    )
    page = read(f"{HISTORY}compare/?from={first}&to={second}", cast.sara())
    assert "<del>نوزده</del><ins>بیست</ins>" in page
    assert "<del>بیست</del><ins>نوزده</ins>" in read(f"{HISTORY}compare/?from={second}&to={first}", cast.sara())
    assert "هیچ تفاوتی ندارند" in read(f"{HISTORY}compare/?from={second}&to=now", cast.sara())


@pytest.mark.parametrize(
    "query", ["", "?from=1", "?from=now&to=x", "?from=9&to=99999999999999999999", "?from=١&to=now"]
)
def test_versions_that_are_not_there_are_not_compared(minutes, secretary, query):
    done(secretary.get(f"{HISTORY}compare/{query}"), "دو نسخه را در فهرست برگزینید", secretary)


def test_an_edit_is_found_again_by_its_revisions(minutes):
    """The event of an edit holds no text: it points at what each turn said."""
    save(first_turn(minutes), "سخن را کوتاه کرد.\n- بندی تازه")
    page = read(step_of("minutes.edited"), cast.sara())
    assert "بندی تازه" in page
    assert "یادآور شد که گزارش‌ها باید کوتاه باشد" in page  # the other turn, from the import
    assert LINE not in page
    compared = read(
        f"{HISTORY}compare/?from={Event.objects.get(action='minutes.imported').sequence}&to=now", cast.sara()
    )
    assert "<ins>بندی تازه</ins>" in compared


def test_a_version_is_restored_as_a_new_one_and_what_stood_before_stays(minutes, secretary):
    block = Block.objects.get(number=9)
    Block.objects.filter(pk=block.pk).update(
        mark="decision", decision_number=4, executor=cast.make_body(), deadline="2026-12-22"
    )
    theme = Theme.objects.create(number=3, title="باغ‌ها")
    Mention.objects.create(block=block, theme=theme)
    before = texts(minutes)
    send(secretary)
    submit(secretary, f"{DRAFT}return/", reason="برای نوشتن")
    kept = Block.objects.get(number=2)
    second = minutes.turns.get(position=2)
    save(second, "گزارشی دیگر خوانده شد.")
    save(first_turn(minutes), "سخن را کوتاه کرد.")
    assert len(texts(minutes)) == 2
    page = restore(secretary, step_of("minutes.sent_for_review"))
    assert "بازگردانده شد" in page
    assert texts(minutes) == before
    back = Block.objects.get(turn__minutes=minutes, key=block.key)
    assert (back.mark, back.decision_number, back.executor.name, str(back.deadline)) == (
        "decision",
        4,
        "شهرداری نمونه",
        "2026-12-22",
    )
    assert back.mentions.get().theme == theme
    assert Block.objects.get(turn__minutes=minutes, key=kept.key).text == f"{LINE}:"
    event = Event.objects.last()
    assert (event.action, event.actor_name) == ("minutes.restored", "سارا فرضی")
    assert [turn["blocks"][0][3] for turn in event.content["replaced"]["turns"]] == [
        "سخن را کوتاه کرد.",
        "گزارشی دیگر خوانده شد.",
    ]
    assert TurnRevision.objects.filter(kind="restored").count() == 2
    assert "گزارشی دیگر خوانده شد" in read(f"{HISTORY}turns/{second.key}/", cast.sara())


def test_an_editor_whose_turn_was_restored_meanwhile_is_told_so(minutes, secretary):
    turn = first_turn(minutes)
    save(turn, "سخن را کوتاه کرد.")
    restore(secretary, step_of("minutes.imported"))
    status, answer = Desk().save(turn.key, "نوشته من", turn.version, speaker=turn.speaker_as_written)
    assert (status, "conflict" in answer) == (409, True)


def test_restoring_what_stands_changes_nothing(minutes, secretary):
    events = Event.objects.count()
    assert "همان متن کنونی است" in restore(secretary, step_of("minutes.imported"))
    assert Event.objects.count() == events
    assert not TurnRevision.objects.exists()


@pytest.mark.parametrize("state", ["in_review", "confirmed"])
def test_nothing_is_restored_into_a_text_that_is_not_open(minutes, secretary, state):
    address = step_of("minutes.imported")
    Block.objects.filter(number=2).update(text="متنی دیگر")
    Minutes.objects.update(state=state)
    assert "restore" not in read(address, cast.sara())
    assert "اکنون" in restore(secretary, address)
    assert "متنی دیگر" in texts(minutes)


def test_a_line_that_something_came_of_is_not_dropped_by_restoring(minutes, secretary):
    turn = first_turn(minutes)
    save(turn, "سخن را کوتاه کرد.\n- بندی که تعهد شد")
    Commitment.objects.create(block=Block.objects.get(text="بندی که تعهد شد"), task="کاری")
    before = texts(minutes)
    assert "جای دیگری به کار رفته‌اند" in restore(secretary, step_of("minutes.imported"))
    assert texts(minutes) == before


def test_every_revision_of_a_turn_is_there_also_what_never_became_its_text(minutes):
    turn = first_turn(minutes)
    for at, (kind, text) in enumerate(
        (("saved", "نخست"), ("conflicting", "هم‌زمان <b>نوشته</b>"), ("waiting", "منتظر"), ("removed", "حذف‌شده")), 1
    ):
        TurnRevision.objects.create(
            minutes=minutes, turn_key=turn.key, version=at, kind=kind, text=text, editor_name="نادر فرضی"
        )
    listed = read(HISTORY, cast.sara())
    assert "۴ نسخه" in listed
    assert "۳ نوشته بیرون از متن" in listed
    page = read(f"{HISTORY}turns/{turn.key}/", cast.sara())
    for words in ("هم‌زمان با نوشته دیگری", "در انتظار پاسخ نویسنده", "حذف نوبت", "نادر فرضی", "منتظر"):
        assert words in page
    assert "<b>نوشته</b>" not in page
    row = TurnRevision.objects.get(kind="conflicting")
    assert "هم‌زمان &lt;b&gt;نوشته&lt;/b&gt;" in read(f"{HISTORY}revisions/{row.pk}/", cast.sara())
    assert get(f"{HISTORY}turns/{uuid4()}/", cast.sara()).status_code == 404


def test_a_revision_is_compared_with_the_turn_as_it_is_and_with_any_other(minutes):
    turn = first_turn(minutes)
    save(turn, "سخن را کوتاه کرد.\n- نوزده جلسه در دور سوم بود")
    save(turn, "سخن را کوتاه کرد.\n- بیست جلسه در دور سوم بود")
    older, newer = TurnRevision.objects.order_by("id")
    page = f"{HISTORY}revisions/{older.pk}/"
    assert "<del>نوزده</del><ins>بیست</ins>" in read(page, cast.sara())
    assert "<del>نوزده</del><ins>بیست</ins>" in read(f"{page}?with={newer.pk}", cast.sara())
    assert "هیچ تفاوتی نیست" in read(f"{HISTORY}revisions/{newer.pk}/", cast.sara())


def test_one_turn_is_restored_and_the_others_stay(minutes, secretary):
    turn, second = first_turn(minutes), minutes.turns.get(position=2)
    save(turn, "سخن را کوتاه کرد.\n- بندی که رفت")
    save(turn, "چیز دیگری گفت.")
    save(second, "دومی نیز چیز دیگری گفت.")
    older = TurnRevision.objects.order_by("id")[0]
    assert "بازگردانده شد" in restore(secretary, f"{HISTORY}revisions/{older.pk}/")
    assert texts(minutes) == ["سخن را کوتاه کرد.", "بندی که رفت", "دومی نیز چیز دیگری گفت."]
    turn.refresh_from_db()
    assert (turn.version, turn.person_id is not None) == (4, True)


def test_a_turn_that_was_removed_comes_back(minutes, secretary):
    desk = Desk()
    second = minutes.turns.get(position=2)
    status, _ = desk.post(desk.at("turn_remove", second.key), version=second.version, order_version=1, drop="1")
    assert status == 200
    assert minutes.turns.count() == 1
    row = TurnRevision.objects.get(turn_key=second.key, kind="removed")
    restore(secretary, f"{HISTORY}revisions/{row.pk}/")
    back = minutes.turns.get(key=second.key)
    assert (back.speaker_as_written, back.blocks.count(), back.position) == ("خانم زهرا مثال", 2, 2)


@pytest.mark.once
def test_the_pages_of_the_history_take_few_queries_however_long_it_is(minutes, secretary):
    turn = first_turn(minutes)
    save(turn, "سخن را کوتاه کرد.")
    row = TurnRevision.objects.get()
    now = step_of("minutes.edited")
    compared = f"{HISTORY}compare/?from={now.split('/')[-2]}&to=now"
    pages = (HISTORY, now, compared, f"{HISTORY}turns/{turn.key}/", f"{HISTORY}revisions/{row.pk}/")
    few = [queries_of(secretary, page) for page in pages]
    TurnRevision.objects.bulk_create(
        TurnRevision(
            minutes=minutes, turn_key=turn.key, version=1, kind="conflicting", text="نوشته", editor_name="سارا"
        )
        for _ in range(300)
    )
    Block.objects.bulk_create(
        Block(turn=turn, position=100 + n, number=100 + n, kind="bullet", level=1, text=f"سطر {n}") for n in range(300)
    )
    assert [queries_of(secretary, page) for page in pages] == few
