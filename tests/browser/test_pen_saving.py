"""Nothing that is typed is lost: with the server away, the tab closed, the session over, somebody else quicker."""

import json
import time
from uuid import uuid4

import pytest
from playwright.sync_api import expect

from meetings.models import Block, Turn, TurnRevision
from meetings.writing.turn_revisions import Typed
from meetings.writing.turn_saving import Sent, save_turn
from tests import cast
from tests.browser.watch import axe_violations
from tests.browser.writing import PEN, SPEAKER, STATE, begin_minutes, open_pen, said, wait_until_saved, write_address

pytestmark = pytest.mark.django_db(transaction=True)

TEXT = "**آقای الف:** سخن نخست\n\n- بند یک\n- بند دو\n\n**خانم ب:** سخن دوم\n\n- بند سه\n"
AWAY = "ذخیره در این دستگاه؛ سرور در دسترس نیست"
XSS = "<img src=x onerror=alert(1)><script>alert(1)</script>"


def first(minutes) -> Turn:
    return minutes.turns.order_by("position").first()


def save_as(user, minutes, turn: Turn, text: str) -> None:
    turn.refresh_from_db()
    typed = Typed(text, turn.speaker_as_written, turn.post_as_written)
    save_turn(minutes.meeting, turn.key, Sent(typed, turn.version), by=user)


def drafts(page) -> list[dict]:
    held = page.evaluate(
        "Object.keys(localStorage).filter((k) => k.includes('draft')).map((k) => localStorage.getItem(k))"
    )
    return [json.loads(draft) for draft in held]


def cut_off(page) -> None:
    """The server is away for what the script asks."""
    page.context.route("**/write/turns/**", lambda route: route.abort())
    page.context.route("**/write/here/", lambda route: route.abort())


def connect(page) -> None:
    page.context.unroute("**/write/turns/**")
    page.context.unroute("**/write/here/")


def type_at_end(page, text: str) -> None:
    page.locator(PEN).focus()
    page.keyboard.press("Control+End")
    page.keyboard.type(text)


def test_with_the_server_away_the_text_is_kept_here_within_a_second_and_sent_when_it_is_back(
    page, live_server, sign_in
):
    minutes = begin_minutes(TEXT)
    open_pen(page, live_server, sign_in, minutes, first(minutes))
    cut_off(page)
    type_at_end(page, "\nبند تازه")
    page.wait_for_timeout(1000)
    assert drafts(page)[0]["text"].endswith("\n- بند تازه") or drafts(page)[0]["text"].endswith("\nبند تازه")
    expect(page.locator(STATE)).to_have_text(AWAY)
    expect(page.locator("[data-save-state] [aria-live=polite]")).to_have_text(AWAY)
    connect(page)
    wait_until_saved(page)
    assert drafts(page) == []
    assert said(minutes)[0][1][-1][2] == "بند تازه"


def test_what_is_taken_back_while_an_answer_is_lost_is_no_conflict_and_stays_taken_back(page, live_server, sign_in):
    minutes = begin_minutes(TEXT)
    open_pen(page, live_server, sign_in, minutes, first(minutes))
    wait_until_saved(page)
    before = page.input_value(PEN)

    def lose_the_answer(route) -> None:
        route.fetch()
        route.abort()

    page.context.route("**/write/turns/**", lose_the_answer)
    type_at_end(page, " و سخنی که پس گرفته می‌شود")
    expect(page.locator(STATE)).to_have_text(AWAY)
    assert said(minutes)[0][1][-1][2].endswith("پس گرفته می‌شود")
    page.locator(PEN).fill(before)
    page.wait_for_timeout(400)
    assert drafts(page)[0]["unanswered"]
    connect(page)
    wait_until_saved(page)
    assert page.locator("dialog[open]").count() == 0
    assert [text for _, _, text in said(minutes)[0][1]] == ["سخن نخست", "بند یک", "بند دو"]
    assert not TurnRevision.objects.filter(kind="conflicting").exists()
    assert drafts(page) == []
    page.watch.broken_parts.clear()


def test_on_the_server_within_five_seconds_while_somebody_goes_on_typing(page, live_server, sign_in):
    minutes = begin_minutes(TEXT)
    open_pen(page, live_server, sign_in, minutes, first(minutes))
    page.locator(PEN).focus()
    page.keyboard.press("Control+End")
    begun = time.monotonic()
    page.keyboard.type("ا")
    while not TurnRevision.objects.exists():
        page.keyboard.type("ب")
        page.wait_for_timeout(150)
        assert time.monotonic() - begun < 5
    wait_until_saved(page)


def test_a_closed_tab_gives_the_text_back_and_sends_it(page, live_server, sign_in):
    minutes = begin_minutes(TEXT)
    turn = first(minutes)
    open_pen(page, live_server, sign_in, minutes, turn)
    cut_off(page)
    type_at_end(page, " و دنباله آن")
    page.keyboard.press("Control+Enter")
    page.keyboard.type("خانم پ")
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.locator(PEN).focus()
    page.keyboard.type("سخنی که به سرور نرسید")
    page.wait_for_timeout(700)
    context, watch = page.context, page.watch
    page.close()
    connect_again = context.new_page()
    connect_again.watch = watch
    connect(connect_again)
    connect_again.goto(live_server.url + write_address(minutes.meeting, turn))
    expect(connect_again.locator("[data-said]")).to_contain_text("یافت شد و فرستاده می‌شود")
    wait_until_saved(connect_again)
    assert connect_again.input_value(PEN).endswith(" و دنباله آن")
    assert [(speaker, lines[-1][2]) for speaker, lines in said(minutes)] == [
        ("آقای الف", "بند دو و دنباله آن"),
        ("خانم پ", "سخنی که به سرور نرسید"),
        ("خانم ب", "بند سه"),
    ]
    watch.broken_parts.clear()


def test_a_session_that_is_over_is_begun_again_without_leaving_the_text(page, live_server, sign_in):
    minutes = begin_minutes(TEXT)
    open_pen(page, live_server, sign_in, minutes, first(minutes))
    page.context.clear_cookies()
    type_at_end(page, " پس از پایان نشست")
    dialog = page.locator("dialog[data-dialog=sign-in]")
    expect(dialog).to_be_visible(timeout=8000)
    expect(dialog.locator("a")).to_be_focused()
    assert axe_violations(page) == []
    page.watch.broken_parts.clear()
    with page.context.expect_page() as opened:
        page.keyboard.press("Enter")
    other = opened.value
    other.fill("input[name=login]", "sara")
    other.fill("input[name=password]", cast.PASSWORD)
    other.click("main button[type=submit]")
    other.wait_for_load_state()
    other.close()
    page.bring_to_front()
    expect(dialog).to_be_hidden(timeout=8000)
    wait_until_saved(page)
    expect(page.locator(PEN)).to_be_focused()
    assert said(minutes)[0][1][-1][2] == "بند دو پس از پایان نشست"
    page.watch.broken_parts.clear()


@pytest.fixture
def in_conflict(page, live_server, sign_in):
    """Both texts of one turn: Sara's in the page, Kamran's on the server; the dialogue is open."""
    minutes = begin_minutes(TEXT)
    turn = first(minutes)
    open_pen(page, live_server, sign_in, minutes, turn)
    page.wait_for_timeout(300)
    save_as(cast.kamran(), minutes, turn, f"سخن نخست\n\n- بند یک\n- بند دوم {XSS}")
    type_at_end(page, "\nبند من")
    expect(page.locator("dialog[data-dialog=conflict]")).to_be_visible(timeout=8000)
    page.watch.broken_parts.clear()  # the 409
    return minutes, turn


def test_two_texts_of_one_turn_are_shown_as_text_and_mine_can_stay(page, in_conflict):
    minutes, turn = in_conflict
    dialog = page.locator("dialog[data-dialog=conflict]")
    expect(dialog.locator("h2")).to_contain_text("کامران فرضی در همین فاصله همین نوبت را تغییر داده است")
    assert dialog.locator("[data-theirs] ins").all_inner_texts() == [f"- بند دوم {XSS}"]
    assert dialog.locator("[data-mine] ins").all_inner_texts() == ["- بند دو", "- بند من"]
    assert dialog.locator("img, script").count() == 0
    assert axe_violations(page) == []
    dialog.locator("[data-answer=mine]").click()
    expect(page.locator(PEN)).to_be_focused()
    wait_until_saved(page)
    assert [text for _, _, text in said(minutes)[0][1]] == ["سخن نخست", "بند یک", "بند دو", "بند من"]
    kept = TurnRevision.objects.filter(turn_key=turn.key).values_list("text", flat=True)
    assert any(XSS in text for text in kept)
    page.watch.broken_parts.clear()


def test_theirs_can_stay_and_mine_is_in_the_history(page, in_conflict):
    _, turn = in_conflict
    page.locator("[data-dialog=conflict] [data-answer=theirs]").click()
    wait_until_saved(page)
    assert page.input_value(PEN) == f"سخن نخست\n\n- بند یک\n- بند دوم {XSS}"
    kept = TurnRevision.objects.filter(turn_key=turn.key, kind=TurnRevision.Kind.CONFLICTING)
    assert any(revision.text.endswith("بند من") for revision in kept)
    page.watch.broken_parts.clear()


def test_both_can_be_joined_by_hand(page, in_conflict):
    minutes, _ = in_conflict
    dialog = page.locator("dialog[data-dialog=conflict]")
    dialog.locator("[data-answer=join]").click()
    expect(dialog.locator("[data-joined]")).to_be_focused()
    joined = dialog.locator("[data-joined]").input_value()
    assert all(line in joined for line in ("بند یک", "بند دو\n", f"بند دوم {XSS}", "بند من"))
    assert axe_violations(page) == []
    dialog.locator("[data-joined]").fill("سخن نخست\n\n- بند یک\n- هر دو")
    dialog.locator("[data-answer=joined]").click()
    wait_until_saved(page)
    assert [text for _, _, text in said(minutes)[0][1]] == ["سخن نخست", "بند یک", "هر دو"]
    assert page.input_value(PEN).endswith("- هر دو")
    page.watch.broken_parts.clear()


def test_the_dialogue_can_wait_and_is_opened_again_from_the_save_state(page, in_conflict):
    page.keyboard.press("Escape")
    expect(page.locator("dialog[data-dialog=conflict]")).to_be_hidden()
    expect(page.locator(STATE)).to_contain_text("پاسخ شما لازم است")
    page.locator(PEN).focus()
    page.keyboard.press("Control+End")
    page.keyboard.insert_text(" و واپسین سخن من")  # which no request has taken to the server yet
    page.locator("[data-answer-now]").click()
    expect(page.locator("dialog[data-dialog=conflict]")).to_be_visible()
    page.locator("[data-answer=theirs]").click()
    wait_until_saved(page)
    assert "واپسین سخن من" not in page.input_value(PEN)
    assert TurnRevision.objects.filter(kind=TurnRevision.Kind.CONFLICTING, text__contains="واپسین سخن من").exists()
    page.watch.broken_parts.clear()


def test_what_others_write_elsewhere_comes_in_without_a_word(page, live_server, sign_in):
    minutes = begin_minutes(TEXT)
    turn = first(minutes)
    open_pen(page, live_server, sign_in, minutes, turn)
    second = minutes.turns.get(position=2)
    save_as(cast.kamran(), minutes, second, "سخن دوم\n\n- بند سه\n- بند چهار\n- بند پنج")
    save_turn(minutes.meeting, uuid4(), Sent(Typed("سلام", "آقای ت"), 0, after=second.key), by=cast.kamran())
    save_as(cast.kamran(), minutes, turn, "سخن نخست\n\n- بند یک\n- بند دو\n- بند افزوده")
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(page.locator("ol[data-turns] li")).to_have_count(3)
    expect(page.locator("ol[data-turns] li").nth(1)).to_contain_text("۴ بند")
    expect(page.locator(PEN)).to_have_value("سخن نخست\n\n- بند یک\n- بند دو\n- بند افزوده")


def test_a_marked_line_is_not_lost_without_a_word(page, live_server, sign_in):
    minutes = begin_minutes(TEXT)
    turn = first(minutes)
    Block.objects.filter(turn=turn, text="بند دو").update(mark="proposal")
    open_pen(page, live_server, sign_in, minutes, turn)
    page.locator(PEN).focus()
    page.keyboard.press("Control+End")
    page.keyboard.press("Shift+ArrowUp")
    page.keyboard.press("Delete")
    dialog = page.locator("dialog[data-dialog=losing]")
    expect(dialog).to_be_visible(timeout=10_000)
    expect(dialog.locator("[data-rows]")).to_contain_text("«بند دو»")
    assert axe_violations(page) == []
    dialog.locator("[data-answer=back]").click()
    wait_until_saved(page)
    assert "بند دو" in page.input_value(PEN)
    page.locator(PEN).focus()
    page.keyboard.press("Control+End")
    page.keyboard.press("Shift+ArrowUp")
    page.keyboard.press("Delete")
    dialog.locator("[data-answer=drop]").click(timeout=10_000)
    wait_until_saved(page)
    assert not Block.objects.filter(turn=turn, text="بند دو").exists()
    page.watch.broken_parts.clear()


def test_a_speaker_too_long_is_said_beside_the_field_and_the_text_stays(page, live_server, sign_in):
    minutes = begin_minutes(TEXT)
    open_pen(page, live_server, sign_in, minutes, first(minutes))
    page.fill(SPEAKER, "ا" * 300)
    page.keyboard.press("Escape")
    expect(page.locator("[data-error=speaker]")).to_be_visible(timeout=8000)
    expect(page.locator(SPEAKER)).to_have_attribute("aria-invalid", "true")
    page.fill(SPEAKER, "آقای الف")
    wait_until_saved(page)
    expect(page.locator("[data-error=speaker]")).to_be_hidden()
    page.watch.broken_parts.clear()
