"""Requests for corrections: a member asks at a line, the secretariat answers, who asked reads the answer."""

import pytest

from meetings.models import Block, CorrectionRequest, Mention, Minutes, TurnRevision
from records.models import Event
from tests import cast
from tests.meetings.lines import LINE
from tests.meetings.steps import DRAFT, MEETING, done, submit
from tests.queries import queries_of
from tests.reading import get, read

pytestmark = pytest.mark.django_db
NEW = f"{DRAFT}corrections/new/"
LIST = f"{MEETING}corrections/"
WISH = "به جای «نوزده» باید «بیست» باشد."


@pytest.fixture
def minutes():
    return cast.make_minutes(cast.make_meeting(), state="in_review")


@pytest.fixture
def member():
    return cast.client_for(cast.maryam())


def ask(member, line: int = 2, wish: str = WISH) -> CorrectionRequest:
    answer = submit(member, f"{NEW}?line={line}", wish=wish)
    assert answer.status_code == 302, answer.content.decode()
    return CorrectionRequest.objects.latest("id")


def answer_page(request: CorrectionRequest) -> str:
    return f"{LIST}{request.pk}/"


def test_a_member_asks_beside_a_line_and_is_told_that_it_was_noted(minutes, member):
    page = member.get(DRAFT).content.decode()
    assert f'href="{NEW}?line=2"' in page
    asked = submit(member, f"{NEW}?line=2", wish=WISH)
    assert asked["Location"] == f"{DRAFT}#b2"
    done(asked, "درخواست شما ثبت شد", member)
    request = CorrectionRequest.objects.get()
    assert (request.block.number, request.block_text, request.asked_by) == (2, f"{LINE}:", cast.maryam())
    event = Event.objects.last()
    assert (event.action, event.actor_name, event.content["wish"]) == ("correction.asked", "مریم فرضی", WISH)


def test_the_form_shows_the_line_that_it_is_about(minutes, member):
    assert f"{LINE}:</blockquote>" in member.get(f"{NEW}?line=2").content.decode()


@pytest.mark.parametrize("line", ["", "0", "10", "999", "x", "-1", "9" * 30, "۲ ۳"])
def test_a_line_that_is_not_there_is_not_found(minutes, member, line):
    assert member.get(NEW, {"line": line}).status_code == 404
    assert member.post(NEW, {"line": line, "wish": WISH}).status_code == 409
    assert not CorrectionRequest.objects.exists()


@pytest.mark.parametrize("wish", ["", " \u200b ", "ن" * 5001])
def test_a_request_says_something_and_not_too_much(minutes, member, wish):
    answer = submit(member, f"{NEW}?line=2", wish=wish)
    assert answer.status_code == 422
    assert LINE in answer.content.decode()
    assert not CorrectionRequest.objects.exists()


@pytest.mark.parametrize("state", ["draft", "returned", "confirmed", "published"])
def test_corrections_are_asked_for_in_review_alone_and_what_was_typed_is_not_lost(minutes, member, state):
    fields = {"line": "2", "wish": WISH}
    if state == "published":
        Minutes.objects.all().delete()
        cast.make_minutes(minutes.meeting, published="everyone")
    else:
        Minutes.objects.update(state=state)
    answer = member.post(NEW, fields)
    assert answer.status_code == 409
    assert WISH in answer.content.decode()
    assert member.get(f"{NEW}?line=2").status_code == 404
    assert not CorrectionRequest.objects.exists()


def test_a_line_that_changed_meanwhile_is_shown_anew_with_what_was_typed(minutes, member):
    page = member.get(f"{NEW}?line=2").content.decode()
    seen = page.split('name="seen" value="')[1][:16]
    Block.objects.filter(number=2).update(text="در دور سوم بیست جلسه برگزار شد:")
    answer = member.post(NEW, {"line": "2", "seen": seen, "wish": WISH})
    shown = answer.content.decode()
    assert answer.status_code == 409
    assert "تغییر کرده است" in shown
    assert WISH in shown
    assert "بیست جلسه برگزار شد" in shown
    again = shown.split('name="seen" value="')[1][:16]
    assert member.post(NEW, {"line": "2", "seen": again, "wish": WISH}).status_code == 302


def test_a_member_sees_his_own_requests_and_the_secretary_all_of_them(minutes, member):
    ask(member)
    ask(cast.client_for(cast.make_user("nader", name="نادر فرضی", roles=("member",))), 3, "خواسته نادر")
    mine = read(LIST, cast.maryam())
    assert WISH in mine
    assert "خواسته نادر" not in mine
    both = read(LIST, cast.sara())
    assert WISH in both
    assert "خواسته نادر" in both
    assert "۲ درخواست در انتظار پاسخ" in both
    assert "مریم فرضی" in both
    assert get(LIST, cast.leila()).status_code == 404
    others = CorrectionRequest.objects.latest("id")
    assert get(answer_page(others), cast.maryam()).status_code == 404


def test_the_draft_shows_open_requests_beside_their_lines(minutes, member):
    request = ask(member)
    assert f'href="{answer_page(request)}">پاسخ دادن' in read(DRAFT, cast.sara())
    assert f'href="{answer_page(request)}">در انتظار بررسی' in read(DRAFT, cast.maryam())
    assert "درخواست‌های اصلاح (۱)" in read(DRAFT, cast.sara())
    assert WISH not in read(DRAFT, cast.make_user("nader", roles=("member",)))


def test_accepting_changes_the_line_and_nothing_that_hangs_on_it(minutes, member, secretary):
    block = Block.objects.get(number=2)
    Block.objects.filter(pk=block.pk).update(mark="proposal")
    Mention.objects.create(block=block, round=cast.make_round(3))
    request = ask(member)
    changed = submit(
        secretary,
        answer_page(request),
        0,
        f"{answer_page(request)}accept/",
        text="در دور سوم بیست جلسه برگزار شد:",
        answer="درست است، سپاس.",
    )
    done(changed, "پاسخ ثبت شد", secretary)
    assert "بیست جلسه برگزار شد" in read(DRAFT, cast.maryam())
    told = read(LIST, cast.maryam())
    assert "پذیرفته‌شده" in told
    assert "درست است، سپاس." in told
    assert f"{LINE}:" in told  # as it stood when the request was made
    block.refresh_from_db()
    assert (block.mark, block.mentions.count(), block.turn.version) == ("proposal", 1, 2)
    event = Event.objects.last()
    assert (event.action, event.content["before"], event.content["after"]) == (
        "correction.accepted",
        f"{LINE}:",
        "در دور سوم بیست جلسه برگزار شد:",
    )
    assert event.content["versions"][str(block.turn.key)] == 2
    revision = TurnRevision.objects.get()
    assert (revision.version, revision.editor_name, "بیست جلسه" in revision.text) == (2, "سارا فرضی", True)


def test_accepting_needs_a_change(minutes, member, secretary):
    request = ask(member)
    answer = submit(secretary, answer_page(request), 0, f"{answer_page(request)}accept/")
    assert answer.status_code == 409
    assert "متن بند همان است که بود" in answer.content.decode()
    Block.objects.filter(number=2).update(text="در پیش‌نویس اصلاح شد")
    done(submit(secretary, answer_page(request), 0, f"{answer_page(request)}accept/"), "پاسخ ثبت شد", secretary)


def test_a_line_that_was_changed_meanwhile_is_not_overwritten(minutes, member, secretary):
    request = ask(member)
    page = secretary.get(answer_page(request)).content.decode()
    seen = page.split('name="seen" value="')[1][:16]
    Block.objects.filter(number=2).update(text="متن کس دیگر")
    answer = secretary.post(f"{answer_page(request)}accept/", {"text": "نوشته من", "seen": seen})
    shown = answer.content.decode()
    assert answer.status_code == 409
    assert "تغییر کرده است" in shown
    assert "نوشته من" in shown
    assert "متن کس دیگر" in shown
    assert Block.objects.get(number=2).text == "متن کس دیگر"


def test_declining_needs_a_reason_which_who_asked_reads(minutes, member, secretary):
    request = ask(member)
    refused = submit(secretary, answer_page(request), 1, f"{answer_page(request)}decline/", answer="")
    assert refused.status_code == 422
    declined = submit(
        secretary, answer_page(request), 1, f"{answer_page(request)}decline/", answer="در نوار جلسه نوزده است."
    )
    done(declined, "پاسخ ثبت شد", secretary)
    assert "در نوار جلسه نوزده است." in read(LIST, cast.maryam())
    assert Block.objects.get(number=2).text == f"{LINE}:"


def test_a_request_is_answered_once(minutes, member, secretary):
    request = ask(member)
    for client, step, fields in (
        (secretary, "decline", {"answer": "درست است"}),
        (cast.client_for(cast.kamran()), "accept", {"text": "چیز دیگر"}),
    ):
        answer = client.post(f"{answer_page(request)}{step}/", fields)
    assert answer.status_code == 409
    assert "پیش از این پاسخ داده شده" in answer.content.decode()
    assert "چیز دیگر" in answer.content.decode()  # nothing of what was typed is lost
    assert "چیز دیگر" not in read(DRAFT, cast.sara())


def test_a_request_about_a_line_that_is_gone_can_still_be_answered(minutes, member, secretary):
    request = ask(member)
    Minutes.objects.update(state="returned")
    Block.objects.filter(number=2).delete()
    page = secretary.get(answer_page(request)).content.decode()
    assert "این بند دیگر در متن نیست" in page
    done(submit(secretary, answer_page(request), 0, f"{answer_page(request)}accept/"), "پاسخ ثبت شد", secretary)
    assert "بندی که دیگر نیست" in read(LIST, cast.maryam())


def test_what_is_asked_and_answered_is_shown_as_it_was_typed_and_never_as_markup(minutes, member, secretary):
    request = ask(member, wish="<script>alert(1)</script>\nسطر دوم")
    for page in (read(LIST, cast.sara()), read(answer_page(request), cast.sara()), read(DRAFT, cast.sara())):
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert" in page


def test_nobody_waits_for_more_than_a_hundred_answers(minutes, member):
    user = cast.maryam()
    CorrectionRequest.objects.bulk_create(
        CorrectionRequest(minutes=minutes, wish="خواسته", asked_by=user) for _ in range(100)
    )
    answer = submit(member, f"{NEW}?line=2", wish=WISH)
    assert answer.status_code == 409
    assert "صد درخواست شما" in answer.content.decode()


@pytest.mark.once
def test_the_pages_of_requests_take_few_queries_however_many_there_are(minutes, member, secretary):
    request = ask(member)
    pages = (LIST, DRAFT, answer_page(request))
    few = [queries_of(secretary, page) for page in pages]
    block, user = Block.objects.get(number=3), cast.maryam()
    CorrectionRequest.objects.bulk_create(
        CorrectionRequest(minutes=minutes, block=block, block_text="متن", wish="خواسته", asked_by=user)
        for _ in range(300)
    )
    assert [queries_of(secretary, page) for page in pages] == few
    assert "صفحه ۱ از ۷" in secretary.get(LIST).content.decode()
