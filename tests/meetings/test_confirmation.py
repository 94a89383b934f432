"""From a draft to published minutes: sent for confirmation, returned, confirmed, published."""

from unittest.mock import patch

import pytest

from meetings.confirmation import publication
from meetings.models import Block, CorrectionRequest, Minutes
from records.models import Edition, Event
from records.pdf import PdfError
from tests import cast
from tests.meetings.lines import LINE
from tests.meetings.steps import DRAFT, MEETING, REASON, done, send, submit
from tests.queries import queries_of
from tests.reading import get, read

pytestmark = pytest.mark.django_db
LATER = {"at_meeting": ""}


@pytest.fixture
def meeting():
    return cast.make_meeting()


def draft(meeting, state="draft", **columns) -> Minutes:
    return cast.make_minutes(meeting, state=state, **columns)


def state_of(minutes: Minutes) -> str:
    minutes.refresh_from_db()
    return minutes.state


def test_a_draft_goes_the_whole_way_from_the_secretary_to_everyone(meeting, secretary, confirmer):
    minutes = draft(meeting)
    assert LINE not in read(MEETING)
    done(send(secretary), "برای تأیید فرستاده شد", secretary)
    assert LINE in read(DRAFT, cast.maryam())
    done(submit(confirmer, f"{DRAFT}confirm/"), "تأیید شد و آماده انتشار", confirmer)
    page = done(submit(confirmer, f"{DRAFT}publish/", audience="everyone"), "منتشر شد", confirmer)
    assert LINE in page
    assert LINE in read(MEETING)
    assert state_of(minutes) == "published"
    assert [event.action for event in Event.objects.about(meeting)][-3:] == [
        "minutes.sent_for_review",
        "minutes.confirmed",
        "minutes.published",
    ]
    assert Edition.objects.get().issued_by_name == "کامران فرضی"


def test_every_step_keeps_the_whole_text_with_its_event(meeting, secretary):
    draft(meeting)
    send(secretary)
    event = Event.objects.last()
    assert (event.actor_name, event.version) == ("سارا فرضی", 1)
    assert event.content["turns"][0]["blocks"][1][3] == "در دور سوم نوزده جلسه برگزار شد:"


def test_lines_have_their_numbers_when_the_members_get_them(meeting, secretary):
    minutes = draft(meeting)
    Block.objects.filter(turn__minutes=minutes, number__gt=4).update(number=999)
    send(secretary)
    numbers = Block.objects.filter(turn__minutes=minutes).in_order().values_list("number", flat=True)
    assert list(numbers) == list(range(1, 10))


def test_minutes_without_a_word_are_not_sent(meeting, secretary):
    minutes = cast.make_minutes(meeting, "")
    assert "هنوز سخنی ثبت نشده" in done(send(secretary), "نخست متن را بنویسید", secretary)
    assert state_of(minutes) == "draft"


@pytest.mark.parametrize(
    ("state", "steps"),
    [
        ("draft", {"secretary": ["send"], "confirmer": ["send"], "member": None}),
        ("in_review", {"secretary": ["return"], "confirmer": ["confirm", "return"], "member": []}),
        ("returned", {"secretary": ["send"], "confirmer": ["send"], "member": None}),
        ("confirmed", {"secretary": [], "confirmer": ["publish", "return"], "member": []}),
    ],
)
def test_every_state_offers_the_steps_that_are_legal_to_the_reader(meeting, state, steps):
    draft(meeting, state)
    everything = ("send", "confirm", "publish", "return", "abandon")
    for role, offered in steps.items():
        page = get(DRAFT, cast.ROLES[role]())
        if offered is None:
            assert page.status_code == 404
        else:
            shown = page.content.decode()
            assert [step for step in everything if f'"{DRAFT}{step}/' in shown] == offered


def test_a_step_that_is_not_legal_in_this_state_says_so_and_does_nothing(meeting, secretary, confirmer):
    minutes = draft(meeting)
    for client, step in ((confirmer, "confirm"), (confirmer, "publish"), (secretary, "return")):
        page = client.get(f"{DRAFT}{step}/", follow=True).content.decode()
        assert "اکنون «پیش‌نویس» است" in page
        answer = client.post(f"{DRAFT}{step}/", {"reason": "چنین و چنان", "audience": "everyone"})
        assert answer.status_code == 409
        assert "اکنون «پیش‌نویس» است" in answer.content.decode()
    assert (state_of(minutes), Edition.objects.count()) == ("draft", 0)


def test_a_secretary_does_not_take_back_what_was_confirmed(meeting, secretary):
    minutes = draft(meeting, "confirmed")
    answer = secretary.post(f"{DRAFT}return/", REASON)
    assert answer.status_code == 409
    assert state_of(minutes) == "confirmed"


@pytest.mark.parametrize("state", ["in_review", "confirmed"])
def test_what_is_returned_says_why_and_is_a_draft_again(meeting, state, confirmer, secretary):
    minutes = draft(meeting, state, confirmed_at_meeting=cast.make_meeting(2) if state == "confirmed" else None)
    done(submit(confirmer, f"{DRAFT}return/", reason="دو نام جابه‌جا شده است"), "به دبیرخانه برگشت", confirmer)
    page = read(DRAFT, cast.sara())
    assert "دو نام جابه‌جا شده است" in page
    assert "کامران فرضی" in page
    assert get(DRAFT, cast.maryam()).status_code == 404
    minutes.refresh_from_db()
    assert minutes.confirmed_at_meeting is None
    done(send(secretary), "فرستاده شد", secretary)
    assert "دو نام جابه‌جا" not in read(DRAFT, cast.maryam())


def test_a_step_that_needs_a_reason_is_not_taken_without_one(meeting, secretary):
    minutes = draft(meeting, "in_review")
    for reason in ("", " \u200c ", "ن" * 2001):
        answer = submit(secretary, f"{DRAFT}return/", reason=reason)
        assert answer.status_code == 422
    assert "۲٬۰۰۱ نویسه" in answer.content.decode() or "نویسه دارد" in answer.content.decode()
    assert state_of(minutes) == "in_review"


def test_minutes_are_confirmed_at_a_later_meeting_which_their_page_names(meeting, confirmer):
    minutes = draft(meeting, "in_review")
    later, planned = cast.make_meeting(7), cast.make_meeting(8, state="planned")
    earlier_round = cast.make_meeting(9, round=4)
    page = read(f"{DRAFT}confirm/", cast.kamran())
    assert f'value="{later.pk}"' in page
    assert f'value="{planned.pk}"' not in page
    for wrong in (planned.pk, earlier_round.pk, meeting.pk, "x", "9" * 30):
        assert submit(confirmer, f"{DRAFT}confirm/", at_meeting=wrong).status_code == 422
    submit(confirmer, f"{DRAFT}confirm/", at_meeting=later.pk)
    submit(confirmer, f"{DRAFT}publish/", audience="everyone")
    assert state_of(minutes) == "published"
    assert "در جلسه هفتم دور پنجم" in read(MEETING)


def test_the_meeting_of_confirmation_is_named_to_whom_may_know_of_it(meeting):
    cast.make_minutes(meeting, published="everyone", confirmed_at_meeting=cast.make_meeting(7, audience="members"))
    assert "در جلسه هفتم دور پنجم" in read(MEETING, cast.maryam())
    assert "جلسه هفتم" not in read(MEETING)


def test_nobody_confirms_while_a_request_waits_for_its_answer(meeting, confirmer):
    minutes = draft(meeting, "in_review")
    request = CorrectionRequest.objects.create(minutes=minutes, wish="واژه‌ای جا افتاده", asked_by=cast.maryam())
    answer = submit(confirmer, f"{DRAFT}confirm/")
    assert answer.status_code == 409
    assert "۱ درخواست اصلاح هنوز پاسخی ندارد" in answer.content.decode()
    CorrectionRequest.objects.filter(pk=request.pk).update(state="declined", answer="درست است")
    done(submit(confirmer, f"{DRAFT}confirm/"), "تأیید شد", confirmer)


@pytest.mark.parametrize(("state", "step"), [("draft", "send"), ("in_review", "confirm"), ("confirmed", "publish")])
def test_nobody_takes_a_step_over_a_text_that_he_did_not_read(meeting, confirmer, state, step):
    minutes = draft(meeting, state)
    page = confirmer.get(DRAFT).content.decode()
    seen = page.split('name="seen" value="')[1][:16] if step == "send" else page.split(f"{step}/?seen=")[1][:16]
    Block.objects.filter(number=3).update(text="متنی دیگر")
    answer = confirmer.post(f"{DRAFT}{step}/", {"seen": seen, "audience": "everyone"}, follow=True)
    assert "در همین فاصله کسی" in answer.content.decode()
    assert state_of(minutes) == state


def test_who_is_slower_is_told_so(meeting, confirmer):
    minutes = draft(meeting, "in_review")
    confirmer.get(f"{DRAFT}confirm/")
    Minutes.objects.filter(pk=minutes.pk).update(state="confirmed")
    answer = confirmer.post(f"{DRAFT}confirm/", LATER)
    assert answer.status_code == 409
    assert "کسی پیش از شما آن را پیش برده است" in answer.content.decode()
    assert not Event.objects.filter(action="minutes.confirmed").exists()


def test_who_comes_when_all_is_published_is_led_to_the_page(meeting, secretary):
    cast.make_minutes(meeting, published="everyone")
    page = done(secretary.post(f"{DRAFT}send/"), "صورتجلسه‌ای در دست نیست", secretary)
    assert LINE in page


def test_what_is_published_for_members_is_not_for_visitors(meeting, confirmer):
    draft(meeting, "confirmed")
    submit(confirmer, f"{DRAFT}publish/", audience="members")
    assert LINE in read(MEETING, cast.maryam())
    assert LINE not in read(MEETING)


@pytest.mark.parametrize("audience", ["", "liaison", "everyone\n"])
def test_for_whom_is_one_of_two(meeting, confirmer, audience):
    draft(meeting, "confirmed")
    assert submit(confirmer, f"{DRAFT}publish/", audience=audience).status_code == 422
    assert not Edition.objects.exists()


def test_a_pdf_that_can_not_be_made_says_so_and_publishes_nothing(meeting, confirmer):
    minutes = draft(meeting, "confirmed")
    with patch.object(publication, "minutes_pdf", side_effect=PdfError("time")):
        answer = confirmer.post(f"{DRAFT}publish/", {"audience": "everyone"})
    assert answer.status_code == 503
    assert str(PdfError("time")) in answer.content.decode()
    assert state_of(minutes) == "confirmed"


@pytest.mark.once
def test_the_pages_of_the_steps_take_few_queries_however_long_the_minutes_are(meeting, confirmer):
    draft(meeting, "in_review")
    other = cast.make_meeting(2)
    cast.make_minutes(other, cast.TEXT + "".join(f"- سطر {n}\n" for n in range(300)), state="in_review")
    for page in ("", "confirm/", "return/"):
        assert queries_of(confirmer, f"{DRAFT}{page}") == queries_of(confirmer, f"/meetings/5/2/draft/{page}")
